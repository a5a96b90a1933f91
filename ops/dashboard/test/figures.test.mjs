import assert from 'node:assert/strict';
import test from 'node:test';
import { along, distribution, thinned } from './.built/figures.js';
import { changed, linkTo, withQuery } from './.built/address.js';
import { countdown, full, moment, recent, span, utc } from './.built/times.js';

test('no bar of a distribution holds wins and losses', () => {
  const bins = distribution([-3.2, -0.01, 0, 0.01, 5]);
  assert.ok(bins.every(({ from, to }) => from >= 0 || to <= 0));
  assert.equal(bins.reduce((sum, { count }) => sum + count, 0), 5);
  assert.equal(bins.filter(({ to }) => to <= 0).reduce((sum, { count }) => sum + count, 0), 2);
  assert.deepEqual(distribution([]), []);
});

test('thinning loses no peak', () => {
  const value = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 99 : i === 777 ? -99 : Math.sin(i)));
  const { time, value: kept } = thinned({ time: value.map((_, i) => i), value }, 500);
  assert.ok(time.length <= 520);
  assert.ok(kept.includes(99) && kept.includes(-99));
  assert.ok(time.every((at, i) => i === 0 || at > time[i - 1]));
});

test('a place between stop and target stays between them, for shorts as well', () => {
  assert.equal(along(90, 110, 100), 0.5);
  assert.equal(along(110, 90, 105), 0.25);
  assert.equal(along(90, 110, 200), 1);
  assert.equal(along(90, undefined, 100), undefined);
});

test('going to another view keeps what all views obey, and nothing else', () => {
  const here = new URLSearchParams('symbol=SOLUSD&at=48211&trade=7&mode=A');
  assert.equal(linkTo('/trades/', here), '/trades/?symbol=SOLUSD&mode=A&at=48211');
  assert.equal(linkTo('/chart/', here, { at: null, trade: '9' }), '/chart/?symbol=SOLUSD&mode=A&trade=9');
  assert.equal(withQuery('/', changed(here, { symbol: '', at: '2026-06-24T15:45:00Z', trade: null, mode: null })), '/?at=2026-06-24T15:45:00Z');
});

test('times are of the zone of whoever looks, and UTC beside it', () => {
  const at = '2026-06-24T18:45:07Z';
  const now = Date.parse('2026-06-25T03:00:00Z');
  assert.equal(moment(at, now, 'Asia/Kolkata'), '25 Jun 00:15');
  assert.equal(recent(at, now, 'Asia/Kolkata'), '00:15');
  assert.equal(recent(at, now, 'UTC'), '24 Jun 18:45');
  assert.equal(moment(at, Date.parse('2027-01-01T00:00:00Z'), 'UTC'), '24 Jun 2026 18:45');
  assert.equal(full(at, 'Asia/Kolkata'), '25 Jun 2026 00:15:07');
  assert.equal(utc(at), '2026-06-24 18:45:07 UTC');
  assert.equal(utc(null), '\u2013');
});

test('ages and what is left until a close', () => {
  assert.equal(span(7_900), '7 s');
  assert.equal(span(7_500_000), '2 h 05 min');
  assert.equal(span(532_800_000), '6 d 4 h');
  assert.equal(countdown(249_000), '4:09');
  assert.equal(countdown(3_849_000), '1:04:09');
});
