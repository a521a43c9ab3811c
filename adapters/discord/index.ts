/** Discord, over the gateway: an outgoing connection, nothing public to host, no privileged intents. */
import { type Client, Events } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Adapter, AdapterServices, AdapterState } from '../adapter.ts';
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
  const { log, store, kept } = services;
  const { patience = PATIENCE, waits } = options;
  const jobs = createJobs();
  const once = createOnce({ store, log });
  const link = createLink(env, { ...services, saved: rememberSettings(kept?.settings), jobs, once, patience }, waits);
  return {
    get where() {
      return whereOf(link.client(), link.state());
    },
    state: link.state,
    start: link.open,
    async stop() {
      jobs.close();
      await jobs.idle();
      await link.close();
    },
  };
}

/** The connection to Discord, and the registration of commands over the first one that there is. */
function createLink(env: DiscordEnv, handling: Omit<Handling, 'bot'>, waits: Waits | undefined) {
  const { log, jobs } = handling;
  const { clock } = jobs;
  let client: Client | undefined;
  let connection: Connection | undefined;
  let registration: Connection | undefined;

  /** A client serves one connection: one that was closed cannot sign in again. */
  async function connect(bot: Bot, line: Line): Promise<void> {
    await client?.destroy();
    const made = (client = createClient(env.DISCORD_API_URL));
    watch(made, line, log);
    made.on(Events.InteractionCreate, (interaction) => {
      const handled = () => handle(interaction, { ...handling, bot });
      void jobs.run(() => handled().catch((error: unknown) => logFailure(log, error, interaction.id)));
    });
    await signIn(made, env.DISCORD_TOKEN);
    if (registration) return;
    const register = () => registerCommands(client ?? made, bot, env.DISCORD_GUILD_ID, log);
    registration = keepConnected({ name: 'The registration of commands', log, clock, waits, connect: register });
    // Commands of an earlier start go on working, so nothing waits for it to succeed.
    await registration.start();
  }

  return {
    client: () => client,
    state: (): AdapterState => ({ ...registration?.state(), ...(connection?.state() ?? { status: 'starting' }) }),
    async open(bot: Bot): Promise<void> {
      connection = keepConnected({ name: 'Discord', log, clock, waits, connect: (line) => connect(bot, line) });
      await connection.start();
    },
    close: async () => client?.destroy(),
  };
}

function whereOf(client: Client | undefined, { reason }: AdapterState): string {
  const { user, application } = client ?? {};
  if (!application) return `Discord: not connected${reason === undefined ? '' : `. ${reason}`}`;
  const invite = `https://discord.com/oauth2/authorize?client_id=${application.id}&scope=bot+applications.commands`;
  return `Discord: answers as ${user?.username ?? 'the bot'}; add it to a server: ${invite}`;
}
