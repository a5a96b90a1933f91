import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

// Opens the report of a result folder in Chromium, as a reader would: node report.test.js FOLDER CHROMIUM
// Prints what was checked and, at the end, how many checks passed and failed.

const [folder, executablePath] = process.argv.slice(2);
const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
const trades = readFileSync(join(folder, 'trades.csv'), 'utf8').trim().split('\n').length - 1;
const page = pathToFileURL(resolve(folder, 'report.html')).href;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LONG_TASK_MILLIS = 100;

let passed = 0;
let failed = 0;

function check(name, isTrue, found = '') {
  if (isTrue) {
    passed++;
  } else {
    failed++;
    console.log(`FAILED: ${name}${found === '' ? '' : `: ${JSON.stringify(found)}`}`);
  }
}

/** '+1,234.50' and '−3.63' as numbers; '–' as null. */
function shown(text) {
  const plain = text.replaceAll(',', '').replace('\u2212', '-').replace(' %', '').trim();
  return plain === '\u2013' ? null : Number(plain);
}

/** Whether a figure is what was shown of it: to the last digit shown, and nothing where there is none. */
function isShown(value, text) {
  if (value === null) return shown(text) === null;
  const decimals = (text.match(/\.(\d+)/) ?? ['', ''])[1].length;
  return Math.abs(Math.abs(value) - Math.abs(shown(text))) <= 0.5 * 10 ** -decimals + 1e-9;
}

const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });

/** A fresh profile; everything it complains of or asks for lands in `trouble`. */
async function open(width, height, colorScheme, run) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const tab = await context.newPage();
  const trouble = [];
  tab.on('console', (message) => ['error', 'warning'].includes(message.type()) && trouble.push(message.text()));
  tab.on('pageerror', (error) => trouble.push(error.message));
  tab.on('request', (request) => request.url() !== page && trouble.push(`asked for ${request.url()}`));
  await tab.goto(page);
  await tab.waitForFunction(() => document.querySelectorAll('canvas').length >= 3);
  await run(tab);
  check(`${width} px ${colorScheme}: no error and no request`, trouble.length === 0, trouble);
  await context.close();
}

const text = (tab, selector) => tab.locator(selector).first().textContent();
const ids = (tab) => tab.locator('#trade-table tbody tr').evaluateAll((rows) => rows.map((row) => Number(row.dataset.id)));

async function figures(tab) {
  for (const [name, sums] of [...summary.accounts.map((account) => [account.account, account]), ['total', summary.total]]) {
    for (const [key, value] of Object.entries(sums)) {
      if (['account', 'mode'].includes(key)) continue;
      const figure = await text(tab, `[data-figure="${name}.${key}"]`);
      check(`figure ${name}.${key} is ${value}`, isShown(value, figure), figure);
    }
  }
  for (const { name, measured, met } of summary.targets) {
    const target = tab.locator(`.target[data-name="${name}"]`);
    check(`target ${name} is ${measured}`, isShown(measured, await target.locator('.target-measured').textContent()));
    check(`target ${name} is said to be met or missed`, (await target.textContent()).includes(met ? 'met' : 'missed'));
  }
  const headline = await text(tab, '#headline');
  check('the headline says what was left', headline.includes(Math.abs(summary.total.net).toFixed(2)) || summary.total.net >= 1000 || trades === 0, headline);
  const isSynthetic = Object.values(summary.data).some(({ synthetic }) => synthetic);
  check('synthetic is said where it is', (await tab.locator('#synthetic').isVisible()) === isSynthetic);
}

async function sorting(tab) {
  const rows = await ids(tab);
  check('every trade has a row', rows.length === trades, rows.length);
  const head = (title) => tab.locator(`#trade-table thead button:text-is("${title}")`);
  await head('Net').click();
  const nets = await tab.locator('#trade-table tbody tr td:nth-child(12)').allTextContents();
  const falling = nets.map(shown);
  check('a column sorts', falling.every((net, i) => i === 0 || net <= falling[i - 1]));
  await head('Net').click();
  const rising = (await tab.locator('#trade-table tbody tr td:nth-child(12)').allTextContents()).map(shown);
  check('again sorts the other way', rising.every((net, i) => i === 0 || net >= rising[i - 1]));
  await head('No.').click();
  await head('No.').click();
}

async function jumping(tab) {
  const [first, second] = await ids(tab);
  await tab.keyboard.press('ArrowRight');
  check('an arrow goes to the first trade', (await text(tab, '#story')).startsWith(`Trade ${first}:`), await text(tab, '#story'));
  await tab.keyboard.press('ArrowRight');
  check('and to the next', (await text(tab, '#story')).startsWith(`Trade ${second}:`));
  await tab.keyboard.press('ArrowLeft');
  check('and back', (await text(tab, '#story')).startsWith(`Trade ${first}:`));
  await tab.locator(`#trade-table tr[data-id="${second}"]`).click();
  check('a click on a row jumps', (await text(tab, '#story')).startsWith(`Trade ${second}:`));
  check('and marks the row', (await tab.locator(`#trade-table tr[aria-selected]`).getAttribute('data-id')) === String(second));
  await tab.keyboard.press('?');
  check('? opens the keys', await tab.locator('#help').isVisible());
  await tab.keyboard.press('Escape');
  check('Escape closes them', !(await tab.locator('#help').isVisible()));
  const before = await tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await tab.keyboard.press('d');
  check('d turns the light', before !== (await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)));
  await tab.keyboard.press('d');
}

async function tabbing(tab) {
  const visited = [];
  for (let i = 0; i < 12; i++) {
    await tab.keyboard.press('Tab');
    visited.push(await tab.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim()));
  }
  check('Tab reaches the chart', visited.includes('market') || visited.includes('trade-after'), visited);
}

/** The browser's own trace of panning over all candles and over a few: told, not judged, since it depends on the machine. */
async function panning(tab) {
  const chart = tab.locator('#market');
  for (const stretch of ['1 month', '1 week', 'All']) {
    await tab.getByRole('button', { name: stretch, exact: true }).click();
    // All of it cannot be moved: half of it can.
    if (stretch === 'All') await tab.keyboard.press('+');
    await chart.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await chart.boundingBox();
    await browser.startTracing(tab, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'] });
    await tab.mouse.move(x + width * 0.8, y + height / 2);
    await tab.mouse.down();
    for (let i = 0; i < 60; i++) await tab.mouse.move(x + width * (0.8 - i * 0.01), y + height / 2);
    await tab.mouse.up();
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
    const isMain = ({ pid, tid }) => mains.some((main) => main.pid === pid && main.tid === tid);
    const tasks = traceEvents
      .filter((event) => event.name === 'RunTask' && isMain(event))
      .map(({ dur }) => (dur ?? 0) / 1000)
      .sort((one, other) => other - one);
    const long = tasks.filter((millis) => millis > LONG_TASK_MILLIS).length;
    console.log(
      `panning ${stretch}: ${tasks.length} tasks, the longest ${(tasks[0] ?? 0).toFixed(0)} ms, ${long} over ${LONG_TASK_MILLIS} ms`,
    );
    check(`the trace of panning ${stretch} has tasks`, tasks.length > 0);
  }
}

await open(1440, 900, 'light', async (tab) => {
  await figures(tab);
  await tabbing(tab);
  if (trades > 1) {
    await sorting(tab);
    await jumping(tab);
  }
  await panning(tab);
});
for (const scheme of ['light', 'dark']) {
  await open(390, 844, scheme, async (tab) => {
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    check(`390 px ${scheme}: nothing to scroll sideways`, width <= 390, width);
  });
}
await open(1440, 900, 'dark', async (tab) => {
  const [red] = (await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g).map(Number);
  check('dark where the reader asks for it', red < 64, red);
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
