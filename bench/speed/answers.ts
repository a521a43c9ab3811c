/** A bot without a network, and its answers. */
import { createBot, type Bot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { Prices } from '../../src/ports.ts';

/** What somebody asks: a command and its arguments as text. */
export interface Question {
  readonly command: string;
  readonly args: string;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const caller = { platform: 'bench', tenant: '', user: '', locale: 'en' };

export function newBot(prices?: Prices): Bot {
  return createBot({ commands, log: silent, services: { hub: undefined, ...(prices ? { prices } : {}) } });
}

/** @throws Error where the bot failed by its own fault; what it refuses is an answer like others. */
export async function answerOf(bot: Bot, { command, args }: Question): Promise<Reply> {
  const reply = await bot.run({ id: 'bench', command, args, caller });
  if (reply.error?.code === 'internal') throw new Error(`/${command} ${args}: ${reply.summary}`);
  return reply;
}

export function wordsOf({ command, args }: Question): string {
  return `/${command} ${args}`.trim();
}
