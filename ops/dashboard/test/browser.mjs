// A headless Chromium with a profile of its own, and a page that notes what must not happen.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Where a browser is; undefined if this machine has none. */
export function browserPath() {
  return PLACES.find((path) => path && existsSync(path));
}

export function launch() {
  return chromium.launch({
    executablePath: browserPath(),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * @param look width, height, theme ('dark' or 'light'), and whether it is a phone
 * @returns the page, and `wrong`: errors on its console and requests that leave loopback, as they come
 */
export async function openPage(browser, { width, height, theme, isPhone = false, zone = 'Asia/Kolkata' }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: isPhone ? 2 : 1,
    hasTouch: isPhone,
    isMobile: isPhone,
    colorScheme: theme,
    timezoneId: zone,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  const wrong = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') wrong.push(`left loopback: ${request.url()}`);
  });
  return { page, context, wrong };
}
