/** Asks the bot with the real commands, offline, as somebody who types a line. */
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Action, Block, RawArgs, Reply } from '../../commands/core/reply.ts';

const fail = (fields: object): never => {
  throw new Error(`logged: ${JSON.stringify(fields)}`);
};

const bot = createBot({ commands, log: { debug: () => {}, info: () => {}, warn: () => {}, error: fail } });
const caller = { platform: 'test', tenant: '', user: 'ada', locale: 'en' };

export function ask(command: string, args: RawArgs | string): Promise<Reply> {
  return bot.run({ id: 'test', command, args, caller });
}

/** `fit 4090`, as typed after the bot's name. */
export function say(line: string): Promise<Reply> {
  return ask('vram', line);
}

export function press({ command, args }: Action): Promise<Reply> {
  return ask(command, args);
}

export function actionsOf({ blocks }: Reply): readonly Action[] {
  return blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
}

/** Everything that a reader sees in words. */
export function wordsOf({ title, summary, blocks }: Reply): string {
  return [title, summary, ...blocks.map(blockWords)].join('\n');
}

function blockWords(block: Block): string {
  switch (block.type) {
    case 'text':
    case 'note':
      return block.text;
    case 'facts':
      return [block.title, ...block.items.map(({ label, value }) => `${label}: ${value}`)].join('\n');
    case 'table':
      return [block.title, ...block.rows.map((row) => row.join(' | '))].join('\n');
    case 'chart':
      return block.chart.alt;
    case 'link':
      return `${block.label}: ${block.url}`;
    case 'actions':
      return block.actions.map(({ label }) => label).join('\n');
    case 'file':
      return block.content;
    default:
      return block satisfies never;
  }
}
