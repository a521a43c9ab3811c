/**
 * DeepSeek-OCR: SAM's encoder, CLIP's over its tokens, and a linear projector. Source: deepseek-ai/DeepSeek-OCR:deepencoder.py,
 * whose sizes the file states by the names of the two encoders.
 */
import { child, fail, list, size, type Fields } from '../fields.ts';
import { linear } from './elements.ts';
import { counted, type TowerReaders } from './reader.ts';

/** SAM ViT: windowed attention with relative positions, a neck, and two convolutions that halve the picture. */
function sam(part: Fields): number {
  const [width, layers, heads] = [size(part, 'width'), size(part, 'layers'), size(part, 'heads')];
  const [patch, side, window, neck] = [16, 64, 14, 256];
  const globals = list(part, 'global_attn_indexes').length;
  const layer = linear(width, 3 * width) + linear(width, width) + linear(width, 4 * width) + linear(4 * width, width);
  const relative = (span: number) => 2 * (2 * span - 1) * (width / heads);
  const positions = globals * relative(side) + (layers - globals) * relative(window);
  const [first, second] = list(part, 'downsample_channels').map(Number);
  const halving = 9 * (neck * (first ?? 512) + (first ?? 512) * (second ?? 1024));
  return (
    linear(3 * patch ** 2, width) +
    side ** 2 * width +
    layers * (layer + 4 * width) +
    positions +
    (width * neck + 9 * neck ** 2 + 4 * neck) +
    halving
  );
}

/** CLIP without the norm at its end: it reads the tokens that SAM made. */
function clip(part: Fields): number {
  const [width, layers, patch] = [size(part, 'width'), size(part, 'layers'), size(part, 'patch_size')];
  const layer = 4 * linear(width, width) + linear(width, 4 * width) + linear(4 * width, width) + 4 * width;
  const positions = (Math.floor(size(part, 'image_size') / patch) ** 2 + 1) * width;
  return width + 3 * patch ** 2 * width + positions + 2 * width + layers * layer;
}

function part(vision: Fields, name: string): Fields {
  const parts = child(vision, 'width', 'none');
  return (parts && child(parts, name, 'none')) ?? fail(`The configuration does not say vision_config.width.${name}.`);
}

export const DEEPSEEK = {
  deepseek_vl_v2: {
    read({ outer, vision, hidden }) {
      const projector = child(outer, 'projector_config', 'none') ?? outer;
      // A token for a new row, one between views.
      const joined = linear(size(projector, 'input_dim'), hidden) + 2 * hidden;
      return counted(sam(part(vision, 'sam_vit_b')) + clip(part(vision, 'clip-l-14-224')) + joined);
    },
  },
} satisfies TowerReaders;
