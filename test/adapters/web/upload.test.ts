import { beforeAll, describe, expect, it } from 'vitest';
import { createWeb } from '../../../adapters/web/index.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { silentLog } from '../commands.ts';

const CONFIG = JSON.stringify({
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
});
const web = createWeb({ log: silentLog, chart: undefined });
beforeAll(() => web.start(createBot({ commands, log: silentLog })));

async function post(path: string, body: string | FormData, type?: string): Promise<Response> {
  // As bytes, as they come from a socket.
  const sent = new Response(body);
  const headers = { 'content-type': type ?? sent.headers.get('content-type') ?? '' };
  const bytes = await sent.arrayBuffer();
  const response = await web.fetch?.(new Request(`http://localhost${path}`, { method: 'POST', body: bytes, headers }));
  if (!response) throw new Error('the web adapter did not answer');
  return response;
}

function form(fields: Readonly<Record<string, string | Blob>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
}

describe('a form with a configuration', () => {
  it.each([
    ['pasted', CONFIG],
    ['as a file', new Blob([CONFIG], { type: 'application/json' })],
  ])('%s is answered at once, and stays out of every address', async (_, config) => {
    const response = await post(
      '/',
      form({ form: 'vram', 'o.config': config, 'o.gpu': '24', 'o.model': 'secret-name' }),
    );
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('secret-name · QLoRA · RTX 4090');
    expect(page).toMatch(/<textarea[^>]*>[^<]*&quot;hidden_size&quot;:4096/);
    expect(page.match(/href="[^"]*(hidden_size|secret-name)/)).toBeNull();
  });
  it('says what is wrong with it', async () => {
    const response = await post('/', form({ form: 'vram', 'o.config': '{"model_type": "llama", "hidden_size": -1}' }));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('hidden_size is -1');
  });
  it.each([
    ['a body that is no form', 'hello', 'text/plain', /That is no form/],
    ['a form cut short', '--x\r\ncontent', 'multipart/form-data; boundary=x', /That is no form/],
    [
      'six megabytes',
      form({ form: 'vram', 'o.config': 'x'.repeat(6_000_000) }),
      undefined,
      /larger than any config\.json/,
    ],
  ])('refuses %s', async (_, body, type, sentence) => {
    const response = await post('/', body, type);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(sentence);
  });
});

describe('a body of arguments', () => {
  it.each([
    ['as an object', JSON.parse(CONFIG) as unknown],
    ['as text', CONFIG],
  ])('takes the configuration %s', async (_, config) => {
    const response = await post('/api/vram', JSON.stringify({ config, gpu: '24' }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ fit: { verdict: 'fits' } });
  });
  it.each(['[1]', 'null', 'not json', ''])('refuses %j', async (body) => {
    const response = await post('/api/vram', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: 'The body must be a JSON object.' } });
  });
});
