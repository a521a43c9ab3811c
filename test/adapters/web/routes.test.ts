import { beforeAll, describe, expect, it } from 'vitest';
import { createWeb } from '../../../adapters/web/index.ts';
import { echoBot, silentLog } from '../commands.ts';
import type { Charts } from '../../../src/ports.ts';

const PNG = Buffer.from('a picture');
const chart: Charts = {
  png: async () => PNG,
  addressOf: () => undefined,
  pngOf: async (q) => {
    if (q === 'broken') throw new Error('the drawing thread ended');
    return q === 'signed' ? PNG : undefined;
  },
  stop: async () => {},
};
const web = createWeb({ log: silentLog, chart });
beforeAll(() => web.start(echoBot()));

async function get(path: string, init?: RequestInit): Promise<Response> {
  const response = await web.fetch?.(new Request(`http://localhost${path}`, init));
  if (!response) throw new Error('the web adapter did not answer');
  return response;
}

describe('the page', () => {
  it('answers an example when nothing is asked', async () => {
    const response = await get('/');
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('For example: <code>model:70b</code>');
    expect(page).toContain('Echo 70b');
  });
  it('answers a question, and fills the form with it', async () => {
    const page = await (await get('/?q=gemma+method:qlora')).text();
    expect(page).toContain('Echo gemma');
    expect(page).toMatch(/name="o\.model"\s+value="gemma"/);
    expect(page).toMatch(/<option value="qlora" selected\s*>/);
  });
  it('turns a filled form into the address of its answer', async () => {
    const response = await get('/?form=echo&o.method=lora&o.model=llama+3.1+8b&o.public=');
    expect(response.status).toBe(303);
    expect(decodeURIComponent(response.headers.get('location') ?? '')).toBe('/?q=model:"llama 3.1 8b" method:lora');
  });
  it('builds its form from the options', async () => {
    const page = await (await get('/')).text();
    expect(page).toMatch(/<label for="field-method">method<\/label>\s*<select id="field-method" name="o\.method"/);
    expect(page).toMatch(/name="o\.public"[^]*?<option value="yes"/);
    expect(page).toContain('<datalist id="field-model-list"><option value="llama-3.3-70b">');
  });
  it('keeps a value that is no choice when the form is sent again', async () => {
    expect(await (await get('/?q=70b+method:LoRa2')).text()).toMatch(/<option value="lora2" selected\s*>/);
  });
  it('says a mistake in its place, as a bad request', async () => {
    const response = await get('/?q=model:nonsense');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('There is no model &quot;nonsense&quot;.');
  });
  it('says nothing of the cause of our own mistakes', async () => {
    const response = await get('/?command=broken');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret inner cause');
  });
  it('is found for every command', async () => {
    expect(await (await get('/?command=echo')).text()).toMatch(/aria-current="page"\s*>echo</);
  });
  it.each(['"><script>alert(1)</script>', `' onfocus=alert(1) '`, '</title><img src=x>', '\u202Eevil'])(
    'keeps hostile text inert: %s',
    async (text) => {
      const page = await (await get(`/?q=${encodeURIComponent(`model:"${text.replaceAll('"', '\\"')}"`)}`)).text();
      expect(page).not.toMatch(/<script>|<img|\u202e/i);
      expect(page).not.toMatch(/<[^>"]*\sonfocus=/);
    },
  );
});

describe('the JSON', () => {
  it.each(['/api/echo?q=model:70b+method:lora', '/api/echo?model=70b&method=lora'])(
    'is the data of the reply: %s',
    async (path) => {
      const response = await get(path);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toMatchObject({ given: { model: '70b' } });
    },
  );
  it.each([
    ['/api/echo?q=model:nonsense', 400, 'unknown-model'],
    ['/api/echo', 400, 'invalid-option'],
    [`/api/echo?q=${'x'.repeat(2001)}`, 400, 'invalid-option'],
    ['/api/nothing?q=1', 404, 'unknown-command'],
    ['/api/broken', 500, 'internal'],
  ])('is an error with its status: %s', async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } });
  });
  it('completes what is typed', async () => {
    const response = await get('/api/suggest?command=echo&option=model&typed=gem');
    expect(await response.json()).toEqual([{ name: 'gemma-3-27b', value: 'gemma-3-27b' }]);
  });
  it.each(['command=no&option=no', 'command=echo&option=no', 'command=echo&option=constructor', ''])(
    'has no completions for %s',
    async (query) => {
      expect(await (await get(`/api/suggest?${query}&typed=x`)).json()).toEqual([]);
    },
  );
});

describe('a picture', () => {
  it('is kept for ever under its signed address, and may be shown elsewhere', async () => {
    const response = await get('/chart.png?q=signed');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
  });
  it.each([
    ['/chart.png', 404],
    ['/chart.png?q=forged', 404],
    ['/chart.png?q=broken', 500],
  ])('is not there, nor kept, at %s', async (path, status) => {
    const response = await get(path);
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, null]);
  });
});

describe('every answer', () => {
  it.each(['/', '/style.css', '/client.js', '/favicon.svg', '/api/echo?q=x', '/nowhere'])(
    'is guarded: %s',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'(?!.*unsafe)/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    },
  );
  it('has a page of its own where there is nothing', async () => {
    const response = await get('/nowhere');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no page at this address.');
  });
  it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
    const response = await get('/', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });
  it('has no body for HEAD', async () => {
    const response = await get('/?q=model:70b', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
  it('holds nothing inline', async () => {
    expect(await (await get('/')).text()).not.toMatch(/<style|\sstyle=|<script(?! src)|\son\w+=/);
  });
});
