/** The variables that belong to no platform. */
import { z } from 'zod';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Simple answers within a minute; 0 is no limit. */
const PRESET_LIMITS = { person: 30, tenant: 300, address: 60 };

export const settingsEnv = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65_535, 'must be 0 to 65535')
    .default(3000)
    .meta({ description: 'Port of the web page and of every other HTTP route; 0 takes any free one.' }),
  HOST: z
    .string()
    .optional()
    .meta({ description: 'Address to listen on: every one unless set; 127.0.0.1 keeps the page to this machine.' }),
  LOG_LEVEL: z
    .enum(LEVELS, `must be one of ${LEVELS.join(', ')}`)
    .default('info')
    .meta({ description: `How much is logged: ${LEVELS.join(', ')}.` }),
  HF_TOKEN: z.string().optional().meta({
    description: 'Lets the bot read models on the Hugging Face Hub that are gated or private to its account.',
    where: 'https://huggingface.co/settings/tokens → Create new token → Read',
    secret: true,
  }),
  HF_TOKEN_FOR: z
    .string()
    .regex(
      /^\s*[a-z]+(:\w+)?(\s*,\s*[a-z]+(:\w+)?)*\s*$/,
      'must be platforms, such as slack or slack:T0123, with commas',
    )
    .transform((text) => text.split(',').map((part) => part.trim()))
    .default(['terminal', 'discord', 'slack'])
    .meta({
      description:
        'For whom HF_TOKEN is used: discord, slack, terminal or web for everybody there, discord:SERVER or slack:WORKSPACE for one (their ids), with commas. Name your own where strangers can add the bot; the web page is anonymous. What everybody may read is asked for without it.',
    }),
  HF_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default('https://huggingface.co')
    .meta({ description: 'The Hugging Face Hub, or a mirror of it. No model is looked for anywhere else.' }),
  DATABASE_URL: z.string().optional().meta({
    description:
      'Where settings, installations, links, long buttons and what the Hub and the price catalogues last said are kept: postgres://user:password@host/database, or the path of a SQLite file. Several processes need the former. ./data/headroom.sqlite unless set.',
    secret: true,
  }),
  STORE_KEY: z
    .string()
    .regex(/^\s*[\w+/-]{43}=?(\s*,\s*[\w+/-]{43}=?)*\s*$/, 'must be 32 bytes in base64, or several such with commas')
    .optional()
    .meta({
      description:
        'Encrypts the tokens of Slack workspaces. To change it, put the new key and a comma in front of the old one; after the next start the old one may go.',
      where: 'openssl rand -base64 32',
      secret: true,
    }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .optional()
    .meta({
      description:
        'Where others reach this server, as https://bot.example: Slack then shows charts as pictures, and answers offer links to the page.',
    }),
  PROXIES: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 9')
    .max(9, 'must be 0 to 9')
    .default(0)
    .meta({
      description:
        'How many reverse proxies of yours stand in front of the page: the X-Forwarded-For of so many is believed, so that people behind them are told apart.',
    }),
  LIMITS: z
    .string()
    .regex(
      /^\s*(person|tenant|address):\d{1,6}(\s*,\s*(person|tenant|address):\d{1,6})*\s*$/,
      'must be as person:30,tenant:300',
    )
    .transform((text) => ({ ...PRESET_LIMITS, ...limitsIn(text) }))
    .default(PRESET_LIMITS)
    .meta({
      description:
        'How many simple answers a minute a person gets, everybody in a server or workspace together (tenant), and an address that asks the page: person:30,tenant:300,address:60 unless set. Answers that take longer count for more; 0 is no limit.',
    }),
  CHART_KEY: z.string().min(16, 'must be at least 16 characters').optional().meta({
    description:
      'Signs the addresses of pictures. Unless set, one is made at each start and older addresses end; several processes need the same.',
    where: 'openssl rand -base64 32',
    secret: true,
  }),
  PRICES_REFRESH: z.enum(['on', 'off'], 'must be on or off').default('off').meta({
    description:
      'on reads public price catalogues every seven hours: gpuhunt (dstack-gpu-pricing.s3.eu-west-1.amazonaws.com) and SkyPilot (raw.githubusercontent.com). off keeps the prices that come with the program.',
  }),
  PRICES_FILE: z.string().optional().meta({
    description:
      'A JSON file of own prices, which go before all others: {"date": "2026-07-20", "prices": [{"provider": "our cluster", "gpu": "H100", "perGpuHour": 1.5}]}; another currency takes "currency" and "usdPerUnit".',
  }),
  METRICS_PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be 0 to 65535')
    .max(65_535, 'must be 0 to 65535')
    .optional()
    .meta({
      description:
        'Port on which Prometheus reads /metrics: answers by command, platform and outcome, their time, the event loop, memories, the age of prices, the budget of the Hub. Unless it or METRICS_TOKEN is set nothing is counted.',
    }),
  METRICS_TOKEN: z.string().min(16, 'must be at least 16 characters').optional().meta({
    description:
      'Whoever reads /metrics has to send it, as Authorization: Bearer. Without METRICS_PORT they are then read at the port of the page.',
    where: 'openssl rand -base64 32',
    secret: true,
  }),
  DRAIN_SECONDS: z.coerce
    .number('must be a number')
    .min(0, 'must be 0 to 60')
    .max(60, 'must be 0 to 60')
    .default(3)
    .meta({
      description:
        'How long everybody is still served after SIGTERM, while /readyz says that this process stops. What runs then gets up to 5 seconds more.',
    }),
});

function limitsIn(text: string): Partial<typeof PRESET_LIMITS> {
  return Object.fromEntries(
    text
      .split(',')
      .map((part) => part.trim().split(':'))
      .map(([who, count]) => [who, Number(count)]),
  );
}

export type Settings = z.infer<typeof settingsEnv>;

/** A command line is answered from these alone: what is only wrong with a server keeps nobody waiting there. */
export const OF_A_COMMAND_LINE = ['HF_TOKEN', 'HF_TOKEN_FOR', 'HF_ENDPOINT', 'DATABASE_URL', 'PRICES_FILE'] as const;
