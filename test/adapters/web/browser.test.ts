/** The page in a real browser. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../../../adapters/server.ts';
import { listen, routesOf } from '../../../adapters/server.ts';
import { createWeb } from '../../../adapters/web/index.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { silentLog } from '../commands.ts';
import { chromiumArgs, chromiumPath as executablePath } from './chromium.ts';

const isCi = process.env['CI'] === 'true';

if (executablePath === undefined && !isCi) {
  console.warn('Browser tests are skipped: no Chromium found. Install it, or set CHROMIUM_PATH.');
}

it.runIf(executablePath === undefined && isCi)('needs a Chromium in CI', () => {
  throw new Error('No Chromium found. Install it (apt-get install chromium), or set CHROMIUM_PATH.');
});

describe.skipIf(executablePath === undefined)('the page in a browser', { timeout: 30_000 }, () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const web = createWeb({ log: silentLog });
    await web.start(createBot({ commands, log: silentLog }));
    server = await listen(routesOf([web], silentLog), 0, '127.0.0.1');
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: chromiumArgs });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, 20_000);

  /** Opens a page, and fails on anything that it complains of. */
  async function open<T>(path: string, look: (page: Page) => Promise<T>, options = {}): Promise<T> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(server.url + path);
    const seen = await look(page);
    await context.close();
    expect(complaints).toEqual([]);
    return seen;
  }

  const verdictOf = (page: Page) => page.locator('#verdict').innerText();

  describe.each([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
  ])('%s', (_, options) => {
    it('answers a line', async () => {
      await open(
        '/',
        async (page) => {
          await page.getByLabel('Ask in a line').fill('70b qlora 48');
          await page.keyboard.press('Enter');
          await page.waitForURL(/q=70b/);
          expect(await verdictOf(page)).toMatch(/^(Fits|Tight): 4\d\.\d GiB needed/);
        },
        options,
      );
    });
    it('answers a filled form', async () => {
      await open(
        '/',
        async (page) => {
          await page.getByLabel('model', { exact: true }).fill('llama 3.1 8b');
          await page.getByLabel('method', { exact: true }).selectOption('full');
          await page.getByLabel('gpu', { exact: true }).fill('4090');
          await page.locator('form.options').getByRole('button', { name: 'Answer' }).click();
          await page.waitForURL(/\?q=/);
          expect(await verdictOf(page)).toMatch(/^Does not fit: /);
          expect(await page.getByLabel('Ask in a line').inputValue()).toBe('model:"llama 3.1 8b" method:full gpu:4090');
        },
        options,
      );
    });
    it('runs an action, and its answer has an address', async () => {
      await open(
        '/?q=model:70b method:qlora gpu:48',
        async (page) => {
          await page.getByRole('navigation', { name: 'What to try next' }).getByText('LoRA', { exact: true }).click();
          await page.waitForURL(/method%3Alora/);
          expect(await page.locator('.verdict .title').innerText()).toContain('LoRA');
        },
        options,
      );
    });
  });

  it('completes model names', async () => {
    await open('/', async (page) => {
      await page.getByLabel('model', { exact: true }).pressSequentially('qwen3');
      const option = page.locator('#field-model-list option[value^="qwen3"]').first();
      await option.waitFor({ state: 'attached' });
      expect(await option.getAttribute('value')).toMatch(/^qwen3/);
    });
  });
  it('keeps hostile text inert', async () => {
    const text = `model:"<img src=x onerror=alert(1)><script>alert(2)</script>" gpu:"'><svg onload=alert(3)>"`;
    await open(`/?q=${encodeURIComponent(text)}`, async (page) => {
      expect(await page.getByLabel('Ask in a line').inputValue()).toBe(text);
      expect(await page.locator('img, body script').count()).toBe(0);
      expect(await page.locator('#verdict').innerText()).toContain('<svg onload=alert(3)>');
    });
  });
  it.each([
    ['phone', 375, 'light'],
    ['phone', 375, 'dark'],
    ['desktop', 1280, 'light'],
  ] as const)('fits a %s of %i pixels, %s', async (_, width, colorScheme) => {
    const options = { viewport: { width, height: 800 }, colorScheme };
    await open(
      '/?q=70b qlora 48',
      async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        // The verdict is read without scrolling.
        const box = await page.locator('#verdict').boundingBox();
        expect((box?.y ?? 800) + (box?.height ?? 0)).toBeLessThan(600);
      },
      options,
    );
  });
  it('can be used by keyboard alone', async () => {
    await open('/?q=70b qlora 48', async (page) => {
      const reached = new Set<string>();
      for (let i = 0; i < 40; i += 1) {
        await page.keyboard.press('Tab');
        reached.add(String(await page.evaluate('document.activeElement.name || document.activeElement.textContent')));
      }
      expect([...reached]).toEqual(expect.arrayContaining(['q', 'LoRA', 'Link to this answer']));
    });
  });
  it('names every field', async () => {
    await open('/', async (page) => {
      const unnamed = `[...document.querySelectorAll('input:not([type=hidden]), select')].filter((field) => !field.labels?.length).length`;
      expect(await page.evaluate(unnamed)).toBe(0);
    });
  });
});
