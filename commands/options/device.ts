/** The options that name the hardware. */
import { MAX_COUNT, looksLikeDevice, parseDevice, RANGES, suggestDevices, type DeviceChoice } from '../../src/index.ts';
import { defineOptions, type OptionType, type Saying } from '../core/option.ts';
import { written } from './saying.ts';
import { integer } from './types/number.ts';

const deviceType: OptionType<DeviceChoice> = {
  kind: 'text',
  allowed: 'a card (4090, rtx 6000 ada, 2x3090, m3 max 64gb) or a size in GB (48)',
  parse: parseDevice,
  looks: { must: looksLikeDevice },
  values: { suggest: (typed) => suggestDevices(typed, 25).map(({ label, value }) => ({ name: label, value })) },
};

/** A card with how many of it there are; one is not said. */
const CARD: Saying<DeviceChoice, 'gpu' | 'gpus'> = {
  fields: ['gpu', 'gpus'],
  sets: ({ gpu, count }) => ({ gpu, ...(count > 1 ? { gpus: count } : {}) }),
  says: ({ gpu, gpus }) => (gpu ? `${gpus === undefined ? '' : `${gpus}x `}${gpu.name}` : undefined),
};

/** How many, where no card says it. */
const COUNT: Saying<number, 'gpus'> = {
  fields: ['gpus'],
  sets: (gpus) => ({ gpus }),
  says: ({ gpu, gpus }) => (gpu ? undefined : written(gpus)),
};

export const DEVICE_OPTIONS = defineOptions({
  gpu: {
    about: {
      summary: 'The card or its size in GB: 48, 4090, 2x3090, 8xa100-80gb, m3 max 64gb.',
      example: '48',
      aliases: ['card', 'device', 'vram', 'hardware', 'on'],
    },
    type: deviceType,
    saying: CARD,
    otherwise: { text: 'no verdict on one card, but which cards it fits on' },
  },
  gpus: {
    about: { summary: 'How many such cards.', example: '2', aliases: ['num_gpus', 'count', 'ngpu'] },
    type: integer({ min: RANGES.gpus.min, max: MAX_COUNT, after: ['gpu', 'gpus', 'cards'] }),
    saying: COUNT,
  },
});

/** For commands that are about a card. */
export const NEEDED_GPU = {
  ...DEVICE_OPTIONS.gpu,
  otherwise: { text: 'must be named or saved' },
  offering: { required: true, savable: true },
} as const;
