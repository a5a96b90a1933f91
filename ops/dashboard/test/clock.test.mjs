import assert from 'node:assert/strict';
import test from 'node:test';
import { ageOf, heard, isPlayed, marketNow, shortVenue } from './.built/clock.js';

const START = Date.parse('2026-11-30T20:00:00Z');
const PLAYED = Date.parse('2025-06-30T00:00:00Z');
const iso = (millis) => new Date(millis).toISOString();

/** Words of an engine every two seconds, its market at `from` and so many times as fast as the wall. */
function clockAt(from, pace, words = 5) {
  let clock;
  for (let i = 0; i < words; i++) clock = heard(clock, { pid: 7, started: iso(START), written: iso(START + 2000 * i), marketTime: iso(from + 2000 * i * pace) }, START + 2000 * i);
  return clock;
}

test('at the time of the wall, age is how far the newest frame is behind it, by the clock of the engine', () => {
  const clock = clockAt(START, 1);
  assert.equal(isPlayed(clock), false);
  assert.equal(ageOf(clock, START, START + 1000, START + 9000, 0), 9000);
  assert.equal(ageOf(clock, START, START + 1000, START + 9000, -5000), 4000);
  assert.equal(ageOf(undefined, START, START, START + 60_000, 0), 60_000);
});

test('a played market ages by when its news came, whatever its time is', () => {
  const clock = clockAt(PLAYED, 600);
  assert.equal(isPlayed(clock), true);
  assert.equal(ageOf(clock, PLAYED + 500_000, START + 8000, START + 8500, 0), 500);
  assert.equal(ageOf(clock, PLAYED + 500_000, START + 8000, START + 68_000, 0), 60_000);
});

test('a played market at the pace of the wall also ages by what has not been read yet', () => {
  const clock = clockAt(PLAYED, 1);
  assert.equal(ageOf(clock, clock.market - 30_000, START + 8000, START + 9000, 0), 31_000);
  assert.equal(ageOf(clock, clock.market, START + 8000, START + 9000, 0), 1000);
});

test('the market is told from a clock at the pace of the wall only', () => {
  assert.equal(marketNow(clockAt(START, 1), START + 9000, 100), START + 9100);
  assert.equal(marketNow(clockAt(PLAYED, 1), START + 9000, 100), PLAYED + 9000);
  assert.equal(marketNow(clockAt(PLAYED, 600), START + 9000, 100), undefined);
  assert.equal(marketNow(clockAt(PLAYED, 1, 1), START + 9000, 100), undefined, 'its pace is not known yet');
});

test('another engine begins its pace anew', () => {
  const next = heard(clockAt(PLAYED, 600), { pid: 8, started: iso(START + 20_000), written: iso(START + 21_000), marketTime: iso(PLAYED) }, START + 21_000);
  assert.equal(next.pace, undefined);
  assert.equal(next.market, PLAYED);
});

test('a venue in short', () => {
  assert.equal(shortVenue('in the box at http://127.0.0.1:1/ (stream on port 2), synthetic market LIVELY of seed 6'), 'in the box');
  assert.equal(shortVenue('TESTNET Delta, https://example.org'), 'TESTNET Delta');
  assert.equal(shortVenue('paper'), 'paper');
});
