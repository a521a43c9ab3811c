/** `scope:last-8`, `scope:embeddings`: what is trained of the model itself. */
import { RANGES, type RequestInput } from '../../src/index.ts';
import { invalidValue } from '../core/mistakes.ts';
import { defineOptions, type OptionType, type Saying } from '../core/option.ts';

type Trained = Pick<RequestInput, 'trainedLayers' | 'trainsEmbeddings'>;

const { min, max } = RANGES.trainedLayers;
const ALLOWED = `last-${min} to last-${max} (blocks, with what is above them), embeddings (and head), or both with a comma`;
const LAST = /^(?:last|top|upper)[ -]?(\d{1,4})(?:[ -]?(?:layers|blocks))?$|^(\d{1,4})[ -]?(?:layers|blocks)$/;
const EMBEDDINGS = /^(?:embeddings?|embed(?:_tokens)?|lm_head|head|embeddings\+head|modules_to_save)$/;

function readPart(part: string): Trained | undefined {
  if (EMBEDDINGS.test(part)) return { trainsEmbeddings: true };
  const found = LAST.exec(part);
  const count = Number(found?.[1] ?? found?.[2]);
  return count >= min && count <= max ? { trainedLayers: count } : undefined;
}

function read(given: string): Trained | undefined {
  const parts = given
    .trim()
    .toLowerCase()
    .split(/\s*,\s*/)
    .map(readPart);
  return parts.every((part) => part !== undefined) ? Object.assign({}, ...parts) : undefined;
}

const trainedType: OptionType<Trained> = {
  kind: 'text',
  allowed: ALLOWED,
  parse(given, option) {
    const value = read(given);
    if (!value) throw invalidValue(given, option, ALLOWED);
    return value;
  },
  values: {
    suggest: (typed) =>
      [
        { name: 'the last 8 blocks', value: 'last-8' },
        { name: 'the last 2 blocks', value: 'last-2' },
        { name: 'embeddings and head too (modules_to_save)', value: 'embeddings' },
      ].filter(({ name, value }) => `${name} ${value}`.includes(typed.trim().toLowerCase())),
  },
  looks: { must: (word) => /^last[ -]?\d/i.test(word) && read(word) !== undefined },
};

const SCOPE: Saying<Trained, keyof Trained> = {
  fields: ['trainedLayers', 'trainsEmbeddings'],
  sets: (trained) => trained,
  says({ trainedLayers, trainsEmbeddings }) {
    const parts = [...(trainedLayers ? [`last-${trainedLayers}`] : []), ...(trainsEmbeddings ? ['embeddings'] : [])];
    return parts.length > 0 ? parts.join(',') : undefined;
  },
};

export const { scope: SCOPE_OPTION } = defineOptions({
  scope: {
    about: {
      summary: 'What is trained: the last blocks alone (last-8), or embeddings and head beside LoRA.',
      example: 'last-8',
      aliases: ['unfrozen', 'freeze', 'last_layers', 'modules_to_save', 'layers_to_transform'],
    },
    type: trainedType,
    saying: SCOPE,
    otherwise: { text: 'all blocks; embeddings and head only in a full fine-tune' },
    offering: { textOnly: true },
  },
});
