// What the API answers: the schemas of /api/openapi.yaml. Money, prices and rates are decimal text, money and prices in USD; times are ISO 8601 UTC.
// Null is what is not known. What is marked `?` newer engines say and older ones do not.

import type { Decimal } from '@/rules/numbers.ts';

export type Time = string;
export type Id = string;
export type Mode = 'A' | 'B';
export type Direction = 'LONG' | 'SHORT';
export type Side = 'BULL' | 'BEAR';
export type BlockState = 'FRESH' | 'BREAKER' | 'DEAD';
export type TradingState = 'ACTIVE' | 'PAUSED' | 'REDUCING' | 'HALTED';

/** Of every document: up to which frame it goes, and the time of it. `complete` is false while the journal is still being read. */
export interface Stamp {
  readonly seq: Id;
  readonly asOf: Time;
  readonly complete: boolean;
}

export interface Items<T> extends Stamp {
  readonly items: readonly T[];
  /** For `after`; null behind the last. */
  readonly next: string | null;
  readonly total: number;
}

export interface Block {
  readonly id: string;
  readonly seq: Id;
  readonly symbol: string;
  readonly side: Side;
  readonly state: BlockState;
  readonly direction: Direction;
  readonly top: Decimal;
  readonly bottom: Decimal;
  readonly level?: Decimal | null;
  readonly origin: Time;
  readonly born: Time;
  readonly broken: Time | null;
  readonly died: Time | null;
  readonly end: 'DIED' | 'WITHDRAWN' | null;
  readonly touches: number;
  readonly trades: readonly Id[];
}

export interface Step {
  readonly seq: Id;
  readonly time: Time;
  readonly text: string;
  readonly effects?: readonly string[];
}

export interface BlockStory extends Stamp {
  readonly block: Block;
  readonly decisions: readonly Decision[];
  readonly story: readonly Step[];
  readonly storyMissing: string | null;
}

export interface Position {
  readonly trade: Id;
  readonly seq: Id;
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly direction: Direction;
  readonly block: string;
  readonly blockState: BlockState;
  readonly opened: Time;
  readonly contracts: number;
  readonly entry: Decimal;
  readonly stop: Decimal;
  readonly target: Decimal;
  readonly targetContracts: number;
  readonly price: Decimal;
  readonly priceTime: Time | null;
  readonly unrealised: Decimal | null;
  readonly atStop?: Decimal | null;
  readonly atTarget?: Decimal | null;
  readonly fees: Decimal;
  readonly funding?: Decimal;
  readonly stops: readonly Decimal[];
  readonly targets: readonly Decimal[];
}

export interface Order {
  readonly id: Id;
  readonly seq: Id;
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly purpose: string;
  readonly type: string;
  readonly direction: Direction;
  readonly price: Decimal;
  readonly contracts: number;
  readonly filled: number;
  readonly average: Decimal | null;
  readonly state: string;
  readonly trade: Id | null;
  readonly wantedAt: Time;
  readonly changedAt: Time | null;
  readonly isWorking: boolean;
}

export interface Trade {
  readonly id: Id;
  readonly seq: Id;
  readonly openedSeq: Id;
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly direction: Direction;
  readonly block: string;
  readonly blockState: BlockState;
  readonly entryTime: Time;
  readonly exitTime: Time;
  readonly contracts: number;
  readonly entry: Decimal;
  readonly expectedEntry: Decimal;
  readonly target: Decimal;
  readonly targetContracts: number;
  readonly firstStop: Decimal;
  readonly lastStop: Decimal;
  readonly entryAtr: Decimal;
  readonly exits: readonly { readonly time: Time; readonly contracts: number; readonly price: Decimal; readonly reason: string }[];
  readonly gain: Decimal;
  readonly fees: Decimal;
  readonly gst: Decimal;
  readonly funding: Decimal;
  readonly slippage: Decimal;
  readonly net: Decimal;
  readonly capitalBefore: Decimal;
  readonly capitalAfter: Decimal;
  readonly reason: string;
}

export interface TradeStory extends Stamp {
  readonly trade: Trade | null;
  readonly position: Position | null;
  readonly orders: readonly Order[];
  readonly stops: readonly { readonly seq: Id; readonly time: Time; readonly stop: Decimal; readonly reason: string }[];
  readonly story: readonly Step[];
  readonly storyMissing: string | null;
}

export interface Figures {
  readonly trades: number;
  readonly wins: number;
  readonly winRatePct: Decimal | null;
  readonly gross: Decimal;
  readonly fees: Decimal;
  readonly gst: Decimal;
  readonly funding: Decimal;
  readonly slippage: Decimal;
  readonly costs: Decimal;
  readonly net: Decimal;
  readonly profitFactorGross: Decimal | null;
  readonly profitFactorNet: Decimal | null;
  readonly expectancy: Decimal | null;
  readonly maxDrawdownPct: Decimal | null;
  readonly capitalStart: Decimal | null;
  readonly capitalMoved: Decimal | null;
  readonly capitalEnd: Decimal | null;
}

export interface Target {
  readonly name: string;
  readonly goal: string;
  readonly measured: Decimal | null;
  readonly met: boolean;
}

export interface SameSignals {
  readonly both: number;
  readonly bothNetA: Decimal;
  readonly bothNetB: Decimal;
  readonly bothWinsA: number;
  readonly bothWinsB: number;
  readonly onlyA: number;
  readonly onlyNetA: Decimal;
  readonly onlyB: number;
  readonly onlyNetB: Decimal;
}

export interface Performance extends Stamp {
  readonly accounts: readonly { readonly account: string; readonly mode: Mode; readonly figures: Figures }[];
  readonly both: Figures;
  readonly symbols: readonly { readonly account: string; readonly mode: Mode; readonly symbol: string; readonly figures: Figures }[];
  readonly months: readonly { readonly month: string; readonly account: string; readonly mode: Mode; readonly figures: Figures }[];
  readonly reasons: readonly { readonly account: string; readonly reason: string; readonly trades: number; readonly net: Decimal }[];
  readonly sameSignals: SameSignals;
  readonly targets: readonly Target[];
}

export interface CandleColumns extends Stamp {
  readonly symbol: string;
  readonly resolution: string;
  readonly seconds: readonly number[];
  readonly open: readonly Decimal[];
  readonly high: readonly Decimal[];
  readonly low: readonly Decimal[];
  readonly close: readonly Decimal[];
  readonly contracts: readonly number[];
  readonly atr: readonly (Decimal | null)[];
  readonly next: string | null;
  readonly last: { readonly price: Decimal; readonly time: Time } | null;
  /** The candle that is not closed yet. */
  readonly building?: {
    readonly seconds: number;
    readonly open: Decimal;
    readonly high: Decimal;
    readonly low: Decimal;
    readonly close: Decimal;
    readonly contracts: number;
  } | null;
}

export interface StructureEvent {
  readonly seq: Id;
  readonly symbol: string;
  readonly kind: 'BOS' | 'CHOCH' | 'SWEEP';
  readonly direction: Side;
  readonly level: Decimal;
  readonly candle: Time;
}

export interface Decision {
  readonly seq: Id;
  readonly time: Time;
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly block: string;
  readonly blockSide: Side;
  readonly blockState: BlockState;
  readonly direction: Direction;
  readonly candle: Time;
  readonly level: Decimal;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly verdict: string;
  readonly sentence: string;
  readonly text: string;
  readonly trade: Id | null;
}

export interface Decisions extends Items<Decision> {
  readonly verdicts: Readonly<Record<string, number>>;
}

export interface HeldBack {
  readonly reason: string;
  readonly text: string;
  readonly since: Time;
  readonly until: Time | null;
  readonly who: string;
  readonly why: string;
}

export interface Desk {
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly tradingOn: boolean;
  readonly state: TradingState;
  readonly heldBack: HeldBack | null;
  readonly refusedToday: Readonly<Record<string, number>>;
  readonly position: number;
  readonly entry: Decimal;
  readonly stop: Decimal;
  readonly target: Decimal;
  readonly capital: Decimal;
  readonly equity: Decimal;
  readonly tradesOpened: number;
  readonly tradesClosed: number;
  readonly longCooldown: number;
  readonly shortCooldown: number;
}

export interface NearBlock {
  readonly block: string;
  readonly side: Side;
  readonly state: BlockState;
  readonly direction: Direction;
  readonly top: Decimal;
  readonly bottom: Decimal;
  readonly distancePct: Decimal | null;
}

export interface Market {
  readonly symbol: string;
  readonly price: Decimal;
  readonly priceTime: Time | null;
  readonly tick?: Decimal | null;
  readonly contractValue?: Decimal | null;
  readonly atr?: Decimal | null;
  readonly lastCandle: Time | null;
  readonly trusted: boolean;
  readonly candles: number;
  readonly blocksAlive: number;
  readonly change24hPct: Decimal | null;
  readonly nearest: readonly NearBlock[];
}

export interface Delay {
  readonly count: number;
  readonly lastMillis: number;
  readonly greatestMillis: number;
  readonly limitMillis: number;
  readonly over: number;
}

export interface Live {
  readonly pid: number;
  readonly venue: string;
  readonly started: Time;
  readonly written: Time;
  readonly marketTime: Time;
  readonly connected: boolean;
  readonly trades: number;
  readonly gaps: number;
  readonly disconnects: number;
  readonly disk: string;
  readonly closeToBlocks: Delay;
  readonly closeToOrder: Delay;
}

export interface Status extends Stamp {
  readonly epoch: number;
  readonly running: boolean;
  readonly money: 'PAPER' | 'TESTNET' | 'LIVE' | null;
  readonly state: 'TRADING' | 'HELD_BACK' | 'OFF';
  readonly accounts: readonly { readonly account: string; readonly mode: Mode; readonly name: string }[];
  readonly markets: readonly Market[];
  readonly desks: readonly Desk[];
  readonly stageCap: Decimal | null;
  readonly openTrades: number;
  readonly workingOrders: number;
  readonly today: {
    readonly trades: number;
    readonly wins: number;
    readonly net: Decimal;
    readonly decisions: number;
    readonly orders: number;
    readonly alarms: number;
  };
  readonly live: Live | null;
}

export interface Equity extends Stamp {
  readonly resolution: string;
  readonly seconds: readonly number[];
  readonly accounts: readonly {
    readonly account: string;
    readonly mode: Mode;
    readonly capitalStart: Decimal;
    readonly capitalMoved: Decimal;
    readonly equity: readonly Decimal[];
    readonly drawdownPct: readonly Decimal[];
  }[];
  readonly both: readonly Decimal[];
  readonly next: string | null;
}

export interface DeskCapital {
  readonly account: string;
  readonly mode: Mode;
  readonly symbol: string;
  readonly capital: Decimal;
  readonly equity: Decimal;
  readonly start: Decimal;
  readonly moved: Decimal;
  readonly corrected: Decimal;
  readonly net: Decimal;
}

export interface CapitalMove {
  readonly seq: Id;
  readonly time: Time;
  readonly account: string;
  readonly symbol: string;
  readonly kind: string;
  readonly money: Decimal;
  readonly capital: Decimal;
}

export interface Capital extends Items<CapitalMove> {
  readonly desks: readonly DeskCapital[];
}

export interface Alarm {
  readonly seq: Id;
  readonly time: Time;
  readonly severity: 'INFO' | 'WARNING' | 'ALARM';
  readonly kind: string;
  readonly account: string | null;
  readonly symbol: string | null;
  readonly text: string;
}

export interface Config extends Stamp {
  readonly hash: string;
  readonly files: readonly {
    readonly file: string;
    readonly values: readonly {
      readonly key: string;
      readonly value: string | null;
      readonly shipped: string | null;
      readonly differs: boolean;
    }[];
  }[];
}

export interface BacktestLine {
  readonly name: string;
  readonly modified: Time;
  readonly problem: string | null;
  readonly symbols: readonly string[];
  readonly first: Time | null;
  readonly last: Time | null;
  readonly trades: number | null;
  readonly net: Decimal | null;
  readonly winRatePct: Decimal | null;
  readonly profitFactorNet: Decimal | null;
  readonly maxDrawdownPct: Decimal | null;
}

export interface Backtest extends Stamp {
  readonly name: string;
  /** summary.json of the folder (docs/formats.md, section 5.5). */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly equity: {
    readonly seconds: readonly number[];
    readonly accounts: readonly { readonly account: string; readonly equity: readonly Decimal[] }[];
  };
  readonly months: readonly {
    readonly month: string;
    readonly account: string;
    readonly trades: number;
    readonly wins: number;
    readonly net: Decimal;
  }[];
}

export interface System extends Stamp {
  readonly build: string;
  readonly readModel: {
    readonly folded: Id;
    readonly target: Id;
    readonly complete: boolean;
    readonly donePct: number;
    readonly problem: string | null;
  };
  readonly journal: { readonly firstSequence: Id; readonly epochs: number; readonly bytes: number | null; readonly folder: string };
  readonly starts: readonly {
    readonly seq: Id;
    readonly time: Time;
    readonly epoch: number;
    readonly configHash: string;
    readonly keptSequence: Id;
    readonly cut: string;
  }[];
  readonly disk: { readonly freeBytes: number | null };
  readonly live: Live | null;
  readonly server: Readonly<Record<string, unknown>> | null;
}

export interface Place {
  readonly seq: Id;
  readonly time: Time;
}

export interface JournalMark extends Place {
  readonly kind: 'OPENED' | 'WON' | 'LOST' | 'WARNING' | 'ALARM';
  readonly label: string;
}

/** The journal from end to end, for going back in time. */
export interface At extends Stamp {
  readonly first: Place;
  readonly last: Place;
  readonly marks: readonly JournalMark[];
}
