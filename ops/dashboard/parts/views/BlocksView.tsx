'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Block, Decision } from '@/data/contract.ts';
import { useBlocks, useBlockStory, useStatus } from '@/data/documents.ts';
import { distancePct } from '@/rules/blocks.ts';
import { count, number, percent, signedPercent } from '@/rules/numbers.ts';
import { Heading, More } from '../show/Card.tsx';
import { Choice, Select } from '../show/Control.tsx';
import { Pages } from '../show/Pages.tsx';
import { Failure, Shown } from '../show/State.tsx';
import { Story } from '../show/Story.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { ModeMark, Price, When, Zone } from '../show/Text.tsx';
import { decimalsFor } from './MarketCard.tsx';

const STATES = [
  ['alive', 'Alive'],
  ['FRESH', 'Fresh'],
  ['BREAKER', 'Breakers'],
  ['DEAD', 'Dead'],
  ['all', 'All'],
] as const;

export function BlocksView() {
  const address = useAddress();
  const status = useStatus();
  const markets = useMemo(() => status.data?.markets ?? [], [status.data]);
  const state = STATES.find(([one]) => one === address.query.get('state'))?.[0] ?? 'alive';
  const opened = address.query.get('block');
  const answer = useBlocks({
    limit: 200,
    after: address.query.get('after'),
    symbol: address.symbol,
    all: state === 'all' || state === 'DEAD',
    state: state === 'alive' || state === 'all' ? null : state,
  });
  const prices = useMemo(() => new Map(markets.map(({ symbol, price: at }) => [symbol, Number(at)])), [markets]);
  const rows = useMemo(() => {
    const items = answer.data?.items ?? [];
    const isNearFirst = state === 'alive' || state === 'FRESH' || state === 'BREAKER';
    return isNearFirst ? [...items].sort((one, other) => Math.abs(away(one, prices) ?? 1e9) - Math.abs(away(other, prices) ?? 1e9)) : items;
  }, [answer.data, prices, state]);
  const columns = useMemo<Column<Block>[]>(() => {
    const shown = (block: Block, at: string | null | undefined) => (
      <Price usd={at} decimals={decimalsFor(markets.find(({ symbol }) => symbol === block.symbol), [block.top, block.bottom])} />
    );
    return [
      { name: 'Block', show: (block) => <Zone side={block.side} state={block.state} />, by: (block) => `${block.side} ${block.state}`, phone: 'head' },
      { name: 'Symbol', show: (block) => block.symbol, by: (block) => block.symbol },
      { name: 'Traded', show: (block) => (block.direction === 'LONG' ? '↑ long' : '↓ short'), by: (block) => block.direction, hint: 'Which way its living state is traded' },
      { name: 'From', isNumber: true, show: (block) => shown(block, block.bottom), by: (block) => Number(block.bottom) },
      { name: 'To', isNumber: true, show: (block) => shown(block, block.top), by: (block) => Number(block.top) },
      ...(rows.some(({ level }) => level) ? [{ name: 'Level', isNumber: true, show: (block: Block) => shown(block, block.level), by: (block: Block) => Number(block.level ?? 0), hint: 'Where it is entered: 20 % deep' }] : []),
      { name: 'Height', isNumber: true, show: (block) => percent((Number(block.top) / Number(block.bottom) - 1) * 100), by: (block) => Number(block.top) / Number(block.bottom), phone: 'gone' },
      {
        name: 'Away',
        isNumber: true,
        hint: 'From the price to the nearer edge, in per cent of the price',
        show: (block) => (block.state === 'DEAD' ? '–' : away(block, prices) === 0 ? <strong>inside</strong> : signedPercent(away(block, prices))),
        by: (block) => (block.state === 'DEAD' ? undefined : Math.abs(away(block, prices) ?? 0)),
      },
      { name: 'Touches', isNumber: true, show: (block) => number(block.touches), by: (block) => block.touches },
      { name: 'Trades', isNumber: true, show: (block) => number(block.trades.length), by: (block) => block.trades.length },
      { name: 'Born', show: (block) => <When at={block.born} />, by: (block) => Date.parse(block.born) },
      { name: 'Broken', show: (block) => <When at={block.broken} />, by: (block) => (block.broken ? Date.parse(block.broken) : undefined), phone: 'gone' },
      ...(state === 'DEAD' || state === 'all' ? [{ name: 'Ended', show: (block: Block) => <When at={block.died} />, by: (block: Block) => (block.died ? Date.parse(block.died) : undefined) }] : []),
    ];
  }, [rows, prices, state, markets]);
  const isElsewhere = opened !== null && answer.data !== undefined && !rows.some(({ id }) => id === opened);

  return (
    <>
      <Heading
        side={
          <span className="flex flex-wrap gap-2">
            <Choice label="State" value={state} options={STATES} onChange={(one) => address.set({ state: one === 'alive' ? null : one, after: null })} />
            <Select label="Symbol" value={address.symbol ?? ''} options={[['', 'all'], ...markets.map(({ symbol }) => [symbol, symbol] as const)]} onChange={(one) => address.set({ symbol: one, after: null })} />
          </span>
        }
      >
        Order blocks
      </Heading>
      {isElsewhere ? (
        <section aria-label="Chosen block" className="mb-3 rounded-md border border-rule bg-paper px-3 py-2">
          <BlockInside id={opened} />
        </section>
      ) : null}
      <div className="rounded-md border border-rule bg-paper">
        <div className="overflow-x-auto">
          <Shown answer={answer} rows={10} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">No block is like that.</span>}>
            {() => (
              <Table
                caption="Order blocks"
                columns={columns}
                rows={rows}
                idOf={(block) => block.id}
                opened={opened}
                onOpen={(block) => address.set({ block: block.id === opened ? null : block.id })}
                inside={(block) => <BlockInside id={block.id} />}
              />
            )}
          </Shown>
        </div>
        {answer.data ? <Pages address={address} next={answer.data.next} total={answer.data.total} shown={rows.length} name="block" /> : null}
      </div>
    </>
  );
}

function away(block: Block, prices: ReadonlyMap<string, number>): number | undefined {
  const at = prices.get(block.symbol);
  return at === undefined || at === 0 ? undefined : distancePct(at, Number(block.top), Number(block.bottom));
}

function BlockInside({ id }: { id: string }) {
  const address = useAddress();
  const answer = useBlockStory(id);
  return (
    <div className="pt-2">
      <Shown answer={answer} rows={3}>
        {({ block, decisions, story, storyMissing }) => (
          <div className="grid gap-4 lg:grid-cols-2">
            <div>
              <p className="mb-1 flex flex-wrap gap-x-4 text-sm">
                <strong>{block.symbol}</strong>
                <Zone side={block.side} state={block.state} />
                <span>
                  <span className="text-quiet">drawn on </span>
                  <When at={block.origin} />
                </span>
                <More href={address.to('/chart/', { symbol: block.symbol, date: block.born.slice(0, 10), ...(block.trades[0] ? { trade: block.trades[0], date: null } : {}) })}>On the chart</More>
                <More href={address.to('/chart/', { symbol: block.symbol, at: block.seq })}>As of its birth</More>
              </p>
              <Story steps={story} missing={storyMissing} goTo={(seq) => address.set({ at: seq }, true)} />
            </div>
            <div>
              <p className="mb-1 text-sm font-medium">{count(decisions.length, 'touch', 'touches')}</p>
              {decisions.length === 0 ? <p className="text-sm text-quiet">Nothing has touched it.</p> : <Touches decisions={decisions} />}
            </div>
          </div>
        )}
      </Shown>
      {answer.data === undefined && answer.error ? null : answer.error ? <Failure error={answer.error} /> : null}
    </div>
  );
}

export function Touches({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <ul className="space-y-1 text-sm">
      {decisions.map((one) => (
        <li key={`${one.seq} ${one.mode}`} className="flex gap-2">
          <span className="shrink-0 text-quiet">
            <When at={one.candle} />
          </span>
          <ModeMark mode={one.mode} />
          <span className={one.verdict === 'TRADE' ? 'font-medium' : ''}>{one.text}</span>
        </li>
      ))}
    </ul>
  );
}
