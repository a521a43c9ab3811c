/** GLM-4.1V to 4.6V. Source: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, size, type Fields } from '../fields.ts';
import { linear, patches, RGB } from './elements.ts';
import { counted, type TowerReaders } from './reader.ts';

/** GLM-4.1V to 4.6V: gated MLPs as wide as the text model, a convolution that joins patches, a gated projector. */
function glmTower(vision: Fields): number {
  const width = size(vision, 'hidden_size');
  const out = size(vision, 'out_hidden_size');
  const merge = size(vision, 'spatial_merge_size');
  const biases = flag(vision, 'attention_bias') ? 4 * width : 0;
  const layer = 2 * width + 4 * width ** 2 + biases + 3 * width * out;
  const patch = linear(RGB * size(vision, 'temporal_patch_size') * size(vision, 'patch_size') ** 2, width);
  const merger = linear(width * merge ** 2, out) + out ** 2 + 2 * out + 3 * out * size(vision, 'intermediate_size');
  return patch + patches(vision) * width + size(vision, 'depth') * layer + 2 * width + merger;
}

export const GLM = {
  glm4v: { visionType: 'glm4v_vision', read: ({ vision }) => counted(glmTower(vision)) },
  glm4v_moe: { visionType: 'glm4v_moe_vision', read: ({ vision }) => counted(glmTower(vision)) },
  glm46v: { visionType: 'glm4v_vision', read: ({ vision }) => counted(glmTower(vision)) },
} satisfies TowerReaders;
