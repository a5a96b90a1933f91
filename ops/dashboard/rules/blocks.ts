// Where blocks are drawn and how: the rules of the report (smc/ops/report/market-chart.js, BlockBox). Filled while fresh; as a breaker framed, in dashes.

import { positionOf } from './candles.ts';

export type Side = 'bull' | 'bear';
export type BlockState = 'fresh' | 'breaker' | 'dead';

/** A block's life; times in unix seconds, prices in USD. */
export interface BlockLife {
  readonly id: string;
  readonly side: Side;
  readonly state: BlockState;
  readonly top: number;
  readonly bottom: number;
  readonly born: number;
  readonly broken: number | undefined;
  readonly dead: number | undefined;
}

/** One rectangle: from one candle's position to another's. A life is one or two of them. */
export interface Box {
  readonly id: string;
  readonly isBull: boolean;
  readonly isBreaker: boolean;
  readonly isDead: boolean;
  /** Positions among the candles; `end` is undefined while the block is alive: it reaches to the right edge. */
  readonly begin: number;
  readonly end: number | undefined;
  readonly top: number;
  readonly bottom: number;
}

export const FILL = 0.16;
export const FRESH_LINE = 0.55;
export const BREAKER_LINE = 0.75;
export const DASHES: readonly number[] = [4, 3];

/** The boxes of some blocks among candles that opened at `times`. What ended before the first candle is left out. */
export function boxesOf(blocks: readonly BlockLife[], times: readonly number[]): Box[] {
  const first = times[0];
  if (first === undefined) return [];
  const boxes: Box[] = [];
  const put = (block: BlockLife, isBreaker: boolean, from: number, to: number | undefined) => {
    if (to !== undefined && to < first) return;
    boxes.push({
      id: block.id,
      isBull: block.side === 'bull',
      isBreaker,
      isDead: block.dead !== undefined,
      begin: positionOf(times, from),
      end: to === undefined ? undefined : positionOf(times, to),
      top: block.top,
      bottom: block.bottom,
    });
  };
  for (const block of blocks) {
    put(block, false, block.born, block.broken ?? block.dead);
    if (block.broken !== undefined) put(block, true, block.broken, block.dead);
  }
  return boxes;
}

/** From a price to a block in per cent of the price: positive above it, negative below, 0 within. */
export function distancePct(price: number, top: number, bottom: number): number {
  if (price > top) return ((top - price) / price) * 100;
  if (price < bottom) return ((bottom - price) / price) * 100;
  return 0;
}
