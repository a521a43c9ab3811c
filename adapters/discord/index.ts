/** Discord, over the gateway: an outgoing connection, nothing public to host, no privileged intents. */
import { Client, Events, type Interaction, Options, Routes } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Log } from '../../src/ports.ts';
import type { Adapter, AdapterServices } from '../adapter.ts';
import { commandDefinitions, type CommandRoute, register } from './commands.ts';
import type { DiscordEnv } from './env.ts';
import { failureOf, GatewayClosedError, logFailure, registerSentence, startSentence } from './failures.ts';
import { handle } from './interactions.ts';

export interface DiscordOptions {
  /** Where Discord's API is; tests have their own. */
  readonly api?: string;
  /** How long a reply may take before the interaction is deferred; Discord gives up after 3 s. */
  readonly deferAfterMs?: number;
}

export function createDiscord(env: DiscordEnv, services: AdapterServices, options: DiscordOptions = {}): Adapter {
  const { log, store, chart } = services;
  const { api, deferAfterMs = 1000 } = options;
  const client = createClient(api);
  const running = new Set<Promise<void>>();
  let isStopping = false;

  function take(interaction: Interaction, bot: Bot): void {
    if (isStopping) return;
    const work = handle(interaction, bot, { log, store, chart, deferAfterMs })
      .catch((error: unknown) => logFailure(log, error, interaction.id))
      .finally(() => running.delete(work));
    running.add(work);
  }

  return {
    get where() {
      return whereOf(client);
    },
    async start(bot) {
      watch(client, log);
      client.on(Events.InteractionCreate, (interaction) => take(interaction, bot));
      await connect(client, env.DISCORD_TOKEN);
      await registerCommands(client, bot, env.DISCORD_GUILD_ID, log);
    },
    async stop() {
      isStopping = true;
      await Promise.all(running);
      await client.destroy();
    },
  };
}

/** Interactions belong to no intent, no text of ours may ever ping anybody, and nothing is kept of those who ask. */
function createClient(api: string | undefined): Client {
  const client: Client = new Client({
    intents: [],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
      GuildMemberManager: { maxSize: 0, keepOverLimit: ({ id }) => id === client.user?.id },
    }),
    ...(api ? { rest: { api } } : {}),
  });
  return client;
}

/** Signs in and waits until Discord is ready. @throws Error with one sentence. */
async function connect(client: Client, token: string): Promise<void> {
  try {
    const ready = new Promise<void>((resolve, reject) => {
      client.once(Events.ClientReady, () => resolve());
      client.once(Events.ShardDisconnect, ({ code }) => reject(new GatewayClosedError(code)));
    });
    await Promise.all([client.login(token), ready]);
  } catch (error) {
    await client.destroy();
    throw new Error(startSentence(error));
  }
}

/** @throws Error with one sentence when Discord refuses them; when it only stumbles, those that stand go on working. */
async function registerCommands(client: Client, bot: Bot, guild: string | undefined, log: Log): Promise<void> {
  const definitions = commandDefinitions(bot.commands, guild === undefined);
  try {
    const isNew = await register(routeOf(client, guild), definitions);
    log.info({ commands: definitions.length, guild }, `discord: commands ${isNew ? 'registered' : 'unchanged'}`);
  } catch (error) {
    const failure = failureOf(error);
    const sentence = registerSentence(error, guild);
    if (failure.status === undefined || failure.status >= 500 || failure.status === 429) {
      log.error({ failure }, sentence);
      return;
    }
    await client.destroy();
    throw new Error(sentence);
  }
}

function routeOf({ rest, application }: Client, guild: string | undefined): CommandRoute {
  const id = application?.id ?? '';
  const path = guild === undefined ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guild);
  return { get: () => rest.get(path), put: (definitions) => rest.put(path, { body: definitions }) };
}

/** An error event that nobody listens to would end the process. */
function watch(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.error({ failure: failureOf(error) }, 'discord: error'));
  client.on(Events.ShardError, (error) => log.warn({ failure: failureOf(error) }, 'discord: connection error'));
  client.on(Events.ShardReconnecting, () => log.info({}, 'discord: reconnecting'));
  client.on(Events.ShardResume, () => log.info({}, 'discord: connected again'));
  client.on(Events.ShardDisconnect, ({ code }) => log.error({ code }, 'discord: disconnected for good'));
  client.on(Events.Invalidated, () => log.error({}, 'discord: the session was ended; restart to sign in again'));
}

function whereOf({ user, application }: Client): string {
  if (!application) return 'Discord: not connected';
  const invite = `https://discord.com/oauth2/authorize?client_id=${application.id}&scope=bot+applications.commands`;
  return `Discord: answers as ${user?.username ?? 'the bot'}; add it to a server: ${invite}`;
}
