/** The environment, read once and whole: general settings, and each platform's variables. */
import { z } from 'zod';
import type { Platform } from './adapter.ts';
import { OF_A_COMMAND_LINE, type Settings, settingsEnv } from './settings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A platform that is on, with its checked variables. */
interface PlatformOn {
  readonly platform: Platform;
  readonly env: Readonly<Record<string, unknown>>;
}

export interface Environment {
  readonly settings: Settings;
  readonly on: readonly PlatformOn[];
  /** Those that their variables would turn on. */
  readonly off: readonly Platform[];
  /** The values that must never be printed. */
  readonly secrets: readonly string[];
}

/** The environment is not right; the message lists everything that is wrong with it, and no value of a secret. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** How the program was started: to serve, or to answer one command line. */
export type Start = 'server' | 'command line';

/**
 * Checks all of it, and says all that is wrong at once. A platform none of whose variables is set is off; an empty value
 * counts as none.
 * @throws EnvironmentError
 */
export function readEnv(platforms: readonly Platform[], given: Variables, start: Start = 'server'): Environment {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim()));
  const wanted = platforms.filter((platform) => isWanted(platform, set, start));
  const general = start === 'server' ? set : pick(set, OF_A_COMMAND_LINE);
  const settings = settingsEnv.safeParse(general);
  const results = wanted.map((platform) => ({ platform, result: platform.env.safeParse(set) }));
  const problems = [
    ...problemsOf('Settings', settingsEnv, settings.error, general),
    ...results.flatMap(({ platform, result }) => problemsOf(platform.name, platform.env, result.error, set)),
  ];
  if (problems.length > 0 || !settings.success) throw new EnvironmentError(problemText(problems));
  return {
    settings: settings.data,
    on: results.flatMap(({ platform, result }) => (result.success ? [{ platform, env: result.data }] : [])),
    off: platforms.filter((platform) => platform.on === undefined && !wanted.includes(platform)),
    secrets: secretsIn(platforms, set),
  };
}

function isWanted({ on, env }: Platform, set: Variables, start: Start): boolean {
  if (start === 'command line') return on === 'for a command line';
  if (on !== undefined) return on === 'in every server';
  return Object.keys(env.shape).some((name) => name in set);
}

function pick(set: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(set).filter(([name]) => names.includes(name)));
}

/** The values of every variable marked secret, as they stand in the environment, right or wrong, and passwords in them. */
function secretsIn(platforms: readonly Platform[], set: Variables): readonly string[] {
  return [settingsEnv, ...platforms.map(({ env }) => env)]
    .flatMap((env) => Object.entries(env.shape))
    .filter(([, field]) => metaOf(field).secret)
    .flatMap(([name]) => set[name] ?? [])
    .flatMap((value) => [value, ...passwordIn(value)]);
}

/** Of an address: libraries quote it without the rest. */
function passwordIn(value: string): readonly string[] {
  const { password = '' } = URL.parse(value) ?? {};
  return password === '' ? [] : [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
interface VariableMeta {
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
