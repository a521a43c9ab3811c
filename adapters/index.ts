/** The platforms. Listing them loads their variables only; their libraries load when they are on. */
import { z } from 'zod';
import type { Platform } from './adapter.ts';
import { discordEnv } from './discord/env.ts';
import { slackEnv } from './slack/env.ts';
import { terminalEnv } from './terminal/env.ts';

/** Identity with inference: `load` gets what its own variables parse to. */
function definePlatform<Env extends z.ZodObject>(platform: Platform<Env>): Platform {
  // A platform is only ever loaded with what its own schema has parsed.
  return platform as unknown as Platform;
}

export const platforms: readonly Platform[] = [
  definePlatform({
    name: 'Discord',
    env: discordEnv,
    load: async (env, services) => (await import('./discord/index.ts')).createDiscord(env, services),
  }),
  definePlatform({
    name: 'Slack',
    env: slackEnv,
    load: async (env, services) => (await import('./slack/index.ts')).connect(env, services),
  }),
  definePlatform({
    name: 'Terminal',
    on: 'for a command line',
    env: terminalEnv,
    load: async () => (await import('./terminal/index.ts')).createTerminal(),
  }),
  // The page answers whatever path no other platform takes, so it comes last.
  definePlatform({
    name: 'Web',
    on: 'in every server',
    env: z.object({}),
    load: async (_, services) => (await import('./web/index.ts')).createWeb(services),
  }),
];
