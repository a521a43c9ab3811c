/** Slack's variables. Only zod is imported here, so that start-up can check and explain them without loading Bolt. */
import { z } from 'zod';

const APP_PAGE = 'https://api.slack.com/apps → your app';

const ONE_WAY_IN =
  'Set SLACK_APP_TOKEN (Socket Mode, nothing public to host) or SLACK_SIGNING_SECRET (Slack calls your public address), or both.';

export const slackEnv = z
  .object({
    SLACK_BOT_TOKEN: z
      .string({ error: 'SLACK_BOT_TOKEN is missing.' })
      .regex(/^xoxb-/, 'SLACK_BOT_TOKEN must start with "xoxb-".')
      .meta({
        description: 'Answers are sent as this bot.',
        where: `${APP_PAGE} → OAuth & Permissions → Bot User OAuth Token (shown after Install to Workspace)`,
        secret: true,
      }),
    SLACK_APP_TOKEN: z
      .string()
      .regex(/^xapp-/, 'SLACK_APP_TOKEN must start with "xapp-".')
      .optional()
      .meta({
        description: 'Socket Mode: commands arrive over an outgoing connection, nothing public to host.',
        where: `${APP_PAGE} → Basic Information → App-Level Tokens → Generate, with the scope connections:write`,
        secret: true,
      }),
    SLACK_SIGNING_SECRET: z
      .string()
      .regex(/^[0-9a-f]{16,64}$/i, 'SLACK_SIGNING_SECRET must be hexadecimal digits.')
      .optional()
      .meta({
        description: 'HTTP: proves that a request to /slack/events comes from Slack.',
        where: `${APP_PAGE} → Basic Information → App Credentials → Signing Secret`,
        secret: true,
      }),
    SLACK_COMMAND_PREFIX: z
      .string()
      .regex(/^[a-z0-9_-]{0,16}$/, 'SLACK_COMMAND_PREFIX can be up to 16 lower-case letters, digits, "-" and "_".')
      .optional()
      .meta({
        description: 'Put before every slash command where another app has taken /vram: "ml-" makes it /ml-vram.',
        where: 'your choice; the same as in the manifest (npm run manifest -- --prefix ml-)',
        secret: false,
      }),
  })
  .refine((env) => env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined, {
    path: ['SLACK_APP_TOKEN'],
    error: ONE_WAY_IN,
    // Also when the bot token is missing, so that everything missing is told at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });

export type SlackEnv = z.infer<typeof slackEnv>;
