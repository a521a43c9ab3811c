/** One request a line in, one JSON line a request out, in the same order and as they come. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Bot } from '../../commands/core/bot.ts';
import { jsonOf, type Terminal, TERMINAL_CALLER } from './terminal.ts';

/**
 * Answers every line of the input; `prefix` stands before each, so that `--batch gpu:48` judges all of them on one card.
 * @returns 1 when any request failed, otherwise 0.
 */
export async function runBatch(bot: Bot, command: string, prefix: string, terminal: Terminal): Promise<number> {
  const output = terminal.output.stream;
  let failed = 0;
  for await (const line of createInterface({ input: terminal.input, crlfDelay: Infinity })) {
    const args = `${prefix} ${line}`.trim();
    const reply = await bot.run({ id: crypto.randomUUID(), command, args, caller: TERMINAL_CALLER });
    if (reply.error) failed += 1;
    if (!output.write(`${JSON.stringify(jsonOf(reply))}\n`)) await once(output, 'drain');
  }
  return failed > 0 ? 1 : 0;
}
