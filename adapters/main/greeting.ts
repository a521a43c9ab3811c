/** What a server says of itself when it has started. */
import type { Bot } from '../../commands/core/bot.ts';
import type { Platform } from '../adapter.ts';
import type { Watched } from '../health.ts';
import { requiredOf } from '../env.ts';
import { renderReply } from '../terminal/render.ts';
import { programOf, screen } from '../terminal/screen.ts';
import { TERMINAL_CALLER } from '../terminal/terminal.ts';

const ARGS = 'model:70b method:qlora gpu:48';

interface Started {
  readonly url: string;
  readonly platforms: readonly Watched[];
  readonly off: readonly Platform[];
}

/** Where it runs, one answer, and what could be turned on. */
export async function greeting({ url, platforms, off }: Started, bot: Bot): Promise<string> {
  const caller = { ...TERMINAL_CALLER, user: '' };
  const reply = await bot.run({ id: 'greeting', command: 'vram', args: ARGS, caller });
  return [
    `Headroom answers at ${url}`,
    ...platforms.map(({ adapter }) => adapter.where),
    `\n/vram ${ARGS}\n`,
    renderReply(reply, screen(process.stdout).look, programOf),
    ...off.map((platform) => `${platform.name} is off; to turn it on, set ${requiredOf(platform).join(', ')}.`),
    ...(off.length > 0 ? ['.env.example says where to get each of them.'] : []),
    '',
  ].join('\n');
}
