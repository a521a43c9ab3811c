/** Pixtral, in Mistral Small 3.1 and later. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { sizeOr } from '../fields.ts';
import { common, type TowerReaders } from './reader.ts';

export const MISTRAL = {
  mistral3: {
    visionType: 'pixtral',
    read: ({ outer, vision }) => ({
      kind: 'pixtral',
      ...common(vision),
      spatialMerge: sizeOr(outer, 'spatial_merge_size') ?? 2,
    }),
  },
} satisfies TowerReaders;
