import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatInputCommandInteraction } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../../adapters/discord/commands.ts';
import { withFiles } from '../../../adapters/discord/files.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { silentLog } from '../commands.ts';

const CONFIG = JSON.stringify({ model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, vocab_size: 50257 });
const bot = createBot({ commands, log: silentLog });
let server: Server;
let origin = '';
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/elsewhere') response.writeHead(302, { location: '/config.json' }).end();
    else response.end(url === '/huge.json' ? 'x'.repeat(600_000) : CONFIG);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
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
    ['/huge.json', 600_000],
    ['/huge.json', 10],
    ['/elsewhere', 10],
  ])('%s of stated %d bytes is refused', async (path, size) => {
    expect((await ask(origin + path, size)).error?.message).toMatch(/could not be read: it is larger/);
  });
  it.each(['http://127.0.0.1:1/config.json', 'https://example.com/config.json', 'file:///etc/passwd'])(
    '%s is not fetched',
    async (url) => {
      expect((await ask(url, 10)).error?.code).toBe('invalid-option');
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
