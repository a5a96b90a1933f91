// Times are shown in the zone of whoever looks, with UTC beside it on hover. They come as ISO 8601 UTC.

import { ABSENT } from './numbers.ts';

type Known = string | null | undefined;

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', options);
  cache.set(key, made);
  return made;
}

/** Milliseconds since 1970; undefined for what is no time. */
export function millis(iso: Known): number | undefined {
  if (!iso) return undefined;
  const at = Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

export function seconds(iso: Known): number | undefined {
  const at = millis(iso);
  return at === undefined ? undefined : Math.floor(at / 1000);
}

export function iso(secondsSince1970: number): string {
  return new Date(secondsSince1970 * 1000).toISOString();
}

function parts(atMillis: number, timeZone?: string): Record<string, string> {
  const found = formatter({
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone ? { timeZone } : {}),
  }).formatToParts(atMillis);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

/** 24 Jun 15:45, with the year if it is not this one. */
export function moment(at: Known, now = Date.now(), timeZone?: string): string {
  const atMillis = millis(at);
  if (atMillis === undefined) return ABSENT;
  const { year, month, day, hour, minute } = parts(atMillis, timeZone);
  const isThisYear = parts(now, timeZone)['year'] === year;
  return `${day} ${month}${isThisYear ? '' : ` ${year}`} ${hour}:${minute}`;
}

/** 15:45 of today, else 24 Jun 15:45. */
export function recent(at: Known, now = Date.now(), timeZone?: string): string {
  const atMillis = millis(at);
  if (atMillis === undefined) return ABSENT;
  const then = parts(atMillis, timeZone);
  const today = parts(now, timeZone);
  const isToday = then['day'] === today['day'] && then['month'] === today['month'] && then['year'] === today['year'];
  return isToday ? `${then['hour']}:${then['minute']}` : moment(at, now, timeZone);
}

/** 24 Jun 2026 15:45:07. */
export function full(at: Known, timeZone?: string): string {
  const atMillis = millis(at);
  if (atMillis === undefined) return ABSENT;
  const { year, month, day, hour, minute, second } = parts(atMillis, timeZone);
  return `${day} ${month} ${year} ${hour}:${minute}:${second}`;
}

/** 2026-06-24 15:45:07 UTC. */
export function utc(at: Known): string {
  const atMillis = millis(at);
  return atMillis === undefined ? ABSENT : `${new Date(atMillis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function clock(at: Known, timeZone?: string): string {
  const atMillis = millis(at);
  if (atMillis === undefined) return ABSENT;
  const { hour, minute } = parts(atMillis, timeZone);
  return `${hour}:${minute}`;
}

export function dayMonth(atMillis: number, timeZone?: string): string {
  const { day, month } = parts(atMillis, timeZone);
  return `${Number(day)} ${month}`;
}

export function monthName(atMillis: number, timeZone?: string): string {
  return parts(atMillis, timeZone)['month'] ?? '';
}

export function yearName(atMillis: number, timeZone?: string): string {
  return parts(atMillis, timeZone)['year'] ?? '';
}

/** 7 s, 3 min, 2 h 05 min, 6 d 4 h. */
export function span(milliseconds: number): string {
  const all = Math.max(0, Math.floor(milliseconds / 1000));
  if (all < 60) return `${all} s`;
  const minutes = Math.floor(all / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** 4:09, 1:04:09: what is left until a candle closes. */
export function countdown(milliseconds: number): string {
  const all = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor((all % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** The zone of whoever looks, as `GMT+5:30`. */
export function zone(): string {
  const found = formatter({ timeZoneName: 'shortOffset' }).formatToParts(Date.now());
  return found.find(({ type }) => type === 'timeZoneName')?.value ?? 'local';
}
