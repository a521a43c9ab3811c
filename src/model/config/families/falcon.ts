/** Falcon: few keys; beside state spaces (H1) or in their place (Mamba). Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { flaggedBiases, gated, geometry, type ConfigRows, type Decoded } from '../parts.ts';
import { mamba2Sizes, mambaBiases } from '../state-spaces.ts';
import { mamba } from './mamba.ts';

/** New decoders group their heads and have two norms side by side; older ones share one. */
function falcon(fields: Fields): Decoded {
  const { heads, hiddenSize } = geometry(fields);
  // Before it had that switch, the 40B said its groups alone.
  const grouped =
    flag(fields, 'new_decoder_architecture') ||
    (fields.has('n_head_kv') && (wholeOr(fields, 'num_key_value_heads') ?? 1) > 1);
  const biases = flag(fields, 'bias');
  const parallel = flag(fields, 'parallel_attn', true);
  const multiQuery = flag(fields, 'multi_query', true);
  const inputNorms = sizeOr(fields, 'num_ln_in_parallel_attn') ?? 2;
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    kvHeads: grouped ? (sizeOr(fields, 'num_key_value_heads') ?? heads) : multiQuery ? 1 : heads,
    ...(!grouped && multiQuery && { unexpandedKeys: true }),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hiddenSize,
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: grouped ? inputNorms : parallel ? 1 : 2,
    parallelBlock: parallel,
    position: flag(fields, 'alibi') ? 'alibi' : 'rope',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

/** Attention and Mamba-2 side by side in every layer; its norm is optional. */
function falconH1(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const inner = sizeOr(fields, 'mamba_d_ssm') ?? (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize;
  const mamba = mamba2Sizes(fields, inner);
  const normless = flag(fields, 'mamba_rms_norm') ? 0 : -mamba.heads * mamba.headDim;
  return {
    ...flaggedBiases(fields),
    ...gated(fields),
    mamba: { layers, attentionLayers: layers, besideAttention: true, ...mamba },
    otherElements: layers * (normless + mambaBiases(fields, mamba, hiddenSize)),
    approximate: 'attention and state space share a layer; activations are those of its attention and MLP',
  };
}

export const FALCON = {
  falcon,
  falcon_h1: falconH1,
  falcon_mamba: mamba,
} satisfies ConfigRows;
