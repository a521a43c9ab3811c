/** The adapter with a Discord of our own, and small commands to ask. */
import { createDiscord, type DiscordOptions } from '../../../adapters/discord/index.ts';
import type { Adapter } from '../../../adapters/adapter.ts';
import { type Bot, createBot } from '../../../commands/core/bot.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import type { OptionType } from '../../../commands/core/option.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import { createMemoryStore } from '../memory-store.ts';
import type { Charts, Log, Settings, Store } from '../../../src/ports.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { broken, echo, silentLog } from '../commands.ts';
import { type StandIn, startStandIn, TOKEN } from './stand-in.ts';

export const CALLBACK = /^POST \/interactions\/\d+\/.*\/callback$/;
export const EDIT = /^PATCH \/webhooks\/.*\/messages\/@original$/;
export const REMOVE = /^DELETE \/webhooks\/.*\/messages\/@original$/;
export const FOLLOW_UP = /^POST \/webhooks\/\d+\/[^/]+$/;
export const COMMANDS = /^PUT \/applications\/.*\/commands$/;
export const EPHEMERAL = 64;

/** The next answer: a place that the acknowledgement keeps, and what fills it. */
export async function answerOf(standIn: StandIn) {
  const acknowledged = (await standIn.next(CALLBACK)).body;
  const { body, files } = await standIn.next(EDIT);
  return { type: acknowledged.type, flags: acknowledged.data?.flags ?? 0, body, files };
}

export const text: OptionType<string> = { kind: 'text', parse: (given) => given };
const count: OptionType<number> = { kind: 'integer', parse: Number };
export const yes: OptionType<boolean> = { kind: 'boolean', parse: (given) => given === 'yes' };

/** A command whose reply waits until the test lets it go. */
export function gated() {
  const { promise, resolve } = Promise.withResolvers<Partial<Reply>>();
  let ended = false;
  const command = defineCommand({
    name: 'gated',
    about: { summary: 'Waits.', examples: [''] },
    options: { public: { about: { summary: 'To all.', example: 'yes' }, type: yes } },
    async run() {
      const fields = await promise;
      ended = true;
      return { ...FIXTURE_REPLIES.good, ...fields };
    },
  });
  return { command, release: (fields: Partial<Reply> = {}) => resolve(fields), ended: () => ended };
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

export const open: { standIn?: StandIn; adapters: Adapter[] } = { adapters: [] };

/** Ends whatever a test began. */
export async function closeAll(): Promise<void> {
  await Promise.all(open.adapters.splice(0).map((adapter) => adapter.stop()));
  await open.standIn?.close();
}

/** Tries go on for long, and wait next to nothing. */
const QUICK: DiscordOptions = {
  waits: { firstMs: 5, longestMs: 20 },
  patience: {
    first: { tries: 10, firstMs: 2, longestMs: 10, withinMs: 60_000 },
    later: { tries: 5, firstMs: 2, longestMs: 10, withinMs: 60_000 },
  },
};

export interface Setup extends DiscordOptions {
  readonly bot?: Bot;
  readonly guild?: string;
  readonly token?: string;
  readonly standIn?: StandIn;
  readonly chart?: Charts;
  readonly store?: Store;
  readonly settings?: Settings;
}

export interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

export async function connect({ bot = testBot(), guild, token = TOKEN, ...setup }: Setup = {}) {
  const standIn = setup.standIn ?? (await startStandIn());
  open.standIn = standIn;
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const env = { DISCORD_TOKEN: token, DISCORD_API_URL: standIn.api, ...(guild ? { DISCORD_GUILD_ID: guild } : {}) };
  const { store = createMemoryStore(), chart, settings, patience } = { ...QUICK, ...setup };
  const options = { ...QUICK, ...(patience && { patience }) };
  const adapter = createDiscord(env, { log, store, chart, kept: { settings } }, options);
  open.adapters.push(adapter);
  return { standIn, adapter, lines, started: adapter.start(bot) };
}

export async function online(setup: Setup = {}) {
  const all = await connect(setup);
  await all.started;
  return all;
}

export function testBot(...more: Parameters<typeof createBot>[0]['commands']): Bot {
  return createBot({ commands: [echo, broken, given, hostile, ...more], log: silentLog });
}

export const NOTE = { type: 3, name: 'note', value: 'hello' };
export const PUBLIC = { type: 5, name: 'public', value: true };
