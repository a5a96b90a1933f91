// Walks through every view in a browser, against the mock: what is said, what is reached, and what must never happen.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { browserPath, launch, openPage } from './browser.mjs';
import { startMock } from './mock.mjs';
import { VIEWS } from './views.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.PICTURES;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844, isPhone: true };
const LONG = { timeout: 15_000 };

describe('the dashboard', { skip: browserPath() ? false : 'there is no browser on this machine' }, () => {
  let mock;
  let browser;

  before(async () => {
    mock = await startMock();
    browser = await launch();
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await mock?.close();
  });

  /** Opens a view, runs what is to be seen, and holds that nothing went wrong meanwhile. */
  async function look(path, how, seen, mayFail = false) {
    const { page, context, wrong } = await openPage(browser, { theme: 'light', ...DESK, ...how });
    try {
      await page.goto(`http://127.0.0.1:${mock.port}${path}`);
      await seen(page);
      if (!mayFail) assert.deepEqual(wrong, []);
      assert.deepEqual(wrong.filter((text) => text.startsWith('left loopback') || text.startsWith('error')), []);
    } finally {
      await context.close();
    }
  }

  async function settled(page) {
    await page.waitForSelector('main h1', { state: 'attached', ...LONG });
    await page.waitForFunction(() => document.querySelectorAll('main .waiting').length === 0, undefined, LONG);
    await page.waitForTimeout(300); // a canvas is painted by the frame after its data
  }

  for (const theme of ['light', 'dark']) {
    for (const [name, size] of [['desk', DESK], ['phone', PHONE]]) {
      test(`every view is whole and without barriers: ${theme}, ${name}`, async () => {
        await look('/', { ...size, theme }, async (page) => {
          const found = [];
          for (const view of VIEWS) {
            await page.goto(`http://127.0.0.1:${mock.port}${view}`);
            await settled(page);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            if (overflow !== 0) found.push(`${view} overflows to the side by ${overflow}`);
            await page.evaluate(AXE);
            const { violations } = await page.evaluate(() =>
              globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
            );
            for (const { id, impact, nodes } of violations) found.push(`${view} ${id} (${impact}): ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
            if (PICTURES) await page.screenshot({ path: `${PICTURES}/${view.replaceAll('/', '') || 'overview'}-${size.width}-${theme}.png` });
          }
          assert.deepEqual(found, []);
        });
      });
    }
  }

  test('from 360 pixels up nothing overflows', async () => {
    await look('/', { ...PHONE, width: 360 }, async (page) => {
      for (const view of VIEWS) {
        await page.goto(`http://127.0.0.1:${mock.port}${view}`);
        await settled(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, view);
      }
    });
  });

  test('an event reaches the page and says only what changed: that alone is asked for again', async () => {
    await look('/positions/', {}, async (page) => {
      await settled(page);
      await page.getByText('Live', { exact: true }).waitFor(LONG);
      mock.world.positions[0].unrealised = '12.34';
      mock.seen.length = 0;
      mock.tell(['positions']);
      await page.getByText('+12.34').first().waitFor(LONG);
      assert.deepEqual([...new Set(mock.seen.map((address) => address.split('?')[0]))], ['/api/positions']);
    });
  });

  test('an engine that goes away is said, what was there greys out, and the page goes on when it is back', async () => {
    await look(
      '/trades/',
      {},
      async (page) => {
        await settled(page);
        mock.mood('gone');
        mock.tell(['trades']);
        await page.evaluate(() => window.dispatchEvent(new Event('focus')));
        await page.getByText('No answer from the engine').waitFor({ timeout: 30_000 });
        assert.ok((await page.locator('main tbody tr').count()) > 10, 'the rows stay');
        await page.waitForSelector('main[data-stale="true"]', { timeout: 30_000 });
        mock.mood('well');
        await page.getByText('No answer from the engine').waitFor({ state: 'detached', timeout: 30_000 });
        await page.waitForSelector('main[data-stale="false"]', LONG);
        await page.getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
      },
      true,
    );
  });

  const EMPTY = {
    '/': 'Nothing is open.',
    '/chart/': 'There is no candle of SOLUSD yet.',
    '/blocks/': 'No block is like that.',
    '/positions/': 'No order works.',
    '/trades/': 'No trade is like that.',
    '/performance/': 'No trade has ended yet.',
    '/decisions/': 'No touch is like that.',
    '/backtests/': 'There is no result folder yet',
    '/system/': 'There is none.',
  };

  for (const [mood, name, words] of [
    ['empty', 'has nothing', (view) => EMPTY[view]],
    ['refuses', 'refuses', () => 'Expected a journal that is read, was one that is being read'],
    ['slow', 'does not answer yet', () => 'Loading'],
  ]) {
    test(`every view says so when the API ${name}`, async () => {
      mock.mood(mood);
      try {
        await look(
          '/',
          {},
          async (page) => {
            for (const view of VIEWS) {
              await page.goto(`http://127.0.0.1:${mock.port}${view}`);
              await page.locator('main').getByText(words(view)).first().waitFor({ state: 'attached', ...LONG });
              assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, view);
            }
          },
          true,
        );
      } finally {
        mock.mood('well');
      }
    });
  }

  test('the past is framed, obeyed by every view, kept from view to view, and left again', async () => {
    const trade = mock.world.trades[40];
    await look(`/chart/?symbol=${trade.symbol}&at=${trade.openedSeq}`, {}, async (page) => {
      await settled(page);
      await page.getByText('You look at the past.').waitFor(LONG);
      await page.getByRole('link', { name: 'Trades', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Trades' }).waitFor(LONG);
      await settled(page);
      assert.match(page.url(), new RegExp(`at=${trade.openedSeq}`));
      const asked = mock.seen.filter((address) => address.startsWith('/api/trades?')).at(-1);
      assert.match(asked, new RegExp(`at=${trade.openedSeq}`));
      const newest = await page.locator('main tbody tr').first().getAttribute('data-id');
      assert.ok(Number(newest) < 42, 'a trade of later is shown');
      assert.ok(await page.getByRole('button', { name: 'Stop…' }).isDisabled(), 'commands are for now only');
      await page.getByRole('button', { name: 'Back to now' }).click();
      await page.getByText('You look at the past.').waitFor({ state: 'detached', ...LONG });
      assert.doesNotMatch(page.url(), /at=/);
    });
  });

  test('the scrubber goes to another time by the keyboard', async () => {
    await look('/', {}, async (page) => {
      await settled(page);
      await page.getByLabel('Time that is looked at').focus();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
      await page.getByText('You look at the past.').waitFor(LONG);
      assert.match(page.url(), /at=20/);
    });
  });

  test('arrow keys go from trade to trade, and the address names it', async () => {
    await look('/chart/?symbol=SOLUSD', {}, async (page) => {
      await settled(page);
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('region', { name: /^Trade / }).waitFor(LONG);
      const newest = new URL(page.url()).searchParams.get('trade');
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction((before) => new URL(location.href).searchParams.get('trade') !== before, newest, LONG);
      const ids = mock.world.trades.filter(({ symbol }) => symbol === 'SOLUSD').sort((one, other) => Date.parse(one.entryTime) - Date.parse(other.entryTime) || one.id - other.id).map(({ id }) => id);
      assert.deepEqual([newest, new URL(page.url()).searchParams.get('trade')], [ids.at(-1), ids.at(-2)]);
    });
  });

  test('the legend says the candle under the pointer, ATR, and the nearest block', async () => {
    await look('/chart/?symbol=SOLUSD', {}, async (page) => {
      await settled(page);
      const chart = page.getByRole('img', { name: /^SOLUSD, candles of 15m/ });
      const { x, y, width, height } = await chart.boundingBox();
      await page.mouse.move(x + width * 0.4, y + height * 0.4);
      const legend = page.locator('main').getByText('Nearest block').locator('..').locator('..');
      await page.waitForTimeout(200);
      const text = await legend.innerText();
      assert.match(text, /O\s*[\d,.]+\s*H\s*[\d,.]+\s*L\s*[\d,.]+\s*C\s*[\d,.]+/);
      assert.match(text, /ATR\s*[\d.]+/);
    });
  });

  test('what is seen is saved as a picture and as a file of its candles', async () => {
    await look('/chart/?symbol=SOLUSD', {}, async (page) => {
      await settled(page);
      const [picture] = await Promise.all([page.waitForEvent('download', LONG), page.getByRole('button', { name: 'PNG' }).click()]);
      assert.equal(picture.suggestedFilename(), 'SOLUSD-15m.png');
      const [file] = await Promise.all([page.waitForEvent('download', LONG), page.getByRole('button', { name: 'CSV' }).click()]);
      const rows = readFileSync(await file.path(), 'utf8').trim().split('\n');
      assert.equal(rows[0], 'time,open,high,low,close,volume');
      assert.ok(rows.length > 250 && rows.length < 350, `${rows.length} rows of the 300 in view`);
    });
  });

  test('beyond 1,500 bars in view the chart shows longer candles by itself, and loads what is older', async () => {
    await look('/chart/?symbol=SOLUSD', {}, async (page) => {
      await settled(page);
      for (let i = 0; i < 8; i++) {
        await page.keyboard.press('-');
        await page.waitForTimeout(500);
      }
      await page.getByText('More than fit: shown as candles of').waitFor(LONG);
      assert.ok(mock.seen.some((address) => /^\/api\/candles\?.*to=/.test(address)), 'older candles were asked for');
    });
  });

  test('a command says what it touches, asks twice, and leaves only with the token', async () => {
    await look(
      '/',
      {},
      async (page) => {
        await settled(page);
        mock.commands.length = 0;
        await page.getByRole('button', { name: 'Stop…' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('Flatten').click();
        await dialog.getByText(/close at market: B SOLUSD long/).waitFor(LONG);
        await dialog.getByLabel(/^Reason/).fill('a test');
        await dialog.getByLabel(/^Trading token/).fill('wrong');
        await dialog.getByRole('button', { name: 'Flatten…' }).click();
        assert.equal(mock.commands.length, 0, 'asked once is not enough');
        await dialog.getByRole('button', { name: /^Yes, flatten/ }).click();
        await dialog.getByText('Expected a trading token').waitFor(LONG);
        assert.equal(mock.commands.length, 0);
        await dialog.getByLabel(/^Trading token/).fill('right');
        await dialog.getByRole('button', { name: 'Flatten…' }).click();
        await dialog.getByRole('button', { name: /^Yes, flatten/ }).click();
        await dialog.getByText('It is in the journal, synced.').waitFor(LONG);
        assert.deepEqual(mock.commands, [{ name: 'flatten', account: null, symbol: null, reason: 'a test' }]);
        const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
        assert.doesNotMatch(kept, /right/);
      },
      true,
    );
  });

  test('Escape leaves the dialog and nothing was asked for', async () => {
    await look('/', {}, async (page) => {
      await settled(page);
      mock.commands.length = 0;
      await page.getByRole('button', { name: 'Stop…' }).click();
      await page.getByRole('dialog').waitFor(LONG);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached', ...LONG });
      assert.equal(mock.commands.length, 0);
    });
  });

  test('on a phone every view is reached by a thumb', async () => {
    await look('/', PHONE, async (page) => {
      await settled(page);
      await page.getByRole('link', { name: 'Positions', exact: true }).click();
      await page.getByRole('heading', { name: 'Positions and orders' }).waitFor(LONG);
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('dialog').getByRole('link', { name: 'Decisions' }).click();
      await page.getByRole('heading', { name: 'Decisions' }).waitFor(LONG);
    });
  });

  test('a time is of here, and UTC on hover', async () => {
    await look('/trades/', { zone: 'Asia/Kolkata' }, async (page) => {
      await settled(page);
      const time = page.locator('main tbody time').first();
      const at = await time.getAttribute('datetime');
      assert.match(await time.getAttribute('title'), new RegExp(`^${at.slice(0, 10)} ${at.slice(11, 16)}`));
      const here = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Asia/Kolkata' }).format(Date.parse(at));
      assert.ok((await time.innerText()).endsWith(here));
    });
  });
});
