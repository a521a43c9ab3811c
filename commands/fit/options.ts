/** The options of `vram-fit`. */
import { MODELS, type MethodId } from '../../src/index.ts';
import { defineOptions, type ArgsOf } from '../core/option.ts';
import { NEEDED_GPU } from '../options/device.ts';
import { allOf } from '../options/per-row.ts';
import { SETTINGS_OPTIONS } from '../options/settings.ts';
import { text } from '../options/types/text.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

export const families = [...new Set(MODELS.map(({ family }) => family))];

/** Those that are compared unless one is named. */
export const METHODS_SHOWN = ['full', 'lora', 'qlora'] as const satisfies readonly MethodId[];

const { family: FAMILY_OPTION } = defineOptions({
  family: {
    about: {
      summary: 'Only these models: llama, qwen3, gemma.',
      example: 'qwen3',
      aliases: ['model', 'models', 'm'],
    },
    type: text({
      maxLength: 60,
      suggest: (typed) =>
        families
          .filter((family) => family.includes(typed.trim().toLowerCase()))
          .slice(0, 25)
          .map((family) => ({ name: family, value: family })),
    }),
    otherwise: { text: 'all of the catalogue' },
    offering: { takesRest: true },
  },
});

export const FIT_OPTIONS = {
  gpu: NEEDED_GPU,
  gpus: VRAM_OPTIONS.gpus,
  method: { ...VRAM_OPTIONS.method, otherwise: { text: () => allOf(METHODS_SHOWN) } },
  family: FAMILY_OPTION,
  ...SETTINGS_OPTIONS,
  public: VRAM_OPTIONS.public,
  settings: VRAM_OPTIONS.settings,
} as const;

export type FitArgs = ArgsOf<typeof FIT_OPTIONS>;
