/** Jais. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, size, sizeOr, type Fields } from '../fields.ts';
import { windowed, type ConfigRows, type Decoded } from '../parts.ts';

/** Jais: GPT-2 with ALiBi, and a gated MLP in some. */
function jais(fields: Fields): Decoded {
  const gatedMlp = String(fields.get('activation_function')).includes('swiglu');
  const alibi = String(fields.get('position_embedding_type')) === 'alibi';
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    mlp: gatedMlp ? 'swiglu' : 'gelu',
    norm: 'layernorm',
    position: alibi ? 'alibi' : 'learned',
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size'),
    ...(alibi ? {} : { learnedPositions: size(fields, 'max_position_embeddings') }),
    modules: { qkv: 'c_attn', out: 'attn.c_proj', ...(gatedMlp ? {} : { mlp: ['c_fc', 'c_proj'] as const }) },
  };
}

export const JAIS = {
  jais,
  jais2: (fields) => ({
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    mlp: 'relu2',
    norm: 'layernorm',
    ...windowed(fields),
  }),
} satisfies ConfigRows;
