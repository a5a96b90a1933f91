// Measures the JavaScript that each view brings at its first load, compressed, and fails where it is more than allowed.
// With a browser it counts what was really asked for, what is loaded later by itself included; without one what the page names.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { browserPath, launch, openPage } from './browser.mjs';
import { startMock } from './mock.mjs';
import { VIEWS } from './views.mjs';

const LIMIT_KB = 250;
const OUT = new URL('../out/', import.meta.url);

const sizes = new Map();
function size(path) {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(new URL(`.${path}`, OUT)), { level: 9 }).length);
  return sizes.get(path);
}

function named(view) {
  const html = readFileSync(new URL(`.${view}index.html`, OUT), 'utf8');
  return [...html.matchAll(/<script([^>]*)src="([^"]+\.js)"([^>]*)>/g)].filter(([all]) => !/nomodule/i.test(all)).map(([, , src]) => src);
}

async function asked() {
  const mock = await startMock();
  const browser = await launch();
  const found = new Map();
  for (const view of VIEWS) {
    const { page, context } = await openPage(browser, { width: 1440, height: 900, theme: 'light' });
    const scripts = new Set();
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith('.js')) scripts.add(pathname);
    });
    await page.goto(`http://127.0.0.1:${mock.port}${view}`, { waitUntil: 'load' });
    await page.waitForSelector('h1', { state: 'attached' });
    await page.waitForTimeout(1500);
    found.set(view, [...scripts]);
    await context.close();
  }
  await browser.close();
  await mock.close();
  return found;
}

const hasBrowser = browserPath() !== undefined;
if (!hasBrowser) console.log('No browser here: what is loaded later is not counted.');
const scripts = hasBrowser ? await asked() : new Map(VIEWS.map((view) => [view, named(view)]));
let isTooMuch = false;
for (const [view, paths] of scripts) {
  const kb = [...new Set(paths)].reduce((all, path) => all + size(path), 0) / 1000;
  isTooMuch ||= kb > LIMIT_KB || kb === 0;
  console.log(`${view.padEnd(16)} ${kb.toFixed(1).padStart(6)} kB in ${paths.length} files${kb > LIMIT_KB ? `  more than ${LIMIT_KB}` : ''}`);
}
process.exit(isTooMuch ? 1 : 0);
