/** End to end through the real Bolt: real frames and signed requests in, real requests to the response address out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackEnv } from '../../../adapters/slack/env.ts';
import { connect, type SlackOptions } from '../../../adapters/slack/index.ts';
import { allText } from '../../../adapters/slack/text.ts';
import { checkMessage } from './check.ts';
import type { SlackMessage } from '../../../adapters/slack/render.ts';
import type { Adapter } from '../../../adapters/adapter.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { type Caller, defineCommand } from '../../../commands/core/command.ts';
import type { OptionType } from '../../../commands/core/option.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import {
  APP_TOKEN,
  BOT_TOKEN,
  buttonPress,
  memoryStore,
  signed,
  signedText,
  SIGNING_SECRET,
  slashCommand,
  type SlackStandIn,
  startSlack,
  valueOf,
} from './stand-in.ts';
import { turns } from '../turns.ts';

const text: OptionType<string> = { kind: 'text', parse: (given) => given };
const seen: { args: unknown; caller: Caller }[] = [];
let release: (() => void) | undefined;

const echo = defineCommand({
  name: 'echo',
  about: { summary: 'Says it again.', examples: [''] },
  options: {
    model: { about: { summary: 'Anything.', example: '70b' }, type: text, offering: { takesRest: true } },
    public: { about: { summary: 'For all.', example: 'yes' }, type: text },
  },
  run(args, { caller }) {
    seen.push({ args, caller });
    const again = { label: 'Again', command: 'echo', args: { model: 'again', public: 'yes' } };
    const long = { label: 'Long', command: 'echo', args: { model: 'y'.repeat(3000) } };
    return {
      ...FIXTURE_REPLIES.good,
      summary: args.model ?? 'nothing',
      visibility: args.public === 'yes' ? 'everyone' : 'caller',
      blocks: [...FIXTURE_REPLIES.good.blocks, { type: 'actions', actions: [again, long] }],
    };
  },
});

const slow = defineCommand({
  name: 'slow',
  about: { summary: 'Waits to be released.', examples: [''] },
  options: {},
  async run() {
    await new Promise<void>((resolve) => (release = resolve));
    return FIXTURE_REPLIES.empty;
  },
});

function recordingLog() {
  const lines: { level: string; fields: object; message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

let slack: SlackStandIn;
let adapter: Adapter | undefined;
let recorded: ReturnType<typeof recordingLog>;

beforeEach(async () => {
  slack = await startSlack();
  recorded = recordingLog();
  seen.length = 0;
  release = undefined;
});

afterEach(async () => {
  release?.();
  await adapter?.stop();
  await slack.close();
});

const QUICK: SlackOptions = {
  waits: { firstMs: 5, longestMs: 20 },
  patience: { tries: 3, firstMs: 2, longestMs: 10, withinMs: 60_000 },
};
const SOCKET: SlackEnv = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_APP_TOKEN: APP_TOKEN };
const HTTP: SlackEnv = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET };

function make(env: SlackEnv, store = memoryStore()): Adapter {
  adapter = connect({ ...env, SLACK_API_URL: slack.slackApiUrl }, { log: recorded.log, store }, QUICK);
  return adapter;
}

async function start(env: SlackEnv, store = memoryStore()): Promise<Adapter> {
  const made = make(env, store);
  await made.start(createBot({ commands: [echo, slow], log: recorded.log }));
  return made;
}

async function answerAt(index: number): Promise<SlackMessage> {
  await expect.poll(() => slack.answers.length).toBeGreaterThan(index);
  return slack.answers[index]!;
}

const warnings = () => recorded.lines.filter(({ level }) => level === 'warn' || level === 'error');

async function post(made: Adapter, request: Request): Promise<number | undefined> {
  return (await made.fetch?.(request))?.status;
}

describe('Socket Mode', () => {
  it('acknowledges a command and answers the caller alone', async () => {
    await start(SOCKET);
    const envelope = slack.send('slash_commands', slashCommand(slack, 'model:70b'));
    const message = await answerAt(0);
    expect(slack.acks.map(({ envelope_id }) => envelope_id)).toEqual([envelope]);
    expect(checkMessage(message)).toEqual([]);
    expect(message).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(allText(message.blocks)).toContain('70b');
    expect(seen).toMatchObject([
      { args: { model: '70b' }, caller: { platform: 'slack', tenant: 'T1', user: 'U1', locale: 'en-US' } },
    ]);
    expect(warnings()).toEqual([]);
  });

  it('asks Slack who manages the workspace, when that matters', async () => {
    await start(SOCKET);
    slack.admins.add('U1');
    slack.owners.add('U3');
    slack.send('slash_commands', slashCommand(slack, ''));
    slack.send('slash_commands', slashCommand(slack, '', { user_id: 'U2' }));
    slack.send('slash_commands', slashCommand(slack, '', { user_id: 'U3' }));
    slack.send('slash_commands', slashCommand(slack, '', { user_id: '' }));
    await answerAt(3);
    expect(slack.calls).not.toContain('users.info');
    const managers = await Promise.all(seen.map(async ({ caller }) => [caller.user, await caller.isManager?.()]));
    expect(Object.fromEntries(managers)).toEqual({ U1: true, U2: false, U3: true, '': false });
    expect(warnings()).toEqual([]);
    slack.usersError = 'missing_scope';
    expect(await seen[0]!.caller.isManager?.()).toBeUndefined();
    expect(warnings()).toMatchObject([
      {
        fields: { reason: expect.stringContaining('missing_scope') },
        message: 'Slack did not say who manages the workspace',
      },
    ]);
  });

  it('answers a pressed button, for everyone when the action is public', async () => {
    await start(SOCKET);
    slack.send('slash_commands', slashCommand(slack, ''));
    const first = await answerAt(0);
    const envelope = slack.send('interactive', buttonPress(slack, valueOf(first, 'Again')));
    const second = await answerAt(1);
    expect(slack.acks.at(-1)?.envelope_id).toBe(envelope);
    expect(second).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(seen[1]).toMatchObject({ args: { model: 'again' }, caller: { user: 'U2', tenant: 'T1' } });
  });

  it('keeps an invocation that is too long for a button', async () => {
    await start(SOCKET);
    slack.send('slash_commands', slashCommand(slack, ''));
    slack.send('interactive', buttonPress(slack, valueOf(await answerAt(0), 'Long')));
    await answerAt(1);
    expect(seen[1]?.args).toEqual({ model: 'y'.repeat(3000) });
  });

  it.each(['', 'garbage', '1:{"not":"ours"}', '1#neverkept', '9:["echo",{}]', '1:["echo",{"model":7}]'])(
    'says that a button no longer works: %s',
    async (value) => {
      await start(SOCKET);
      slack.send('interactive', buttonPress(slack, value));
      const message = await answerAt(0);
      expect(allText(message.blocks)).toContain('type the command again');
      expect(checkMessage(message)).toEqual([]);
      expect(seen).toEqual([]);
    },
  );

  it('answers an unknown command with what there is', async () => {
    await start(SOCKET);
    slack.send('slash_commands', slashCommand(slack, '', { command: '/ecko' }));
    expect(allText((await answerAt(0)).blocks)).toContain('did you mean "echo"?');
  });

  it('reads command names behind their prefix', async () => {
    await start({ ...SOCKET, SLACK_COMMAND_PREFIX: 'ml-' });
    slack.send('slash_commands', slashCommand(slack, 'model:8b', { command: '/ml-echo' }));
    await answerAt(0);
    expect(seen).toMatchObject([{ args: { model: '8b' } }]);
  });

  it('undoes the escapes of Slack once, and sends nothing that is live', async () => {
    await start(SOCKET);
    slack.send('slash_commands', slashCommand(slack, 'model:"a&amp;lt;b &lt;!channel&gt; <@U1|ann>"'));
    const message = await answerAt(0);
    expect(seen).toMatchObject([{ args: { model: 'a&lt;b <!channel> @ann' } }]);
    expect(allText(message.blocks)).toContain('a&lt;b <!channel> @ann');
    expect(message.text).toContain('a&amp;lt;b &lt;!channel&gt; @ann');
    expect(checkMessage(message)).toEqual([]);
  });

  it('connects again when Slack closes the connection, also when that fails at first', async () => {
    const made = await start(SOCKET);
    slack.openError = 'internal_error';
    slack.drop();
    await expect.poll(() => made.state?.().status).toBe('retrying');
    await expect.poll(() => warnings().length).toBeGreaterThan(2);
    slack.openError = undefined;
    await expect.poll(() => slack.sockets()).toBe(1);
    slack.send('slash_commands', slashCommand(slack, 'model:70b'));
    await answerAt(0);
  });

  it('stop disconnects, stays disconnected, and waits for what runs', async () => {
    const made = await start(SOCKET);
    slack.send('slash_commands', slashCommand(slack, '', { command: '/slow' }));
    await expect.poll(() => release).toBeDefined();
    let stopped = false;
    const stopping = made.stop().then(() => (stopped = true));
    await expect.poll(() => slack.sockets()).toBe(0);
    await turns();
    expect(stopped).toBe(false);
    release?.();
    await stopping;
    expect(slack.answers).toHaveLength(1);
    expect(slack.calls.filter((call) => call === 'apps.connections.open')).toHaveLength(1);
  });
});

describe('HTTP', () => {
  it('acknowledges within the request and answers afterwards', async () => {
    const made = await start(HTTP);
    const response = await made.fetch?.(signed(slashCommand(slack, 'public:yes model:"70b"')));
    expect(response?.status).toBe(200);
    expect(await response?.text()).toBe('');
    expect(await answerAt(0)).toMatchObject({ response_type: 'in_channel' });
  });

  it('acknowledges before the answer is there', async () => {
    const made = await start(HTTP);
    expect(await post(made, signed(slashCommand(slack, '', { command: '/slow' })))).toBe(200);
    expect(slack.answers).toEqual([]);
    await expect.poll(() => release).toBeDefined();
    release?.();
    await answerAt(0);
  });

  it('answers a pressed button', async () => {
    const made = await start(HTTP);
    await post(made, signed(slashCommand(slack, '')));
    expect(await post(made, signed(buttonPress(slack, valueOf(await answerAt(0), 'Again'))))).toBe(200);
    await answerAt(1);
    expect(seen[1]).toMatchObject({ args: { model: 'again' } });
  });

  it.each([
    ['signed with another secret', { secret: 'f'.repeat(32) }, 401],
    ['301 s old', { ageSeconds: 301 }, 401],
    ['290 s old', { ageSeconds: 290 }, 200],
    ['290 s ahead', { ageSeconds: -290 }, 200],
    ['302 s ahead', { ageSeconds: -302 }, 401],
    ['a day ahead', { ageSeconds: -86_400 }, 401],
  ])('%s: %o is %d', async (_, how, wanted) => {
    const made = await start(HTTP);
    expect(await post(made, signed(slashCommand(slack, ''), how))).toBe(wanted);
    if (wanted === 401) expect(seen).toEqual([]);
    else await answerAt(0);
  });

  it.each(['x-slack-signature', 'x-slack-request-timestamp'])('refuses a request without %s', async (header) => {
    const made = await start(HTTP);
    const request = signed(slashCommand(slack, ''));
    request.headers.delete(header);
    expect(await post(made, request)).toBe(401);
  });

  it('refuses a body that was changed', async () => {
    const made = await start(HTTP);
    const request = signed(slashCommand(slack, ''));
    const changed = new Request(request.url, { method: 'POST', headers: request.headers, body: 'text=changed' });
    expect(await post(made, changed)).toBe(401);
  });

  it('answers a replayed request once', async () => {
    const made = await start(HTTP);
    const command = slashCommand(slack, '');
    const statuses = await Promise.all([1, 2, 3].map(() => post(made, signed(command))));
    expect(statuses).toEqual([200, 200, 200]);
    await answerAt(0);
    await made.stop();
    expect(slack.answers).toHaveLength(1);
  });

  it.each([
    ['not JSON', '{', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['a payload that is not JSON', 'payload=%7B', 'application/x-www-form-urlencoded', 400],
    ['an event that nobody asked for', '{"type":"event_callback","event":{"type":"x"}}', 'application/json', 200],
    ['something unknown', '{"type":"x"}', 'application/json', 404],
    ['the certificate check', 'ssl_check=1', 'application/x-www-form-urlencoded', 200],
    ['too much', `a=${'x'.repeat(1024 * 1024)}`, 'application/x-www-form-urlencoded', 413],
  ])('%s is answered with a status', async (_, body, type, wanted) => {
    const made = await start(HTTP);
    expect(await post(made, signedText(body, type))).toBe(wanted);
  });

  it('proves its address to Slack', async () => {
    const made = await start(HTTP);
    const request = signedText('{"type":"url_verification","challenge":"abc"}', 'application/json');
    expect(await (await made.fetch?.(request))?.json()).toEqual({ challenge: 'abc' });
  });

  it('leaves other paths to others, and takes nothing but POST', async () => {
    const made = await start(HTTP);
    expect(await made.fetch?.(signed(slashCommand(slack, ''), { path: '/' }))).toBeUndefined();
    expect(await post(made, new Request('http://127.0.0.1/slack/events'))).toBe(405);
  });

  it('has no route without a signing secret', () => {
    expect(make(SOCKET).fetch).toBeUndefined();
  });

  it('takes no work before the start and after the stop', async () => {
    const made = make(HTTP);
    expect(await post(made, signed(slashCommand(slack, '')))).toBe(503);
    await made.start(createBot({ commands: [echo], log: recorded.log }));
    await made.stop();
    expect(await post(made, signed(slashCommand(slack, '')))).toBe(503);
  });

  it('serves both ways at once', async () => {
    const made = await start({ ...SOCKET, ...HTTP });
    expect(await post(made, signed(slashCommand(slack, '')))).toBe(200);
    slack.send('slash_commands', slashCommand(slack, ''));
    await answerAt(1);
  });
});

describe('when the store fails', () => {
  it('still answers', async () => {
    const failing = () => Promise.reject(new Error('the store is away'));
    const made = await start(HTTP, { get: failing, set: failing, claim: failing });
    await post(made, signed(slashCommand(slack, '')));
    const value = valueOf(await answerAt(0), 'Long');
    await post(made, signed(buttonPress(slack, value)));
    expect(allText((await answerAt(1)).blocks)).toContain('type the command again');
  });
});

describe('start', () => {
  it.each([
    [
      'a bot token that Slack refuses',
      { ...HTTP, SLACK_BOT_TOKEN: 'xoxb-bad' },
      /^Slack refused SLACK_BOT_TOKEN \(invalid_auth\); get it at https:\/\/api\.slack\.com\/apps.*OAuth & Permissions.*\.$/,
    ],
    [
      'an app token that Slack refuses',
      { ...SOCKET, SLACK_APP_TOKEN: 'xapp-bad' },
      /^Slack refused SLACK_APP_TOKEN \(invalid_auth\); get it at .*App-Level Tokens.*connections:write\.$/,
    ],
  ] as const)('says in one sentence that it cannot, and tries again, for %s', async (_, env, sentence) => {
    const made = await start(env);
    expect(made.state?.()).toEqual({ status: 'retrying', reason: expect.stringMatching(sentence) });
    expect(JSON.stringify(recorded.lines)).not.toMatch(/xoxb|xapp/);
    slack.tokens.set('xoxb-bad', 'T1');
    slack.appTokens.add('xapp-bad');
    await expect.poll(() => made.state?.()).toEqual({ status: 'ready' });
  });

  it('says in one sentence that Slack cannot be reached, and serves once it can', async () => {
    slack.apiAnswering.set('auth.test', ['reset', { status: 503 }]);
    const made = await start(HTTP);
    expect(made.state?.()).toEqual({
      status: 'retrying',
      reason: expect.stringMatching(/^Slack could not be reached \(.*\)\.$/),
    });
    await expect.poll(() => made.state?.()).toEqual({ status: 'ready' });
    expect(await post(made, signed(slashCommand(slack, '')))).toBe(200);
    await answerAt(0);
  });

  it('says where a person finds it', () => {
    expect(make({ ...SOCKET, ...HTTP, SLACK_COMMAND_PREFIX: 'ml-' }).where).toBe(
      '/ml-vram in your workspace (Socket Mode and POST /slack/events)',
    );
  });
});
