/** Llama 3.2 Vision and 4. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { list, size, sizeOr } from '../fields.ts';
import { common, type TowerReaders } from './reader.ts';

export const LLAMA = {
  llama4: {
    visionType: 'llama4_vision_model',
    read: ({ vision }) => ({
      kind: 'llama4',
      ...common(vision),
      imageSize: size(vision, 'image_size'),
      pixelShuffleIn: size(vision, 'intermediate_size'),
      projectorIn: size(vision, 'projector_input_dim'),
      projectorOut: size(vision, 'projector_output_dim'),
    }),
  },
  mllama: {
    visionType: 'mllama_vision_model',
    read: ({ vision }) => ({
      kind: 'mllama',
      ...common(vision),
      imageSize: size(vision, 'image_size'),
      globalLayers: sizeOr(vision, 'num_global_layers') ?? 8,
      maxTiles: sizeOr(vision, 'max_num_tiles') ?? 4,
      aspectRatios: list(vision, 'supported_aspect_ratios').length || 8,
      outputDim: sizeOr(vision, 'vision_output_dim') ?? 7680,
    }),
  },
} satisfies TowerReaders;
