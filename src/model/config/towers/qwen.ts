/** Qwen-VL to Qwen3.5. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { VisionFacts } from '../../../facts/towers.ts';
import { child, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { common, type Sight, type TowerReaders } from './reader.ts';

/** The vision tower of Qwen-VL, with the sampler that makes 256 tokens of an image. */
export function qwenVisual(outer: Fields, hidden: number): number {
  const visual = child(outer, 'visual', 'none');
  if (!visual) return 0;
  const width = size(visual, 'width');
  const layers = size(visual, 'layers');
  const patch = size(visual, 'patch_size');
  const ratio = visual.get('mlp_ratio');
  const mlp = Math.floor(width * (typeof ratio === 'number' && ratio > 0 && ratio < 100 ? ratio : 4));
  const layer = 4 * width + 4 * (width ** 2 + width) + 2 * width * mlp + mlp + width;
  const patches = 3 * patch ** 2 * width + Math.floor(size(visual, 'image_size') / patch) ** 2 * width + 2 * width;
  const output = wholeOr(visual, 'output_dim') || hidden;
  const sampler = 256 * output + width * output + 4 * (output ** 2 + output) + 4 * output;
  return patches + layers * layer + sampler + 2 * output + output ** 2;
}

function qwen2Vl({ vision }: Sight): VisionFacts {
  const width = size(vision, 'embed_dim');
  const ratio = vision.get('mlp_ratio');
  return {
    kind: 'qwen2-vl',
    ...common(vision),
    hiddenSize: width,
    layers: size(vision, 'depth'),
    intermediateSize: Math.round(width * (typeof ratio === 'number' ? ratio : 4)),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
  };
}

function qwen25Vl({ vision }: Sight): VisionFacts {
  return {
    kind: 'qwen2.5-vl',
    ...common(vision),
    layers: size(vision, 'depth'),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
  };
}

function qwen3Vl({ vision }: Sight): VisionFacts {
  return {
    kind: 'qwen3-vl',
    ...common(vision),
    layers: size(vision, 'depth'),
    temporalPatch: sizeOr(vision, 'temporal_patch_size') ?? 2,
    spatialMerge: sizeOr(vision, 'spatial_merge_size') ?? 2,
    positions: size(vision, 'num_position_embeddings'),
    deepstack: vision.type.startsWith('qwen3_5') ? 0 : list(vision, 'deepstack_visual_indexes').length,
  };
}

export const QWEN = {
  qwen2_vl: { visionType: 'qwen2_vl_vision', read: qwen2Vl },
  qwen2_5_vl: { visionType: 'qwen2_5_vl_vision', read: qwen25Vl },
  qwen3_vl: { visionType: 'qwen3_vl_vision', read: qwen3Vl },
  qwen3_vl_moe: { visionType: 'qwen3_vl_vision', read: qwen3Vl },
  qwen3_5: { visionType: 'qwen3_5_vision', read: qwen3Vl },
  qwen3_5_moe: { visionType: 'qwen3_5_vision', read: qwen3Vl },
} satisfies TowerReaders;
