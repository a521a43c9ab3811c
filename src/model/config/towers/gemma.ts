/** PaliGemma, Gemma 3 and 4. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { size, sizeOr } from '../fields.ts';
import { linear, patches, plainTower } from './elements.ts';
import { common, counted, type TowerReaders } from './reader.ts';

export const GEMMA = {
  paligemma: {
    visionType: 'siglip_vision_model',
    read: ({ vision, hidden }) =>
      counted(plainTower(vision) + linear(size(vision, 'hidden_size'), sizeOr(vision, 'projection_dim') ?? hidden)),
  },
  gemma3: {
    visionType: 'siglip_vision_model',
    read: ({ vision }) => ({
      kind: 'siglip',
      ...common(vision),
      imageSize: size(vision, 'image_size'),
      positions: patches(vision),
    }),
  },
  gemma4: {
    visionType: 'gemma4_vision',
    read: ({ vision }) => ({
      kind: 'gemma4',
      ...common(vision),
      headDim: size(vision, 'head_dim'),
      positions: sizeOr(vision, 'position_embedding_size') ?? 10_240,
    }),
  },
} satisfies TowerReaders;
