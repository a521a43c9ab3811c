/** Mamba: state spaces alone. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { MambaFacts } from '../../../facts/types.ts';
import { child, layerCount, size, sizeOr, text, type Fields } from '../fields.ts';
import { type ConfigRows, type Decoded } from '../parts.ts';
import { mamba1Sizes } from '../state-spaces.ts';

/** State spaces alone: no attention, no MLP, one norm a layer. */
function pure(fields: Fields, mamba: Omit<MambaFacts, 'layers' | 'attentionLayers'>): Decoded {
  const layers = layerCount(fields);
  return {
    heads: 1,
    kvHeads: 1,
    headDim: 1,
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: 'M'.repeat(layers),
    mamba: { layers, attentionLayers: 0, ...mamba },
  };
}

export function mamba(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  const said = fields.get('time_step_rank');
  const rank = typeof said === 'number' ? size(fields, 'time_step_rank') : Math.ceil(hidden / 16);
  return pure(fields, mamba1Sizes(fields, sizeOr(fields, 'd_inner') ?? (sizeOr(fields, 'expand') ?? 2) * hidden, rank));
}

function mamba2(fields: Fields): Decoded {
  return pure(fields, {
    heads: size(fields, 'num_heads'),
    headDim: size(fields, 'head_dim'),
    stateSize: size(fields, 'state_size'),
    groups: size(fields, 'n_groups'),
    convKernel: size(fields, 'conv_kernel'),
  });
}

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

export const MAMBA = {
  mamba,
  mamba2,
  mamba_ssm: mambaSsm,
} satisfies ConfigRows;
