/** What went wrong with Discord, in words that carry no token: its errors hold addresses and bodies that do. */
import {
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  GatewayCloseCodes,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Log } from '../../src/ports.ts';
import { DISCORD_TOKEN_WHERE } from './env.ts';

const LONGEST_MESSAGE = 300;

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  readonly status?: number;
}

/** The parts of an error that may be logged. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: typeof error, message: 'not an error' };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return {
    name: error.name,
    message: `${error.message}${cause}`.slice(0, LONGEST_MESSAGE),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
  };
}

/** Discord closed the connection and will not have it back as it is. */
export class GatewayClosedError extends Error {
  override readonly name = 'GatewayClosedError';
  readonly code: number;

  /** @param code of docs.discord.com, topics/opcodes-and-status-codes, "Gateway Close Event Codes". */
  constructor(code: number) {
    super(`it closed the connection (${code})`);
    this.code = code;
  }
}

/** Whether the interaction can no longer be answered: its time ran out, or it was answered already. */
function isGone(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownInteraction ||
      error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
  );
}

/** Logs a failed answer: too late is the network's or the caller's doing, anything else is ours. */
export function logFailure(log: Log, error: unknown, invocation: string): void {
  const fields = { invocation, failure: failureOf(error) };
  if (isGone(error)) log.warn(fields, 'discord: the interaction was gone before its answer');
  else log.error(fields, 'discord: could not answer');
}

/** What whoever runs the bot can do about a connection that was closed for good. */
const REMEDIES: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.InvalidShard]: 'this version of the bot asks for a shard that there is not',
  [GatewayCloseCodes.ShardingRequired]: 'the bot is in too many servers for one connection',
  [GatewayCloseCodes.InvalidAPIVersion]: 'this version of the bot is too old for Discord',
  [GatewayCloseCodes.InvalidIntents]: 'this version of the bot asks for intents that there are not',
  [GatewayCloseCodes.DisallowedIntents]:
    'the application may not use the intents that the bot asks for: https://discord.com/developers/applications → Bot',
};

/** One sentence for who runs the bot. */
export function startSentence(error: unknown): string {
  if (isBadToken(error)) return `Discord does not accept DISCORD_TOKEN; make a new one: ${DISCORD_TOKEN_WHERE}.`;
  if (error instanceof GatewayClosedError) {
    return `Discord closed the connection (${error.code}): ${REMEDIES[error.code] ?? 'it did not say why'}.`;
  }
  return `Discord cannot be reached: ${failureOf(error).message}.`;
}

function isBadToken(error: unknown): boolean {
  const code = error instanceof DiscordjsError ? error.code : undefined;
  if (code === DiscordjsErrorCodes.TokenInvalid) return true;
  return error instanceof GatewayClosedError && error.code === GatewayCloseCodes.AuthenticationFailed;
}

/** One sentence when the commands cannot be registered. */
export function registerSentence(error: unknown, guild: string | undefined): string {
  const { message } = failureOf(error);
  const isDenied = error instanceof DiscordAPIError && (error.status === 403 || error.status === 404);
  if (guild !== undefined && isDenied) {
    return `The bot may not register commands in the server ${guild}: check DISCORD_GUILD_ID, and add the bot to that server.`;
  }
  return `Discord does not register the commands: ${message}.`;
}
