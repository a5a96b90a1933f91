'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Backtest, BacktestLine } from '@/data/contract.ts';
import { useBacktest, useBacktests } from '@/data/documents.ts';
import { number, percent } from '@/rules/numbers.ts';
import { iso } from '@/rules/times.ts';
import type { NamedCurve } from '../chart/lines.ts';
import { Lines } from '../chart/Lines.tsx';
import { Card, Heading } from '../show/Card.tsx';
import { Pages } from '../show/Pages.tsx';
import { Shown } from '../show/State.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { Badge, Gain, ModeMark, When } from '../show/Text.tsx';
import { FigureTable } from './FigureTable.tsx';
import { summaryOf } from './summary.ts';

/** Result folders of this machine. Two of them stand side by side. */
export function BacktestsView() {
  const address = useAddress();
  const answer = useBacktests({ limit: 100, after: address.query.get('after') });
  const one = address.query.get('one');
  const other = address.query.get('other');
  const rows = useMemo(() => answer.data?.items ?? [], [answer.data]);
  const choose = (name: string) => {
    if (name === one) address.set({ one: other, other: null });
    else if (name === other) address.set({ other: null });
    else if (!one) address.set({ one: name });
    else address.set({ other: name });
  };
  const columns = useMemo<Column<BacktestLine>[]>(
    () => [
      { name: 'Folder', show: (line) => <span className={line.name === one || line.name === other ? 'font-semibold' : ''}>{line.name}</span>, by: (line) => line.name, phone: 'head' },
      { name: 'Written', show: (line) => <When at={line.modified} />, by: (line) => Date.parse(line.modified) },
      { name: 'Symbols', show: (line) => line.symbols.join(', ') || '–', by: (line) => line.symbols.join() },
      { name: 'From', show: (line) => <When at={line.first} />, by: (line) => Date.parse(line.first ?? '') || undefined, phone: 'gone' },
      { name: 'To', show: (line) => <When at={line.last} />, by: (line) => Date.parse(line.last ?? '') || undefined, phone: 'gone' },
      { name: 'Trades', isNumber: true, show: (line) => number(line.trades), by: (line) => line.trades ?? undefined },
      { name: 'Won', isNumber: true, show: (line) => percent(line.winRatePct, 1), by: (line) => Number(line.winRatePct) },
      { name: 'Profit factor', isNumber: true, show: (line) => number(line.profitFactorNet, 2), by: (line) => Number(line.profitFactorNet) },
      { name: 'Drawdown', isNumber: true, show: (line) => percent(line.maxDrawdownPct, 1), by: (line) => Number(line.maxDrawdownPct) },
      {
        name: 'Net',
        isNumber: true,
        show: (line) => (line.problem ? <span className="text-loss">{line.problem}</span> : <Gain usd={line.net} unit={false} />),
        by: (line) => Number(line.net),
      },
    ],
    [one, other],
  );
  return (
    <>
      <Heading side={<p className="text-sm text-quiet">Choose one to look into, a second to compare.</p>}>Backtests</Heading>
      <div className="rounded-md border border-rule bg-paper">
        <div className="overflow-x-auto">
          <Shown answer={answer} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">There is no result folder yet: ./smc backtest writes one.</span>}>
            {() => (
              <Table
                caption="Result folders"
                columns={columns}
                rows={rows}
                idOf={(line) => line.name}
                onOpen={(line) => choose(line.name)}
                isMarked={(line) => line.name === one || line.name === other}
              />
            )}
          </Shown>
        </div>
        {answer.data ? <Pages address={address} next={answer.data.next} total={answer.data.total} shown={rows.length} name="folder" /> : null}
      </div>
      {one ? <Compared one={one} other={other} /> : null}
    </>
  );
}

function Compared({ one, other }: { one: string; other: string | null }) {
  const first = useBacktest(one);
  const second = useBacktest(other);
  const curves = useMemo(() => [...curvesOf(first.data, 'accent', false), ...curvesOf(second.data, 'ink', true)], [first.data, second.data]);
  return (
    <div className="mt-3 grid gap-3 lg:grid-cols-2">
      <Card title="Equity of all accounts" note={other ? `${one} solid, ${other} dashed` : one} className="lg:col-span-2" isFlush>
        <div className="h-[300px] p-1">
          <Shown answer={first}>{() => <Lines curves={curves} unit="" summary={`Equity of ${one}${other ? ` and of ${other}` : ''}, by day.`} className="h-full" />}</Shown>
        </div>
      </Card>
      <Shown answer={first}>{(data) => <Result backtest={data} />}</Shown>
      {other ? <Shown answer={second}>{(data) => <Result backtest={data} />}</Shown> : null}
    </div>
  );
}

function curvesOf(backtest: Backtest | undefined, color: 'accent' | 'ink', isDashed: boolean): NamedCurve[] {
  if (!backtest) return [];
  const { seconds, accounts } = backtest.equity;
  const value = seconds.map((_, i) => accounts.reduce((all, { equity }) => all + Number(equity[i] ?? 0), 0));
  return [{ name: '', color, isDashed, time: seconds, value }];
}

function Result({ backtest }: { backtest: Backtest }) {
  const summary = useMemo(() => summaryOf(backtest.summary), [backtest.summary]);
  return (
    <Card title={backtest.name} note={summary.build ? `build ${summary.build}` : null}>
      <FigureTable
        caption={`Figures of ${backtest.name}`}
        columns={[
          ...summary.accounts.map(({ account, mode, figures }) => ({ key: account, name: <ModeMark mode={mode} />, figures })),
          { key: 'total', name: 'all', figures: summary.total },
        ]}
      />
      <ul className="mt-2 space-y-0.5 border-t border-rule pt-2 text-sm">
        {summary.targets.map(({ name, goal, measured, met }) => (
          <li key={name}>
            {name} <span className="text-quiet">{goal}:</span> {number(measured, 2)} <strong className={met ? 'text-win' : 'text-loss'}>{met ? 'YES' : 'NO'}</strong>
          </li>
        ))}
        {summary.data.map(({ symbol, first, last, candles, isSynthetic }) => (
          <li key={symbol} className="text-quiet">
            {symbol}: {number(candles)} candles, <When at={iso(first)} /> to <When at={iso(last)} /> {isSynthetic ? <Badge tone="warn">made-up market</Badge> : null}
          </li>
        ))}
        <li className="text-quiet">{summary.run.map(([name, value]) => `${name} ${value}`).join(', ')}</li>
      </ul>
    </Card>
  );
}
