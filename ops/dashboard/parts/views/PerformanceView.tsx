'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Performance, SameSignals, Target } from '@/data/contract.ts';
import { useEquity, usePerformance, useTrades } from '@/data/documents.ts';
import { distribution } from '@/rules/figures.ts';
import { count, number, percent, words } from '@/rules/numbers.ts';
import type { NamedCurve } from '../chart/lines.ts';
import { Lines } from '../chart/Lines.tsx';
import { BarList, Distribution, MonthGrid } from '../show/Bars.tsx';
import { Card, Heading } from '../show/Card.tsx';
import { Choice } from '../show/Control.tsx';
import { Shown } from '../show/State.tsx';
import { Gain, ModeMark } from '../show/Text.tsx';
import { FigureTable } from './FigureTable.tsx';
import { EquityCard } from './OverviewView.tsx';

const MODES = [
  ['', 'A and B'],
  ['A', 'A'],
  ['B', 'B'],
] as const;

export function PerformanceView() {
  const address = useAddress();
  const performance = usePerformance();
  const trades = useTrades({ limit: 1000, mode: address.mode, symbol: address.symbol });
  const bins = useMemo(() => distribution((trades.data?.items ?? []).map(({ net }) => Number(net))), [trades.data]);
  return (
    <>
      <Heading side={<Choice label="Mode" value={address.mode ?? ''} options={MODES} onChange={(mode) => address.set({ mode })} />}>Performance</Heading>
      <Shown answer={performance} rows={10}>
        {(data) => (
          <div className="grid gap-3 lg:grid-cols-2">
            <Targets targets={data.targets} />
            <Card title="A against B" className="lg:row-span-2">
              <FigureTable
                caption="Figures of each account and of both"
                columns={[
                  ...data.accounts.map(({ account, mode, figures }) => ({ key: account, name: <ModeMark mode={mode} />, figures })),
                  { key: 'both', name: 'both', figures: data.both },
                ]}
              />
            </Card>
            <EquityCard isHere />
            <DrawdownCard />
            <Card title="Months (UTC), net" note="USD, by the end of a trade">
              {data.months.length === 0 ? <p className="py-4 text-quiet">No trade has ended yet.</p> : <Months data={data} mode={address.mode} />}
            </Card>
            <Card title="How trades ended, net" note={trades.data && trades.data.total > trades.data.items.length ? `the newest ${number(trades.data.items.length)} of ${number(trades.data.total)}` : 'USD a trade'}>
              <Shown answer={trades} isEmpty={({ items }) => items.length === 0} empty="No trade has ended yet.">
                {() => <Distribution bins={bins} unit="USD" />}
              </Shown>
            </Card>
            <Card title="By the reason of the last exit" note="net, USD">
              <BarList
                caption="Net by the reason of the last exit"
                rows={data.reasons
                  .filter(({ account }) => !address.mode || data.accounts.find((one) => one.account === account)?.mode === address.mode)
                  .map(({ account, reason, trades: many, net }) => ({
                    name: `${data.accounts.find((one) => one.account === account)?.mode ?? account} ${words(reason)}`,
                    value: Number(net),
                    text: net,
                    note: count(many, 'trade'),
                  }))}
              />
            </Card>
            <Costs data={data} />
            <Same same={data.sameSignals} />
            <Card title="By symbol" className="lg:col-span-2">
              <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Figures by symbol">
                <FigureTable
                  caption="Figures of each account on each symbol"
                  columns={data.symbols
                    .filter(({ mode }) => !address.mode || mode === address.mode)
                    .map(({ account, mode, symbol, figures }) => ({
                      key: `${account} ${symbol}`,
                      name: (
                        <span className="whitespace-nowrap">
                          <ModeMark mode={mode} /> {symbol}
                        </span>
                      ),
                      figures,
                    }))}
                />
              </div>
            </Card>
                      </div>
        )}
      </Shown>
    </>
  );
}

/** `max_drawdown_pct` as the figures beside it say it. */
function targetName(name: string): string {
  return name === 'max_drawdown_pct' ? 'deepest drawdown' : words(name);
}

function Targets({ targets }: { targets: readonly Target[] }) {
  return (
    <Card title="What was wanted" note="over all accounts">
      {targets.length === 0 ? (
        <p className="py-4 text-quiet">No target is set.</p>
      ) : (
        <table className="w-full text-sm">
          <caption className="sr-only">Targets</caption>
          <thead className="sr-only">
            <tr>
              <th>Target</th>
              <th>Goal</th>
              <th>Measured</th>
              <th>Met</th>
            </tr>
          </thead>
          <tbody>
            {targets.map(({ name, goal, measured, met }) => (
              <tr key={name} className="border-t border-rule first:border-t-0">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {targetName(name)}
                </th>
                <td className="py-1.5 text-quiet">{goal}</td>
                <td className="py-1.5 text-right text-lg font-semibold">{goal.includes('%') ? percent(measured, 1) : number(measured, 2)}</td>
                <td className={`py-1.5 pl-4 text-right font-semibold ${met ? 'text-win' : 'text-loss'}`}>{met ? 'YES' : 'NO'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function DrawdownCard() {
  const equity = useEquity({ resolution: '1h', limit: 5000 });
  const curves = useMemo<NamedCurve[]>(
    () =>
      (equity.data?.accounts ?? []).map(({ mode, drawdownPct }) => ({
        name: mode,
        color: mode === 'A' ? 'modeA' : 'modeB',
        isDashed: mode === 'B',
        time: equity.data?.seconds ?? [],
        value: drawdownPct.map((one) => -Math.abs(Number(one))),
      })),
    [equity.data],
  );
  const deepest = (equity.data?.accounts ?? []).map(({ mode, drawdownPct }) => `mode ${mode} ${percent(Math.max(0, ...drawdownPct.map((one) => Math.abs(Number(one)))), 1)}`);
  return (
    <Card title="Below the peak" note="per cent" isFlush>
      <div className="h-full min-h-[210px] p-1">
        <Shown answer={equity} isEmpty={({ seconds }) => seconds.length === 0} empty={<span className="px-2">No candle has closed yet.</span>}>
          {() => <Lines curves={curves} unit=" %" summary={`Drawdown of equity. Deepest: ${deepest.join(', ')}.`} className="h-full min-h-[210px]" />}
        </Shown>
      </div>
    </Card>
  );
}

function Months({ data, mode }: { data: Performance; mode: 'A' | 'B' | null }) {
  const shown = mode ? [mode] : (['A', 'B'] as const);
  return (
    <div className="space-y-3 py-1">
      {shown.map((one) => (
        <MonthGrid
          key={one}
          caption={`Mode ${one}`}
          months={data.months.filter((month) => month.mode === one).map(({ month, figures }) => ({ month, value: Number(figures.net), trades: figures.trades }))}
        />
      ))}
    </div>
  );
}

function Costs({ data }: { data: Performance }) {
  const { both } = data;
  const share = Number(both.gross) > 0 ? (Number(both.costs) / Number(both.gross)) * 100 : undefined;
  return (
    <Card title="Where the money went" note={share === undefined ? 'USD' : `costs took ${percent(share, 0)} of the gain`}>
      <BarList
        caption="From the gain to the net, both accounts"
        rows={[
          { name: 'gain before costs', value: Number(both.gross), text: both.gross },
          { name: 'fees', value: -Number(both.fees) },
          { name: 'tax on fees (GST)', value: -Number(both.gst) },
          { name: 'funding', value: -Number(both.funding) },
          { name: 'net', value: Number(both.net), text: both.net },
        ]}
      />
    </Card>
  );
}

/** What the modes made of the same zones: what is left to tell them apart is how they enter and leave. */
function Same({ same }: { same: SameSignals }) {
  const rows = [
    { name: `A, of ${count(same.both, 'zone')} both traded`, net: same.bothNetA, won: same.bothWinsA, many: same.both },
    { name: `B, of ${count(same.both, 'zone')} both traded`, net: same.bothNetB, won: same.bothWinsB, many: same.both },
    { name: 'A, of zones it alone traded', net: same.onlyNetA, won: null, many: same.onlyA },
    { name: 'B, of zones it alone traded', net: same.onlyNetB, won: null, many: same.onlyB },
  ];
  return (
    <Card title="The same signals" note="a block in one state is one zone">
      <table className="w-full text-sm">
        <caption className="sr-only">Trades of both modes that came of the same zone, and those of one mode alone</caption>
        <thead>
          <tr className="text-xs text-quiet">
            <th scope="col" className="py-1 text-left">
              Whose
            </th>
            <th scope="col" className="py-1 text-right">
              Trades
            </th>
            <th scope="col" className="py-1 text-right">
              Won
            </th>
            <th scope="col" className="py-1 text-right">
              Net, USD
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, net, won, many }) => (
            <tr key={name} className="border-t border-rule">
              <th scope="row" className="py-1 text-left font-normal">
                {name}
              </th>
              <td className="py-1 text-right">{number(many)}</td>
              <td className="py-1 text-right">{number(won)}</td>
              <td className="py-1 text-right">
                <Gain usd={net} unit={false} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
