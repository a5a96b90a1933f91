// Walks through the page of a real engine at the exchange in the box: what it shows is what the API and the command line say, events reach it, it goes on
// when the engine is killed and started again, and the past is what was then. `SMC` names the command line, `PICTURES` a folder for a picture of each view.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { browserPath, launch, openPage } from './browser.mjs';
import { VIEWS } from './views.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const [PROGRAM, ...FIRST] = (process.env.SMC ?? join(ROOT, 'smc')).split(' ');
const PICTURES = process.env.PICTURES;
const DESK = { width: 1440, height: 900, theme: 'light' };
const LONG = { timeout: 15_000 };
const START_MILLIS = 120_000;

/** Asks until it is so. What is thrown meanwhile is thrown when the time is over. */
async function until(what, millis, isSo) {
  const end = Date.now() + millis;
  for (;;) {
    try {
      const found = await isSo();
      if (found) return found;
      if (Date.now() > end) throw new Error(`not within ${millis / 1000} s: ${what}`);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await pause(250);
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the page of a real engine', { skip: browserPath() ? false : 'there is no browser on this machine' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'smc-live-'));
  const data = join(folder, 'data');
  const config = join(folder, 'config');
  const told = [];
  let engine;
  let base;
  let browser;
  let page;
  let wrong;
  let response;

  const smc = async (...words) => (await promisify(execFile)(PROGRAM, [...FIRST, ...words], { cwd: ROOT, maxBuffer: 1e8 })).stdout;
  const state = (name) => JSON.parse(readFileSync(join(data, 'state', name), 'utf8'));
  const api = async (path) => {
    const answer = await fetch(new URL(path, base), { signal: AbortSignal.timeout(10_000) });
    assert.equal(answer.status, 200, path);
    return answer.json();
  };

  function start() {
    engine = spawn(PROGRAM, [...FIRST, 'run', '--speed', '300', '--config', config, '--data', data], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [engine.stdout, engine.stderr]) stream.on('data', (text) => told.push(String(text)));
  }

  /** @param epoch of the start: what an engine before it left in the folder is not an answer */
  const trading = (epoch) =>
    until(`an engine trades\n${told.slice(-20).join('')}`, START_MILLIS, async () => {
      base = state('api.json').url;
      const status = await api('/api/status');
      return status.running && status.complete && status.epoch === epoch && status;
    });

  async function settled() {
    await page.waitForSelector('main h1', { state: 'attached', ...LONG });
    await page.waitForFunction(() => document.querySelectorAll('main .waiting').length === 0, undefined, LONG);
  }

  async function open(path) {
    response = await page.goto(new URL(path, base).href);
    await settled();
  }

  const strip = () => page.getByRole('list', { name: 'How it stands' }).innerText();

  before(async () => {
    cpSync(join(ROOT, 'config'), config, { recursive: true });
    const file = join(config, 'engine.json');
    const settings = JSON.parse(readFileSync(file, 'utf8'));
    // One that is free, and the same again after the restart.
    writeFileSync(file, JSON.stringify({ ...settings, api: { ...settings.api, port: await freePort() } }, null, 2));
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
    start();
    [browser] = await Promise.all([launch(), trading(1)]);
    ({ page, wrong } = await openPage(browser, DESK));
    await until('a trade is closed', 60_000, async () => (await api('/api/trades?limit=1')).total > 0);
  });

  after(async () => {
    await browser?.close();
    if (engine?.exitCode === null && engine.signalCode === null) {
      const ended = new Promise((resolve) => engine.once('exit', resolve));
      process.kill(state('status.json').pid, 'SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test('every view is whole under the policy it is served with, and nothing is stale', async () => {
    for (const view of VIEWS) {
      await open(view);
      assert.match(response.headers()['content-security-policy'] ?? '', /default-src 'self'|default-src 'none'/, view);
      await page.waitForSelector('main[data-stale="false"]', LONG);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, view);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${view.replaceAll('/', '') || 'overview'}.png`) });
    }
    assert.match(await strip(), /^Live[\s\S]*Feed ok[\s\S]*Venue in the box\n/);
    assert.equal(await page.getByText('PAPER', { exact: true }).count(), 1);
    assert.deepEqual(wrong, []);
  });

  test('the page says what the API and the command line say', async () => {
    await open('/positions/');
    // The market goes on between one question and the next: asked until all three are of the same moment.
    await until('desks are the same in all three', 30_000, async () => {
      const [api1, cli] = await Promise.all([api('/api/status'), smc('status', '--json', '--data', data).then(JSON.parse)]);
      const shown = await page.locator('table', { has: page.getByText('Desks', { exact: true }) }).locator('tbody tr').evaluateAll((rows) =>
        rows.map((row) => [row.dataset.id, ...[3, 5].map((i) => row.cells[i].innerText.trim())]),
      );
      const modeOf = Object.fromEntries(api1.accounts.map(({ account, mode }) => [account, mode]));
      const expected = api1.desks.map(({ account, symbol, capital, tradesClosed }) => [`${account} ${symbol}`, Number(capital).toFixed(2), String(tradesClosed)]);
      assert.deepEqual(shown, expected);
      assert.deepEqual(
        api1.desks.map(({ account, symbol, capital, tradesClosed, state: standing }) => [modeOf[account], symbol, capital, tradesClosed, standing]),
        cli.desks.map(({ mode, symbol, capital, tradesClosed, state: standing }) => [mode, symbol, capital, tradesClosed, standing]),
      );
      return true;
    });
    await open('/trades/');
    await until('trades are the same', 15_000, async () => {
      const { items } = await api('/api/trades');
      const shown = await page.locator('main tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.id));
      assert.deepEqual(shown, items.map(({ id }) => id));
      return shown.length > 0;
    });
  });

  test('an event reaches the page: a command with the right token and not with a wrong one', async () => {
    await open('/');
    await page.getByText('Live', { exact: true }).waitFor(LONG);
    const token = (await smc('api', 'token', 'new', 'walk', '--trading', '--data', data)).match(/[A-Za-z0-9_-]{32,}/)[0];
    await page.getByRole('button', { name: 'Stop…' }).click();
    const dialog = page.getByRole('dialog');
    const pausing = async (given) => {
      await dialog.getByText('Pause', { exact: true }).click();
      await dialog.getByLabel(/^Reason/).fill('a walk');
      await dialog.getByLabel(/^Trading token/).fill(given);
      await dialog.getByRole('button', { name: 'Pause…' }).click();
      await dialog.getByRole('button', { name: /^Yes, pause/ }).click();
    };
    await pausing(`${token.slice(0, -4)}AAAA`);
    await dialog.getByText(/^Expected /).waitFor(LONG);
    assert.ok((await api('/api/status')).desks.every(({ state: standing }) => standing !== 'PAUSED'), 'a wrong token commands nothing');
    wrong.splice(0, wrong.length, ...wrong.filter((text) => !/401/.test(text)));
    await pausing(token);
    await page.getByText(/^4 of 4 held back$/).waitFor(LONG);
    assert.deepEqual(wrong, []);
    assert.doesNotMatch(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])), new RegExp(token));
  });

  test('the page goes on without a reload when the engine was killed and is back', async () => {
    await open('/trades/');
    await page.evaluate(() => (globalThis.isSame = true));
    const rows = await page.locator('main tbody tr').count();
    const { pid } = state('status.json');
    const ended = new Promise((resolve) => engine.once('exit', resolve));
    process.kill(pid, 'SIGKILL');
    await ended;
    await page.getByText('No answer from the engine').waitFor(LONG);
    assert.equal(await page.locator('main tbody tr').count(), rows, 'what was there stays');
    start();
    const status = await trading(2);
    assert.notEqual(status.live.pid, pid);
    await page.getByText('No answer from the engine').waitFor({ state: 'detached', timeout: 30_000 });
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
    await page.waitForSelector('main[data-stale="false"]', LONG);
    // While the engine reads its journal again the page shows what it has of it.
    await until('all trades are there again', 15_000, async () => (await page.locator('main tbody tr').count()) >= rows);
    await page.getByRole('link', { name: 'System', exact: true }).click();
    await page.getByText('epoch 2', { exact: true }).waitFor(LONG);
    assert.equal(await page.evaluate(() => globalThis.isSame), true, 'it was loaded again');
    // Meanwhile there was nobody to answer, which a browser says on its console.
    wrong.splice(0, wrong.length, ...wrong.filter((text) => !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE/.test(text)));
    assert.deepEqual(wrong, []);
  });

  test('time travel to the first trade shows the picture of then', async () => {
    const first = (await api('/api/trades?limit=500')).items.at(-1);
    const at = first.openedSeq;
    const then = await api(`/api/positions?at=${at}`);
    assert.ok(then.items.some(({ trade }) => trade === first.id));
    await open(`/positions/?at=${at}`);
    await page.getByText('You look at the past.').waitFor(LONG);
    const scrubber = page.getByLabel('Time that is looked at');
    await until('the scrubber stands where one looks', 15_000, async () => Math.abs(Number(await scrubber.inputValue()) - Date.parse(then.asOf)) < 900_000);
    await page.locator('main').getByText(`${first.symbol} ${first.direction === 'LONG' ? '↑ long' : '↓ short'}`).first().waitFor(LONG);
    const status = await api(`/api/status?at=${at}`);
    assert.equal(status.seq, at);
    const shown = await page.locator('table', { has: page.getByText('Desks', { exact: true }) }).locator('tbody tr').evaluateAll((all) => all.map((row) => row.cells[5].innerText.trim()));
    assert.deepEqual(shown, status.desks.map(() => '0'), 'no trade was closed then');
    await open(`/trades/?at=${at}`);
    await page.getByText('No trade is like that.').waitFor(LONG);
    assert.ok(await page.getByRole('button', { name: 'Stop…' }).isDisabled());
    await open(`/chart/?symbol=${first.symbol}&at=${at}`);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, 'chart-past.png') });
    assert.deepEqual(wrong, []);
  });
});
