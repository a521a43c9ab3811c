/** Files as the first releases of an architecture wrote them, before it was in a library. Source of each row: the code beside the release it names. */
import { child, list, size, sizeOr, text, whole, wholeOr, type Fields } from './fields.ts';
import { flaggedBiases, gated, geometry, type ConfigRows, type Decoded } from './parts.ts';

/** The vocabulary is padded to a multiple. */
function padded(fields: Fields): number {
  const multiple = sizeOr(fields, 'pad_vocab_size_multiple') ?? 8;
  return multiple * Math.ceil(size(fields, 'vocab_size') / multiple);
}

/** state-spaces/mamba: sizes that nobody changed are defaults of its code (mamba_ssm/modules/mamba_simple.py, mamba2.py). */
function mambaSsm(fields: Fields): Decoded {
  const layers = size(fields, 'num_hidden_layers');
  const hidden = size(fields, 'hidden_size');
  const block = child(fields, 'ssm_cfg', 'none') ?? fields;
  const second = text(block, 'layer') === 'Mamba2';
  const inner = (sizeOr(block, 'expand') ?? 2) * hidden;
  const headDim = second ? (sizeOr(block, 'headdim') ?? 64) : 1;
  return {
    vocabSize: padded(fields),
    tiedEmbeddings: fields.get('tie_embeddings') !== false,
    heads: 1,
    kvHeads: 1,
    headDim: 1,
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: 'M'.repeat(Math.min(layers, 10_000)),
    mamba: {
      layers,
      attentionLayers: 0,
      heads: Math.floor(inner / headDim),
      headDim,
      stateSize: sizeOr(block, 'd_state') ?? (second ? 128 : 16),
      groups: sizeOr(block, 'ngroups') ?? 1,
      convKernel: sizeOr(block, 'd_conv') ?? 4,
      ...(second ? {} : { timeStepRank: Math.ceil(hidden / 16) }),
    },
  };
}

/** Phi-3 small: layer norms, a gated MLP with biases, some layers with block-sparse attention. */
function phi3Small(fields: Fields): Decoded {
  for (const name of ['blocksparse_num_local_blocks', 'dense_attention_every_n_layers', 'mup_width_multiplier'])
    fields.get(name);
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    tiedEmbeddings: true,
    intermediateSize: size(fields, 'ff_intermediate_size'),
    mlp: 'geglu',
    norm: 'layernorm',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['up_proj', 'down_proj'] },
  };
}

/** DeciLM: keys and values in groups that differ from layer to layer. */
function deci(fields: Fields): Decoded {
  const { heads, headDim } = geometry(fields);
  const perLayer = list(fields, 'num_key_value_heads_per_layer');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    ...(perLayer.length > 0
      ? {
          attentionGroups: perLayer.map((kv) => ({
            layers: 1,
            kind: 'full' as const,
            heads,
            kvHeads: whole(kv, 'num_key_value_heads_per_layer'),
            headDim,
          })),
        }
      : {}),
  };
}

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

export const ORIGINAL = { mamba_ssm: mambaSsm, phi3small: phi3Small, deci } satisfies ConfigRows;
