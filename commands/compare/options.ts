/** The options of `vram-compare`. */
import { defineOptions, type ArgsOf } from '../core/option.ts';
import { NAMED_MODEL } from '../options/model.ts';
import { SETTINGS_OPTIONS } from '../options/settings.ts';
import { choice } from '../options/types/choice.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';
import { AXES } from './axes.ts';

const { method, gpu, gpus, public: visible, settings } = VRAM_OPTIONS;

export const { by: BY_OPTION } = defineOptions({
  by: {
    about: {
      summary: 'What differs: method, objective, gpu, count, seq, batch, rank, optimizer, framework, loss, quant …',
      example: 'framework',
      aliases: ['axis', 'vary'],
    },
    type: choice(AXES, { bare: false }),
    otherwise: { value: 'method' },
  },
});

export const COMPARE_OPTIONS = {
  model: NAMED_MODEL,
  by: BY_OPTION,
  method,
  gpu: { ...gpu, otherwise: { text: 'no verdict' } },
  gpus,
  ...SETTINGS_OPTIONS,
  public: visible,
  settings,
} as const;

export type CompareArgs = ArgsOf<typeof COMPARE_OPTIONS>;
