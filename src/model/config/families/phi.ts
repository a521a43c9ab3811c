/** Phi: parallel blocks until 2, fused matrices from 3. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { child, flag, layerCount, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { ALL_BIASES, allWindowed, experts, GATE_UP, gated, geometry, type ConfigRows, type Decoded } from '../parts.ts';

function phi(fields: Fields): Decoded {
  const { layers, headDim } = geometry(fields);
  return {
    ...ALL_BIASES,
    headBias: true,
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: 1,
    otherElements: flag(fields, 'qk_layernorm') ? layers * 4 * headDim : 0,
    modules: { out: 'dense', mlp: ['fc1', 'fc2'] },
  };
}

function phi3(fields: Fields): Decoded {
  return { ...gated(fields), ...allWindowed(fields), modules: { qkv: 'qkv_proj', ...GATE_UP } };
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

/** Phi-4 multimodal carries two LoRAs in its files, one for what it sees, one for what it hears. */
function phi4mm(fields: Fields): Decoded {
  const { hiddenSize, heads, kvHeads, headDim, layers, intermediateSize = 0 } = geometry(fields);
  const inner = heads * headDim;
  const carriers = [
    [hiddenSize, inner + 2 * kvHeads * headDim],
    [inner, hiddenSize],
    [hiddenSize, 2 * intermediateSize],
    [intermediateSize, hiddenSize],
  ] as const;
  const perRank = layers * carriers.reduce((sum, [from, to]) => sum + from + to, 0);
  const ranks = ['vision_lora', 'speech_lora'].map((name) => child(fields, name, 'none'));
  const added = ranks.reduce((sum, lora) => sum + (lora ? (wholeOr(lora, 'r') ?? 0) : 0), 0);
  return { ...phi3(fields), otherElements: perRank * added };
}

export const PHI = {
  phi4mm,
  phi,
  'phi-msft': (fields) => ({
    ...phi(fields),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size'),
  }),
  phi3,
  phi3small: phi3Small,
  phimoe: (fields) => {
    const biases = flag(fields, 'attention_bias');
    return {
      ...allWindowed(fields),
      qkvBias: biases,
      outBias: biases,
      headBias: flag(fields, 'lm_head_bias'),
      norm: 'layernorm',
      ...experts(fields, layerCount(fields)),
    };
  },
} satisfies ConfigRows;
