'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Market, NearBlock, Performance, Status } from '@/data/contract.ts';
import { useAlarms, useDecisions, useEquity, usePerformance, usePositions, useStatus, useStructure, useTrades } from '@/data/documents.ts';
import { count, number, percent, sign, signed, signedPercent, sum } from '@/rules/numbers.ts';
import type { NamedCurve } from '../chart/lines.ts';
import { Lines } from '../chart/Lines.tsx';
import { Card, Figure, More } from '../show/Card.tsx';
import { Empty, Failure, Loading, Shown } from '../show/State.tsx';
import { Gain, ModeMark, Price, When, Zone } from '../show/Text.tsx';
import { happened } from './happened.ts';
import { decimalsFor, MarketCard } from './MarketCard.tsx';
import { Rail } from './Rail.tsx';

/** One screen at a desk, one thumb on a phone. */
export function OverviewView() {
  const address = useAddress();
  const status = useStatus();
  const performance = usePerformance();
  const positions = usePositions();
  const trades = useTrades({ limit: 30 });
  const alarms = useAlarms({ limit: 30 });
  const decisions = useDecisions({ limit: 30, verdict: 'TRADE' });
  const structure = useStructure({ limit: 20, kind: 'CHOCH' });

  const markets = status.data?.markets ?? [];
  const symbol = address.symbol ?? positions.data?.items[0]?.symbol ?? trades.data?.items[0]?.symbol ?? markets[0]?.symbol ?? null;
  const isSettled = address.symbol !== null || (status.data !== undefined && (positions.data ?? positions.error) !== undefined && (trades.data ?? trades.error) !== undefined);
  const events = useMemo(
    () => happened(trades.data?.items ?? [], alarms.data?.items ?? [], decisions.data?.items ?? [], structure.data?.items ?? []).slice(0, 12),
    [trades.data, alarms.data, decisions.data, structure.data],
  );

  return (
    <>
      <h1 className="sr-only">Overview</h1>
      <SixFigures status={status.data} performance={performance.data} error={status.error ?? performance.error} />
      <div className="mt-3 grid gap-3 lg:grid-cols-3">
        <div className="min-w-0 lg:col-span-2 [&>section]:h-full">
          {symbol && isSettled ? (
            <MarketCard symbol={symbol} markets={markets} onSymbol={(one) => address.set({ symbol: one })} />
          ) : (
            <Card title="Market">{status.error && !status.data ? <Failure error={status.error} again={status.again} /> : <div className="h-[380px]"><Loading /></div>}</Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Card title="Open positions" note={positions.data ? number(positions.data.total) : null} side={<More href={address.to('/positions/')}>Positions and orders</More>}>
            <Shown answer={positions} isEmpty={({ items }) => items.length === 0} empty="Nothing is open.">
              {({ items }) => (
                <div className="divide-y divide-rule">
                  {items.map((position) => (
                    <Rail key={position.trade} position={position} />
                  ))}
                </div>
              )}
            </Shown>
          </Card>
          <Card title="Nearest to the price" className="grow" side={<More href={address.to('/blocks/')}>Order blocks</More>}>
            <Shown answer={status} isEmpty={(data) => data.markets.every(({ nearest }) => nearest.length === 0)} empty="No block is alive.">
              {(data) => <Nearest markets={data.markets} to={address.to} />}
            </Shown>
          </Card>
        </div>
      </div>
      <div className="mt-3 grid gap-3 lg:grid-cols-2">
        <EquityCard />
        <Card title="What happened" side={<More href={address.to('/decisions/')}>Why, why not</More>} isFlush>
          {trades.data === undefined && alarms.data === undefined ? (
            <div className="px-3 py-2">{trades.error ? <Failure error={trades.error} again={trades.again} /> : <Loading rows={8} />}</div>
          ) : events.length === 0 ? (
            <div className="px-3">
              <Empty>Nothing has happened yet.</Empty>
            </div>
          ) : (
            <ul className="divide-y divide-rule md:[&>li:nth-child(n+8)]:hidden">
              {events.map((event) => (
                <li key={event.key}>
                  <Link href={address.to(event.path, event.query)} prefetch={false} className="grid grid-cols-[6.6em_1.6em_1fr_auto] items-baseline gap-x-2 px-3 py-1 hover:bg-panel">
                    <span className="text-sm text-quiet">
                      <When at={event.time} short />
                    </span>
                    <span>{event.mode ? <ModeMark mode={event.mode} /> : null}</span>
                    <span className={event.tone === 'bad' ? 'font-medium text-loss' : event.tone === 'warn' ? 'text-past' : ''}>{event.text}</span>
                    <span className="text-right">{event.money ? <Gain usd={event.money} unit={false} /> : null}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </>
  );
}

function SixFigures({ status, performance, error }: { status: Status | undefined; performance: Performance | undefined; error: unknown }) {
  if ((!status || !performance) && error) return <Failure error={error} />;
  const equity = status ? sum(status.desks.map((desk) => desk.equity)) : null;
  const start = performance?.both.capitalStart;
  const both = performance?.both;
  const target = performance?.targets.find(({ name }) => /profit.?factor/i.test(name));
  const mode = (one: 'A' | 'B') => performance?.accounts.find((account) => account.mode === one)?.figures;
  const drawdown = both?.maxDrawdownPct;
  return (
    <section aria-label="Figures" className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      <Figure name="Equity, A and B" value={<Usd value={equity} />} below={start ? `began with ${number(start, 2)}` : null} />
      <Figure
        name="Today (UTC), net"
        value={<Gain usd={status?.today.net} />}
        below={status ? `${number(status.today.trades)} closed, ${number(status.today.wins)} won` : null}
      />
      {(['A', 'B'] as const).map((one) => {
        const figures = mode(one);
        return (
          <Figure
            key={one}
            name={`Mode ${one}, net of costs`}
            value={<Gain usd={figures?.net} />}
            below={figures ? `${count(figures.trades, 'trade')}, ${percent(figures.winRatePct, 1)} won` : null}
          />
        );
      })}
      <Figure name="Deepest drawdown" value={drawdown ? percent(drawdown, 1) : '–'} below={both ? `costs so far ${number(both.costs, 2)} USD` : null} />
      <Figure
        name="Profit factor, net"
        value={number(both?.profitFactorNet, 2)}
        below={
          target ? (
            <>
              target {target.goal}: <strong className={target.met ? 'text-win' : 'text-loss'}>{target.met ? 'YES' : 'NO'}</strong>
            </>
          ) : both ? (
            `${number(both.profitFactorGross, 2)} before costs`
          ) : null
        }
      />
    </section>
  );
}

function Usd({ value }: { value: string | null | undefined }) {
  return (
    <span className="whitespace-nowrap" title={value ? `${value} USD` : undefined}>
      {number(value, 2)}
      {value ? <span className="text-sm font-normal text-quiet"> USD</span> : null}
    </span>
  );
}

function Nearest({ markets, to }: { markets: readonly Market[]; to: (path: string, changes?: Readonly<Record<string, string>>) => string }) {
  const each = markets.length > 1 ? 3 : 5;
  const rows: (NearBlock & { symbol: string })[] = markets.flatMap(({ symbol, nearest }) =>
    [...nearest]
      .sort((one, other) => Math.abs(Number(one.distancePct)) - Math.abs(Number(other.distancePct)))
      .slice(0, each)
      .map((block) => ({ ...block, symbol })),
  );
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">Living blocks nearest to the price</caption>
      <thead className="sr-only">
        <tr>
          <th>Symbol</th>
          <th>Block</th>
          <th>From</th>
          <th>To</th>
          <th>Away</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((block, i) => {
          const decimals = decimalsFor(markets.find(({ symbol }) => symbol === block.symbol), [block.top, block.bottom]);
          const isFirst = rows[i - 1]?.symbol !== block.symbol;
          return (
            <tr key={block.block} className={isFirst && i > 0 ? 'border-t border-rule' : ''}>
              <td className="py-0.5 pr-2 font-medium">{isFirst ? block.symbol : <span className="sr-only">{block.symbol}</span>}</td>
              <td className="py-0.5 pr-2">
                <Link href={to('/blocks/', { symbol: block.symbol, block: block.block })} prefetch={false} className="hover:underline">
                  <Zone side={block.side} state={block.state} />
                </Link>
              </td>
              <td className="py-0.5 pr-1 text-right"><Price usd={block.bottom} decimals={decimals} /></td>
              <td className="py-0.5 pr-3 text-right"><Price usd={block.top} decimals={decimals} /></td>
              <td className={`py-0.5 text-right whitespace-nowrap ${sign(block.distancePct) === 0 ? 'font-semibold' : 'text-quiet'}`}>
                {sign(block.distancePct, 4) === 0 ? 'inside' : signedPercent(block.distancePct)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A against B; each line with its own look, so that colour alone says nothing. */
export function EquityCard({ isHere = false }: { isHere?: boolean }) {
  const { to } = useAddress();
  const equity = useEquity({ resolution: '1h', limit: 5000 });
  const curves = useMemo<NamedCurve[]>(
    () =>
      (equity.data?.accounts ?? []).map(({ mode, equity: values }) => ({
        name: mode,
        color: mode === 'A' ? 'modeA' : 'modeB',
        isDashed: mode === 'B',
        time: equity.data?.seconds ?? [],
        value: values.map(Number),
      })),
    [equity.data],
  );
  const ends = (equity.data?.accounts ?? []).map(({ mode, equity: values, capitalStart }) => ({
    mode,
    end: values[values.length - 1],
    gain: sum([values[values.length - 1], negative(capitalStart)]),
  }));
  return (
    <Card
      title="Equity, A against B"
      side={isHere ? null : <More href={to('/performance/')}>Performance</More>}
      note={ends.map(({ mode, end, gain }) => (
        <span key={mode} className="mr-3 whitespace-nowrap">
          <ModeMark mode={mode} /> {number(end, 2)} ({signed(gain)})
        </span>
      ))}
      isFlush
    >
      <div className="h-full min-h-[210px] p-1">
        <Shown answer={equity} isEmpty={({ seconds }) => seconds.length === 0} empty={<span className="px-2">No candle has closed yet.</span>}>
          {() => (
            <Lines
              curves={curves}
              unit=""
              summary={`Equity in USD. ${ends.map(({ mode, end, gain }) => `Mode ${mode}: ${number(end, 2)}, ${signed(gain)} since the start.`).join(' ')}`}
              className="h-full min-h-[210px]"
            />
          )}
        </Shown>
      </div>
    </Card>
  );
}

function negative(decimal: string): string {
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}
