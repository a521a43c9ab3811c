/** The options for models that see: how many images an example holds, and what becomes of the tower. */
import { formatCount, RANGES, TOWER_TRAININGS, type Images } from '../../src/index.ts';
import type { OptionSpecs, OptionType } from '../core/command.ts';
import { invalidValue } from '../core/mistakes.ts';
import { choice } from './types.ts';

const { images: COUNT, imageSide: SIDE } = RANGES;
const ALLOWED = `1 to ${formatCount(COUNT.max)} images, with a size if need be: 2, 1@1024, 4@1280x720`;

/** `2`, `1@1024`, `4@1280x720`, `1280x720`. */
const imagesType: OptionType<Images> = {
  kind: 'text',
  allowed: ALLOWED,
  parse(given, option) {
    const match =
      /^(?:(\d{1,4})(?: ?(?:images?|pictures?))?)?(?:(?:^| ?@ ?)(\d{2,5})(?: ?[x×] ?(\d{2,5}))?(?: ?px)?)?$/i.exec(
        given.trim(),
      );
    const count = Number(match?.[1] ?? 1);
    const width = match?.[2] === undefined ? undefined : Number(match[2]);
    const height = Number(match?.[3] ?? width);
    const sides = width === undefined ? [] : [width, height];
    if (!match || given.trim() === '' || count < COUNT.min || count > COUNT.max)
      throw invalidValue(given, option, ALLOWED);
    if (sides.some((side) => side < SIDE.min || side > SIDE.max)) {
      throw invalidValue(given, option, `an image of ${SIDE.min} to ${formatCount(SIDE.max)} pixels a side`);
    }
    return { count, ...(width === undefined ? {} : { size: { width, height } }) };
  },
};

export const IMAGE_OPTIONS = {
  images: {
    summary: 'Images of each example, for models that see; with a size in pixels after @.',
    example: '1@1024x768',
    textOnly: true,
    type: imagesType,
    fallback: 'none; without a size about a megapixel each, or as large as the model takes them',
    aliases: ['image', 'pictures', 'imgs', 'image_size'],
  },
  vision_tower: {
    summary: 'The vision tower: frozen or trained.',
    example: 'frozen',
    textOnly: true,
    // "How do I train 8b" asks for no tower.
    type: { ...choice(TOWER_TRAININGS, { bare: false }), couldBe: () => false },
    fallback: 'as the framework does: TRL and Unsloth train it, LLaMA-Factory and ms-swift freeze it',
    aliases: ['tower', 'vit'],
  },
} as const satisfies OptionSpecs;
