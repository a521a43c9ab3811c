/** End to end: the real discord.js against a Discord of our own; real frames in, real requests read. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkMessage } from './check.ts';
import { renderMessage } from '../../../adapters/discord/render.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import type { OptionType } from '../../../commands/core/option.ts';
import { commands } from '../../../commands/index.ts';
import { createLinks } from '../../../src/services/links/index.ts';
import { createStores } from '../../../src/services/store/index.ts';
import type { Charts } from '../../../src/ports.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { silentLog } from '../commands.ts';
import {
  answerOf,
  CALLBACK,
  closeAll,
  COMMANDS,
  EDIT,
  EPHEMERAL,
  FOLLOW_UP,
  gated,
  NOTE,
  online,
  open,
  PUBLIC,
  REMOVE,
  testBot,
  text,
} from './harness.ts';
import { GUILD, press, slash, type StandIn, startStandIn, typing, USER } from './stand-in.ts';
import { turns } from '../turns.ts';

afterEach(closeAll);

describe('registration', () => {
  it('happens once, and not again while the definitions stay', async () => {
    const first = await online();
    expect((await first.standIn.next(COMMANDS)).body).toMatchObject([
      {
        name: 'echo',
        integration_types: [0, 1],
        contexts: [0, 1, 2],
        options: [
          { name: 'model', type: 3, required: true, autocomplete: true },
          {
            name: 'method',
            type: 3,
            choices: [
              { name: 'LoRA', value: 'lora' },
              { name: 'QLoRA', value: 'qlora' },
            ],
          },
          { name: 'public', type: 5 },
        ],
      },
      { name: 'broken', options: [] },
      { name: 'given', options: [{ name: 'note', required: true }, { name: 'count', type: 4 }, { name: 'public' }] },
      { name: 'hostile' },
    ]);
    await online({ standIn: first.standIn });
    expect(puts(first.standIn)).toBe(1);
    await online({ standIn: first.standIn, bot: testBot(gated().command) });
    expect(puts(first.standIn)).toBe(2);
    expect(first.standIn.violations).toEqual([]);
  });

  it('is for one server where one is named', async () => {
    const { standIn } = await online({ guild: GUILD });
    const { path, body } = await standIn.next(COMMANDS);
    expect(path).toContain(`/guilds/${GUILD}/`);
    expect(JSON.stringify(body)).not.toContain('integration_types');
    await online({ standIn, guild: GUILD });
    expect(puts(standIn)).toBe(1);
  });

  it('says what is wrong when the server is not open to the bot, and registers once it is', async () => {
    const standIn = await startStandIn();
    standIn.script(/GET .*commands/, { status: 403, body: { message: 'Missing Access', code: 50001 } });
    const { adapter, lines } = await online({ standIn, guild: GUILD });
    expect(adapter.state?.().reason).toMatch(/server 400000000000000004: check DISCORD_GUILD_ID/);
    expect(JSON.stringify(lines)).toContain('check DISCORD_GUILD_ID');
    await standIn.next(COMMANDS);
    await expect.poll(() => adapter.state?.()).toEqual({ status: 'ready' });
  });

  it('goes on serving when Discord stumbles over it, and registers afterwards', async () => {
    const standIn = await startStandIn();
    standIn.script(/GET .*commands/, ...Array(3).fill({ status: 503, body: {} }));
    const { adapter } = await online({ standIn });
    expect(adapter.state?.().status).toBe('ready');
    standIn.interact(slash('given', [NOTE]));
    expect((await answerOf(standIn)).type).toBe(5);
    await standIn.next(COMMANDS);
  });
});

function puts({ sent }: StandIn): number {
  return sent.filter(({ method, path }) => COMMANDS.test(`${method} ${path}`)).length;
}

describe('signing in', () => {
  it('says which variable is wrong, and not its value', async () => {
    const { adapter, lines } = await online({ token: 'a.wrong.token' });
    const { status, reason } = adapter.state?.() ?? {};
    expect(status).toBe('retrying');
    expect(reason).toMatch(/DISCORD_TOKEN.*https:\/\/discord\.com\/developers\/applications/);
    expect(adapter.where).toContain('DISCORD_TOKEN');
    expect(JSON.stringify([lines, reason])).not.toContain('a.wrong.token');
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /\(4014\): .*intents.*developers\/applications/],
  ])('ends in a clear state when the gateway closes for good: %i', async (code, words) => {
    const standIn = await startStandIn();
    standIn.gateway.refuseWith = code;
    const { adapter, lines } = await online({ standIn });
    expect(adapter.state?.()).toEqual({ status: 'closed', reason: expect.stringMatching(words) });
    expect(lines).toContainEqual(expect.objectContaining({ level: 'error', message: expect.stringMatching(words) }));
    expect(standIn.gateway.identified).toBe(1);
  });

  it.each([4004, 4014])('ends in the same when that happens later: %i', async (code) => {
    const { standIn, adapter } = await online();
    expect(adapter.state?.()).toEqual({ status: 'ready' });
    for (const socket of standIn.gateway.sockets) socket.close(code);
    await expect.poll(() => adapter.state?.().status).toBe('closed');
  });

  it('tries again until somebody is there', async () => {
    const standIn = await startStandIn();
    standIn.script(/gateway\/bot/, 'reset', { status: 503, body: {} });
    const { adapter, lines } = await online({ standIn });
    expect(adapter.state?.()).toMatchObject({
      status: 'retrying',
      reason: expect.stringContaining('cannot be reached'),
    });
    await expect.poll(() => adapter.state?.()).toEqual({ status: 'ready' });
    expect(lines.filter(({ message }) => message.includes('will be tried again'))).toHaveLength(2);
    standIn.interact(slash('given', [NOTE]));
    expect((await answerOf(standIn)).type).toBe(5);
  });

  it('tells where people find it', async () => {
    const { adapter } = await online();
    expect(adapter.where).toContain('client_id=100000000000000001');
  });

  it('comes back when asked to connect again', async () => {
    const { standIn, adapter } = await online();
    standIn.askToReconnect();
    await expect.poll(() => standIn.gateway.resumed).toBe(1);
    await expect.poll(() => adapter.state?.()).toEqual({ status: 'ready' });
    standIn.interact(slash('given', [NOTE]));
    expect((await answerOf(standIn)).type).toBe(5);
  });
});

describe('a chart', () => {
  const FIXTURE = FIXTURE_REPLIES.good;
  const bot = () =>
    testBot(
      defineCommand({ name: 'drawn', about: { summary: 'Draws.', examples: [''] }, options: {}, run: () => FIXTURE }),
    );
  const charts = (png: Charts['png']): Charts => ({
    png,
    addressOf: () => undefined,
    pngOf: async () => undefined,
    stop: async () => {},
  });

  it('is a picture under the verdict, with its numbers in words', async () => {
    const { standIn } = await online({ bot: bot(), chart: charts(async () => Buffer.from('a picture')) });
    standIn.interact(slash('drawn', []));
    const { body, files } = await answerOf(standIn);
    expect(files).toEqual([{ name: 'memory.png', content: 'a picture' }]);
    const description = FIXTURE.blocks[0]?.type === 'chart' ? FIXTURE.blocks[0].chart.alt : '';
    expect(body['attachments']).toEqual([expect.objectContaining({ description })]);
    const [first, second] = body.embeds ?? [];
    expect(first).toMatchObject({ image: { url: 'attachment://memory.png' } });
    expect(JSON.stringify(body.embeds)).not.toContain('█');
    expect(second?.description).toContain('Where the memory goes');
    expect(standIn.violations).toEqual([]);
  });

  it('is told in text when it cannot be drawn', async () => {
    const { standIn, lines } = await online({
      bot: bot(),
      chart: charts(() => Promise.reject(new Error('no thread'))),
    });
    standIn.interact(slash('drawn', []));
    const { body, files } = await answerOf(standIn);
    expect(files).toEqual([]);
    expect(JSON.stringify(body.embeds)).toContain('█');
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });
});

describe('a slash command', () => {
  it('is answered with an embed for the caller alone, its arguments as texts', async () => {
    const { standIn } = await online();
    standIn.interact(slash('given', [NOTE, { type: 4, name: 'count', value: 3 }, { ...PUBLIC, value: false }]));
    const { flags, body, files } = await answerOf(standIn);
    expect(flags).toBe(EPHEMERAL);
    expect(body).toMatchObject({ attachments: [{ id: '0' }] });
    expect(files).toEqual([{ name: 'note.txt', content: 'hello' }]);
    const summary = body.embeds?.[0]?.description?.replaceAll('\\', '') ?? '';
    expect(summary).toContain('"args":{"count":"3","note":"hello","public":"no"}');
    expect(summary).toContain(`"platform":"discord","tenant":"${GUILD}","user":"200000000000000002","locale":"de"`);
    expect(standIn.violations).toEqual([]);
  });

  it('is answered to everyone when asked for', async () => {
    const { standIn } = await online();
    standIn.interact(slash('given', [NOTE, PUBLIC]));
    expect((await answerOf(standIn)).flags).toBe(0);
  });

  it.each([
    ['a mistake', slash('echo', [{ type: 3, name: 'model', value: 'nonsense' }]), 'There is no model'],
    ['a bug of ours', slash('broken'), 'Something broke on our side'],
    ['a command of an older version', slash('gone'), 'gone'],
  ])('is answered also for %s', async (_, interaction, words) => {
    const { standIn } = await online();
    standIn.interact(interaction);
    const { flags, body } = await answerOf(standIn);
    expect(flags).toBe(EPHEMERAL);
    expect(body.embeds?.[0]?.description).toContain(words);
  });

  it('is answered in a direct message', async () => {
    const { standIn } = await online();
    const outside = { guild_id: undefined, member: undefined, user: USER, channel: undefined, context: 2 };
    standIn.interact({ ...slash('given', [NOTE]), ...outside });
    const { body } = await answerOf(standIn);
    expect(body.embeds?.[0]?.description).toContain('"tenant":"","user":"200000000000000002"');
  });

  it('is answered once, however often Discord sends it, also to another process', async () => {
    const address = join(mkdtempSync(join(tmpdir(), 'headroom-discord-')), 'store.sqlite');
    const shared = () => createStores({ databaseUrl: address, log: silentLog }).keys;
    const { standIn } = await online({ store: shared() });
    await online({ standIn, store: shared() });
    const repeated = { ...slash('given', [NOTE]), id: '777000000000000001' };
    const { token } = standIn.interact(repeated);
    await answerOf(standIn);
    standIn.interact(repeated);
    const last = standIn.interact(slash('given', [{ ...NOTE, value: 'the last' }]));
    await standIn.next(EDIT);
    await Promise.all(open.adapters.splice(0).map((adapter) => adapter.stop()));
    expect(standIn.messagesOf(token)).toHaveLength(1);
    expect(standIn.messagesOf(last.token)).toHaveLength(1);
    expect(standIn.sent.filter(({ method, path }) => EDIT.test(`${method} ${path}`))).toHaveLength(2);
  });

  it('is answered also when the store is down', async () => {
    const { keys } = createStores({ databaseUrl: '/dev/null/store.sqlite', log: silentLog });
    const { standIn, lines } = await online({ store: keys });
    standIn.interact(slash('given', [NOTE]));
    expect((await answerOf(standIn)).flags).toBe(EPHEMERAL);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['manages the server', '32', true],
    ['is an administrator', '8', true],
    ['does not', '2147483648', false],
  ])('knows whether who asks %s', async (_, permissions, manages) => {
    const { standIn } = await online();
    standIn.interact({ ...slash('given', [NOTE]), member: { user: USER, roles: [], permissions } });
    const { body } = await answerOf(standIn);
    expect(body.embeds?.[0]?.description?.replaceAll('\\', '')).toContain(`"manages":${manages}`);
  });

  it('shows hostile text as text', async () => {
    const { standIn } = await online();
    standIn.interact(slash('hostile'));
    const { body } = await answerOf(standIn);
    expect(body['allowed_mentions']).toEqual({ parse: [] });
    expect(standIn.violations).toEqual([]);
  });
});

describe('a slow command', () => {
  it.each([
    ['the caller', [], EPHEMERAL, 'caller'],
    ['everyone', [PUBLIC], 0, 'everyone'],
  ] as const)('is deferred, then edited, for %s', async (_, options, flags, visibility) => {
    const { command, release } = gated();
    const { standIn } = await online({ bot: testBot(command) });
    standIn.interact(slash('gated', options));
    const { body } = await standIn.next(CALLBACK);
    expect(body.type).toBe(5);
    expect(body.data?.flags ?? 0).toBe(flags);
    release({ visibility });
    expect((await standIn.next(EDIT)).body.embeds?.[0]?.title).toContain('Llama 3.3 70B');
    expect(standIn.violations).toEqual([]);
  });

  it.each([
    ['a private failure', [PUBLIC], 'caller', EPHEMERAL],
    ['a public answer', [], 'everyone', 0],
  ] as const)('makes way for %s that nobody expected', async (_, options, visibility, flags) => {
    const { command, release } = gated();
    const { standIn } = await online({ bot: testBot(command) });
    standIn.interact(slash('gated', options));
    await standIn.next(CALLBACK);
    release({ visibility });
    await standIn.next(REMOVE);
    expect((await standIn.next(FOLLOW_UP)).body.flags ?? 0).toBe(flags);
    expect(standIn.violations).toEqual([]);
  });
});

describe('a button', () => {
  it.each(['short', 'long '.repeat(60)])('runs its invocation and answers anew: %s', async (note) => {
    const { standIn } = await online();
    standIn.interact(slash('given', [{ ...NOTE, value: note }]));
    const [button] = (await answerOf(standIn)).body.components?.[0]?.components ?? [];
    standIn.interact(press(button?.custom_id ?? ''));
    const { flags, body, files } = await answerOf(standIn);
    expect(flags).toBe(EPHEMERAL);
    expect(files).toEqual([{ name: 'note.txt', content: note }]);
    expect(body.embeds?.[0]?.description?.replaceAll('\\', '')).toContain('"count":"7"');
    expect(standIn.violations).toEqual([]);
  });

  it.each(['1#0000000000000000000000', '0?old', 'x'])(
    'that means nothing any more gets one sentence: %s',
    async (id) => {
      const { standIn, lines } = await online();
      standIn.interact(press(id));
      const { data } = (await standIn.next(CALLBACK)).body;
      expect(data).toMatchObject({ flags: EPHEMERAL });
      expect(data?.embeds?.[0]?.description).toContain('please run the command again');
      expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

describe('completions', () => {
  const typed = (value: string) => [{ type: 3, name: 'model', value, focused: true }];

  it('come from the option', async () => {
    const { standIn } = await online();
    standIn.interact(typing('echo', typed('qwen')));
    const { body } = await standIn.next(CALLBACK);
    expect(body).toEqual({ type: 8, data: { choices: [{ name: 'qwen3-8b', value: 'qwen3-8b' }] } });
  });

  it('keep the limits and never fail', async () => {
    const many: OptionType<string> = {
      ...text,
      values: {
        suggest: (word) => {
          if (word === 'fail') throw new Error('a bug');
          return Array.from({ length: 40 }, (_, i) => ({
            name: `${'n'.repeat(200)}`,
            value: i ? `v${i}` : 'v'.repeat(101),
          }));
        },
      },
    };
    const options = { model: { about: { summary: 'x', example: 'x' }, type: many } };
    const run = () => FIXTURE_REPLIES.empty;
    const command = defineCommand({ name: 'many', about: { summary: 'x', examples: [] }, options, run });
    const { standIn } = await online({ bot: testBot(command) });
    standIn.interact(typing('many', typed('x')));
    expect((await standIn.next(CALLBACK)).body.data?.choices).toHaveLength(25);
    standIn.interact(typing('many', typed('fail')));
    expect((await standIn.next(CALLBACK)).body.data?.choices).toEqual([]);
    standIn.interact(typing('nothing', typed('x')));
    expect((await standIn.next(CALLBACK)).body.data?.choices).toEqual([]);
    expect(standIn.violations).toEqual([]);
  });
});

describe('the commands of the bot', () => {
  const asked = [
    { type: 3, name: 'model', value: '70b' },
    { type: 3, name: 'method', value: 'qlora' },
    { type: 3, name: 'gpu', value: '48' },
  ];

  it('answer /vram model:70b method:qlora gpu:48, first to the caller, then to everyone', async () => {
    const { standIn } = await online({ bot: createBot({ commands, log: silentLog }) });
    standIn.interact(slash('vram', asked));
    const { flags, body } = await answerOf(standIn);
    expect(flags).toBe(EPHEMERAL);
    expect(body.embeds?.[0]?.description).toMatch(/^(✅ \*\*Fits|⚠️ \*\*Tight): 4\d\.\d GiB needed/);
    const buttons = body.components?.flatMap((row) => row.components) ?? [];
    standIn.interact(press(buttons.find(({ label }) => label === 'Post to everyone')?.custom_id ?? ''));
    const shared = await answerOf(standIn);
    expect(shared.flags).toBe(0);
    expect(shared.body.embeds?.[0]?.description).toBe(body.embeds?.[0]?.description);
    expect(standIn.violations).toEqual([]);
  });

  it('complete models and cards from memory, at most 25', async () => {
    const { standIn } = await online({ bot: createBot({ commands, log: silentLog }) });
    standIn.interact(typing('vram', [{ type: 3, name: 'model', value: 'llama 70', focused: true }]));
    expect(JSON.stringify((await standIn.next(CALLBACK)).body)).toContain('llama-3.3-70b');
    standIn.interact(typing('vram', [...asked.slice(0, 2), { type: 3, name: 'gpu', value: '', focused: true }]));
    expect((await standIn.next(CALLBACK)).body.data?.choices?.length).toBeGreaterThan(5);
    expect(standIn.violations).toEqual([]);
  });

  it.each(commands.flatMap(({ name, about }) => about.examples.map((example) => [name, example] as const)))(
    'keep the limits: %s %s',
    async (command, args) => {
      const { settings, keys } = createStores({ databaseUrl: ':memory:', log: silentLog });
      const links = createLinks({ store: keys, publicUrl: 'https://bot.example' });
      const bot = createBot({ commands, log: silentLog, services: { hub: undefined, settings, links } });
      const caller = { platform: 'discord', tenant: '2', user: '1', locale: 'en', isManager: async () => true };
      const text = command === 'vram' ? `${args} details:yes` : args;
      const reply = await bot.run({ id: '1', command, args: text, caller });
      expect(reply.error).toBeUndefined();
      expect(checkMessage(renderMessage(reply).message)).toEqual([]);
    },
  );
});

describe('stopping', () => {
  it('waits for the running invocation and takes no more', async () => {
    const { command, release, ended } = gated();
    const { standIn, adapter } = await online({ bot: testBot(command) });
    standIn.interact(slash('gated'));
    await standIn.next(CALLBACK);
    let isStopped = false;
    const stopped = adapter.stop().then(() => (isStopped = true));
    standIn.interact(slash('given', [NOTE]));
    // It has read the second interaction, and could have disconnected since, were it not waiting.
    await standIn.heard();
    await turns();
    expect({ isStopped, ended: ended(), connections: standIn.gateway.sockets.size }).toEqual({
      isStopped: false,
      ended: false,
      connections: 1,
    });
    release();
    await stopped;
    // Read at once, without waiting: it went out before stopping was over.
    expect(standIn.sent.filter(({ method, path }) => EDIT.test(`${method} ${path}`))).toHaveLength(1);
    expect(standIn.sent.filter(({ path }) => path.endsWith('/callback'))).toHaveLength(1);
    await expect.poll(() => standIn.gateway.sockets.size).toBe(0);
  });
});
