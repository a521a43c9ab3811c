/** `npm run docs:picture`: takes the README's picture from the real page, in a real browser. */
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { listen, routesOf } from '../../adapters/server.ts';
import { createWeb } from '../../adapters/web/index.ts';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import { chromiumArgs, chromiumPath } from '../adapters/web/chromium.ts';

const QUESTION = 'model:70b method:qlora gpu:48';
const picture = new URL('../../.github/answer.png', import.meta.url);

if (chromiumPath === undefined) throw new Error('No Chromium found. Install it, or set CHROMIUM_PATH.');
const log = { debug() {}, info() {}, warn: console.warn, error: console.error };
const web = createWeb({ log });
await web.start(createBot({ commands, log }));
const server = await listen(routesOf([web], log), 0, '127.0.0.1');
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs });
try {
  const page = await browser.newPage({ viewport: { width: 920, height: 900 }, deviceScaleFactor: 2 });
  await page.goto(`${server.url}/?q=${encodeURIComponent(QUESTION)}`);
  await mkdir(new URL('.', picture), { recursive: true });
  await page.screenshot({ path: picture.pathname });
} finally {
  await browser.close();
  await server.stop();
}
