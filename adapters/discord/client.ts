/** discord.js's client, and what its life means for the connection. */
import { Client, Events, Options, Routes } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Log } from '../../src/ports.ts';
import { ClosedError, type Line } from '../connection.ts';
import { commandDefinitions, type CommandRoute, register } from './commands.ts';
import { failureOf, GatewayClosedError, registerSentence, startSentence } from './failures.ts';
import { requestWithin } from './request.ts';

/** For any request to Discord, in milliseconds; pictures are small. */
const TIMEOUT_MS = 10_000;

/** Interactions belong to no intent, no text of ours may ever ping anybody, and nothing is kept of those who ask. */
export function createClient(api: string | undefined): Client {
  const client: Client = new Client({
    intents: [],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
      GuildMemberManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
    }),
    rest: {
      ...(api ? { api } : {}),
      makeRequest: requestWithin(TIMEOUT_MS),
      timeout: TIMEOUT_MS,
      // Answers are tried again by us, who know what is safe to send twice, what else could be sent, and until when.
      retries: 0,
      rejectOnRateLimit: ['/webhooks', '/interactions'],
    },
  });
  return client;
}

/** Signs in and waits until Discord is ready. @throws Error with one sentence; ClosedError when no other try can help. */
export async function signIn(client: Client, token: string): Promise<void> {
  try {
    const ready = new Promise<void>((resolve, reject) => {
      client.once(Events.ClientReady, () => resolve());
      client.once(Events.ShardDisconnect, ({ code }) => reject(new GatewayClosedError(code)));
    });
    await Promise.all([client.login(token), ready]);
  } catch (error) {
    await client.destroy();
    throw error instanceof GatewayClosedError ? new ClosedError(startSentence(error)) : new Error(startSentence(error));
  }
}

/** Hands on what the client tells of its connection. An error event that nobody listens to would end the process. */
export function watch(client: Client, line: Line, log: Log): void {
  const again = () => {
    log.info({}, 'discord: connected again');
    line.say({ status: 'ready' });
  };
  client.on(Events.Error, (error) => log.error({ failure: failureOf(error) }, 'discord: error'));
  client.on(Events.ShardError, (error) => log.warn({ failure: failureOf(error) }, 'discord: connection error'));
  client.on(Events.ShardReconnecting, () => {
    log.info({}, 'discord: reconnecting');
    line.say({ status: 'retrying', reason: 'Discord closed the connection, which is being opened again.' });
  });
  client.on(Events.ShardResume, again);
  client.on(Events.ShardReady, again);
  client.on(Events.ShardDisconnect, ({ code }) => {
    line.lost(new ClosedError(startSentence(new GatewayClosedError(code))));
  });
}

/** @throws Error with one sentence when Discord does not take them; those that stand go on working. */
export async function registerCommands(client: Client, bot: Bot, guild: string | undefined, log: Log): Promise<void> {
  const definitions = commandDefinitions(bot.commands, guild === undefined);
  try {
    const isNew = await register(routeOf(client, guild), definitions);
    log.info({ commands: definitions.length, guild }, `discord: commands ${isNew ? 'registered' : 'unchanged'}`);
  } catch (error) {
    throw new Error(registerSentence(error, guild));
  }
}

function routeOf({ rest, application }: Client, guild: string | undefined): CommandRoute {
  const id = application?.id ?? '';
  const path = guild === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guild);
  return { get: () => rest.get(path), put: (definitions) => rest.put(path, { body: definitions }) };
}
