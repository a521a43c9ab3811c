/** All commands of the bot. A new one is a file and a line here. */
import type { Command } from './core/command.ts';
import { vramCompare } from './compare/compare.ts';
import { vramCost } from './cost/cost.ts';
import { vramFit } from './fit/fit.ts';
import { vramGpus } from './gpus.ts';
import { help } from './help.ts';
import { vramLink } from './link.ts';
import { vramMax } from './max/max.ts';
import { vramModels } from './models.ts';
import { vramSettings } from './settings.ts';
import { vram } from './vram/vram.ts';

export const commands: readonly Command[] = [
  vram,
  vramFit,
  vramCompare,
  vramMax,
  vramCost,
  vramGpus,
  vramModels,
  vramSettings,
  vramLink,
  help,
];
