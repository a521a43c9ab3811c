/** What becomes of an answer when Discord refuses, stumbles or breaks off: every fault is one of the stand-in's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkMessage } from './check.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { defineCommand } from '../../../commands/core/command.ts';
import { SAVED_OPTION } from '../../../commands/core/saved.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import type { Charts, Settings, Store } from '../../../src/ports.ts';
import { createMemoryStore } from '../memory-store.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { silentLog } from '../commands.ts';
import { limitsOfTime } from '../limits-of-time.ts';
import {
  answerOf,
  CALLBACK,
  closeAll,
  connect,
  EDIT,
  EPHEMERAL,
  FOLLOW_UP,
  gated,
  type Line,
  NOTE,
  online,
  PUBLIC,
  REMOVE,
  type Setup,
  testBot,
  yes,
} from './harness.ts';
import { type Body, type Fault, press, REFUSALS, slash, slowDown, startStandIn } from './stand-in.ts';

/** Never answered: the time for it is up as soon as it was sent. */
let limits: ReturnType<typeof limitsOfTime>;
const timeUp = () => limits.end();

beforeEach(() => {
  limits = limitsOfTime();
});
afterEach(async () => {
  await closeAll();
  limits.restore();
});

const CHART: Charts = {
  png: async () => Buffer.from('a picture'),
  addressOf: () => undefined,
  pngOf: async () => undefined,
  stop: async () => {},
};
const GOOD = FIXTURE_REPLIES.good;

/** A command with a picture, a file, buttons and a table. */
const drawn = defineCommand({
  name: 'drawn',
  about: { summary: 'Draws.', examples: [''] },
  options: {},
  run: (): Reply => ({
    ...GOOD,
    visibility: 'caller',
    blocks: [...GOOD.blocks, { type: 'file', name: 'plan.yaml', mediaType: 'text/yaml', content: 'a: 1' }],
  }),
});

async function drawing(setup: Setup = {}) {
  return online({ bot: testBot(drawn), chart: CHART, ...setup });
}

/** The one line that says what became of an answer. */
async function outcomeOf(lines: readonly Line[], invocation: string) {
  const found = () => lines.filter(({ fields, message }) => message.startsWith('answer ') && 'invocation' in fields);
  const own = () => found().filter(({ fields }) => (fields as { invocation: string }).invocation === invocation);
  await expect.poll(() => own().length).toBe(1);
  return own()[0]!;
}

type Shape = 'whole' | 'without files' | 'text' | 'line';

function shapeOf({ embeds = [], attachments, components = [], content = '' }: Body): Shape {
  if (Array.isArray(attachments) && attachments.length > 0) return 'whole';
  if (embeds.length > 0) return 'without files';
  expect(components).toEqual([]);
  return content.includes('The rest could not be shown here') ? 'line' : 'text';
}

const { badForm, expired, noFiles, outage, removed, tooLarge } = REFUSALS;

describe('after a deferral', () => {
  it.each<[string, readonly Fault[], Shape]>([
    ['nothing goes wrong', [], 'whole'],
    ['the upload is too large', [tooLarge], 'without files'],
    ['the bot may not attach files in the channel', [noFiles], 'without files'],
    ['embeds are refused too', [noFiles, noFiles], 'text'],
    ['its form is refused three times', [badForm, badForm, badForm], 'line'],
    ['Discord stumbles once', [outage], 'whole'],
    ['Discord stumbles four times', Array(4).fill(outage), 'whole'],
    ['Discord stumbles over this form alone', Array(5).fill(outage), 'without files'],
    ['Discord stumbles for a while', Array(8 + 4 + 4).fill(outage), 'whole'],
    ['it is too fast', [slowDown(0.02)], 'whole'],
    ['the upload is broken off', ['reset'], 'whole'],
    ['it is broken off after it was taken', ['cut'], 'whole'],
    ['Discord does not answer in time', [timeUp], 'whole'],
  ])('an answer is delivered once when %s', async (_, faults, shape) => {
    const { standIn, lines } = await drawing();
    standIn.script(EDIT, ...faults);
    const { id, token } = standIn.interact(slash('drawn'));
    const { fields } = await outcomeOf(lines, id);
    expect(fields).toMatchObject({
      ...{ platform: 'discord', rung: shape, attempts: faults.length + 1 },
      result: shape === 'whole' ? 'delivered' : 'partly',
    });
    const [message, ...more] = standIn.messagesOf(token);
    expect(more).toEqual([]);
    expect(shapeOf(message!)).toBe(shape);
    expect(JSON.stringify(message)).toContain('Fits');
    expect(checkMessage(message)).toEqual([]);
    expect(standIn.violations).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('says in the simpler forms what the pictures, files and tables say', async () => {
    const { standIn, lines } = await drawing();
    standIn.script(EDIT, noFiles);
    const first = standIn.interact(slash('drawn'));
    await outcomeOf(lines, first.id);
    const [withoutFiles] = standIn.messagesOf(first.token);
    expect(JSON.stringify(withoutFiles)).toMatch(/█.*plan\.yaml could not be attached/);
    standIn.script(EDIT, noFiles, badForm);
    const second = standIn.interact(slash('drawn'));
    await outcomeOf(lines, second.id);
    const { content = '' } = standIn.messagesOf(second.token)[0]!;
    expect(content).toMatch(/Base model weights[^]*plan\.yaml could not be attached[^]*did not take this answer/);
    expect(content.split('```').length % 2).toBe(1);
  });

  it('a new message takes the place of one that was deleted', async () => {
    const { standIn, lines } = await drawing();
    standIn.script(EDIT, removed);
    const { id, token } = standIn.interact(slash('drawn'));
    await outcomeOf(lines, id);
    expect(standIn.sent.filter(({ method, path }) => FOLLOW_UP.test(`${method} ${path}`))).toHaveLength(1);
    expect(standIn.messagesOf(token).map(({ flags }) => flags)).not.toContain(0);
  });

  it.each<[string, readonly Fault[], number]>([
    ['its token ran out', [expired], 1],
    ['every form is refused', Array(4).fill(badForm), 4],
  ])('it ends with a reason in the log when %s, and the next is answered', async (_, faults, attempts) => {
    const { standIn, lines } = await drawing();
    standIn.script(EDIT, ...faults);
    const { id, token } = standIn.interact(slash('drawn'));
    const { level, fields } = await outcomeOf(lines, id);
    expect({ level, ...fields }).toMatchObject({ level: 'error', result: 'failed', attempts });
    expect(fields).toMatchObject({ reason: expect.stringMatching(/HTTP 40[01]/) });
    expect(JSON.stringify(lines)).not.toContain(token);
    const next = standIn.interact(slash('drawn'));
    await outcomeOf(lines, next.id);
    expect(standIn.messagesOf(next.token)).toHaveLength(1);
  });

  it('a bug in rendering costs the form, not the answer', async () => {
    const faulty = { type: 'text', text: undefined as unknown as string } as const;
    const run = (): Reply => ({ ...GOOD, blocks: [faulty] });
    const command = defineCommand({
      name: 'faulty',
      about: { summary: 'Cannot be shown.', examples: [''] },
      options: {},
      run,
    });
    const { standIn, lines } = await online({ bot: testBot(command) });
    const { id, token } = standIn.interact(slash('faulty'));
    await outcomeOf(lines, id);
    expect(standIn.messagesOf(token)[0]?.content).toContain(`(error ${id})`);
  });

  it('waiting ends when the process is to', async () => {
    const patient = { tries: 2, firstMs: 60_000, longestMs: 60_000, withinMs: 600_000 };
    const { standIn, adapter, lines } = await drawing({ patience: { first: patient, later: patient } });
    standIn.script(EDIT, outage);
    const { id, token } = standIn.interact(slash('drawn'));
    await standIn.next(EDIT);
    await adapter.stop();
    expect((await outcomeOf(lines, id)).fields).toMatchObject({ rung: 'without files' });
    expect(standIn.messagesOf(token)).toHaveLength(1);
  });
});

describe('an answer for other people than its place', () => {
  async function misplaced(removals: readonly Fault[], posts: readonly Fault[] = []) {
    const { command, release } = gated();
    const { standIn, lines } = await online({ bot: testBot(command) });
    const { id, token } = standIn.interact(slash('gated', [PUBLIC]));
    await standIn.next(CALLBACK);
    standIn.script(REMOVE, ...removals);
    standIn.script(FOLLOW_UP, ...posts);
    release({ visibility: 'caller' });
    await outcomeOf(lines, id);
    return standIn.messagesOf(token);
  }

  it.each<[string, readonly Fault[], readonly Fault[]]>([
    ['the place was deleted already', [removed], []],
    ['Discord stumbles over the place', [outage], []],
    ['Discord stumbles over the message', [], [outage]],
    ['the message is refused', [], [badForm]],
    ['the message is broken off', [], ['reset']],
  ])('is private, and once, when %s', async (_, removals, posts) => {
    const messages = await misplaced(removals, posts);
    expect(messages.map(({ flags }) => flags)).toEqual([EPHEMERAL]);
  });

  it('is never shown to all: where the place cannot be cleared, it says so', async () => {
    const refusals = Array(3).fill({ status: 403, body: { message: 'Missing Access', code: 50001 } });
    const [only, ...more] = await misplaced(refusals);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ flags: 0, embeds: [], content: expect.stringContaining('please ask again') });
  });
});

describe('the acknowledgement', () => {
  it('leaves before anything is run', async () => {
    const { standIn } = await online({
      bot: testBot(
        defineCommand({
          ...{
            name: 'blunt',
            about: { summary: 'Says what had left before it ran.', examples: [''] },
            options: {},
          },
          run: (): Reply => {
            const seen = standInOf().sent.filter(({ method, path }) => CALLBACK.test(`${method} ${path}`)).length;
            return { ...FIXTURE_REPLIES.empty, summary: `${seen} acknowledged` };
          },
        }),
      ),
    });
    function standInOf() {
      return standIn;
    }
    for (let i = 0; i < 10; i++) standIn.interact(slash('blunt'));
    const summaries = [];
    for (let i = 0; i < 10; i++) summaries.push((await standIn.next(EDIT)).body.embeds?.[0]?.description);
    expect(summaries.every((summary) => summary?.match(/\*\*\d+ acknowledged/))).toBe(true);
    expect(summaries).not.toContainEqual(expect.stringContaining('**0 acknowledged'));
  });

  it.each<[string, readonly Fault[]]>([
    ['is broken off', ['reset']],
    ['is broken off after it was taken', ['cut']],
    ['is not answered', [timeUp]],
    ['meets an outage', [outage, outage]],
    ['is too fast', [slowDown(0.02)]],
  ])('is sent again when it %s, and the answer comes once', async (_, faults) => {
    const { standIn, lines } = await drawing();
    standIn.script(CALLBACK, ...faults);
    const { id, token } = standIn.interact(slash('drawn'));
    expect((await outcomeOf(lines, id)).fields).toMatchObject({ result: 'delivered' });
    expect(standIn.messagesOf(token)).toHaveLength(1);
  });

  it.each<[string, Fault, string]>([
    ['too late', REFUSALS.unknown, 'warn'],
    ['forbidden', { status: 403, body: { message: 'Missing Access', code: 50001 } }, 'warn'],
    ["another process's", REFUSALS.answered, 'info'],
  ])('that is %s is logged once, nothing is run, and the next is answered', async (_, refusal, level) => {
    const { standIn, lines } = await online();
    standIn.script(CALLBACK, refusal);
    const { id, token } = standIn.interact(slash('given', [NOTE]));
    await expect
      .poll(() => lines.filter(({ fields }) => 'invocation' in fields))
      .toMatchObject([{ level, fields: { invocation: id } }]);
    expect(JSON.stringify(lines)).not.toContain(token);
    standIn.interact(slash('given', [NOTE]));
    await standIn.next(EDIT);
    expect(standIn.messagesOf(token)).toEqual([]);
  });
});

describe('what decides the acknowledgement', () => {
  /** Comes when the test says so. */
  let arrived = Promise.withResolvers<{ public: string }>();
  const late = () => arrived.promise;
  const arrive = () => arrived.resolve({ public: 'yes' });
  beforeEach(() => {
    arrived = Promise.withResolvers();
  });
  const settingsOf = (get: Settings['get']): Settings => ({ get, set: async () => {}, forget: async () => {} });
  const option = { about: { summary: 'x', example: 'yes' }, type: yes };
  const seen = defineCommand({
    ...{ name: 'seen', about: { summary: 'Is seen by all when that was saved.', examples: [''] } },
    options: { public: option, settings: SAVED_OPTION },
    run: ({ public: everyone }, { given }): Reply => ({
      ...FIXTURE_REPLIES.empty,
      summary: JSON.stringify(given),
      visibility: everyone ? 'everyone' : 'caller',
    }),
  });
  const saving = (get: Settings['get']) => {
    const settings = settingsOf(get);
    return { bot: createBot({ commands: [seen], log: silentLog, services: { hub: undefined, settings } }), settings };
  };

  it.each<[string, Settings['get'], number]>([
    ['for everyone where that was saved for the server', async ({ user }) => (user ? {} : { public: 'yes' }), 0],
    ['for the caller where they saved that', async ({ user }) => ({ public: user ? 'no' : 'yes' }), EPHEMERAL],
    ['for the caller where nothing was saved', async () => ({}), EPHEMERAL],
    ['for the caller while the store does not say', late, EPHEMERAL],
    ['for the caller when the store is down', () => Promise.reject(new Error('down')), EPHEMERAL],
  ])('is %s', async (_, get, flags) => {
    const { standIn } = await online(saving(get));
    standIn.interact(slash('seen'));
    const { data } = (await standIn.next(CALLBACK)).body;
    if (get === late) arrive();
    const { body } = await standIn.next(EDIT);
    expect(data?.flags ?? 0).toBe(flags);
    // What is not known is asked for as private, so that the answer offers to be shared.
    if (get === late) expect(body.embeds?.[0]?.description).toContain('"public":"no"');
  });

  it('is remembered, so that a store that is slow later decides as before', async () => {
    let isSlow = false;
    const get: Settings['get'] = () => (isSlow ? late() : Promise.resolve({ public: 'yes' }));
    const { standIn } = await online(saving(get));
    standIn.interact(slash('seen'));
    await answerOf(standIn);
    isSlow = true;
    standIn.interact(slash('seen'));
    const { data } = (await standIn.next(CALLBACK)).body;
    arrive();
    expect(data?.flags ?? 0).toBe(0);
  });
});

describe('the same thing twice', () => {
  /** A store in which claims are never decided, or cannot be made. */
  const unsure = (claim: Store['claim']): Store => ({ ...createMemoryStore(), claim });

  it.each<[string, () => Store]>([
    ['share a store', () => createMemoryStore()],
    ['have a store that is down', () => unsure(() => Promise.reject(new Error('down')))],
    ['have a store that does not answer', () => unsure(() => new Promise(() => undefined))],
  ])('is answered once by two processes that %s', async (_, storeOf) => {
    const store = storeOf();
    const { standIn, lines } = await online({ store });
    const second = await connect({ standIn, store });
    await second.started;
    const { token } = standIn.interact(slash('given', [NOTE]));
    await expect.poll(() => [...lines, ...second.lines].filter(isOutcome).length).toBe(1);
    expect(standIn.messagesOf(token)).toHaveLength(1);
    expect(standIn.sent.filter(({ method, path }) => EDIT.test(`${method} ${path}`))).toHaveLength(1);
  });

  it.each([1, 2])('a button pressed twice is answered once, by %i processes', async (processes) => {
    const store = createMemoryStore();
    const { standIn, lines } = await online({ store });
    const all = [lines];
    if (processes === 2) {
      const second = await connect({ standIn, store });
      await second.started;
      all.push(second.lines);
    }
    standIn.interact(slash('given', [NOTE]));
    const [button] = (await answerOf(standIn)).body.components?.[0]?.components ?? [];
    const presses = [1, 2].map(() => standIn.interact(press(button?.custom_id ?? '')));
    await expect.poll(() => all.flat().filter(isOutcome).length).toBe(2);
    await expect.poll(() => presses.map(({ token }) => standIn.isAcknowledged(token))).toEqual([true, true]);
    expect(presses.flatMap(({ token }) => standIn.messagesOf(token))).toHaveLength(1);
  });
});

function isOutcome({ message }: Line): boolean {
  return message.startsWith('answer ');
}

it('a suggestion is answered while a command computes', async () => {
  const { command, release } = gated();
  const { standIn } = await online({ bot: testBot(command) });
  standIn.interact(slash('gated'));
  await standIn.next(CALLBACK);
  standIn.interact({
    ...{
      type: 4,
      data: { id: '1', name: 'echo', type: 1, options: [{ type: 3, name: 'model', value: 'qwen', focused: true }] },
    },
  });
  expect((await standIn.next(CALLBACK)).body.type).toBe(8);
  release();
  await standIn.next(EDIT);
});

it('a stand-in refuses a second acknowledgement', async () => {
  const standIn = await startStandIn();
  const url = `${standIn.api}/v10/interactions/1/token/callback`;
  const post = () =>
    fetch(url, { method: 'POST', body: '{"type":5}', headers: { 'content-type': 'application/json' } });
  const statuses = [(await post()).status, (await post()).status];
  await standIn.close();
  expect(statuses).toEqual([204, 400]);
});
