'use client';

import type { Position } from '@/data/contract.ts';
import { positive } from '@/data/market.ts';
import { along } from '@/rules/figures.ts';
import { price, signedPercent } from '@/rules/numbers.ts';
import { Gain, ModeMark, Way } from '../show/Text.tsx';

/** From the stop to the target on one line: where it came in, where the price is, and what either end would bring. */
export function Rail({ position }: { position: Position }) {
  const stop = positive(position.stop);
  const target = positive(position.target);
  const now = positive(position.price);
  const entry = Number(position.entry);
  const entryAt = along(stop, target, entry);
  const nowAt = along(stop, target, now);
  const way = position.direction === 'LONG' ? 1 : -1;
  const move = now === undefined ? undefined : (((now - entry) * way) / entry) * 100;
  const isAhead = (move ?? 0) >= 0;
  const percentOf = (share: number) => `${(share * 100).toFixed(2)}%`;
  return (
    <div className="py-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <p>
          <ModeMark mode={position.mode} /> <span className="font-semibold">{position.symbol}</span> <Way direction={position.direction} /> {position.contracts}
        </p>
        <p>
          <span className="font-semibold">
            <Gain usd={position.unrealised} />
          </span>
          {move === undefined ? null : <span className="ml-2 text-sm text-quiet">{signedPercent(move)}</span>}
        </p>
      </div>
      {entryAt === undefined ? null : (
        <div
          role="img"
          aria-label={`Stop ${price(position.stop)}, entry ${price(position.entry)}, price ${price(position.price)}, target ${price(position.target)}`}
          className="relative my-1 h-4"
        >
          <span className="absolute inset-x-0 top-[7px] h-[2px] bg-rule" />
          {nowAt === undefined ? null : (
            <span
              className={`absolute top-[6px] h-1 ${isAhead ? 'bg-win' : 'bg-loss'}`}
              style={{ left: percentOf(Math.min(entryAt, nowAt)), width: percentOf(Math.abs(nowAt - entryAt)) }}
            />
          )}
          <span className="absolute top-0 left-0 h-4 w-[2px] bg-loss" />
          <span className="absolute top-0 right-0 h-4 w-[2px] bg-win" />
          <span className="absolute top-[2px] h-3 w-[2px] -translate-x-1/2 bg-ink" style={{ left: percentOf(entryAt) }} />
          {nowAt === undefined ? null : (
            <span
              className={`absolute top-[3px] h-2.5 w-2.5 -translate-x-1/2 rounded-full border-2 border-paper ${isAhead ? 'bg-win' : 'bg-loss'}`}
              style={{ left: percentOf(nowAt) }}
            />
          )}
        </div>
      )}
      <div className="grid grid-cols-[1fr_auto_1fr] gap-x-3 text-xs">
        <End name="stop" at={position.stop} money={position.atStop} />
        <div className="text-center">
          <span className="text-quiet">entry </span>
          {price(position.entry)}
          <div className="text-quiet">now {price(now === undefined ? null : position.price)}</div>
        </div>
        <End name="target" at={position.target} money={position.atTarget} isRight />
      </div>
    </div>
  );
}

function End({ name, at, money, isRight = false }: { name: string; at: string; money: string | null | undefined; isRight?: boolean }) {
  return (
    <div className={isRight ? 'text-right' : ''}>
      <span className="text-quiet">{name} </span>
      {price(positive(at) === undefined ? null : at)}
      {money === undefined ? null : (
        <div>
          <Gain usd={money} />
        </div>
      )}
    </div>
  );
}
