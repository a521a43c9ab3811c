/** Discord, over the gateway: an outgoing connection, nothing public to host, no privileged intents. */
import { type Client, Events } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Adapter, AdapterServices } from '../adapter.ts';
import { type Connection, keepConnected, type Line, type Waits } from '../connection.ts';
import { createJobs } from '../jobs.ts';
import { rememberSettings } from '../known.ts';
import { createOnce } from '../once.ts';
import { type DiscordPatience, PATIENCE } from './answer.ts';
import { createClient, registerCommands, signIn, watch } from './client.ts';
import type { DiscordEnv } from './env.ts';
import { logFailure } from './failures.ts';
import { handle, type Handling } from './interactions.ts';

export interface DiscordOptions {
  /** How long acknowledgements and answers are tried. */
  readonly patience?: DiscordPatience;
  /** Between tries to connect, and to register the commands. */
  readonly waits?: Waits;
}

export function createDiscord(env: DiscordEnv, services: AdapterServices, options: DiscordOptions = {}): Adapter {
  const { log, kept } = services;
  const { patience = PATIENCE, waits } = options;
  const jobs = createJobs();
  const { clock } = jobs;
  const serving = { ...services, saved: rememberSettings(kept?.settings), jobs, once: createOnce(services), patience };
  const keep = (name: string, connect: (line: Line) => Promise<void>) =>
    keepConnected({ name, connect, log, clock, waits });
  let client: Client | undefined;
  let connection: Connection | undefined;
  let registration: Connection | undefined;

  async function connect(bot: Bot, line: Line): Promise<void> {
    // A client serves one connection: one that was closed cannot sign in again.
    await client?.destroy();
    const made = (client = clientFor(env, { ...serving, bot }, line));
    await signIn(made, env.DISCORD_TOKEN);
    if (registration) return;
    const register = () => registerCommands(client ?? made, bot, env.DISCORD_GUILD_ID, log);
    registration = keep('The registration of commands', register);
    // Commands of an earlier start go on working, so nothing waits for it to succeed.
    await registration.start();
  }

  return {
    get where() {
      return whereOf(client, connection);
    },
    state: () => ({ ...registration?.state(), ...(connection?.state() ?? { status: 'starting' }) }),
    async start(bot) {
      connection = keep('Discord', (line) => connect(bot, line));
      await connection.start();
    },
    async stop() {
      jobs.close();
      await jobs.idle();
      await client?.destroy();
    },
  };
}

/** A client that answers what it receives. */
function clientFor({ DISCORD_API_URL }: DiscordEnv, handling: Handling, line: Line): Client {
  const { log, jobs } = handling;
  const client = createClient(DISCORD_API_URL);
  watch(client, line, log);
  client.on(Events.InteractionCreate, (interaction) => {
    const failed = (error: unknown) => logFailure(log, error, interaction.id);
    void jobs.run(() => handle(interaction, handling).catch(failed));
  });
  return client;
}

function whereOf(client: Client | undefined, connection: Connection | undefined): string {
  const { reason } = connection?.state() ?? {};
  const { user, application } = client ?? {};
  if (!application) return `Discord: not connected${reason === undefined ? '' : `. ${reason}`}`;
  const invite = `https://discord.com/oauth2/authorize?client_id=${application.id}&scope=bot+applications.commands`;
  return `Discord: answers as ${user?.username ?? 'the bot'}; add it to a server: ${invite}`;
}
