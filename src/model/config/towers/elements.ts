/** Elements of vision towers, by the type of the vision part. Sources: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { flag, own, size, text, type Fields } from '../fields.ts';

export const RGB = 3;

export function linear(from: number, to: number, bias = true): number {
  return from * to + (bias ? to : 0);
}

/** A size that may be said as [height, width]. */
export function patches(vision: Fields): number {
  return Math.floor(size(vision, 'image_size') / size(vision, 'patch_size')) ** 2;
}

/** Patches, positions and plain layers with biases: SigLIP, and CLIP with a class token and norms around. */
export function plainTower(vision: Fields): number {
  const width = size(vision, 'hidden_size');
  const mlp = size(vision, 'intermediate_size');
  const layers = size(vision, 'num_hidden_layers');
  const layer = 4 * width + 4 * linear(width, width) + linear(width, mlp) + linear(mlp, width);
  return linear(RGB * size(vision, 'patch_size') ** 2, width) + patches(vision) * width + layers * layer + 2 * width;
}

function clipTower(vision: Fields): number {
  const width = size(vision, 'hidden_size');
  // A class token with its position; a norm before the layers; no bias on the patches.
  return plainTower(vision) + 2 * width + 2 * width - width;
}

/** SigLIP ends with a pooling head, which language models load and do not use. */
export function siglipHead(vision: Fields): number {
  if (!flag(vision, 'vision_use_head', true)) return 0;
  const width = size(vision, 'hidden_size');
  const mlp = size(vision, 'intermediate_size');
  return width + linear(width, 3 * width) + linear(width, width) + 2 * width + linear(width, mlp) + linear(mlp, width);
}

function pixtralTower(vision: Fields): number {
  const width = size(vision, 'hidden_size');
  const layer = 2 * width + 4 * width ** 2 + 3 * width * size(vision, 'intermediate_size');
  return width * RGB * size(vision, 'patch_size') ** 2 + width + size(vision, 'num_hidden_layers') * layer;
}

/** By the type of the vision part. */
export const TOWERS: Readonly<Record<string, (vision: Fields) => number>> = {
  clip_vision_model: clipTower,
  siglip_vision_model: (vision) => plainTower(vision) + siglipHead(vision),
  idefics2_vision: plainTower,
  idefics3_vision: plainTower,
  smolvlm_vision: plainTower,
  pixtral: pixtralTower,
  internvl_vision: internvlTower,
};

/** Class token, two layer scales a layer, norm at the end only without mean pooling. */
export function internvlTower(vision: Fields): number {
  const width = size(vision, 'hidden_size');
  const layers = size(vision, 'num_hidden_layers');
  const queryKeyNorms = flag(vision, 'use_qk_norm') ? 2 * width * layers : 0;
  const biases = flag(vision, 'attention_bias') ? 0 : -3 * width * layers;
  const norms = text(vision, 'norm_type') === 'rms_norm' ? -2 * width * layers : 0;
  const last = flag(vision, 'use_mean_pooling', true) ? -2 * width : 0;
  return plainTower(vision) + 2 * width + layers * 2 * width + queryKeyNorms + biases + norms + last;
}

export function towerOf(vision: Fields): number {
  return (own(TOWERS, vision.type) ?? plainTower)(vision);
}
