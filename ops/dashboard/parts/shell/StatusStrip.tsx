'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useAddress } from '@/data/address.ts';
import { useContact } from '@/data/contact.ts';
import type { Desk, Status } from '@/data/contract.ts';
import { useNow } from '@/data/documents.ts';
import { count, words } from '@/rules/numbers.ts';
import { ageOf, shortVenue } from '@/rules/clock.ts';
import { millis, recent, span } from '@/rules/times.ts';
import { useClock } from './Clock.tsx';

/** Older than this is stale, in milliseconds: two questions may be missed, not three. */
export const STALE_MILLIS = 40_000;

/** How old what is shown is, and whether it is to be greyed. A folder without an engine does not age. */
export function useAge(): { readonly millis: number | undefined; readonly isStale: boolean; readonly isEngine: boolean } {
  const { asOf, newsAt, market, ahead, silentSince } = useContact();
  const { at } = useAddress();
  const now = useClock();
  const { data } = useNow();
  const isEngine = data === undefined || data.running;
  if (asOf === undefined || now === 0 || data === undefined) return { millis: undefined, isStale: false, isEngine };
  const age = ageOf(market, asOf, newsAt, now, ahead);
  const isSilent = silentSince !== undefined && now - silentSince > STALE_MILLIS / 4;
  return { millis: age, isStale: at === null && (isSilent || (isEngine && age > STALE_MILLIS)), isEngine };
}

function Item({ name, tone, children, title }: { name?: string; tone?: 'good' | 'bad' | undefined; children: ReactNode; title?: string | undefined }) {
  return (
    <li className="whitespace-nowrap" title={title}>
      {name ? <span className="text-quiet">{name} </span> : null}
      <span className={tone === 'bad' ? 'font-semibold text-loss' : tone === 'good' ? 'font-medium' : ''}>{children}</span>
    </li>
  );
}

/** Whether what is shown is alive, how old it is, and how the engine stands: in one line, on every view. */
export function StatusStrip() {
  const contact = useContact();
  const { millis: age, isStale, isEngine } = useAge();
  const { data } = useNow();
  const { to } = useAddress();
  return (
    <div className="border-b border-rule bg-paper">
      <ul aria-label="How it stands" className="mx-auto flex max-w-[1600px] flex-wrap items-center gap-x-5 gap-y-0.5 px-4 py-1.5 text-sm">
        <li>
          <Pulse state={contact.state} isStale={isStale} isEngine={isEngine} wasEngine={contact.market !== undefined} />
          <span className="ml-3 inline-block min-w-[6.5em] text-quiet" title={contact.asOf ? new Date(contact.asOf).toISOString() : undefined}>
            {age === undefined ? 'no data yet' : isEngine ? `${span(age)} old` : `as of ${recent(new Date(contact.asOf ?? 0).toISOString())}`}
          </span>
        </li>
        {data ? <Facts status={data} chart={to('/system/')} /> : null}
      </ul>
    </div>
  );
}

/** `wasEngine`: one has answered before, and is ending or beginning. */
function Pulse({ state, isStale, isEngine, wasEngine }: { state: string; isStale: boolean; isEngine: boolean; wasEngine: boolean }) {
  const text =
    state === 'none' ? 'No answer' : isStale ? 'Stale' : !isEngine ? (wasEngine ? 'Engine not trading' : 'Folder, no engine') : state === 'live' ? 'Live' : state === 'asking' ? 'Every 15 s' : 'Connecting';
  const color = state === 'none' || isStale ? 'bg-loss' : state === 'live' && isEngine ? 'bg-mode-a' : 'bg-quiet';
  return (
    <span role="status" className="inline-flex items-center gap-2 font-medium">
      <span aria-hidden="true" className={`h-2 w-2 rounded-full ${color}`} />
      {text}
    </span>
  );
}

function Facts({ status, chart }: { status: Status; chart: string }) {
  const { live, desks, today } = status;
  const { answeredAt, ahead } = useContact();
  const held = desks.filter(({ state, tradingOn }) => state !== 'ACTIVE' || !tradingOn);
  return (
    <>
      {live ? (
        <>
          <Item name="Feed" tone={live.connected ? 'good' : 'bad'} title={`${count(live.gaps, 'gap')}, ${count(live.disconnects, 'disconnect')} since the start`}>
            {live.connected ? 'ok' : 'lost'}
          </Item>
          <Item name="Venue" tone="good" title={live.venue}>
            {shortVenue(live.venue)}
          </Item>
          <Item name="Disk" tone={live.disk === 'OK' ? 'good' : 'bad'}>
            {words(live.disk)}
          </Item>
          <Item name="Up" title={live.started}>
            {span((answeredAt ?? 0) + ahead - (millis(live.started) ?? 0))}
          </Item>
        </>
      ) : null}
      <Item name="Trading" tone={held.length === 0 ? 'good' : status.running ? 'bad' : undefined} title={held.map(standing).join('\n') || undefined}>
        {status.state === 'TRADING' ? 'on' : status.state === 'OFF' ? 'off' : `${held.length} of ${desks.length} held back`}
      </Item>
      {today.alarms > 0 ? (
        <Item tone="bad">
          <Link href={chart} prefetch={false} className="underline underline-offset-2">
            {count(today.alarms, 'alarm')} today
          </Link>
        </Item>
      ) : null}
      {!status.complete ? <Item tone="bad">the journal is still being read</Item> : null}
    </>
  );
}

function standing({ mode, symbol, state, heldBack }: Desk): string {
  return `${mode} ${symbol}: ${words(state)}${heldBack ? `, ${heldBack.text}` : ''}`;
}
