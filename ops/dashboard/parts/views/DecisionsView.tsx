'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Decision } from '@/data/contract.ts';
import { useDecisions, useStatus } from '@/data/documents.ts';
import { count, number, percent, price, words } from '@/rules/numbers.ts';
import { Heading, More } from '../show/Card.tsx';
import { Choice, Select } from '../show/Control.tsx';
import { Pages } from '../show/Pages.tsx';
import { Shown } from '../show/State.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { ModeMark, Price, Way, When, Zone } from '../show/Text.tsx';

const MODES = [
  ['', 'A and B'],
  ['A', 'A'],
  ['B', 'B'],
] as const;

const COLUMNS: readonly Column<Decision>[] = [
  { name: 'Touch', show: (one) => <When at={one.candle} />, by: (one) => Date.parse(one.candle), phone: 'head', hint: 'Candle of the touch' },
  { name: 'Mode', show: (one) => <ModeMark mode={one.mode} />, by: (one) => one.mode },
  { name: 'Symbol', show: (one) => one.symbol, by: (one) => one.symbol },
  { name: 'Way', show: (one) => <Way direction={one.direction} />, by: (one) => one.direction },
  { name: 'Block', show: (one) => <Zone side={one.blockSide} state={one.blockState} />, by: (one) => `${one.blockSide} ${one.blockState}` },
  { name: 'Level', isNumber: true, show: (one) => <Price usd={one.level} />, by: (one) => Number(one.level) },
  { name: 'Close', isNumber: true, show: (one) => <Price usd={one.close} />, by: (one) => Number(one.close), phone: 'gone' },
  {
    name: 'Verdict',
    show: (one) => <span className={`whitespace-nowrap ${one.verdict === 'TRADE' ? 'font-semibold text-win' : ''}`}>{words(one.verdict)}</span>,
    by: (one) => one.verdict,
  },
  { name: 'Why', show: (one) => <span className="text-quiet">{one.text}</span>, phone: 'head' },
];

/** Every touch of a block's level and what became of it: a trade, or the first rule that spoke against it. */
export function DecisionsView() {
  const address = useAddress();
  const status = useStatus();
  const verdict = address.query.get('verdict');
  const opened = address.query.get('decision');
  const filters = { symbol: address.symbol, mode: address.mode };
  const answer = useDecisions({ limit: 100, after: address.query.get('after'), verdict, ...filters });
  const all = useDecisions({ limit: 1, ...filters });
  const rows = useMemo(() => answer.data?.items ?? [], [answer.data]);
  const counts = useMemo(() => Object.entries(all.data?.verdicts ?? {}).sort(([, one], [, other]) => other - one), [all.data]);
  const touches = counts.reduce((sum, [, many]) => sum + many, 0);
  const idOf = (one: Decision) => `${one.seq}-${one.mode}-${one.block}`;
  return (
    <>
      <Heading
        side={
          <span className="flex flex-wrap gap-2">
            <Choice label="Mode" value={address.mode ?? ''} options={MODES} onChange={(mode) => address.set({ mode, after: null })} />
            <Select
              label="Symbol"
              value={address.symbol ?? ''}
              options={[['', 'all'], ...(status.data?.markets ?? []).map(({ symbol }) => [symbol, symbol] as const)]}
              onChange={(symbol) => address.set({ symbol, after: null })}
            />
          </span>
        }
      >
        Decisions
      </Heading>
      {counts.length > 0 ? (
        <section aria-label="Verdicts" className="mb-3 rounded-md border border-rule bg-paper px-3 py-2">
          <p className="mb-1 text-sm text-quiet">
            {count(touches, 'touch', 'touches')}, {percent(((all.data?.verdicts['TRADE'] ?? 0) / touches) * 100, 1)} became trades. Choose a verdict to see its touches alone.
          </p>
          <ul className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
            {counts.map(([code, many]) => (
              <li key={code}>
                <button
                  type="button"
                  aria-pressed={verdict === code}
                  onClick={() => address.set({ verdict: verdict === code ? null : code, after: null })}
                  className={`grid w-full grid-cols-[11em_1fr_3em] items-center gap-2 rounded px-1.5 py-1 text-left text-sm hover:bg-panel ${verdict === code ? 'bg-panel font-semibold' : ''}`}
                >
                  <span>{words(code)}</span>
                  <span aria-hidden="true" className="block h-2 bg-panel">
                    <span className={`block h-full ${code === 'TRADE' ? 'bg-win' : 'bg-quiet'}`} style={{ width: `${(many / (counts[0]?.[1] ?? 1)) * 100}%` }} />
                  </span>
                  <span className="text-right">{number(many)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <div className="rounded-md border border-rule bg-paper">
        <div className="overflow-x-auto">
          <Shown answer={answer} rows={12} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">No touch is like that.</span>}>
            {() => (
              <Table
                caption="Touches and their verdicts"
                columns={COLUMNS}
                rows={rows}
                idOf={idOf}
                opened={opened}
                onOpen={(one) => address.set({ decision: idOf(one) === opened ? null : idOf(one) })}
                inside={(one) => (
                  <p className="flex flex-wrap gap-x-5 pt-1 text-sm">
                    <span>{one.sentence}</span>
                    <span className="text-quiet">
                      Candle: open {price(one.open)}, high {price(one.high)}, low {price(one.low)}, close {price(one.close)}; level {price(one.level)}.
                    </span>
                    <More href={address.to('/chart/', { symbol: one.symbol, at: one.seq })}>The chart as of then</More>
                    <More href={address.to('/blocks/', { block: one.block, symbol: null })}>Its block</More>
                    {one.trade ? <More href={address.to('/trades/', { trade: one.trade })}>Trade {one.trade}</More> : null}
                  </p>
                )}
              />
            )}
          </Shown>
        </div>
        {answer.data ? <Pages address={address} next={answer.data.next} total={answer.data.total} shown={rows.length} name="touch" more="touches" /> : null}
      </div>
    </>
  );
}
