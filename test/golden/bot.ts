/** The bot with its real commands and services, on a day that never passes, with the prices that come with the program. */
import { type Bot, createBot } from '../../commands/core/bot.ts';
import type { Caller } from '../../commands/core/command.ts';
import { commands } from '../../commands/index.ts';
import type { Log, Links } from '../../src/ports.ts';
import { createLinks } from '../../src/services/links/index.ts';
import { createStores } from '../../src/services/store/index.ts';

const TODAY = new Date('2026-09-01T12:00:00Z');

const fail = (fields: object, message: string): never => {
  throw new Error(`${message}: ${JSON.stringify(fields)}`);
};

export const quietLog: Log = { debug() {}, info() {}, warn: fail, error: fail };

export const caller = (platform: string): Caller => ({
  platform,
  tenant: 'T1',
  user: 'ada',
  locale: 'en',
  isManager: async () => true,
});

/** A bot that remembers nothing of another's settings and links. */
export function goldenBot(): { readonly bot: Bot; readonly links: Links } {
  const { keys, settings } = createStores({ databaseUrl: ':memory:', log: quietLog, now: () => TODAY.getTime() });
  const links = createLinks({ store: keys, publicUrl: 'https://bot.example', now: () => TODAY.getTime() });
  const services = { hub: undefined, settings, links, now: () => TODAY };
  return { bot: createBot({ commands, log: quietLog, services }), links };
}

/** An invocation as a person would type it; a file is told by its length. */
export function written(command: string, args: Readonly<Record<string, string>>): string {
  const words = Object.entries(args).map(
    ([name, value]) => `${name}:${value.length > 300 ? told(value) : quoted(value)}`,
  );
  return ['/' + command, ...words].join(' ');
}

function told(value: string): string {
  return `(${value.length} characters)`;
}

function quoted(value: string): string {
  return /\s|^$/.test(value) ? `"${value}"` : value;
}
