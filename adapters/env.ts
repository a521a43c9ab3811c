/** The environment, read once and whole: general settings, and each platform's variables. */
import { z } from 'zod';
import type { Platform } from './adapter.ts';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

type Variables = Readonly<Record<string, string | undefined>>;

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
  NO_COLOR: z
    .string()
    .optional()
    .meta({ description: 'Any value keeps colours and box characters out of the terminal (https://no-color.org).' }),
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

/** A platform that is on, with its checked variables. */
export interface PlatformOn {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, unknown>>;
}

export interface Environment {
  readonly settings: Settings;
  readonly on: readonly PlatformOn[];
  readonly off: readonly Platform[];
  /** The values that must never be printed. */
  readonly secrets: readonly string[];
}

/** The environment is not right; the message lists everything that is wrong with it, and no value of a secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * Checks all of it, and says all that is wrong at once. A platform none of whose variables is set is off; an empty value
 * counts as none.
 * @throws EnvironmentError
 */
export function readEnv(platforms: readonly Platform[], given: Variables): Environment {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim()));
  const [off, wanted] = partition(platforms, ({ env }) => Object.keys(env.shape).every((name) => !(name in set)));
  const settings = settingsEnv.safeParse(set);
  const results = wanted.map((platform) => ({ platform, result: platform.env.safeParse(set) }));
  const problems = [
    ...problemsOf('Settings', settingsEnv, settings.error, set),
    ...results.flatMap(({ platform, result }) => problemsOf(platform.name, platform.env, result.error, set)),
  ];
  if (problems.length > 0 || !settings.success) throw new EnvironmentError(problemText(problems));
  return {
    settings: settings.data,
    on: results.flatMap(({ platform, result }) => (result.success ? [{ platform, env: result.data }] : [])),
    off,
    secrets: secretsIn(platforms, set),
  };
}

/** The values of every variable marked secret, as they stand in the environment, right or wrong. */
function secretsIn(platforms: readonly Platform[], set: Variables): readonly string[] {
  return [settingsEnv, ...platforms.map(({ env }) => env)]
    .flatMap((env) => Object.entries(env.shape))
    .filter(([, field]) => metaOf(field).secret)
    .flatMap(([name]) => set[name] ?? []);
}

/** One heading and its lines a platform. */
function problemsOf(title: string, env: z.ZodObject, error: z.ZodError | undefined, set: Variables): readonly string[] {
  if (!error) return [];
  return [title, ...new Set(error.issues.map((issue) => problemLine(env, issue, set)))];
}

function problemLine(env: z.ZodObject, { code, path, message }: z.core.$ZodIssue, set: Variables): string {
  const name = path[0] === undefined ? undefined : String(path[0]);
  if (name === undefined) return `  ${message}`;
  const { description, where } = metaOf(env.shape[name]);
  const source = where ? ` Get it: ${where}` : '';
  // A rule over several variables explains itself better than the one variable it points at.
  if (set[name] === undefined) return `  ${name} is missing. ${code === 'custom' ? message : description}${source}`;
  return `  ${message.startsWith(name) ? message : `${name} ${message}.`}${source}`;
}

function problemText(lines: readonly string[]): string {
  return [
    'Headroom cannot start, because the environment is not complete or not right:',
    '',
    ...lines,
    '',
    'Set these in .env or in the environment; a platform with none of its variables set stays off.',
  ].join('\n');
}

/** What a platform's variable says about itself. */
export interface VariableMeta {
  readonly description: string;
  readonly where: string | undefined;
  readonly secret: boolean;
}

export function metaOf(field: unknown): VariableMeta {
  const meta = field instanceof z.ZodType ? field.meta() : undefined;
  const { description = '', where, secret } = meta ?? {};
  return { description, where: typeof where === 'string' ? where : undefined, secret: secret === true };
}

/** The variables that would turn a platform on: what its schema misses when nothing is set. */
export function requiredOf({ env }: Platform): readonly string[] {
  const { error } = env.safeParse({});
  return [...new Set(error?.issues.map(({ path }) => String(path[0])) ?? Object.keys(env.shape))];
}

/** The text of `.env.example`: every variable with what it is and where to get it, none of them set. */
export function envExample(platforms: readonly Platform[]): string {
  return [
    '# Copy this to .env and fill in what you need; everything may stay empty. A platform with none of its variables set',
    '# stays off. Variables of the environment go before those of this file.',
    exampleSection('General', settingsEnv),
    ...platforms.map(({ name, env }) => exampleSection(name, env)),
    '',
  ].join('\n');
}

function exampleSection(title: string, env: z.ZodObject): string {
  const variables = Object.entries(env.shape).map(([name, field]) => {
    const { description, where } = metaOf(field);
    const preset = z.safeParse(field as z.ZodType, undefined).data;
    const lines = [description, where && `Get it: ${where}`, isPlain(preset) && `Unless set: ${String(preset)}`];
    return [...lines.filter(Boolean).map((line) => `# ${line}`), `${name}=`].join('\n');
  });
  return `\n# ----- ${title} -----\n\n${variables.join('\n\n')}`;
}

/** A preset that reads as it is written; the description tells any other. */
function isPlain(preset: unknown): boolean {
  return preset !== undefined && (typeof preset !== 'object' || Array.isArray(preset));
}

function partition<T>(all: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(test), all.filter((item) => !test(item))];
}
