/** What a terminal of 80 columns shows. */
import { Readable, Writable } from 'node:stream';
import { runTerminal } from '../../adapters/terminal/index.ts';
import { plainLook } from '../../adapters/terminal/style.ts';
import type { Bot } from '../../commands/core/bot.ts';

export async function readTerminal(bot: Bot, command: string, words: readonly string[]): Promise<string> {
  const written: string[] = [];
  const into = (name: string) => ({
    look: plainLook(80),
    stream: new Writable({
      write(chunk, _, done) {
        written.push(`(${name})\n${String(chunk).trimEnd()}`);
        done();
      },
    }),
  });
  const code = await runTerminal(bot, command, words, {
    input: Readable.from([]),
    output: into('output'),
    errors: into('errors'),
    program: (name) => `headroom ${name}`,
  });
  return [...written, `(exit ${code})`].join('\n');
}
