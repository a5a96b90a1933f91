'use client';

import { useMemo } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Desk, Order } from '@/data/contract.ts';
import { useCapital, useOrders, usePositions, useStatus } from '@/data/documents.ts';
import { number, price, signed, sum, words } from '@/rules/numbers.ts';
import { Card, Heading, More } from '../show/Card.tsx';
import { Choice } from '../show/Control.tsx';
import { Shown } from '../show/State.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { Badge, Gain, ModeMark, Price, When } from '../show/Text.tsx';
import { Rail } from './Rail.tsx';

const WHICH = [
  ['working', 'Working'],
  ['ended', 'Ended'],
  ['all', 'All'],
] as const;

const ORDERS: readonly Column<Order>[] = [
  { name: 'For', show: (order) => words(order.purpose), by: (order) => order.purpose, phone: 'head' },
  { name: 'Mode', show: (order) => <ModeMark mode={order.mode} />, by: (order) => order.mode },
  { name: 'Symbol', show: (order) => order.symbol, by: (order) => order.symbol },
  { name: 'Side', show: (order) => (order.direction === 'LONG' ? 'buy' : 'sell'), by: (order) => order.direction },
  { name: 'Type', show: (order) => words(order.type), by: (order) => order.type },
  { name: 'Price', isNumber: true, show: (order) => <Price usd={order.price} />, by: (order) => Number(order.price), hint: 'Limit or trigger as the venue has it' },
  { name: 'Contracts', isNumber: true, show: (order) => number(order.contracts), by: (order) => order.contracts },
  { name: 'Filled', isNumber: true, show: (order) => (order.filled > 0 ? `${number(order.filled)} at ${price(order.average)}` : '0'), by: (order) => order.filled },
  { name: 'State', show: (order) => (order.state === 'UNKNOWN' ? <Badge tone="bad">unknown</Badge> : words(order.state)), by: (order) => order.state },
  { name: 'Wanted', show: (order) => <When at={order.wantedAt} />, by: (order) => Date.parse(order.wantedAt) },
  { name: 'Changed', show: (order) => <When at={order.changedAt} />, by: (order) => (order.changedAt ? Date.parse(order.changedAt) : undefined), phone: 'gone' },
  { name: 'Trade', isNumber: true, show: (order) => order.trade ?? '–', by: (order) => Number(order.trade ?? 0) },
  { name: 'Id', isNumber: true, show: (order) => <span className="text-quiet">{order.id}</span>, phone: 'gone' },
];

const DESKS: readonly Column<Desk>[] = [
  {
    name: 'Desk',
    show: (desk) => (
      <>
        <ModeMark mode={desk.mode} /> {desk.symbol}
      </>
    ),
    by: (desk) => `${desk.mode} ${desk.symbol}`,
    phone: 'head',
  },
  {
    name: 'State',
    show: (desk) => <Badge tone={!desk.tradingOn || desk.state === 'HALTED' ? 'bad' : desk.state === 'ACTIVE' ? 'good' : 'warn'}>{desk.tradingOn ? words(desk.state) : 'trading off'}</Badge>,
    by: (desk) => desk.state,
  },
  { name: 'Position', isNumber: true, show: (desk) => signed(desk.position, 0), by: (desk) => desk.position },
  { name: 'Capital', isNumber: true, show: (desk) => number(desk.capital, 2), by: (desk) => Number(desk.capital) },
  { name: 'Equity', isNumber: true, show: (desk) => number(desk.equity, 2), by: (desk) => Number(desk.equity) },
  { name: 'Closed', isNumber: true, show: (desk) => number(desk.tradesClosed), by: (desk) => desk.tradesClosed, hint: 'Trades closed' },
  { name: 'Cool-down', isNumber: true, show: (desk) => cooldown(desk), hint: 'Candles left in which no entry may fill, long and short', phone: 'gone' },
  {
    name: 'Why',
    show: (desk) =>
      desk.heldBack ? (
        <span>
          {desk.heldBack.text}, since <When at={desk.heldBack.since} short />
          {desk.heldBack.until ? (
            <>
              {' '}
              until <When at={desk.heldBack.until} short />
            </>
          ) : null}
          {desk.heldBack.why ? ` (${desk.heldBack.who}: ${desk.heldBack.why})` : ''}
        </span>
      ) : (
        <span className="text-quiet">{refused(desk)}</span>
      ),
  },
];

function cooldown(desk: Desk): string {
  const parts = [desk.longCooldown > 0 ? `long ${desk.longCooldown}` : '', desk.shortCooldown > 0 ? `short ${desk.shortCooldown}` : ''];
  return parts.filter(Boolean).join(', ') || '–';
}

function refused(desk: Desk): string {
  const all = Object.entries(desk.refusedToday).map(([name, times]) => `${words(name)} ${times}`);
  return all.length > 0 ? `limits today: ${all.join(', ')}` : '';
}

export function PositionsView() {
  const address = useAddress();
  const status = useStatus();
  const positions = usePositions({ symbol: address.symbol });
  const which = WHICH.find(([one]) => one === address.query.get('orders'))?.[0] ?? 'working';
  const orders = useOrders({ state: which === 'working' ? null : which, symbol: address.symbol });
  const capital = useCapital();
  const shown = useMemo(() => orders.data?.items ?? [], [orders.data]);
  const desks = useMemo(() => status.data?.desks ?? [], [status.data]);

  return (
    <>
      <Heading>Positions and orders</Heading>
      <div className="grid gap-3">
        <Card title="Open positions" note={positions.data ? number(positions.data.total) : null}>
          <Shown answer={positions} isEmpty={({ items }) => items.length === 0} empty="Nothing is open.">
            {({ items }) => (
              <div className="grid gap-x-8 md:grid-cols-2 xl:grid-cols-3">
                {items.map((position) => (
                  <div key={position.trade}>
                    <Rail position={position} />
                    <p className="flex flex-wrap items-baseline gap-x-4 pb-2 text-xs text-quiet [&_a]:text-xs">
                      <span>
                        opened <When at={position.opened} />
                      </span>
                      <span>costs so far {number(sum([position.fees, position.funding]), 2)} USD</span>
                      <span>
                        {position.stops.length > 0 ? `stop at the venue ${position.stops.map((at) => price(at)).join(', ')}` : <strong className="text-loss">no stop at the venue</strong>}
                      </span>
                      <More href={address.to('/trades/', { trade: position.trade })}>Why</More>
                      <More href={address.to('/chart/', { symbol: position.symbol, trade: position.trade })}>Chart</More>
                    </p>
                  </div>
                ))}
              </div>
            )}
          </Shown>
        </Card>
        <Card
          title="Orders"
          note={orders.data ? number(orders.data.total) : null}
          side={<Choice label="Which orders" value={which} options={WHICH} onChange={(one) => address.set({ orders: one === 'working' ? null : one })} />}
          isFlush
        >
          <div className="overflow-x-auto">
            <Shown answer={orders} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">{which === 'working' ? 'No order works.' : 'There are none.'}</span>}>
              {() => <Table caption="Orders" columns={ORDERS} rows={shown} idOf={(order) => order.id} />}
            </Shown>
          </div>
        </Card>
        <Card title="Desks" note="what trades one symbol by one mode" isFlush>
          <div className="overflow-x-auto">
            <Shown answer={status} isEmpty={(data) => data.desks.length === 0} empty={<span className="px-3">No desk is set up.</span>}>
              {() => <Table caption="Desks" columns={DESKS} rows={desks} idOf={(desk) => `${desk.account} ${desk.symbol}`} />}
            </Shown>
          </div>
        </Card>
        <Card title="Capital" note={status.data?.stageCap ? `stage: at most ${number(status.data.stageCap, 2)} USD by account and symbol` : 'what was added, taken or corrected'}>
          <Shown answer={capital} isEmpty={({ desks: all, items }) => all.length === 0 && items.length === 0} empty="Nothing is known of it yet.">
            {({ desks: all, items }) => (
              <>
                <ul className="flex flex-wrap gap-x-8 gap-y-1 py-1 text-sm">
                  {all.map((desk) => (
                    <li key={`${desk.account} ${desk.symbol}`}>
                      <ModeMark mode={desk.mode} /> {desk.symbol}: {number(desk.start, 2)} at first, {signed(desk.moved)} moved, <Gain usd={desk.net} /> by trades, now{' '}
                      <strong>{number(desk.capital, 2)}</strong>
                    </li>
                  ))}
                </ul>
                {items.length > 0 ? (
                  <ul className="mt-2 border-t border-rule pt-1 text-sm">
                    {items.map((move) => (
                      <li key={`${move.seq} ${move.account} ${move.symbol}`}>
                        <When at={move.time} /> {move.account} {move.symbol}: {words(move.kind)} <Gain usd={move.money} />, since then {number(move.capital, 2)}
                      </li>
                    ))}
                  </ul>
                ) : null}
              </>
            )}
          </Shown>
        </Card>
      </div>
    </>
  );
}
