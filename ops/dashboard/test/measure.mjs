// Measures in a browser against the mock, medians of 5: from the address to a page that answers, from an event to the page, the longest task
// while a chart of 1,500 bars is panned and zoomed. Figures of a loaded machine say nothing: `node test/measure.mjs` prints its load beside them.

import { loadavg } from 'node:os';
import { launch, openPage } from './browser.mjs';
import { startMock } from './mock.mjs';

const ROUNDS = 5;
const mock = await startMock();
const browser = await launch();
const rows = { interactive: [], event: [], longest: [] };

for (let round = 0; round < ROUNDS; round++) {
  const { page, context } = await openPage(browser, { width: 1440, height: 900, theme: 'dark' });
  const origin = `http://127.0.0.1:${mock.port}`;

  const began = performance.now();
  await page.goto(`${origin}/`);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.locator('main canvas').first().waitFor();
  rows.interactive.push(performance.now() - began);

  await page.goto(`${origin}/positions/`);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.waitForTimeout(1000);
  const money = `${(100 + round).toString()}.25`;
  mock.world.positions[0].unrealised = money;
  const told = performance.now();
  mock.tell(['positions']);
  await page.getByText(`+${money}`).first().waitFor();
  rows.event.push(performance.now() - told);

  await page.goto(`${origin}/chart/?symbol=SOLUSD`);
  await page.locator('main canvas').first().waitFor();
  await page.waitForTimeout(1500);
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('-');
    await page.waitForTimeout(700);
  }
  await page.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (globalThis.longest = Math.max(globalThis.longest, duration)))).observe({ type: 'longtask' });
  });
  const { x, y, width, height } = await page.getByRole('img', { name: /^SOLUSD/ }).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  for (let i = 0; i < 60; i++) await page.mouse.move(x + width / 2 + Math.sin(i / 5) * 200, y + height / 2);
  await page.mouse.up();
  for (let i = 0; i < 20; i++) await page.mouse.wheel(0, i % 2 ? 60 : -60);
  await page.waitForTimeout(500);
  rows.longest.push(await page.evaluate(() => globalThis.longest));
  await context.close();
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
console.log(`address to an answering page  ${median(rows.interactive).toFixed(0)} ms`);
console.log(`event to page                 ${median(rows.event).toFixed(0)} ms`);
console.log(`longest task while panning    ${median(rows.longest) === 0 ? 'below 50' : median(rows.longest).toFixed(0)} ms`);
console.log(`load of the machine           ${loadavg()[0].toFixed(1)}`);
await browser.close();
await mock.close();
