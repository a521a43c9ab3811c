/** The options for models that see: how many images an example holds, and what becomes of the tower. */
import { FRAMEWORKS, formatCount, RANGES, TOWER_TRAININGS, type Images } from '../../src/index.ts';
import { invalidValue } from '../core/mistakes.ts';
import { defineOptions, type OptionType, type Saying } from '../core/option.ts';
import { idsOf, perRow } from './per-row.ts';
import { field } from './saying.ts';
import { choice } from './types/choice.ts';

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

const IMAGES: Saying<Images, 'images'> = {
  fields: ['images'],
  sets: (images) => ({ images }),
  says: ({ images }) =>
    images ? `${images.count}${images.size ? `@${images.size.width}x${images.size.height}` : ''}` : undefined,
};

export const IMAGE_OPTIONS = defineOptions({
  images: {
    about: {
      summary: 'Images of each example, for models that see; with a size in pixels after @.',
      example: '1@1024x768',
      aliases: ['image', 'pictures', 'imgs', 'image_size'],
    },
    type: imagesType,
    saying: IMAGES,
    otherwise: { text: 'none; without a size about a megapixel each, or as large as the model takes them' },
    offering: { textOnly: true },
  },
  vision_tower: {
    about: { summary: 'The vision tower: frozen or trained.', example: 'frozen', aliases: ['tower', 'vit'] },
    // "How do I train 8b" asks for no tower.
    type: choice(TOWER_TRAININGS, { bare: 'never' }),
    saying: field('tower'),
    otherwise: {
      text: (assumed) => {
        const seeing = idsOf(FRAMEWORKS).filter((id) => !('blind' in FRAMEWORKS[id]));
        return `as the framework does; ${perRow(seeing, (framework) => assumed({ framework }).tower)}`;
      },
    },
    offering: { textOnly: true },
  },
});
