'use client';

import type { ReactNode } from 'react';
import { ABSENT, price, sign, signed, type Decimal } from '@/rules/numbers.ts';
import { full, moment, recent, utc } from '@/rules/times.ts';
import { useQuarter } from '@/data/contact.ts';
import type { BlockState, Direction, Mode, Side } from '@/data/contract.ts';

type Known<T> = T | null | undefined;

/** A time in the zone of whoever looks, with the year if the journal's newest is another; UTC, to the second, on hover. */
export function When({ at, short = false }: { at: Known<string>; short?: boolean }) {
  const asOf = useQuarter();
  if (!at) return <span className="text-quiet">{ABSENT}</span>;
  return (
    <time dateTime={at} title={`${utc(at)}, ${full(at)} here`} className="whitespace-nowrap">
      {short ? recent(at, asOf) : moment(at, asOf)}
    </time>
  );
}

/** Money with its sign and its colour; the sign alone says all that the colour says. */
export function Gain({ usd, unit = true, decimals = 2 }: { usd: Known<Decimal>; unit?: boolean; decimals?: number }) {
  const side = sign(usd, decimals);
  const color = side > 0 ? 'text-win' : side < 0 ? 'text-loss' : '';
  return (
    <span className={`whitespace-nowrap ${color}`} title={usd ? `${usd} USD` : undefined}>
      {signed(usd, decimals)}
      {unit && usd ? <span className="text-quiet"> USD</span> : null}
    </span>
  );
}

export function Price({ usd, decimals }: { usd: Known<Decimal>; decimals?: number }) {
  return (
    <span className="whitespace-nowrap" title={usd ? `${usd} USD` : undefined}>
      {price(usd, usd ? decimals : undefined)}
    </span>
  );
}

export function ModeMark({ mode }: { mode: Known<Mode> }) {
  if (!mode) return <span className="text-quiet">{ABSENT}</span>;
  return (
    <span
      title={mode === 'A' ? 'Mode A: market order at the close' : 'Mode B: limit order in the block'}
      className={`inline-block w-5 rounded border text-center text-xs leading-5 font-semibold ${
        mode === 'A' ? 'border-mode-a text-mode-a' : 'border-mode-b text-mode-b'
      }`}
    >
      {mode}
    </span>
  );
}

export function Way({ direction }: { direction: Direction }) {
  return <span className="whitespace-nowrap">{direction === 'LONG' ? '↑ long' : '↓ short'}</span>;
}

/** ▲ bull fresh: the triangle says the side, the sample says the state as it is drawn. */
export function Zone({ side, state }: { side: Side; state: BlockState }) {
  const color = side === 'BULL' ? 'text-rise border-rise' : 'text-fall border-fall';
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className={`inline-block h-2.5 w-4 border ${color} ${state === 'BREAKER' ? 'border-dashed' : ''} ${state === 'DEAD' ? 'opacity-40' : ''}`}>
        {state === 'FRESH' && <span className="block h-full w-full bg-current opacity-25" />}
      </span>
      {side.toLowerCase()} {state.toLowerCase()}
    </span>
  );
}

/** A word in a frame: PAPER, HALTED. */
export function Badge({ tone = 'plain', children }: { tone?: 'plain' | 'good' | 'warn' | 'bad'; children: ReactNode }) {
  const look = {
    plain: 'border-rule text-quiet',
    good: 'border-win text-win',
    warn: 'border-past text-past',
    bad: 'border-loss text-loss',
  }[tone];
  return <span className={`inline-block rounded border px-1.5 text-xs leading-5 font-medium whitespace-nowrap ${look}`}>{children}</span>;
}
