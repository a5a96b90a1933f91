'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Trade } from '@/data/contract.ts';
import { useStatus, useTrades, useTradeStory } from '@/data/documents.ts';
import { number, price, signedPercent, sum, words } from '@/rules/numbers.ts';
import { Heading, More } from '../show/Card.tsx';
import { Choice, Select } from '../show/Control.tsx';
import { Pages } from '../show/Pages.tsx';
import { Shown } from '../show/State.tsx';
import { Story } from '../show/Story.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { Gain, ModeMark, Price, Way, When, Zone } from '../show/Text.tsx';
import type { Side } from '@/data/contract.ts';

const MODES = [
  ['', 'A and B'],
  ['A', 'A'],
  ['B', 'B'],
] as const;

const RESULTS = [
  ['', 'All'],
  ['won', 'Won'],
  ['lost', 'Lost'],
] as const;

const COLUMNS: readonly Column<Trade>[] = [
  {
    name: 'Trade',
    show: (trade) => (
      <>
        <ModeMark mode={trade.mode} /> {trade.id}
      </>
    ),
    by: (trade) => Number(trade.id),
    phone: 'head',
  },
  { name: 'Symbol', show: (trade) => trade.symbol, by: (trade) => trade.symbol },
  { name: 'Way', show: (trade) => <Way direction={trade.direction} />, by: (trade) => trade.direction },
  { name: 'Block', show: (trade) => <Zone side={sideOf(trade)} state={trade.blockState} />, by: (trade) => trade.blockState, phone: 'gone' },
  { name: 'In', show: (trade) => <When at={trade.entryTime} />, by: (trade) => Date.parse(trade.entryTime) },
  { name: 'Out', show: (trade) => <When at={trade.exitTime} />, by: (trade) => Date.parse(trade.exitTime) },
  { name: 'Contracts', isNumber: true, show: (trade) => number(trade.contracts), by: (trade) => trade.contracts },
  { name: 'Entry', isNumber: true, show: (trade) => <Price usd={trade.entry} />, by: (trade) => Number(trade.entry) },
  { name: 'Last exit', isNumber: true, show: (trade) => <Price usd={trade.exits[trade.exits.length - 1]?.price} />, by: (trade) => Number(trade.exits[trade.exits.length - 1]?.price ?? 0) },
  { name: 'R', isNumber: true, show: (trade) => risks(trade), by: (trade) => Number(risks(trade).replace('−', '-')), hint: 'Net over what the first stop would have cost before costs', phone: 'gone' },
  { name: 'Gain', isNumber: true, show: (trade) => <Gain usd={trade.gain} unit={false} />, by: (trade) => Number(trade.gain), hint: 'Before costs, USD', phone: 'gone' },
  { name: 'Costs', isNumber: true, show: (trade) => number(costs(trade), 2), by: (trade) => Number(costs(trade)), hint: 'Fees, tax and funding, USD', phone: 'gone' },
  { name: 'Net', isNumber: true, show: (trade) => <Gain usd={trade.net} unit={false} />, by: (trade) => Number(trade.net), hint: 'USD' },
  { name: 'Ended by', show: (trade) => words(trade.reason), by: (trade) => trade.reason },
];

function sideOf(trade: Trade): Side {
  return trade.block.includes(':bull:') ? 'BULL' : 'BEAR';
}

function costs(trade: Trade): string {
  return sum([trade.fees, trade.gst, trade.funding]);
}

/** In units of what was risked. The gain says what a dollar of price was worth. */
function risks(trade: Trade): string {
  const last = trade.exits.reduce((all, { price: at, contracts }) => all + (Number(at) - Number(trade.entry)) * contracts, 0);
  const worth = last === 0 ? Number.NaN : Math.abs(Number(trade.gain) / last);
  const risk = Math.abs(Number(trade.entry) - Number(trade.firstStop)) * trade.contracts * worth;
  return risk > 0 ? number(Number(trade.net) / risk, 2) : '–';
}

export function TradesView() {
  const address = useAddress();
  const status = useStatus();
  const { query } = address;
  const result = RESULTS.find(([one]) => one === query.get('result'))?.[0] ?? '';
  const opened = query.get('trade');
  const answer = useTrades({ limit: 100, after: query.get('after'), symbol: address.symbol, mode: address.mode, result, from: dayOf(query.get('from')), to: dayOf(query.get('to')) });
  const rows = useMemo(() => answer.data?.items ?? [], [answer.data]);
  const isElsewhere = opened !== null && answer.data !== undefined && !rows.some(({ id }) => id === opened);
  const net = sum(rows.map((trade) => trade.net));
  return (
    <>
      <Heading
        side={
          <span className="flex flex-wrap items-center gap-2">
            <Choice label="Mode" value={address.mode ?? ''} options={MODES} onChange={(mode) => address.set({ mode, after: null })} />
            <Choice label="Result" value={result} options={RESULTS} onChange={(one) => address.set({ result: one, after: null })} />
            <Select
              label="Symbol"
              value={address.symbol ?? ''}
              options={[['', 'all'], ...(status.data?.markets ?? []).map(({ symbol }) => [symbol, symbol] as const)]}
              onChange={(symbol) => address.set({ symbol, after: null })}
            />
            <Day label="from" value={query.get('from')} onChange={(from) => address.set({ from, after: null })} />
            <Day label="to" value={query.get('to')} onChange={(to) => address.set({ to, after: null })} />
          </span>
        }
      >
        Trades
      </Heading>
      {isElsewhere ? (
        <section aria-label={`Trade ${opened}`} className="mb-3 rounded-md border border-rule bg-paper px-3 py-2">
          <TradeInside id={opened} />
        </section>
      ) : null}
      <div className="rounded-md border border-rule bg-paper">
        <div className="overflow-x-auto">
          <Shown answer={answer} rows={12} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">No trade is like that.</span>}>
            {() => (
              <Table
                caption="Closed trades"
                columns={COLUMNS}
                rows={rows}
                idOf={(trade) => trade.id}
                opened={opened}
                onOpen={(trade) => address.set({ trade: trade.id === opened ? null : trade.id })}
                inside={(trade) => <TradeInside id={trade.id} />}
              />
            )}
          </Shown>
        </div>
        {answer.data && rows.length > 0 ? (
          <>
            <p className="px-3 pt-2 text-sm">
              <span className="text-quiet">Those above, net: </span>
              <Gain usd={net} />
            </p>
            <Pages address={address} next={answer.data.next} total={answer.data.total} shown={rows.length} name="trade" />
          </>
        ) : null}
      </div>
    </>
  );
}

/** Midnight UTC of a day. */
function dayOf(day: string | null): string | null {
  return day && /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T00:00:00Z` : day;
}

function Day({ label, value, onChange }: { label: string; value: string | null; onChange: (day: string | null) => void }) {
  return (
    <label className="inline-flex items-center gap-1.5 text-xs text-quiet">
      {label}
      <input
        type="date"
        value={value ?? ''}
        title="Days in UTC"
        onChange={(event) => onChange(event.target.value || null)}
        className="min-h-8 rounded border border-rule bg-paper px-1.5 text-sm text-ink max-md:min-h-10"
      />
    </label>
  );
}

export function TradeInside({ id }: { id: string }) {
  const address = useAddress();
  const answer = useTradeStory(id);
  return (
    <div className="pt-2">
      <Shown answer={answer} rows={3}>
        {({ trade, position, orders, stops, story, storyMissing }) => {
          const row = trade ?? position;
          if (!row) return <p className="text-quiet">There is no such trade.</p>;
          return (
            <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="min-w-0">
                <p className="mb-1 flex flex-wrap items-baseline gap-x-4 text-sm">
                  <strong>
                    Trade {id}, {row.symbol}
                    {position ? ', open' : ''}
                  </strong>
                  <More href={address.to('/chart/', { symbol: row.symbol, trade: id, at: null })}>On the chart</More>
                  <More href={address.to('/chart/', { symbol: row.symbol, trade: id, at: trade ? trade.openedSeq : row.seq })}>As of its entry</More>
                  <More href={address.to('/blocks/', { block: row.block, symbol: null })}>Its block</More>
                </p>
                <Story steps={story} missing={storyMissing} goTo={(seq) => address.set({ at: seq }, true)} />
              </div>
              <div className="min-w-0 text-sm">
                {trade ? <Account trade={trade} /> : null}
                {stops.length > 0 ? (
                  <>
                    <p className="mt-3 font-medium">Where its stop went</p>
                    <ul>
                      {stops.map((stop) => (
                        <li key={`${stop.seq} ${stop.stop}`} className="flex gap-3">
                          <span className="text-quiet">
                            <When at={stop.time} />
                          </span>
                          <Price usd={stop.stop} />
                          <span className="text-quiet">{words(stop.reason)}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                ) : null}
                {orders.length > 0 ? (
                  <>
                    <p className="mt-3 font-medium">Its orders</p>
                    <ul>
                      {orders.map((order) => (
                        <li key={order.id} className="flex flex-wrap gap-x-3">
                          <span className="text-quiet">
                            <When at={order.wantedAt} />
                          </span>
                          {words(order.purpose)} {order.direction === 'LONG' ? 'buy' : 'sell'} {order.contracts} at {price(order.price)}: {words(order.state)}
                          {order.filled > 0 ? `, ${order.filled} filled at ${price(order.average)}` : ''}
                        </li>
                      ))}
                    </ul>
                  </>
                ) : null}
              </div>
            </div>
          );
        }}
      </Shown>
    </div>
  );
}

/** Where its money came from and went, line by line. */
function Account({ trade }: { trade: Trade }) {
  const lines: readonly (readonly [string, string | null])[] = [
    ['gain before costs', trade.gain],
    ['fees', negated(trade.fees)],
    ['tax on fees (GST)', negated(trade.gst)],
    ['funding', negated(trade.funding)],
    ['net', trade.net],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6">
      {lines.map(([name, usd]) => (
        <div key={name} className={`contents ${name === 'net' ? 'font-semibold' : ''}`}>
          <dt className={name === 'net' ? 'border-t border-rule' : 'text-quiet'}>{name}</dt>
          <dd className={`text-right ${name === 'net' ? 'border-t border-rule' : ''}`}>
            <Gain usd={usd} decimals={4} />
          </dd>
        </div>
      ))}
      <dt className="text-quiet">of it slippage, in the gain already</dt>
      <dd className="text-right">{number(trade.slippage, 4)} USD</dd>
      <dt className="text-quiet">capital before, after</dt>
      <dd className="text-right">
        {number(trade.capitalBefore, 2)} → {number(trade.capitalAfter, 2)} ({signedPercent((Number(trade.net) / Number(trade.capitalBefore)) * 100)})
      </dd>
      <dt className="text-quiet">decided by, filled at</dt>
      <dd className="text-right">
        {price(trade.expectedEntry)} → {price(trade.entry)}
      </dd>
      <dt className="text-quiet">first stop, target, ATR</dt>
      <dd className="text-right">
        {price(trade.firstStop)}, {price(trade.target)}, {price(trade.entryAtr)}
      </dd>
      {trade.exits.map((exit, i) => (
        <div key={i} className="contents">
          <dt className="text-quiet">
            <When at={exit.time} />
          </dt>
          <dd className="text-right">
            {exit.contracts} at {price(exit.price)}, {words(exit.reason)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function negated(decimal: string): string {
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}
