/** Options whose value is a file: `--config FILE`, `config:FILE`. */
import { open } from 'node:fs/promises';
import type { Bot } from '../../commands/core/bot.ts';
import type { Command } from '../../commands/core/command.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import { UserError } from '../../src/errors.ts';
import { TERMINAL_CALLER } from './terminal.ts';
import { textOf } from './words.ts';

/** No configuration is larger, in bytes. */
const LARGEST = 5_000_000;

interface TakenFiles {
  /** The words that name no file. */
  readonly rest: readonly string[];
  /** Paths by option name. */
  readonly files: RawArgs;
}

/** Takes the paths out of an argument list; a value that starts with a brace is the text itself. */
export function takeFiles(words: readonly string[], command: Command | undefined): TakenFiles {
  const options = Object.entries(command?.options ?? {}).filter(([, { type }]) => type.kind === 'attachment');
  const names = new Map(
    options.flatMap(([name, { about }]) => [name, ...(about.aliases ?? [])].map((one) => [one, name])),
  );
  const rest: string[] = [];
  const files: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [, dashes, key = '', joined] = /^(--)?([a-z_]+)(?:[:=](.*))?$/is.exec(word) ?? [];
    const name = names.get(key.toLowerCase());
    const value = joined ?? (dashes ? words[at + 1] : undefined);
    if (name === undefined || value === undefined || /^\s*[{"'`]/.test(value)) {
      rest.push(word);
      continue;
    }
    if (joined === undefined) at += 1;
    files[name] = value;
  }
  return { rest, files };
}

/** Runs the words with the files' texts; actions name the paths, so that the lines they print work as they stand. */
export async function runWithFiles(bot: Bot, command: string, rest: readonly string[], files: RawArgs): Promise<Reply> {
  const invocation = { id: crypto.randomUUID(), command, args: textOf(rest), caller: TERMINAL_CALLER };
  if (Object.keys(files).length === 0) return bot.run(invocation);
  try {
    const texts = await Promise.all(Object.entries(files).map(async ([name, path]) => [name, await textIn(path)]));
    const reply = await bot.run({ ...invocation, attached: Object.fromEntries(texts) as RawArgs });
    return withPaths(reply, files);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return mistake(error);
  }
}

/** @throws UserError for a file that cannot be read, or is larger than any configuration. */
async function textIn(path: string): Promise<string> {
  try {
    await using file = await open(path);
    const buffer = Buffer.alloc(LARGEST + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead <= LARGEST) return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it cannot be opened';
    throw new UserError('invalid-option', `"${path}" cannot be read (${code}).`, 'Give the path of a config.json.');
  }
  throw new UserError('invalid-option', `"${path}" is larger than any config.json.`, 'Give the path of a config.json.');
}

function withPaths(reply: Reply, files: RawArgs): Reply {
  const blocks = reply.blocks.map((block) =>
    block.type === 'actions'
      ? { ...block, actions: block.actions.map((action) => ({ ...action, args: { ...action.args, ...files } })) }
      : block,
  );
  return { ...reply, blocks };
}

function mistake({ code, message, hint }: UserError): Reply {
  const error = { code, message, ...(hint === undefined ? {} : { hint }) };
  const blocks = hint === undefined ? [] : [{ type: 'text', text: hint } as const];
  return {
    title: 'That did not work',
    summary: message,
    tone: 'warning',
    visibility: 'caller',
    blocks,
    data: {},
    error,
  };
}
