import assert from 'node:assert/strict';
import test from 'node:test';
import { averageTrueRange, changeOf, csvOf, joined, measured, positionOf, shownResolution } from './.built/candles.js';

const bars = (...closes) => ({
  time: closes.map((_, i) => 900 * (i + 1)),
  open: closes.map((close) => close),
  high: closes.map((close) => close + 1),
  low: closes.map((close) => close - 1),
  close: closes,
  volume: closes.map(() => 10),
});

test('a candle after the last, or a last one that moves, is an update; anything else sets all anew', () => {
  const before = bars(1, 2, 3);
  assert.equal(changeOf(before, bars(1, 2, 3)), 'same');
  assert.equal(changeOf(before, bars(1, 2, 4)), 'last');
  assert.equal(changeOf(before, bars(1, 2, 3, 4)), 'last');
  assert.equal(changeOf(before, bars(1, 9, 3)), 'all');
  assert.equal(changeOf(before, bars(1, 2, 4, 5)), 'all');
  assert.equal(changeOf(before, bars(1, 2)), 'all');
  const late = bars(1, 2, 3);
  assert.equal(changeOf({ ...before, time: [900, 2700, 3600] }, { ...late, time: [900, 1800, 2700] }), 'all');
});

test('newer candles replace older ones of the same time', () => {
  const older = bars(1, 2, 3);
  const newer = { ...bars(7, 8), time: [2700, 3600] };
  const all = joined(older, newer);
  assert.deepEqual(all.time, [900, 1800, 2700, 3600]);
  assert.deepEqual(all.close, [1, 2, 7, 8]);
  assert.equal(joined(older, bars()).time.length, 3);
});

test('a time belongs to the candle that opened at or before it, over a gap too', () => {
  const times = [900, 1800, 9000];
  assert.equal(positionOf(times, 1800), 1);
  assert.equal(positionOf(times, 8999), 1);
  assert.equal(positionOf(times, 9000), 2);
  assert.equal(positionOf(times, 0), 0);
});

test('more than 1,500 bars in view become longer candles, never shorter than asked for', () => {
  assert.equal(shownResolution('15m', 1500 * 900), '15m');
  assert.equal(shownResolution('15m', 1501 * 900), '1h');
  assert.equal(shownResolution('1h', 900), '1h');
  assert.equal(shownResolution('15m', 1501 * 14_400), '1d');
});

test('the true range reaches to the close before, and its mean is not known before there are enough', () => {
  const candles = { ...bars(10, 20), high: [11, 21], low: [9, 19] };
  const [first, second] = averageTrueRange(candles, 2);
  assert.ok(Number.isNaN(first));
  assert.equal(second, (2 + 11) / 2);
});

test('a measure says per cent, ATR, R and time', () => {
  const found = measured({ position: 2, price: 100 }, { position: 6, price: 103 }, 900, 1.5, 2);
  assert.deepEqual(found, { percent: 3, atrs: 2, risks: 1.5, bars: 4, seconds: 3600 });
  assert.equal(measured({ position: 0, price: 1 }, { position: 0, price: 2 }, 900, Number.NaN, undefined).atrs, undefined);
});

test('the file has a head and the candles that are seen', () => {
  assert.equal(csvOf(bars(1, 2, 3), 1, 9), 'time,open,high,low,close,volume\n1800,2,3,1,2,10\n2700,3,4,2,3,10\n');
});
