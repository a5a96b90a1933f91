import assert from 'node:assert/strict';
import test from 'node:test';
import { count, decimalsOfAll, number, percent, price, sign, signed, short, sum, words } from './.built/numbers.js';
import * as report from '../../src/main/resources/smc/ops/report/format.js';

test('numbers, money and prices read as in the report', () => {
  for (const value of ['0', '1', '-1', '0.004', '-0.004', '0.006', '-0.006', '12.345678', '1234567.891', '-98765.4321', '0.5', '99.994', '-0.01']) {
    const double = Number(value);
    for (const decimals of [0, 2, 4]) assert.equal(number(value, decimals), report.number(double, decimals), `${value} with ${decimals}`);
    assert.equal(signed(value), report.signed(double), value);
    assert.equal(percent(value), report.percent(double), value);
  }
  for (const value of ['150', '150.1', '150.12', '0.00001234', '1234.5', '26.25850000']) assert.equal(price(value), report.price(Number(value)), value);
  assert.equal(words('BODY_STOP'), report.words('BODY_STOP'));
  assert.equal(number(null), report.number(null));
});

test('rounds the text, not a double: half goes away from zero', () => {
  assert.equal(number('1.005', 2), '1.01');
  assert.equal(number('-1.005', 2), '\u22121.01');
  assert.equal(number('90071992547409931.15', 1), '90,071,992,547,409,931.2');
});

test('what is not known is a dash, and never a zero', () => {
  for (const unknown of [null, undefined, '', 'NaN', 'n/a']) {
    assert.equal(number(unknown, 2), '\u2013');
    assert.equal(signed(unknown), '\u2013');
    assert.equal(percent(unknown), '\u2013');
  }
});

test('what rounds to nothing has no sign', () => {
  assert.equal(signed('0.001'), '0.00');
  assert.equal(signed('-0.001'), '0.00');
  assert.equal(sign('-0.001'), 0);
  assert.equal(sign('-0.01'), -1);
});

test('sums are exact to the last of eight decimals', () => {
  assert.equal(sum(['0.1', '0.2', '-0.3']), '0.00000000');
  assert.equal(sum(['0.00000001', '99999999.99999999']), '100000000.00000000');
  assert.equal(sum(['-1.5', '0.25', null]), '-1.25000000');
});

test('a column has as many decimals as its most exact price needs, two at least', () => {
  assert.equal(decimalsOfAll(['150', '151']), 2);
  assert.equal(decimalsOfAll(['150.125', '151']), 3);
  assert.equal(decimalsOfAll([]), 2);
});

test('counts and sizes are words that can be read out', () => {
  assert.equal(count(1, 'trade'), '1 trade');
  assert.equal(count(0, 'entry', 'entries'), '0 entries');
  assert.equal(short(412_090_368), '412 M');
  assert.equal(short(999), '999');
});
