import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatInputCommandInteraction } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandDefinitions } from '../../../adapters/discord/commands.ts';
import { withFiles } from '../../../adapters/discord/files.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { silentLog } from '../commands.ts';

const CONFIG = JSON.stringify({ model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 });
const bot = createBot({ commands, log: silentLog });
/** What was asked of it. */
const asked: string[] = [];
let server: Server;
let origin = '';
beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (url === '/missing') response.writeHead(404).end(CONFIG);
    else if (url === '/large.json') response.end(CONFIG.padEnd(500_000));
    else if (url === '/elsewhere') response.writeHead(302, { location: '/config.json' }).end();
    else response.end(url === '/huge.json' ? 'x'.repeat(600_000) : CONFIG);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => void asked.splice(0));
afterEach(() => void vi.restoreAllMocks());
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** As discord.js hands a command with an attachment on. */
function ask(url: string, size: number) {
  const attachment = { url, size, name: 'config.json' };
  const interaction = {
    options: { data: [{ name: 'config', value: '1', attachment }] },
    client: { options: { rest: { api: `${origin}/api` } } },
  } as unknown as ChatInputCommandInteraction;
  const caller = { platform: 'discord', tenant: '', user: '', locale: 'en' };
  return withFiles(bot, interaction).run({ id: '1', command: 'vram', args: { model: 'mine', gpu: '24' }, caller });
}

describe('an attached configuration', () => {
  it('is read as the option', async () => {
    expect((await ask(`${origin}/config.json`, 500)).title).toBe('Your model · QLoRA · RTX 4090');
  });
  it.each([
    ['/huge.json', 500_001, []],
    ['/huge.json', 10, ['/huge.json']],
    // Where it leads is not asked.
    ['/elsewhere', 10, ['/elsewhere']],
    ['/missing', 10, ['/missing']],
  ])('%s of stated %d bytes is refused', async (path, size, requests) => {
    const { error } = await ask(origin + path, size);
    expect(error).toMatchObject({
      code: 'invalid-option',
      message: 'The file config.json could not be read: it is larger than any config.json, or did not arrive.',
      hint: expect.stringContaining('model:custom params:7b'),
    });
    expect(asked).toEqual(requests);
  });
  it('is read up to half a million bytes', async () => {
    expect((await ask(`${origin}/config.json`, 500_000)).error).toBeUndefined();
    expect((await ask(`${origin}/large.json`, 500_000)).title).toBe('Your model · QLoRA · RTX 4090');
  });
  it.each([
    'http://127.0.0.1:1/config.json',
    'https://example.com/config.json',
    'file:///etc/passwd',
    'http://cdn.discordapp.com/config.json',
    'https://cdn.discordapp.com.example.com/config.json',
    'https://discordapp.com/config.json',
  ])('%s is not fetched', async (url) => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    expect((await ask(url, 10)).error?.code).toBe('invalid-option');
    expect(fetched).not.toHaveBeenCalled();
  });
  it.each(['https://cdn.discordapp.com/a/config.json', 'https://media.discordapp.net/a/config.json'])(
    '%s is, without following where it leads, and for five seconds at most',
    async (url) => {
      const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(CONFIG));
      const limit = vi.spyOn(AbortSignal, 'timeout');
      expect((await ask(url, 10)).error).toBeUndefined();
      expect(fetched).toHaveBeenCalledExactlyOnceWith(new URL(url), {
        redirect: 'error',
        signal: expect.any(AbortSignal),
      });
      expect(limit).toHaveBeenCalledWith(5000);
    },
  );
  it('is offered as one of 25 options', () => {
    for (const { options } of commandDefinitions(commands, true)) expect(options.length).toBeLessThanOrEqual(25);
    const required = commandDefinitions(commands, true).map(({ name, options }) => [
      name,
      options.filter((option) => option.required).map((option) => option.name),
    ]);
    // A card may come from what somebody saved.
    expect(Object.fromEntries(required)).toMatchObject({ vram: ['model'], 'vram-max': ['model'], 'vram-fit': [] });
    const [vram] = commandDefinitions(commands, true);
    expect(vram?.options.find(({ name }) => name === 'config')).toMatchObject({ type: 11, required: false });
  });
});
