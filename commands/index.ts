/** All commands of the bot. A new one is a file and a line here. */
import type { Command } from './command.ts';
import { help } from './help.ts';
import { vram } from './vram.ts';

export const commands: readonly Command[] = [vram, help];
