import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWithFiles, takeFiles } from '../../../adapters/terminal/files.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { silentLog } from '../commands.ts';

const [vram] = commands;
const bot = createBot({ commands, log: silentLog });
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-'));
  const config = { model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 };
  writeFileSync(join(folder, 'a model.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'huge.json'), Buffer.alloc(6_000_000, ' '));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('paths in an argument list', () => {
  it.each([
    [['--config', 'a.json', 'lora'], ['lora'], { config: 'a.json' }],
    [['--config=a b.json', '24'], ['24'], { config: 'a b.json' }],
    [['config:a.json'], [], { config: 'a.json' }],
    [['config={"model_type": "x"}'], ['config={"model_type": "x"}'], {}],
    [['model:70b', '--config'], ['model:70b', '--config'], {}],
    [['config', 'x'], ['config', 'x'], {}],
  ])('%j', (words, rest, files) => {
    expect(takeFiles(words, vram)).toEqual({ rest, files });
  });
});

describe('a file', () => {
  it('is read, and its path is what the next lines name', async () => {
    const path = join(folder, 'a model.json');
    const reply = await runWithFiles(bot, 'vram', ['lora', 'gpu:24'], { config: path });
    expect(reply.title).toBe('Your model · LoRA · RTX 4090');
    const actions = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    expect(new Set(actions.map(({ args }) => args['config']))).toEqual(new Set([path]));
  });
  it.each([
    ['missing.json', /missing\.json" cannot be read \(ENOENT\)/],
    ['huge.json', /larger than any config\.json/],
    ['.', /cannot be read \(EISDIR\)/],
  ])('%s', async (name, sentence) => {
    const reply = await runWithFiles(bot, 'vram', [], { config: join(folder, name) });
    expect(reply.error).toMatchObject({ code: 'invalid-option', message: expect.stringMatching(sentence) });
  });
});
