/** The terminal: an argument list in, text or JSON out, an exit code. It loads no platform's library. */
import type { Bot } from '../../commands/core/bot.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { Adapter } from '../adapter.ts';
import { runBatch } from './batch.ts';
import { runWithFiles, takeFiles } from './files.ts';
import { helpReply } from './help.ts';
import { terminalHere } from './here.ts';
import { renderReply } from './render.ts';
import { jsonOf, type Terminal } from './terminal.ts';
import { textOf } from './words.ts';

export { errorsHere } from './here.ts';

/** Any other word, dashes or not, belongs to the grammar. */
const OWN_FLAGS = ['--json', '--batch', '--help', '-h'];

/** One command line, answered as the adapter starts; the process ends with its exit code. */
export function createTerminal(line: readonly string[] = process.argv.slice(2)): Adapter {
  return {
    where: '',
    async start(bot) {
      const [first = '', ...rest] = line;
      const isFlag = first.startsWith('-');
      const name = isFlag ? (bot.commands[0]?.name ?? '') : first;
      process.exitCode = await runTerminal(bot, name, isFlag ? line : rest, terminalHere());
    },
    async stop() {},
  };
}

/** Runs one command. @returns the exit code: 0, or 1 when a request failed. */
export async function runTerminal(
  bot: Bot,
  name: string,
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const { output, program } = terminal;
  const flags = new Set(words.filter((word) => OWN_FLAGS.includes(word)));
  const command = bot.commands.find((candidate) => candidate.name === name);
  const { rest, files } = takeFiles(
    words.filter((word) => !OWN_FLAGS.includes(word)),
    command,
  );
  if (command && (flags.has('--help') || flags.has('-h'))) {
    output.stream.write(renderReply(helpReply(command, bot.commands, program), output.look, program));
    return 0;
  }
  if (flags.has('--batch')) return runBatch(bot, name, textOf(rest), terminal);
  const reply = await runWithFiles(bot, name, rest, files);
  print(reply, flags.has('--json'), terminal);
  return reply.error ? 1 : 0;
}

/** The answer on standard output; a failure on standard error, but as JSON where JSON was asked for. */
function print(reply: Reply, json: boolean, { output, errors, program }: Terminal): void {
  const { stream, look } = reply.error && !json ? errors : output;
  stream.write(json ? `${JSON.stringify(jsonOf(reply), undefined, 2)}\n` : renderReply(reply, look, program));
}
