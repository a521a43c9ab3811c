/** Slack's variables. Only zod is imported here, so that start-up can check and explain them without loading Bolt. */
import { z } from 'zod';

const APP_PAGE = 'https://api.slack.com/apps → your app';

const ONE_IDENTITY =
  'Set SLACK_BOT_TOKEN (one workspace), or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (every workspace that installs it).';

const ONE_WAY_IN =
  'Set SLACK_APP_TOKEN (Socket Mode, nothing public to host) or SLACK_SIGNING_SECRET (Slack calls your public address), or both.';

interface Identity {
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_CLIENT_ID?: string | undefined;
  readonly SLACK_CLIENT_SECRET?: string | undefined;
}

function hasOneIdentity({
  SLACK_BOT_TOKEN: token,
  SLACK_CLIENT_ID: id,
  SLACK_CLIENT_SECRET: secret,
}: Identity): boolean {
  const given = [token, id, secret].filter((one) => one !== undefined).length;
  return token === undefined ? given === 2 : given === 1;
}

export const slackEnv = z
  .object({
    SLACK_BOT_TOKEN: z
      .string()
      .regex(/^xoxb-/, 'SLACK_BOT_TOKEN must start with "xoxb-".')
      .optional()
      .meta({
        description: 'For one workspace: answers are sent as this bot.',
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
    SLACK_CLIENT_ID: z
      .string()
      .regex(/^\d+\.\d+$/, 'SLACK_CLIENT_ID must be two numbers with a dot between.')
      .optional()
      .meta({
        description:
          'For many workspaces, in place of SLACK_BOT_TOKEN: each is added at PUBLIC_URL/slack/install, and its token lies encrypted with STORE_KEY.',
        where: `${APP_PAGE} → Basic Information → App Credentials → Client ID`,
        secret: false,
      }),
    SLACK_CLIENT_SECRET: z
      .string()
      .regex(/^[0-9a-f]{16,64}$/i, 'SLACK_CLIENT_SECRET must be hexadecimal digits.')
      .optional()
      .meta({
        description: 'Goes with SLACK_CLIENT_ID.',
        where: `${APP_PAGE} → Basic Information → App Credentials → Client Secret`,
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
    SLACK_API_URL: z
      .url({ protocol: /^https?$/, error: 'SLACK_API_URL must begin with https:// or http://.' })
      .regex(/\/$/, 'SLACK_API_URL must end in a slash.')
      .optional()
      .meta({
        description:
          "Where Slack's API is, when that is GovSlack's or a proxy of yours; https://slack.com/api/ unless set.",
        where: 'https://slack-gov.com/api/, or the address of the proxy, ending in a slash',
        secret: false,
      }),
  })
  .refine(hasOneIdentity, {
    path: ['SLACK_BOT_TOKEN'],
    error: ONE_IDENTITY,
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
  .refine((env) => env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined, {
    path: ['SLACK_APP_TOKEN'],
    error: ONE_WAY_IN,
    // Also when the bot token is missing, so that everything missing is told at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });

export type SlackEnv = z.infer<typeof slackEnv>;
