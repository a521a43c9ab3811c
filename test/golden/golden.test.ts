/**
 * Whole replies as people see them, one file for each command and platform. After a change that is meant to show,
 * `npx vitest run test/golden -u` writes them again; read the difference before you commit it.
 */
import { describe, expect, it } from 'vitest';
import { createWeb } from '../../adapters/web/index.ts';
import { commands } from '../../commands/index.ts';
import { caller, goldenBot, quietLog } from './bot.ts';
import { readDiscord } from './discord.ts';
import { type Asked, MORE, type Question, QUESTIONS } from './questions.ts';
import { readSlack } from './slack.ts';
import { readTerminal } from './terminal.ts';
import { readPage } from './web.ts';

type Ask = (command: string, question: Question) => Promise<string>;

/** How a question is put on each platform; a new conversation for each file. */
const PLATFORMS: Readonly<Record<string, () => Promise<Ask>>> = {
  discord: async () => chat('discord', readDiscord),
  slack: async () => chat('slack', readSlack),
  async terminal() {
    const { bot } = goldenBot();
    return (command, { text, attached = {} }) => {
      const files = Object.entries(attached).map(([name, value]) => `${name}:'${value}'`);
      return readTerminal(bot, command, [[text, ...files].join(' ')]);
    };
  },
  async web() {
    const { bot, links } = goldenBot();
    const web = createWeb({ log: quietLog, kept: { links } });
    await web.start(bot);
    let part: 'page' | 'answer' = 'page';
    return async (command, { text, attached = {} }) => {
      const response = await web.fetch!(pageRequest(command, text, attached));
      const read = readPage(await response!.text(), part);
      // The form is the same for every question.
      part = 'answer';
      return `(status ${response!.status})\n${read}`;
    };
  },
};

function chat(platform: string, read: (reply: Parameters<typeof readDiscord>[0]) => Promise<string>): Ask {
  const { bot } = goldenBot();
  return async (command, { text, attached = {} }) =>
    read(await bot.run({ id: 'golden', command, args: text, attached, caller: caller(platform) }));
}

/** The address of a question, or the form with the file beside it. */
function pageRequest(command: string, text: string, attached: Readonly<Record<string, string>>): Request {
  const at = 'http://localhost/';
  if (Object.keys(attached).length === 0) {
    const asked = text === '' ? { command } : { command, q: text };
    return new Request(`${at}?${new URLSearchParams(asked)}`);
  }
  const body = new FormData();
  body.set('form', command);
  for (const word of text.split(' ')) body.set(`o.${word.split(':')[0]}`, word.split(':')[1] ?? '');
  for (const [name, value] of Object.entries(attached)) body.set(`o.${name}`, value);
  return new Request(at, { method: 'POST', body });
}

const names = Object.keys(QUESTIONS) as Asked[];

it('asks of every command', () => {
  expect(names.toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
});

describe.each(Object.entries(PLATFORMS))('%s', (platform, open) => {
  it.each(names)('%s', async (command) => {
    const ask = await open();
    const answers: string[] = [];
    for (const question of QUESTIONS[command] as readonly Question[]) {
      const files = Object.keys(question.attached ?? {}).map((name) => ` + file ${name}`);
      const heading = `════ /${command} ${question.text}${files.join('')}`.trimEnd();
      answers.push(`${heading}\n\n${await ask(command, question)}\n`);
    }
    await expect(settled(answers.join('\n'))).toMatchFileSnapshot(`${platform}/${command}.txt`);
  });
});

it.each(Object.entries(MORE))('%s', async (name, questions) => {
  const answers: string[] = [];
  for (const { text } of questions) {
    const [command = '', ...words] = text.split(' ');
    const shown = await readTerminal(goldenBot().bot, command, [words.join(' ')]);
    answers.push(`════ /${text}\n\n${shown}\n`);
  }
  await expect(settled(answers.join('\n'))).toMatchFileSnapshot(`words/${name.replaceAll(' ', '-')}.txt`);
});

describe('what scripts read', () => {
  it.each(names)('of %s', async (command) => {
    const [{ text }] = QUESTIONS[command] as readonly [Question];
    const shown = await readTerminal(goldenBot().bot, command, [text, '--json']);
    const [, json = '', end = ''] = /^\(output\)\n([^]*)\n(\(exit \d\))$/.exec(shown) ?? [];
    const short = JSON.stringify(shortened(JSON.parse(json)), undefined, 2);
    const file = `════ /${command} ${text} --json\n\n${short}\n${end}\n`;
    await expect(settled(file)).toMatchFileSnapshot(`json/${command}.txt`);
  });
});

/** Keys of links are made with a secret of each store. */
function settled(text: string): string {
  return text.replace(/\/s\/[0-9a-z]{12}\b/g, '/s/KEY');
}

/** Of long lists the first two; keys in the order of the alphabet, since none other is promised. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shown = value.slice(0, value.length > 6 ? 2 : value.length).map(shortened);
    return shown.length < value.length ? [...shown, `… ${value.length - shown.length} more`] : shown;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shortened(inner)]),
  );
}
