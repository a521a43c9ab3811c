/** What the log says of answers, through the log as the server makes it. */
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../adapters/log.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { type Command, defineCommand } from '../../../commands/core/command.ts';
import { commands } from '../../../commands/index.ts';
import { createStores } from '../../../src/services/store/index.ts';
import type { Answered } from '../../../src/ports.ts';

const WORDS = 'our-secret-project';
const caller = { platform: 'slack', tenant: 'T1', user: 'ada', locale: 'en' };

/** Breaks as our own code would: with a message that quotes what it could not read. */
const broken: Command = defineCommand({
  ...commands[0]!,
  name: 'broken',
  run: ({ model }: { readonly model?: unknown }) => JSON.parse(`{"${String(model)}\n    at ${String(model)}`) as never,
});

function setup(level: string) {
  const lines: string[] = [];
  const counted: Answered[] = [];
  const log = createLog({ level, secrets: [], write: (line) => lines.push(line) });
  const { settings } = createStores({ databaseUrl: '/dev/null/none.sqlite', log });
  const meters = { answered: (answer: Answered) => void counted.push(answer), recalled() {} };
  const bot = createBot({
    commands: [...commands, broken],
    log,
    services: { hub: undefined, settings },
    door: { meters },
  });
  return {
    counted,
    text: () => lines.join(''),
    told: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    ask: (id: string, command: string, args: string) => bot.run({ id, command, args, caller }),
  };
}

const QUESTIONS = [
  ['vram', '8b qlora 24', 'vram', 'answer'],
  ['vram', 'help', 'vram-help', 'answer'],
  ['vram', WORDS, 'vram', 'unknown-model'],
  ['vram', `model:${WORDS}/${WORDS}`, 'vram', 'not-available'],
  ['vram', `8b rank:${WORDS}`, 'vram', 'invalid-option'],
  [WORDS, '8b', 'unknown', 'unknown-command'],
  ['broken', WORDS, 'broken', 'internal'],
] as const;

describe('an invocation', () => {
  it.each(QUESTIONS)('%s %s is one line, and counted', async (command, args, name, outcome) => {
    const { ask, told, counted } = setup('info');
    await ask('id-1', command, args);
    const lines = told().filter(({ msg }) => msg === 'answered');
    expect(lines).toEqual([
      expect.objectContaining({
        invocation: 'id-1',
        platform: 'slack',
        command: name,
        outcome,
        ms: expect.any(Number),
        queuedMs: 0,
      }),
    ]);
    expect(counted).toEqual([{ platform: 'slack', command: name, outcome, ms: expect.any(Number), queuedMs: 0 }]);
  });
  it('leaves nothing of what was asked in the log', async () => {
    const { ask, text, told } = setup('info');
    for (const [command, args] of QUESTIONS) await ask('id-1', command, args);
    expect(text()).not.toContain(WORDS);
    const [bug] = told().filter(({ msg }) => msg === 'invocation failed');
    expect(bug).toMatchObject({
      invocation: 'id-1',
      command: 'broken',
      failure: { type: 'SyntaxError', at: expect.arrayContaining([expect.stringMatching(/^at .*told\.test\.ts:\d+/)]) },
    });
  });
  it('is told whole to those who look for a bug', async () => {
    const { ask, text } = setup('debug');
    await ask('id-1', 'broken', WORDS);
    expect(text()).toContain(WORDS);
  });
});
