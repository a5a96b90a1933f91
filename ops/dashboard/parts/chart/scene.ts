// What is drawn over candles: blocks, structure, trades, levels. Times in unix seconds, prices in USD.

import type { BlockLife, Side } from '@/rules/blocks.ts';
import type { Mode } from '@/data/contract.ts';

export interface StructureMark {
  readonly time: number;
  readonly kind: 'BOS' | 'CHOCH' | 'SWEEP';
  readonly side: Side;
  readonly level: number;
}

export interface TradeMark {
  readonly n: string;
  readonly mode: Mode;
  readonly isLong: boolean;
  readonly entryTime: number;
  readonly entry: number;
  /** Undefined while it is open. */
  readonly exitTime: number | undefined;
  readonly exits: readonly { readonly time: number; readonly price: number; readonly words: string }[];
  readonly isWon: boolean;
  readonly stop: number | undefined;
  readonly target: number | undefined;
  /** What is told on hover. */
  readonly words: string;
}

/** A line from a time to the right edge: a stop, a target, a resting order. */
export interface Level {
  readonly mode: Mode | null;
  readonly kind: 'stop' | 'target' | 'entry' | 'order';
  readonly from: number | undefined;
  readonly price: number;
  readonly label: string;
}

export interface Scene {
  readonly blocks: readonly BlockLife[];
  readonly structure: readonly StructureMark[];
  readonly trades: readonly TradeMark[];
  readonly levels: readonly Level[];
  /** Of a trade: its number. */
  readonly selected: string | null;
}

export const NO_SCENE: Scene = { blocks: [], structure: [], trades: [], levels: [], selected: null };

/** One thing under the pointer, in words. */
export interface Explained {
  readonly kind: 'block' | 'trade' | 'structure';
  readonly id: string;
  readonly words: string;
}

/** Where the pointer is, in positions among the candles and USD; `index` is of the candle there. */
export interface Pointed {
  readonly index: number;
  readonly price: number | undefined;
  readonly explained: readonly Explained[];
}

/** A point of a measure. */
export interface MeasurePoint {
  readonly position: number;
  readonly price: number;
}
