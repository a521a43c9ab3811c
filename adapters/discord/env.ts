/** Discord's variables. Only zod is imported here, so that start-up can explain them without loading discord.js. */
import { z } from 'zod';

export const DISCORD_TOKEN_WHERE = 'https://discord.com/developers/applications → your application → Bot → Reset Token';

export const discordEnv = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be the bot token: three parts with dots between, without "Bot" before it')
    .meta({
      description: 'The bot signs in with it.',
      where: DISCORD_TOKEN_WHERE,
      secret: true,
    }),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be the id of a server: 17 to 20 digits')
    .optional()
    .meta({
      description: 'Registers the commands in this one server, at once; unless set they are registered everywhere.',
      where: 'Discord → User Settings → Advanced → Developer Mode on, then right-click the server → Copy Server ID',
      secret: false,
    }),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
    .optional()
    .meta({
      description: "Where Discord's API is reached, when that is a proxy of yours; https://discord.com/api unless set.",
      where: 'the address of the proxy, ending in /api',
      secret: false,
    }),
});

export type DiscordEnv = z.infer<typeof discordEnv>;
