// Arranges figures and curves for the eye. The figures themselves come from the engine's API.

/** A curve: times in unix seconds, ascending, and a value each. */
export interface Curve {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** At most `most` points: of each stretch its first, lowest, highest and last, so that no peak is lost. */
export function thinned(curve: Curve, most: number): Curve {
  const count = curve.time.length;
  if (count <= most) return curve;
  const stretch = Math.ceil((count * 4) / most);
  const time: number[] = [];
  const value: number[] = [];
  for (let from = 0; from < count; from += stretch) {
    const to = Math.min(count, from + stretch) - 1;
    let low = from;
    let high = from;
    for (let i = from; i <= to; i++) {
      if ((curve.value[i] ?? 0) < (curve.value[low] ?? 0)) low = i;
      if ((curve.value[i] ?? 0) > (curve.value[high] ?? 0)) high = i;
    }
    for (const i of [...new Set([from, low, high, to])].sort((one, other) => one - other)) {
      time.push(curve.time[i] ?? 0);
      value.push(curve.value[i] ?? 0);
    }
  }
  return { time, value };
}

/** One bar of a distribution: how many values lie from `from` up to, and without, `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Bins of one round width, with an edge at zero, so that wins and losses never share a bar. */
export function distribution(values: readonly number[], about = 24): Bin[] {
  if (values.length === 0) return [];
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const width = roundWidth((most - least || 1) / about);
  const first = Math.floor(least / width);
  const last = Math.max(first, Math.floor(most / width));
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const one of values) {
    const place = Math.floor(one / width) - first;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count }));
}

function roundWidth(least: number): number {
  const size = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((one) => one * size >= least * 0.999) ?? 10;
  return step * size;
}

/** Where a price stands between stop (0) and target (1), kept within both. Undefined if one of them is not known. */
export function along(stop: number | undefined, target: number | undefined, price: number | undefined): number | undefined {
  if (stop === undefined || target === undefined || price === undefined || stop === target) return undefined;
  return Math.min(1, Math.max(0, (price - stop) / (target - stop)));
}
