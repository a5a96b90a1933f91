'use client';

import { useSyncExternalStore } from 'react';
import type { Candles, Resolution } from '@/rules/candles.ts';
import { stepOf } from '@/rules/candles.ts';
import { distancePct } from '@/rules/blocks.ts';
import { number, price, short, signedPercent } from '@/rules/numbers.ts';
import { countdown, full, iso, utc } from '@/rules/times.ts';
import { useContact } from '@/data/contact.ts';
import { marketNow } from '@/rules/clock.ts';
import { useClock } from '../shell/Clock.tsx';
import type { Pointed, Scene } from './scene.ts';

/** What the pointer is on, told at the speed of the pointer without drawing the view again. */
export class PointerStore {
  private at: Pointed | null = null;
  private readonly listeners = new Set<() => void>();

  readonly set = (at: Pointed | null): void => {
    this.at = at;
    this.listeners.forEach((listener) => listener());
  };
  readonly get = (): Pointed | null => this.at;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Open, high, low, close, volume, ATR of the candle under the pointer, else of the last; the nearest block; and what lies under the pointer. */
export function Legend({
  pointer,
  candles,
  atr,
  scene,
  decimals,
}: {
  pointer: PointerStore;
  candles: Candles;
  atr: readonly number[];
  scene: Scene;
  decimals: number;
}) {
  const at = useSyncExternalStore(pointer.subscribe, pointer.get, pointer.get);
  const last = candles.time.length - 1;
  if (last < 0) return null;
  const i = at === null ? last : Math.min(last, at.index);
  const open = candles.open[i] ?? 0;
  const close = candles.close[i] ?? 0;
  const time = iso(candles.time[i] ?? 0);
  const isRise = close >= open;
  const level = at?.price ?? close;
  const near = nearest(scene, level, candles.time[i] ?? 0);
  const mean = atr[i];
  const values: [string, string][] = [
    ['O', price(open, decimals)],
    ['H', price(candles.high[i], decimals)],
    ['L', price(candles.low[i], decimals)],
    ['C', price(close, decimals)],
  ];
  return (
    <div className="pointer-events-none absolute top-1.5 left-2 z-10 max-w-[calc(100%-90px)] text-xs">
      <div className="inline-flex flex-wrap gap-x-3 rounded bg-paper/85 px-1.5 py-0.5">
        <time dateTime={time} className="text-quiet" title={utc(time)}>
          {full(time).slice(0, -3)} <span className="max-md:hidden">({utc(time).slice(11, 16)} UTC)</span>
        </time>
        {values.map(([name, text]) => (
          <span key={name}>
            <span className="text-quiet">{name} </span>
            <span className={isRise ? 'text-rise' : 'text-fall'}>{text}</span>
          </span>
        ))}
        <span className={isRise ? 'text-rise' : 'text-fall'}>{signedPercent(((close - open) / open) * 100)}</span>
        <span>
          <span className="text-quiet">Vol </span>
          {short(candles.volume[i] ?? 0)}
        </span>
        <span>
          <span className="text-quiet">ATR </span>
          {mean === undefined || Number.isNaN(mean) ? '–' : `${number(mean, decimals)} (${number((mean / close) * 100, 2)} %)`}
        </span>
        {near ? (
          <span>
            <span className="text-quiet">Nearest block </span>
            {near}
          </span>
        ) : null}
      </div>
      {at && at.explained.length > 0 ? (
        <ul className="mt-1 w-fit rounded border border-rule bg-paper/95 px-2 py-1">
          {at.explained.map(({ kind, id, words }) => (
            <li key={`${kind} ${id} ${words}`}>{words}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function nearest(scene: Scene, level: number, time: number): string | undefined {
  let best: { away: number; side: string } | undefined;
  for (const block of scene.blocks) {
    if (block.born > time || (block.dead !== undefined && block.dead <= time)) continue;
    const away = distancePct(level, block.top, block.bottom);
    if (!best || Math.abs(away) < Math.abs(best.away)) best = { away, side: block.side };
  }
  if (!best) return undefined;
  return best.away === 0 ? `inside (${best.side})` : `${signedPercent(best.away)} (${best.side})`;
}

/** How long until the candle under way closes, in the market's time; nothing of a market that is played faster than a clock. */
export function TimeToClose({ resolution }: { resolution: Resolution }) {
  const { market, ahead } = useContact();
  const now = useClock();
  const there = marketNow(market, now, ahead);
  if (now === 0 || there === undefined) return null;
  const step = stepOf(resolution) * 1000;
  return <span title="Until the candle under way closes">closes in {countdown(step - (there % step))}</span>;
}
