/** What becomes of an answer when Slack refuses, stumbles or breaks off: every fault is one of the stand-in's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackEnv } from '../../../adapters/slack/env.ts';
import { connect, type SlackOptions } from '../../../adapters/slack/index.ts';
import { allText } from '../../../adapters/slack/text.ts';
import { checkMessage } from './check.ts';
import type { Adapter } from '../../../adapters/adapter.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import type { OptionType } from '../../../commands/core/option.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import type { Charts, Log, Store } from '../../../src/ports.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { limitsOfTime } from '../limits-of-time.ts';
import { turns } from '../turns.ts';
import {
  type Answering,
  APP_TOKEN,
  BOT_TOKEN,
  buttonPress,
  memoryStore,
  type Posted,
  refused,
  signed,
  SIGNING_SECRET,
  slashCommand,
  type SlackStandIn,
  slowDown,
  startSlack,
  valueOf,
} from './stand-in.ts';

const QUICK: SlackOptions = {
  waits: { firstMs: 5, longestMs: 20 },
  patience: { tries: 3, firstMs: 2, longestMs: 10, withinMs: 60_000 },
};

const text: OptionType<string> = { kind: 'text', parse: (given) => given };
let runs = 0;

/** A picture, a table and buttons. */
const drawn = defineCommand({
  name: 'drawn',
  about: { summary: 'Draws.', examples: [''] },
  options: { public: { about: { summary: 'For all.', example: 'yes' }, type: text } },
  run({ public: everyone }): Reply {
    runs += 1;
    const again = { label: 'Again', command: 'drawn', args: {} };
    return {
      ...FIXTURE_REPLIES.good,
      visibility: everyone === 'yes' ? 'everyone' : 'caller',
      blocks: [...FIXTURE_REPLIES.good.blocks, { type: 'actions', actions: [again] }],
    };
  },
});

const managed = defineCommand({
  name: 'managed',
  about: { summary: 'Says who manages.', examples: [''] },
  options: {},
  run: async (_, { caller }): Promise<Reply> => ({
    ...FIXTURE_REPLIES.empty,
    summary: `manages: ${await caller.isManager?.()}`,
  }),
});

const CHART: Charts = {
  png: () => Promise.reject(new Error('not here')),
  addressOf: () => 'https://bot.example/chart.png',
  pngOf: async () => undefined,
  stop: async () => {},
};

interface Line {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

let slack: SlackStandIn;
let lines: Line[];
let limits: ReturnType<typeof limitsOfTime>;
const adapters: Adapter[] = [];
/** Never answered: the time for it is up as soon as it was sent. */
const timeUp = () => limits.end();

beforeEach(async () => {
  slack = await startSlack();
  limits = limitsOfTime();
  lines = [];
  runs = 0;
});
afterEach(async () => {
  await Promise.all(adapters.splice(0).map((adapter) => adapter.stop()));
  limits.restore();
  await slack.close();
});

const HTTP: SlackEnv = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET };
const SOCKET: SlackEnv = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN };

async function start(store: Store = memoryStore(), env = HTTP): Promise<Adapter> {
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const adapter = connect({ ...env, SLACK_API_URL: slack.slackApiUrl }, { log, store, chart: CHART }, QUICK);
  adapters.push(adapter);
  await adapter.start(createBot({ commands: [drawn, managed], log }));
  return adapter;
}

async function post(adapter: Adapter, request: Request): Promise<number | undefined> {
  return (await adapter.fetch?.(request))?.status;
}

const outcomes = () => lines.filter(({ message }) => message.startsWith('answer '));

/** What became of the next answer. */
async function outcome(count = 1): Promise<Line> {
  await expect.poll(() => outcomes().length).toBe(count);
  return outcomes().at(-1)!;
}

async function ask(adapter: Adapter, typed = '', fields: object = {}): Promise<Line> {
  const before = outcomes().length;
  expect(await post(adapter, signed(slashCommand(slack, typed, { command: '/drawn', ...fields })))).toBe(200);
  return outcome(before + 1);
}

type Shape = 'whole' | 'without picture' | 'plain' | 'text' | 'line';

function shapeOf({ message: { blocks, text: said } }: Posted): Shape {
  const types = (blocks ?? []).map(({ type }) => type);
  if (types.length === 0) return said.includes('Base model weights') ? 'text' : 'line';
  return types.includes('image') ? 'whole' : types.includes('table') ? 'without picture' : 'plain';
}

const blocksRefused = refused('invalid_blocks', 400);

describe('an answer at its response address', () => {
  it.each<[string, readonly Answering[], Shape]>([
    ['nothing goes wrong', [], 'whole'],
    ['Slack cannot fetch its picture', [refused('invalid_blocks')], 'without picture'],
    ['native blocks are refused', [blocksRefused, blocksRefused], 'plain'],
    ['all blocks are refused', Array(3).fill(blocksRefused), 'text'],
    ['long texts are refused too', [...Array(3).fill(blocksRefused), refused('msg_too_long')], 'line'],
    ['Slack stumbles once', [{ status: 500 }], 'whole'],
    ['Slack stumbles twice', [{ status: 500 }, { status: 503 }], 'whole'],
    ['we are too fast', [slowDown(0.01)], 'whole'],
    ['we are too fast, inside a 200', [refused('rate_limited')], 'whole'],
    ['it is broken off', ['reset'], 'whole'],
    ['Slack does not answer in time', [timeUp], 'whole'],
  ])('is delivered once when %s', async (_, answering, shape) => {
    slack.answering.push(...answering);
    const { fields } = await ask(await start());
    expect(fields).toMatchObject({ platform: 'slack', rung: shape, attempts: answering.length + 1 });
    expect(slack.posted.map(shapeOf)).toEqual([shape]);
    expect(slack.posted[0]?.way).toBe('response_url');
    if (shape !== 'text' && shape !== 'line') expect(checkMessage(slack.posted[0]?.message)).toEqual([]);
    expect(JSON.stringify(lines)).not.toMatch(/respond\/|xoxb|xapp/);
  });

  it('is nothing of the forms it was not taken in', async () => {
    slack.answering.push(...Array<Answering>(3).fill(blocksRefused));
    await ask(await start());
    const { text: said, blocks } = slack.posted[0]!.message;
    expect(blocks).toBeUndefined();
    expect(said).toMatch(/^✅ Llama 3\.3 70B[^]*\n[^]*Base model weights.*36\.80/);
    expect(said).not.toMatch(/<|>/);
  });

  it('is plain from then on in a workspace that refused native blocks, and in no other', async () => {
    const adapter = await start();
    slack.answering.push(blocksRefused, blocksRefused);
    await ask(adapter);
    await ask(adapter);
    await ask(adapter, '', { team_id: 'T2' });
    const types = slack.posted.map(({ message }) => message.blocks.map(({ type }) => type));
    expect(types.map((all) => all.includes('table'))).toEqual([false, false, true]);
    expect(types.map((all) => all.includes('image'))).toEqual([false, true, true]);
    expect(slack.attempts).toHaveLength(5);
  });

  it('keeps its tables where the picture alone was refused', async () => {
    const adapter = await start();
    slack.answering.push(refused('invalid_blocks'));
    await ask(adapter);
    await ask(adapter);
    expect(slack.posted.map(shapeOf)).toEqual(['without picture', 'whole']);
  });

  it.each<[string, Answering]>([
    ['is broken off', 'reset'],
    ['is broken off after it was taken', 'cut'],
    ['is not answered in time', timeUp],
  ])('that everyone sees is never posted twice when it %s', async (_, answering) => {
    slack.answering.push(answering);
    const { fields } = await ask(await start(), 'public:yes');
    expect(fields).toMatchObject({ rung: 'ephemeral, plain', attempts: 2 });
    const public_ = slack.posted.filter(({ to }) => to === 'channel');
    expect(public_).toHaveLength(answering === 'cut' ? 1 : 0);
    expect(slack.posted.at(-1)).toMatchObject({ way: 'chat.postEphemeral', to: 'user' });
  });
});

describe('an answer whose response address is of no use', () => {
  const SHUT: readonly [string, readonly Answering[]][] = [
    ['expired', [refused('expired_url', 404)]],
    ['was used up', [refused('used_url', 404)]],
    ['is of a channel that Slack does not find', [refused('channel_not_found')]],
    ['is gone', [{ status: 410 }]],
    ['leads elsewhere', [{ status: 302, headers: { location: 'http://127.0.0.1:9/' } }]],
    ['stumbles three times', Array(3).fill({ status: 500 })],
    ['asks for too much patience', [slowDown(3600)]],
  ];
  it.each(SHUT)('comes to who asked, in the channel: it %s', async (_, answering) => {
    slack.answering.push(...answering);
    const { level, fields } = await ask(await start());
    expect({ level, ...fields }).toMatchObject({ level: 'warn', result: 'partly', rung: 'ephemeral, plain' });
    expect(slack.attempts).toHaveLength(answering.length);
    expect(slack.posted).toMatchObject([{ way: 'chat.postEphemeral', message: { channel: 'C1', user: 'U1' } }]);
    expect(allText(slack.posted[0]?.message.blocks)).toContain('so it comes to you alone');
  });

  it.each<[string, readonly Answering[] | undefined]>([
    ['is not there', undefined],
    ['is not for the bot', [refused('not_in_channel')]],
    ['refuses blocks and text', [refused('invalid_blocks'), refused('invalid_blocks')]],
  ])('comes in a direct message where the channel %s', async (_, answering) => {
    if (answering) slack.apiAnswering.set('chat.postEphemeral', [...answering]);
    else slack.channels.clear();
    slack.answering.push(refused('expired_url', 404));
    await ask(await start());
    expect(slack.posted).toMatchObject([{ way: 'chat.postMessage', message: { channel: 'U1' } }]);
  });

  it.each<[string, (slack: SlackStandIn) => object]>([
    ['there is none', () => ({ response_url: undefined })],
    ['it is not of Slack', () => ({ response_url: 'https://hooks.slack.com.evil.example/commands/1' })],
    ['it is of another port', () => ({ response_url: 'http://127.0.0.1:9/respond/x' })],
    ['it only looks like one of Slack', () => ({ response_url: 'http://hooks.slack.com/commands/1' })],
    ['it is no address', () => ({ response_url: 'file:///etc/passwd' })],
  ])('comes to who asked when %s, and nothing is sent there', async (_, fieldsOf) => {
    const { fields } = await ask(await start(), '', fieldsOf(slack));
    expect(fields).toMatchObject({ rung: 'ephemeral, plain', attempts: 1 });
    expect(slack.attempts).toEqual([]);
  });

  it('ends with a reason in the log where every way is shut, and the next is answered', async () => {
    const adapter = await start();
    slack.answering.push(refused('expired_url', 404));
    slack.revoked.add(BOT_TOKEN);
    const { level, fields } = await ask(adapter);
    expect({ level, ...fields }).toMatchObject({
      level: 'error',
      result: 'failed',
      reason: 'token_revoked',
      attempts: 3,
    });
    await ask(adapter);
    expect(slack.posted).toHaveLength(1);
  });
});

describe('a token that was taken back', () => {
  it('shows in the state, and tells no administrator that they are none', async () => {
    const adapter = await start();
    slack.admins.add('U1');
    expect(adapter.state?.()).toEqual({ status: 'ready' });
    slack.revoked.add(BOT_TOKEN);
    await ask(adapter, '', { command: '/managed' });
    expect(slack.posted[0]?.message.text).toContain('manages: undefined');
    expect(adapter.state?.()).toEqual({
      status: 'closed',
      reason: expect.stringMatching(/^Slack refused SLACK_BOT_TOKEN \(token_revoked\); get it at /),
    });
  });

  it('of Socket Mode is found when the connection is opened again', async () => {
    const adapter = await start(memoryStore(), SOCKET);
    slack.appTokens.clear();
    slack.drop();
    await expect
      .poll(() => adapter.state?.())
      .toEqual({ status: 'closed', reason: expect.stringMatching(/^Slack refused SLACK_APP_TOKEN \(invalid_auth\)/) });
  });
});

describe('the same request twice', () => {
  it.each<[string, object]>([
    ['replayed', {}],
    ['signed anew', { ageSeconds: 3 }],
  ])('is answered once when it is %s', async (_, how) => {
    const adapter = await start();
    const command = slashCommand(slack, '', { command: '/drawn' });
    await Promise.all([post(adapter, signed(command)), post(adapter, signed(command, how))]);
    await outcome();
    await adapter.stop();
    expect([slack.posted.length, runs]).toEqual([1, 1]);
  });

  it('that has nothing to be known by is nobody’s repeat', async () => {
    const adapter = await start();
    const nameless = { response_url: undefined, trigger_id: undefined };
    await ask(adapter, '', nameless);
    await ask(adapter, '', nameless);
    expect(slack.posted).toHaveLength(2);
  });

  it('is answered by one of two processes that share a store', async () => {
    const store = memoryStore();
    const both = [await start(store), await start(store)];
    const command = slashCommand(slack, '', { command: '/drawn' });
    expect(await Promise.all(both.map((adapter) => post(adapter, signed(command))))).toEqual([200, 200]);
    await outcome();
    await Promise.all(both.map((adapter) => adapter.stop()));
    expect([slack.posted.length, runs]).toEqual([1, 1]);
  });

  it('is answered by one of two whose first claims were not decided in time', async () => {
    const store = memoryStore();
    const late: Store = {
      ...store,
      claim: (key, seconds) =>
        key.endsWith(':answer') ? store.claim(key, seconds) : Promise.reject(new Error('late')),
    };
    const both = [await start(late), await start(late)];
    const command = slashCommand(slack, '', { command: '/drawn' });
    await Promise.all(both.map((adapter) => post(adapter, signed(command))));
    await Promise.all(both.map((adapter) => adapter.stop()));
    expect(slack.posted).toHaveLength(1);
  });

  it('sent again by Slack is not answered by one that cannot tell', async () => {
    const down = { ...memoryStore(), claim: () => Promise.reject(new Error('down')) };
    const adapter = await start(down);
    const again = signed(slashCommand(slack, '', { command: '/drawn' }));
    again.headers.set('x-slack-retry-num', '1');
    expect(await post(adapter, again)).toBe(200);
    await adapter.stop();
    expect([runs, slack.posted.length]).toEqual([1, 0]);
  });

  it('a button pressed twice is answered once', async () => {
    const adapter = await start();
    await ask(adapter);
    const value = valueOf(slack.posted[0]?.message, 'Again');
    await post(adapter, signed(buttonPress(slack, value)));
    await post(adapter, signed(buttonPress(slack, value)));
    await outcome(2);
    await adapter.stop();
    expect([slack.posted.length, runs]).toEqual([2, 2]);
  });
});

describe('the acknowledgement', () => {
  /** A store that says nothing until it is told to. */
  function silentStore() {
    const said = Promise.withResolvers<void>();
    const store = memoryStore();
    const claim: Store['claim'] = async (...args) => {
      await said.promise;
      return store.claim(...args);
    };
    return { store: { ...store, claim }, speak: () => said.resolve() };
  }

  it('over HTTP waits for no store, and leaves before anything is run', async () => {
    const { store, speak } = silentStore();
    const adapter = await start(store);
    const statuses = Array.from({ length: 10 }, () =>
      post(adapter, signed(slashCommand(slack, '', { command: '/drawn' }))).then((status) => [status, runs]),
    );
    expect(await Promise.all(statuses)).toEqual(Array(10).fill([200, 0]));
    speak();
    await outcome(10);
    expect(slack.posted).toHaveLength(10);
  });

  it('over Socket Mode does not either', async () => {
    const { store, speak } = silentStore();
    await start(store, SOCKET);
    const sent = slack.send('slash_commands', slashCommand(slack, '', { command: '/drawn' }));
    await expect.poll(() => slack.acks.map(({ envelope_id }) => envelope_id)).toEqual([sent]);
    expect(runs).toBe(0);
    speak();
    await outcome();
  });
});

describe('Socket Mode', () => {
  it.each(['warning', 'refresh_requested', 'too_many_websockets'])(
    'opens the next connection before it ends the one that Slack will close: %s',
    async (reason) => {
      const adapter = await start(memoryStore(), SOCKET);
      slack.refresh(reason);
      await expect.poll(() => slack.census).toEqual([1, 2, 1]);
      expect(adapter.state?.()).toEqual({ status: 'ready' });
      slack.send('slash_commands', slashCommand(slack, '', { command: '/drawn' }));
      await outcome();
      expect(slack.posted).toHaveLength(1);
    },
  );

  it('comes back when Slack turns it away for a while', async () => {
    slack.turnAway(3, 'too_many_websockets');
    const adapter = await start(memoryStore(), SOCKET);
    const opened = () => slack.calls.filter((call) => call === 'apps.connections.open').length;
    await expect.poll(() => [opened(), slack.sockets(), adapter.state?.().status]).toEqual([4, 1, 'ready']);
    slack.send('slash_commands', slashCommand(slack, '', { command: '/drawn' }));
    await outcome();
  });

  it('answers once what was cut off before it could be acknowledged', async () => {
    const { promise: opened, resolve } = Promise.withResolvers<void>();
    const store = memoryStore();
    await start({ ...store, claim: async (...args) => (await opened, store.claim(...args)) }, SOCKET);
    const command = slashCommand(slack, '', { command: '/drawn' });
    slack.send('slash_commands', command);
    slack.drop();
    await expect.poll(() => slack.census.length).toBeGreaterThan(2);
    await expect.poll(() => slack.sockets()).toBe(1);
    // Slack sends again what was not acknowledged, and does not know that it was heard.
    slack.send('slash_commands', command);
    resolve();
    await outcome();
    await turns();
    expect([slack.posted.length, runs]).toEqual([1, 1]);
  });

  it('stays ready to come back when the next connection cannot be opened', async () => {
    const adapter = await start(memoryStore(), SOCKET);
    slack.openError = 'internal_error';
    slack.refresh();
    await expect.poll(() => JSON.stringify(lines)).toContain('the next could not be opened');
    expect([slack.sockets(), adapter.state?.().status]).toEqual([1, 'ready']);
    slack.openError = undefined;
    slack.drop();
    await expect.poll(() => slack.census).toEqual([1, 0, 1]);
    slack.send('slash_commands', slashCommand(slack, '', { command: '/drawn' }));
    await outcome();
  });
});

it('waiting ends when the process is to', async () => {
  const adapter = await start();
  slack.answering.push(slowDown(60));
  await post(adapter, signed(slashCommand(slack, '', { command: '/drawn' })));
  await expect.poll(() => slack.attempts.length).toBe(1);
  await adapter.stop();
  expect((await outcome()).fields).toMatchObject({ rung: 'ephemeral, plain' });
});
