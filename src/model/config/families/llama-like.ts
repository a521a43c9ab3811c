/** Makers whose decoders are Llama's but for a bias, a norm or a window. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, layerCount, type Fields } from '../fields.ts';
import {
  attentionFlagged,
  experts,
  flaggedBiases,
  gated,
  geometry,
  llama,
  sharedExperts,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

/** Biases: q and v, k and o each by a switch of its own in EXAONE's and Seed's relatives. */
function seed(fields: Fields): Decoded {
  return {
    ...llama(fields),
    qkvBias: flag(fields, 'attention_bias'),
    outBias: flag(fields, 'attention_out_bias'),
  };
}

export const LLAMA_LIKE = {
  Yi: llama,
  aquila: llama,
  xverse: llama,
  skywork: llama,
  mobilellm: llama,
  orion: (fields) => ({ ...llama(fields), norm: 'layernorm' }),
  smollm3: llama,
  helium: attentionFlagged,
  hyperclovax: (fields) => ({
    ...flaggedBiases(fields),
    ...gated(fields),
    normsPerLayer: flag(fields, 'use_post_norm', true) ? 4 : 2,
  }),
  cwm: (fields) => ({ ...gated(fields), ...windowed(fields) }),
  diffllama: (fields) => {
    const { layers, headDim } = geometry(fields);
    return {
      ...gated(fields),
      ...flaggedBiases(fields),
      otherElements: 4 * layers * headDim,
      approximate: 'its differential attention is counted as ordinary attention',
    };
  },
  bitnet: (fields) => {
    const { layers, hiddenSize, intermediateSize = 0 } = geometry(fields);
    return { ...attentionFlagged(fields), mlp: 'swiglu', otherElements: layers * (hiddenSize + intermediateSize) };
  },
  seed_oss: seed,
  solar_open: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    ...experts(fields, layerCount(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
  telechat: (fields) => ({
    ...gated(fields),
    outBias: true,
    otherElements: geometry(fields).layers * geometry(fields).hiddenSize,
    modules: { mlp: ['gate_proj', 'up_proj', 'down_proj'] },
  }),
  nanochat: (fields) => ({ mlp: 'relu2', norm: 'none', ...flaggedBiases(fields) }),
} satisfies ConfigRows;
