/** End to end: the real discord.js against a Discord of our own; real frames in, real requests read. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createDiscord } from '../../../adapters/discord/index.ts';
import type { Adapter } from '../../../adapters/adapter.ts';
import { checkMessage } from '../../../adapters/discord/check.ts';
import { renderMessage } from '../../../adapters/discord/render.ts';
import { type Bot, createBot } from '../../../commands/core/bot.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import type { OptionType } from '../../../commands/core/option.ts';
import { commands } from '../../../commands/index.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import { createLinks } from '../../../src/services/links/index.ts';
import { createStores } from '../../../src/services/store/index.ts';
import { createMemoryStore } from '../../../src/services/store/memory.ts';
import type { Charts, Log, Store } from '../../../src/ports.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { broken, echo, silentLog } from '../commands.ts';
import { GUILD, press, slash, type StandIn, startStandIn, TOKEN, typing, USER } from './stand-in.ts';
import { turns } from '../turns.ts';

const CALLBACK = /^POST \/interactions\/\d+\/.*\/callback$/;
const EDIT = /^PATCH \/webhooks\/.*\/messages\/@original$/;
const REMOVE = /^DELETE \/webhooks\/.*\/messages\/@original$/;
const FOLLOW_UP = /^POST \/webhooks\/\d+\/[^/]+$/;
const COMMANDS = /^PUT \/applications\/.*\/commands$/;
const EPHEMERAL = 64;

const text: OptionType<string> = { kind: 'text', parse: (given) => given };
const count: OptionType<number> = { kind: 'integer', parse: Number };
const yes: OptionType<boolean> = { kind: 'boolean', parse: (given) => given === 'yes' };

/** A command whose reply waits until the test lets it go. */
function gated() {
  let release = (_: Partial<Reply>) => {};
  let ended = false;
  const command = defineCommand({
    name: 'gated',
    about: { summary: 'Waits.', examples: [''] },
    options: { public: { about: { summary: 'To all.', example: 'yes' }, type: yes } },
    async run() {
      const fields = await new Promise<Partial<Reply>>((resolve) => (release = resolve));
      ended = true;
      return { ...FIXTURE_REPLIES.good, ...fields };
    },
  });
  return { command, release: (fields: Partial<Reply> = {}) => release(fields), ended: () => ended };
}

/** Shows the arguments it was given. */
const given = defineCommand({
  name: 'given',
  about: { summary: 'Shows what it was given.', examples: [''] },
  options: {
    count: { about: { summary: 'A number.', example: '1' }, type: count },
    note: { about: { summary: 'A text.', example: 'x' }, type: text, offering: { required: true } },
    public: { about: { summary: 'To all.', example: 'yes' }, type: yes },
  },
  run: async ({ public: everyone, note }, { given: args, caller }) => ({
    ...FIXTURE_REPLIES.empty,
    summary: JSON.stringify({ args, caller, manages: await caller.isManager?.() }),
    visibility: everyone ? 'everyone' : 'caller',
    blocks: [
      { type: 'actions', actions: [{ label: 'Again', command: 'given', args: { note, count: '7' } }] },
      { type: 'file', name: 'note.txt', mediaType: 'text/plain', content: note },
    ],
  }),
});

const hostile = defineCommand({
  name: 'hostile',
  about: { summary: 'Says bad things.', examples: [''] },
  options: {},
  run: () => FIXTURE_REPLIES.hostile,
});

const open: { standIn?: StandIn; adapters: Adapter[] } = { adapters: [] };

afterEach(async () => {
  await Promise.all(open.adapters.splice(0).map((adapter) => adapter.stop()));
  await open.standIn?.close();
});

interface Setup {
  readonly bot?: Bot;
  readonly guild?: string;
  readonly token?: string;
  readonly standIn?: StandIn;
  readonly deferAfterMs?: number;
  readonly chart?: Charts;
  readonly store?: Store;
}

interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

async function connect({ bot = testBot(), guild, token = TOKEN, deferAfterMs = 2000, chart, ...given_ }: Setup = {}) {
  const standIn = given_.standIn ?? (await startStandIn());
  open.standIn = standIn;
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const env = { DISCORD_TOKEN: token, ...(guild ? { DISCORD_GUILD_ID: guild } : {}) };
  const adapter = createDiscord(
    env,
    { log, store: given_.store ?? createMemoryStore(), chart },
    { api: standIn.api, deferAfterMs },
  );
  open.adapters.push(adapter);
  const started = adapter.start(bot);
  return { standIn, adapter, lines, started };
}

async function online(setup: Setup = {}) {
  const all = await connect(setup);
  await all.started;
  return all;
}

function testBot(...more: Parameters<typeof createBot>[0]['commands']): Bot {
  return createBot({ commands: [echo, broken, given, hostile, ...more], log: silentLog });
}

const NOTE = { type: 3, name: 'note', value: 'hello' };
const PUBLIC = { type: 5, name: 'public', value: true };

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

  it('says what is wrong when the server is not open to the bot', async () => {
    const standIn = await startStandIn();
    standIn.script(/GET .*commands/, { status: 403, body: { message: 'Missing Access', code: 50001 } });
    const { started } = await connect({ standIn, guild: GUILD });
    await expect(started).rejects.toThrow(/server 400000000000000004: check DISCORD_GUILD_ID/);
  });

  it('goes on serving when Discord stumbles over it', async () => {
    const standIn = await startStandIn();
    for (let i = 0; i < 4; i++) standIn.script(/GET .*commands/, { status: 503, body: {} });
    const { lines } = await online({ standIn });
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    standIn.interact(slash('given', [NOTE]));
    expect((await standIn.next(CALLBACK)).body.type).toBe(4);
  });
});

function puts({ sent }: StandIn): number {
  return sent.filter(({ method, path }) => COMMANDS.test(`${method} ${path}`)).length;
}

describe('signing in', () => {
  it('says which variable is wrong, and not its value', async () => {
    const { started } = await connect({ token: 'a.wrong.token' });
    const error = await started.catch((reason: Error) => reason);
    expect(String(error)).toMatch(/DISCORD_TOKEN.*https:\/\/discord\.com\/developers\/applications/);
    expect(String(error)).not.toContain('a.wrong.token');
  });

  it.each([
    [4004, /DISCORD_TOKEN/],
    [4014, /closed the connection \(4014\)/],
  ])('says so when the gateway closes for good: %i', async (code, words) => {
    const standIn = await startStandIn();
    standIn.gateway.refuseWith = code;
    await expect((await connect({ standIn })).started).rejects.toThrow(words);
  });

  it('says so when nobody is there', async () => {
    const standIn = await startStandIn();
    await standIn.close();
    await expect((await connect({ standIn })).started).rejects.toThrow(/Discord cannot be reached: .*ECONNREFUSED/);
  });

  it('tells where people find it', async () => {
    const { adapter } = await online();
    expect(adapter.where).toContain('client_id=100000000000000001');
  });

  it('comes back when asked to connect again', async () => {
    const { standIn } = await online();
    standIn.askToReconnect();
    await expect.poll(() => standIn.gateway.resumed).toBe(1);
    standIn.interact(slash('given', [NOTE]));
    expect((await standIn.next(CALLBACK)).body.type).toBe(4);
  }, 10_000);
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
    const { body, files } = await standIn.next(CALLBACK);
    expect(files).toEqual([{ name: 'memory.png', content: 'a picture' }]);
    const description = FIXTURE.blocks[0]?.type === 'chart' ? FIXTURE.blocks[0].chart.alt : '';
    expect(body.data?.['attachments']).toEqual([expect.objectContaining({ description })]);
    const [first, second] = body.data?.embeds ?? [];
    expect(first).toMatchObject({ image: { url: 'attachment://memory.png' } });
    expect(JSON.stringify(body.data?.embeds)).not.toContain('█');
    expect(second?.description).toContain('Where the memory goes');
    expect(standIn.violations).toEqual([]);
  });

  it('is told in text when it cannot be drawn', async () => {
    const { standIn, lines } = await online({
      bot: bot(),
      chart: charts(() => Promise.reject(new Error('no thread'))),
    });
    standIn.interact(slash('drawn', []));
    const { body, files } = await standIn.next(CALLBACK);
    expect(files).toEqual([]);
    expect(JSON.stringify(body.data?.embeds)).toContain('█');
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });
});

describe('a slash command', () => {
  it('is answered with an embed for the caller alone, its arguments as texts', async () => {
    const { standIn } = await online();
    standIn.interact(slash('given', [NOTE, { type: 4, name: 'count', value: 3 }, { ...PUBLIC, value: false }]));
    const { body, files } = await standIn.next(CALLBACK);
    expect(body).toMatchObject({ type: 4, data: { flags: EPHEMERAL, attachments: [{ id: '0' }] } });
    expect(files).toEqual([{ name: 'note.txt', content: 'hello' }]);
    const summary = body.data?.embeds?.[0]?.description?.replaceAll('\\', '') ?? '';
    expect(summary).toContain('"args":{"count":"3","note":"hello","public":"no"}');
    expect(summary).toContain(`"platform":"discord","tenant":"${GUILD}","user":"200000000000000002","locale":"de"`);
    expect(standIn.violations).toEqual([]);
  });

  it('is answered to everyone when asked for', async () => {
    const { standIn } = await online();
    standIn.interact(slash('given', [NOTE, PUBLIC]));
    expect((await standIn.next(CALLBACK)).body.data?.flags ?? 0).toBe(0);
  });

  it.each([
    ['a mistake', slash('echo', [{ type: 3, name: 'model', value: 'nonsense' }]), 'There is no model'],
    ['a bug of ours', slash('broken'), 'Something broke on our side'],
    ['a command of an older version', slash('gone'), 'gone'],
  ])('is answered also for %s', async (_, interaction, words) => {
    const { standIn } = await online();
    standIn.interact(interaction);
    const { data } = (await standIn.next(CALLBACK)).body;
    expect(data?.flags).toBe(EPHEMERAL);
    expect(data?.embeds?.[0]?.description).toContain(words);
  });

  it('is answered in a direct message', async () => {
    const { standIn } = await online();
    const outside = { guild_id: undefined, member: undefined, user: USER, channel: undefined, context: 2 };
    standIn.interact({ ...slash('given', [NOTE]), ...outside });
    const { data } = (await standIn.next(CALLBACK)).body;
    expect(data?.embeds?.[0]?.description).toContain('"tenant":"","user":"200000000000000002"');
  });

  it('is answered once, however often Discord sends it, also to another process', async () => {
    const address = join(mkdtempSync(join(tmpdir(), 'headroom-discord-')), 'store.sqlite');
    const shared = () => createStores({ databaseUrl: address, log: silentLog }).keys;
    const { standIn } = await online({ store: shared() });
    await online({ standIn, store: shared() });
    const repeated = { ...slash('given', [NOTE]), id: '777000000000000001' };
    standIn.interact(repeated);
    await standIn.next(CALLBACK);
    standIn.interact(repeated);
    standIn.interact(slash('given', [{ ...NOTE, value: 'the last' }]));
    const { path } = await standIn.next(CALLBACK);
    expect(path).not.toContain('777000000000000001');
    await Promise.all(open.adapters.splice(0).map((adapter) => adapter.stop()));
    expect(standIn.sent.filter((one) => one.path.endsWith('/callback'))).toHaveLength(2);
  });

  it('is answered also when the store is down', async () => {
    const { keys } = createStores({ databaseUrl: '/dev/null/store.sqlite', log: silentLog });
    const { standIn, lines } = await online({ store: keys });
    standIn.interact(slash('given', [NOTE]));
    expect((await standIn.next(CALLBACK)).body.data?.flags).toBe(EPHEMERAL);
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it.each([
    ['manages the server', '32', true],
    ['is an administrator', '8', true],
    ['does not', '2147483648', false],
  ])('knows whether who asks %s', async (_, permissions, manages) => {
    const { standIn } = await online();
    standIn.interact({ ...slash('given', [NOTE]), member: { user: USER, roles: [], permissions } });
    const { data } = (await standIn.next(CALLBACK)).body;
    expect(data?.embeds?.[0]?.description?.replaceAll('\\', '')).toContain(`"manages":${manages}`);
  });

  it('shows hostile text as text', async () => {
    const { standIn } = await online();
    standIn.interact(slash('hostile'));
    const { body } = await standIn.next(CALLBACK);
    expect(body.data?.['allowed_mentions']).toEqual({ parse: [] });
    expect(standIn.violations).toEqual([]);
  });
});

describe('a slow command', () => {
  it.each([
    ['the caller', [], EPHEMERAL, 'caller'],
    ['everyone', [PUBLIC], 0, 'everyone'],
  ] as const)('is deferred, then edited, for %s', async (_, options, flags, visibility) => {
    const { command, release } = gated();
    const { standIn } = await online({ bot: testBot(command), deferAfterMs: 20 });
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
    const { standIn } = await online({ bot: testBot(command), deferAfterMs: 20 });
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
    const [button] = (await standIn.next(CALLBACK)).body.data?.components?.[0]?.components ?? [];
    standIn.interact(press(button?.custom_id ?? ''));
    const { body, files } = await standIn.next(CALLBACK);
    expect(body).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
    expect(files).toEqual([{ name: 'note.txt', content: note }]);
    expect(body.data?.embeds?.[0]?.description?.replaceAll('\\', '')).toContain('"count":"7"');
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
    const { data } = (await standIn.next(CALLBACK)).body;
    expect(data?.flags).toBe(EPHEMERAL);
    expect(data?.embeds?.[0]?.description).toMatch(/^(✅ \*\*Fits|⚠️ \*\*Tight): 4\d\.\d GiB needed/);
    const buttons = data?.components?.flatMap((row) => row.components) ?? [];
    standIn.interact(press(buttons.find(({ label }) => label === 'Post to everyone')?.custom_id ?? ''));
    const shared = (await standIn.next(CALLBACK)).body.data;
    expect(shared?.flags ?? 0).toBe(0);
    expect(shared?.embeds?.[0]?.description).toBe(data?.embeds?.[0]?.description);
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

describe('failures of Discord', () => {
  it.each([
    ['gone', { status: 404, body: { message: 'Unknown interaction', code: 10062 } }, 'warn'],
    ['answered already', { status: 400, body: { message: 'Already acknowledged', code: 40060 } }, 'warn'],
    ['forbidden', { status: 403, body: { message: 'Missing Access', code: 50001 } }, 'error'],
  ])('are logged once without the token, and the next is answered: %s', async (_, refusal, level) => {
    const { standIn, lines } = await online();
    standIn.script(CALLBACK, refusal);
    const { id, token } = standIn.interact(slash('given', [NOTE]));
    await standIn.next(CALLBACK);
    await expect
      .poll(() => lines.filter((line) => ['warn', 'error'].includes(line.level)))
      .toMatchObject([{ level, fields: { invocation: id, failure: { code: refusal.body.code } } }]);
    expect(JSON.stringify(lines)).not.toContain(token);
    standIn.interact(slash('given', [NOTE]));
    expect((await standIn.next(CALLBACK)).body.type).toBe(4);
  });

  it('are told to the caller when the answer itself is refused', async () => {
    const { standIn, lines } = await online();
    standIn.script(CALLBACK, { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: {} } });
    const { id } = standIn.interact(slash('given', [NOTE]));
    await standIn.next(CALLBACK);
    const { data } = (await standIn.next(CALLBACK)).body;
    expect(data?.embeds?.[0]?.description).toContain(id);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it.each([
    [
      'a rate limit',
      {
        status: 429,
        body: { message: 'slow down', retry_after: 0.05, global: false },
        headers: { 'retry-after': '0.05' },
      },
    ],
    ['an outage', { status: 502, body: {} }],
  ])('pass: %s', async (_, refusal) => {
    const { standIn } = await online();
    standIn.script(CALLBACK, refusal);
    standIn.interact(slash('given', [NOTE]));
    await standIn.next(CALLBACK);
    expect((await standIn.next(CALLBACK)).body.type).toBe(4);
  });
});

describe('stopping', () => {
  it('waits for the running invocation and takes no more', async () => {
    const { command, release, ended } = gated();
    const { standIn, adapter } = await online({ bot: testBot(command), deferAfterMs: 20 });
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
