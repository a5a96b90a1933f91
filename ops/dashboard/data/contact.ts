// Whether the engine answers, and how old what it said is. One for the page; parts subscribe.

import { useSyncExternalStore } from 'react';
import { heard, type MarketClock, type Said } from '@/rules/clock.ts';

export interface Contact {
  /** 'live': events come; 'asking': no events, asked every 15 s; 'none': no answer; 'first': not asked yet. */
  readonly state: 'first' | 'live' | 'asking' | 'none';
  /** When it last answered, by this machine's clock, in milliseconds. */
  readonly answeredAt: number | undefined;
  /** Since when it has not answered; undefined while it does. */
  readonly silentSince: number | undefined;
  /** The newest time in the journal that was told, in milliseconds. */
  readonly asOf: number | undefined;
  /** When that came, by this machine's clock. */
  readonly newsAt: number;
  /** What the engine says of its times; undefined before one has. */
  readonly market: MarketClock | undefined;
  /** The engine's clock less this machine's, in milliseconds: a phone's may be wrong. */
  readonly ahead: number;
  /** Whether who looks has to say who it is first. */
  readonly isClosed: boolean;
}

let contact: Contact = {
  state: 'first',
  answeredAt: undefined,
  silentSince: undefined,
  asOf: undefined,
  newsAt: 0,
  market: undefined,
  ahead: 0,
  isClosed: false,
};
let hasEvents = false;
const listeners = new Set<() => void>();

function become(next: Partial<Contact>): void {
  contact = { ...contact, ...next };
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useContact(): Contact {
  return useSyncExternalStore(subscribe, () => contact, () => contact);
}

/** One word of it: drawn again only when that changes, and not with every answer. */
export function useContactOf<K extends keyof Contact>(name: K): Contact[K] {
  const now = () => contact[name];
  return useSyncExternalStore(subscribe, now, now);
}

/** @param date of the answer's head, a full second; null if it has none */
export function answered(date: string | null): void {
  const now = Date.now();
  const told = date ? Date.parse(date) : Number.NaN;
  // A head's date is cut to the second: less than two apart is no difference.
  const ahead = Number.isNaN(told) || Math.abs(told + 500 - now) < 2000 ? 0 : told + 500 - now;
  become({ state: hasEvents ? 'live' : 'asking', answeredAt: now, silentSince: undefined, ahead, isClosed: false });
}

export function unanswered(): void {
  if (contact.silentSince === undefined) become({ state: 'none', silentSince: Date.now() });
}

export function closed(): void {
  if (!contact.isClosed) become({ isClosed: true });
}

/** @param asOf of what is now, never of a time that was travelled to */
export function told(asOf: string): void {
  const at = Date.parse(asOf);
  if (!Number.isNaN(at) && at > (contact.asOf ?? 0)) become({ asOf: at, newsAt: Date.now() });
}

/** @param asOf of the document that said so: another engine than before may be at an earlier time */
export function engineSaid(said: Said, asOf: string): void {
  const market = heard(contact.market, said, Date.now());
  if (market === contact.market) return;
  const isOther = contact.market !== undefined && market?.started !== contact.market.started;
  become({ market, ...(isOther ? { asOf: Date.parse(asOf), newsAt: Date.now() } : {}) });
}

const QUARTER_MILLIS = 900_000;

/** The newest time that was told, to the quarter of an hour: for what needs only the day, and is not to be drawn with every event. */
export function useQuarter(): number | undefined {
  const quarter = () => (contact.asOf === undefined ? undefined : contact.asOf - (contact.asOf % QUARTER_MILLIS));
  return useSyncExternalStore(subscribe, quarter, quarter);
}

export function eventsCome(): void {
  hasEvents = true;
  become({ state: 'live', answeredAt: Date.now(), silentSince: undefined });
}

export function eventsStopped(): void {
  hasEvents = false;
  if (contact.state === 'live') become({ state: 'asking' });
}
