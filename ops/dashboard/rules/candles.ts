// Candles as the chart holds them, and what is worked out of them for the eye only.

export type Resolution = '15m' | '1h' | '4h' | '1d';

export const RESOLUTIONS: readonly Resolution[] = ['15m', '1h', '4h', '1d'];

const STEPS: Record<Resolution, number> = { '15m': 900, '1h': 3600, '4h': 14400, '1d': 86400 };

/** More bars than this in view are drawn as longer candles. */
export const BARS_IN_VIEW_MAX = 1500;

/** Columns of the same length, oldest first. Times in unix seconds of the open, prices in USD, volume in contracts. */
export interface Candles {
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
}

export const NO_CANDLES: Candles = { time: [], open: [], high: [], low: [], close: [], volume: [] };

/** Seconds of one candle. */
export function stepOf(resolution: Resolution): number {
  return STEPS[resolution];
}

export function isResolution(text: string | null): text is Resolution {
  return RESOLUTIONS.includes(text as Resolution);
}

/** Position of the candle that opened at or before a time; 0 if all opened after it. */
export function positionOf(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Older candles in front of newer ones; where both have a candle the newer word counts. */
export function joined(older: Candles, newer: Candles): Candles {
  const first = newer.time[0];
  if (first === undefined) return older;
  let kept = older.time.length;
  while (kept > 0 && (older.time[kept - 1] ?? 0) >= first) kept--;
  if (kept === 0) return newer;
  const join = (column: keyof Candles) => older[column].slice(0, kept).concat(newer[column]);
  return {
    time: join('time'),
    open: join('open'),
    high: join('high'),
    low: join('low'),
    close: join('close'),
    volume: join('volume'),
  };
}

/**
 * What became of the candles since they were drawn last.
 *
 * @returns 'same'; 'last' if only the newest changed or one came after it; 'all' if any other did, as by repair
 */
export function changeOf(before: Candles, now: Candles): 'same' | 'last' | 'all' {
  const had = before.time.length;
  const has = now.time.length;
  if (had === 0) return has === 0 ? 'same' : 'all';
  if (has < had || has > had + 1 || before.time[had - 1] !== now.time[had - 1]) return 'all';
  for (let i = 0; i < had - 1; i++) {
    if (!isSame(before, now, i)) return 'all';
  }
  const isLastSame = isSame(before, now, had - 1);
  if (has === had) return isLastSame ? 'same' : 'last';
  return isLastSame ? 'last' : 'all';
}

function isSame(one: Candles, other: Candles, i: number): boolean {
  return (
    one.time[i] === other.time[i] &&
    one.open[i] === other.open[i] &&
    one.high[i] === other.high[i] &&
    one.low[i] === other.low[i] &&
    one.close[i] === other.close[i] &&
    one.volume[i] === other.volume[i]
  );
}

/** The resolution to draw so that at most {@link BARS_IN_VIEW_MAX} bars stand in a span of so many seconds; never shorter than the one asked for. */
export function shownResolution(asked: Resolution, seconds: number): Resolution {
  const from = RESOLUTIONS.indexOf(asked);
  return RESOLUTIONS.slice(from).find((one) => seconds / STEPS[one] <= BARS_IN_VIEW_MAX) ?? '1d';
}

/** Average true range as the rules have it: the plain mean of the last `length` true ranges before and with a candle. NaN before there are as many. */
export function averageTrueRange(candles: Candles, length = 199): number[] {
  const { high, low, close } = candles;
  const ranges: number[] = [];
  const means: number[] = [];
  let total = 0;
  for (let i = 0; i < close.length; i++) {
    const last = i === 0 ? undefined : close[i - 1];
    const top = high[i] ?? 0;
    const bottom = low[i] ?? 0;
    const range = last === undefined ? top - bottom : Math.max(top, last) - Math.min(bottom, last);
    ranges.push(range);
    total += range;
    if (i >= length) total -= ranges[i - length] ?? 0;
    means.push(i >= length - 1 ? total / length : Number.NaN);
  }
  return means;
}

/** The candles in view as a CSV file with a head. */
export function csvOf(candles: Candles, from: number, to: number): string {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = Math.max(0, from); i <= Math.min(to, candles.time.length - 1); i++) {
    rows.push(
      [candles.time[i], candles.open[i], candles.high[i], candles.low[i], candles.close[i], candles.volume[i]].join(','),
    );
  }
  return `${rows.join('\n')}\n`;
}

/** What lies between two points. */
export interface Measure {
  readonly percent: number;
  readonly atrs: number | undefined;
  readonly risks: number | undefined;
  readonly bars: number;
  readonly seconds: number;
}

/**
 * @param atr average true range at the first point, USD; NaN if not known
 * @param risk from entry to stop of the trade looked at, USD; undefined without one
 */
export function measured(
  from: { position: number; price: number },
  to: { position: number; price: number },
  step: number,
  atr: number,
  risk: number | undefined,
): Measure {
  const distance = to.price - from.price;
  const bars = Math.round(to.position - from.position);
  return {
    percent: (distance / from.price) * 100,
    atrs: atr > 0 ? distance / atr : undefined,
    risks: risk !== undefined && risk > 0 ? distance / risk : undefined,
    bars,
    seconds: bars * step,
  };
}
