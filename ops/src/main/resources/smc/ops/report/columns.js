// Unpacks the long columns of a report: differences to arrays of numbers.

/** Each number from the one before it. */
export function running(differences) {
  const values = new Float64Array(differences.length);
  let last = 0;
  for (let i = 0; i < differences.length; i++) {
    last += differences[i];
    values[i] = last;
  }
  return values;
}

/** Candles as columns of prices in USD; see ReportJson for how they are packed. */
export function candlesOf(market) {
  const { seconds, open, high, low, close } = market.candles;
  const count = open.length;
  const usd = (units) => (units * market.unitE8) / 1e8;
  const candles = {
    seconds: running(seconds),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
  };
  let last = 0;
  for (let i = 0; i < count; i++) {
    const first = last + open[i];
    last = first + close[i];
    candles.open[i] = usd(first);
    candles.close[i] = usd(last);
    candles.high[i] = usd(Math.max(first, last) + high[i]);
    candles.low[i] = usd(Math.min(first, last) - low[i]);
  }
  return candles;
}

/** Blocks with their life as positions among the candles; one that never broke or died has -1 there. */
export function blocksOf(market) {
  const { born, bull, origin, broken, dead, top, bottom } = market.blocks;
  const usd = (units) => (units * market.unitE8) / 1e8;
  const births = running(born);
  const tops = running(top);
  const bottoms = running(bottom);
  return bull.map((isBull, i) => ({
    isBull: isBull === 1,
    origin: origin[i],
    born: births[i],
    broken: broken[i],
    dead: dead[i],
    top: usd(tops[i]),
    bottom: usd(bottoms[i]),
  }));
}

/** Breaks of structure. */
export function marksOf(market) {
  const { at, kind, bull, level } = market.marks;
  const places = running(at);
  const levels = running(level);
  return kind.map((name, i) => ({
    at: places[i],
    kind: name,
    isBull: bull[i] === 1,
    level: (levels[i] * market.unitE8) / 1e8,
  }));
}

/** Position of the candle that opened at or before a time. */
export function positionOf(seconds, time) {
  let low = 0;
  let high = seconds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (seconds[middle] <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
