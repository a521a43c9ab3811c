import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import type { Hub } from '../../src/ports.ts';
import { createHub } from '../../src/services/hub/index.ts';
import { endless, json, modelPage, redirect, startStandIn, type StandIn } from '../src/services/hub/stand-in.ts';

/** A bug is logged; what a caller did wrong is not. */
const fail = (fields: object): never => {
  throw new Error(`logged: ${JSON.stringify(fields)}`);
};
const log = { debug() {}, info() {}, warn() {}, error: fail };

function ask(args: RawArgs | string, attached?: RawArgs, hub?: Hub): Promise<Reply> {
  const bot = createBot({ commands, log, services: { hub } });
  const caller = { platform: 'test', tenant: '', user: '', locale: 'en' };
  return bot.run({ id: '1', command: 'vram', args, caller, ...(attached ? { attached } : {}) });
}

const LLAMA = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};

/** One sentence that a person can read, and a next step. */
function isRefusal({ error }: Reply): void {
  expect(error).toBeDefined();
  expect(error?.code).not.toBe('internal');
  expect(error?.message).toMatch(/^[^\n]{10,300}\.?$/);
  expect(error?.message).not.toMatch(/TypeError|RangeError|undefined|\bat \w+ \(|NaN/);
  expect(error?.hint?.length ?? 0).toBeGreaterThan(10);
}

const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;
const BROKEN: readonly (readonly [string, string])[] = [
  ['fifty megabytes of spaces', `{${' '.repeat(50_000_000)}}`],
  ['fifty megabytes of one string', `{"model_type":"${'a'.repeat(50_000_000)}"}`],
  ['a million keys', `{${Array.from({ length: 200_000 }, (_, at) => `"k${at}":${at}`).join(',')}}`],
  ['nested ten thousand deep in objects', deep('{"a":', '}')],
  ['nested ten thousand deep in lists', `{"a":${deep('[', ']')}}`],
  ['cut off', JSON.stringify(LLAMA).slice(0, -20)],
  ['a page', '<!doctype html><html><body>Sign in</body></html>'],
  [
    'a weights index',
    '{"metadata":{"total_size":16060522496},"weight_map":{"lm_head.weight":"model-00004.safetensors"}}',
  ],
  ['a tokenizer', '{"version":"1.0","truncation":null,"added_tokens":[],"model":{"type":"BPE","vocab":{"a":1}}}'],
  [
    'a LoRA configuration',
    '{"peft_type":"LORA","r":16,"lora_alpha":32,"target_modules":["q_proj"],"base_model_name_or_path":"x"}',
  ],
  ['an empty object', '{}'],
  ['negative', JSON.stringify({ ...LLAMA, hidden_size: -4096 })],
  ['fractional', JSON.stringify({ ...LLAMA, num_hidden_layers: 0.5 })],
  ['huge', JSON.stringify({ ...LLAMA, vocab_size: 1e308 })],
  ['beyond numbers', JSON.stringify(LLAMA).replace('4096', '1e999')],
  ['missing', JSON.stringify({ ...LLAMA, model_type: 'tomorrow', hidden_size: undefined })],
  ['only a prototype', '{"__proto__":{"model_type":"llama","hidden_size":64}}'],
  ['an encoder', '{"model_type":"t5","d_model":512,"num_layers":6}'],
  ['a picture model', '{"_class_name":"UNet2DConditionModel","sample_size":64}'],
];

describe('a configuration that is none', () => {
  it.each(BROKEN)('%s, as a file', async (_, text) => {
    isRefusal(await ask('lora 24', { config: text }));
  });
  it.each(BROKEN.filter(([, text]) => text.length < 1_000_000))('%s, as an argument', async (_, config) => {
    isRefusal(await ask({ config, gpu: '24' }));
  });
  it.each(BROKEN.filter(([, text]) => text.length < 100_000 && text.startsWith('{')))('%s, pasted', async (_, text) => {
    const { error } = await ask(`${text} lora 24`);
    expect(error?.code).not.toBe('internal');
    expect(error?.message.length).toBeLessThan(400);
  });
  it('leaves every object as it was', async () => {
    const config = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(LLAMA).slice(1)}`;
    expect((await ask({ config })).error).toBeUndefined();
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

interface Row {
  readonly config: Readonly<Record<string, unknown>>;
}
const rows = JSON.parse(
  readFileSync(new URL('../fixtures/configs/counts.json', import.meta.url), 'utf8'),
) as readonly Row[];
const NAMES = [...new Set(rows.flatMap(({ config }) => Object.keys(config)))];

/** What nobody would write, and what a bug or an attacker does. */
const ANYTHING = fc.oneof(
  fc.integer({ min: -5, max: 1_000_000 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, 0, -1, 1e300, 2 ** 53, '', '__proto__', 'swiglu', {}, [], [[]]),
  fc.string({ maxLength: 20 }),
  fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.constant(null)), { maxLength: 8 }),
  fc.dictionary(fc.constantFrom(...NAMES, '__proto__'), fc.oneof(fc.integer(), fc.string({ maxLength: 5 })), {
    maxKeys: 4,
  }),
);

describe('a configuration with anything in it', () => {
  it('is answered with finite figures or refused in a sentence', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows),
        fc.dictionary(
          fc.constantFrom(...NAMES, '__proto__', 'vision_config', 'text_config', 'quantization_config'),
          ANYTHING,
          {
            maxKeys: 4,
          },
        ),
        fc.constantFrom('qlora', 'lora', 'full', 'inference'),
        async ({ config }, changes, method) => {
          const reply = await ask({ config: JSON.stringify({ ...config, ...changes }), method, gpu: '24' });
          if (reply.error) {
            expect(reply.error.code).not.toBe('internal');
            expect(reply.error.message).not.toMatch(/NaN|undefined|\[object/);
          } else expect(`${reply.title} ${reply.summary}`).not.toMatch(/NaN|Infinity|undefined|-\d+\.\d GiB/);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** An answer as it stands. */
const raw = (text: string) => (_: unknown, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(text);
};

describe('a repository that leads elsewhere', () => {
  let server: StandIn;
  let hub: Hub;
  beforeAll(async () => {
    server = await startStandIn();
    hub = createHub({ endpoint: server.url, timeLimitMs: 800 });
  });
  afterAll(() => server.close());

  it.each([
    '../../etc/passwd',
    '..%2f..%2fetc/passwd',
    'org/../../../api/whoami',
    'org/name/../../other',
    'org\\name/../x',
    'file:///etc/passwd',
    'http://127.0.0.1/org/name',
    'http://localhost:8080/org/name',
    'http://169.254.169.254/latest/meta-data',
    'https://huggingface.co.evil.example/org/name',
    'https://huggingface.co@evil.example/org/name',
    'https://evil.example/huggingface.co/org/name',
    'org/name@../../x',
    'org/name@HEAD/../..',
    'datasets/org',
    `${'a'.repeat(150)}/b`,
    'org/na\u0000me',
    'org/na\u202Eme',
    'оrg/name',
  ])('%s is asked for nowhere', async (model) => {
    const before = server.requests.length;
    const { error } = await ask({ model }, undefined, hub);
    expect(error?.code).toMatch(/invalid-option|unknown-model/);
    expect(server.requests.length).toBe(before);
  });
  it.each([
    ['another host', redirect('https://example.com/x')],
    ['loopback on another port', redirect('http://127.0.0.1:9/x')],
    ['the metadata of a cloud', redirect('http://169.254.169.254/latest')],
    ['a file', redirect('file:///etc/passwd')],
    ['fifty megabytes', endless(50_000_000)],
    ['a list', json([1, 2])],
    ['nothing', json(null)],
  ])('whose page is %s ends in a sentence', async (what, answer) => {
    server.on('/api/models/evil/', answer);
    isRefusal(await ask({ model: `evil/${what.replace(/\W/g, '-')}` }, undefined, hub));
  });
  it.each([
    ['redirects', redirect('http://127.0.0.1:9/x'), /redirected to another server/],
    ['never ends', endless(50_000_000), /more than a configuration can hold/],
    ['is nested', raw(`{"a":${deep('[', ']')}}`), /nested more than/],
  ])('whose config.json %s ends in a sentence', async (what, answer, sentence) => {
    const id = `worse/${what.replace(/\W/g, '-')}`;
    server.on(`/api/models/${id}/`, modelPage(id));
    server.on(`/${id}/resolve/`, answer);
    const reply = await ask({ model: id }, undefined, hub);
    isRefusal(reply);
    expect(reply.error?.message).toMatch(sentence);
  });
});
