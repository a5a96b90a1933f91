import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { BREAKER_LINE, DASHES, FILL, FRESH_LINE, boxesOf, distancePct } from './.built/blocks.js';

const TIMES = [1000, 1900, 2800, 3700, 4600];
const life = (changes) => ({ id: 'x', side: 'bull', state: 'fresh', top: 12, bottom: 10, born: 1900, broken: undefined, dead: undefined, ...changes });
const RESOURCES = new URL('../../src/main/resources/smc/ops/report/', import.meta.url);

test('a block is one box while fresh, and a second one from its break to its end', () => {
  const [fresh, ...none] = boxesOf([life({})], TIMES);
  assert.deepEqual([fresh.begin, fresh.end, fresh.isBreaker, none.length], [1, undefined, false, 0]);

  const boxes = boxesOf([life({ broken: 2800, dead: 4600 })], TIMES);
  assert.deepEqual(boxes.map(({ begin, end, isBreaker }) => [begin, end, isBreaker]), [[1, 2, false], [2, 4, true]]);
});

test('what ended before the first candle is not drawn', () => {
  assert.deepEqual(boxesOf([life({ born: 10, dead: 500 })], TIMES), []);
  assert.deepEqual(boxesOf([life({})], []), []);
});

test('boxes have the strengths and dashes of the report', () => {
  const drawn = readFileSync(new URL('market-chart.js', RESOURCES), 'utf8');
  assert.ok(drawn.includes(`faded(color, ${FILL})`), 'fill');
  assert.ok(drawn.includes(`isBreaker ? ${BREAKER_LINE} : ${FRESH_LINE}`), 'line');
  assert.ok(drawn.includes(`[${DASHES.join(', ')}]`), 'dashes');
});

test('colours are those of the report, in both themes', () => {
  const colors = (text) => {
    const body = (from) => text.slice(from, text.indexOf('}', from));
    const read = (part) => Object.fromEntries([...part.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, color]) => [name, color]));
    return { light: read(body(text.indexOf(':root {'))), dark: read(body(text.indexOf(":root[data-theme='dark'] {"))) };
  };
  const report = colors(readFileSync(new URL('report.css', RESOURCES), 'utf8'));
  const page = colors(readFileSync(new URL('../app/globals.css', import.meta.url), 'utf8'));
  for (const theme of ['light', 'dark']) {
    assert.ok(Object.keys(report[theme]).length >= 12);
    for (const [name, color] of Object.entries(report[theme])) assert.equal(page[theme][name], color, `${name}, ${theme}`);
  }
});

test('distance is to the nearer edge, negative below the price, zero inside', () => {
  assert.equal(distancePct(100, 90, 80), -10);
  assert.equal(distancePct(100, 120, 110), 10);
  assert.equal(distancePct(100, 101, 99), 0);
});
