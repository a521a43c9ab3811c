import type { Source } from './types.ts';

/** LoRA target presets over the module names of an architecture. */
interface TargetRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Which part of a block a linear belongs to decides, not its name: names differ between architectures. */
  readonly parts: readonly LinearPart[];
}

/**
 * `query`, `key`, `value` and `output` of attention, `qkv` where they are fused; `mixer` of linear attention and state
 * spaces; `up` (with the gate) and `down` of an MLP; `expert-up`, `expert-down` and `router` of experts; `side` anything
 * else.
 */
export type LinearPart =
  | 'query'
  | 'key'
  | 'value'
  | 'output'
  | 'qkv'
  | 'mixer'
  | 'up'
  | 'down'
  | 'expert-up'
  | 'expert-down'
  | 'router'
  | 'side';

/** The part that a module of this name plays. Names are those of transformers and the models' own code. */
export const MODULE_PARTS: Readonly<Record<string, LinearPart>> = {
  q_proj: 'query',
  q_a_proj: 'query',
  q_b_proj: 'query',
  k_proj: 'key',
  v_proj: 'value',
  kv_a_proj_with_mqa: 'key',
  kv_b_proj: 'value',
  o_proj: 'output',
  out_proj: 'output',
  dense: 'output',
  wo: 'output',
  'attn.c_proj': 'output',
  qkv_proj: 'qkv',
  query_key_value: 'qkv',
  c_attn: 'qkv',
  W_pack: 'qkv',
  Wqkv: 'qkv',
  wqkv: 'qkv',
  in_proj_a: 'mixer',
  in_proj_b: 'mixer',
  in_proj_ba: 'mixer',
  in_proj_qkv: 'mixer',
  in_proj_qkvz: 'mixer',
  in_proj_z: 'mixer',
  'linear_attn.out_proj': 'mixer',
  'linear_attn.output_gate': 'mixer',
  'linear_attn.qkv_proj': 'mixer',
  'mamba.in_proj': 'mixer',
  'mamba.out_proj': 'mixer',
  'mamba.x_proj': 'mixer',
  'mamba.dt_proj': 'mixer',
  'conv.in_proj': 'mixer',
  'conv.out_proj': 'mixer',
  gate_proj: 'up',
  up_proj: 'up',
  gate_up_proj: 'up',
  dense_h_to_4h: 'up',
  c_fc: 'up',
  c_fc_0: 'up',
  c_fc_1: 'up',
  fc_in: 'up',
  proj_1: 'up',
  fc1: 'up',
  w1: 'up',
  w3: 'up',
  down_proj: 'down',
  dense_4h_to_h: 'down',
  c_proj: 'down',
  fc2: 'down',
  fc_out: 'down',
  proj_2: 'down',
  w2: 'down',
  'experts.gate_proj': 'expert-up',
  'experts.up_proj': 'expert-up',
  'experts.gate_up_proj': 'expert-up',
  'experts.down_proj': 'expert-down',
  router: 'router',
  // Linears beside attention and MLPs: PEFT's all-linear reaches them as it does every other.
  'indexer.wq_b': 'side',
  'indexer.wk': 'side',
  'indexer.weights_proj': 'side',
  'moe.latent_down': 'side',
  'moe.latent_up': 'side',
  per_layer_input_gate: 'side',
  per_layer_projection: 'side',
  per_layer_model_projection: 'side',
  altup_projections: 'side',
  altup_unembed_projections: 'side',
  'altup.modality_router': 'side',
  'altup.prediction_coefs': 'side',
  'altup.correction_coefs': 'side',
  'laurel.linear_left': 'side',
  'laurel.linear_right': 'side',
  shared_expert_gate: 'router',
  'shared_expert.gate_proj': 'up',
  'shared_expert.up_proj': 'up',
  'shared_expert.down_proj': 'down',
};

export const TARGETS = {
  'all-linear': {
    label: 'all linear layers',
    aliases: ['all', 'linear', 'all_linear'],
    parts: [
      'query',
      'key',
      'value',
      'output',
      'qkv',
      'mixer',
      'up',
      'down',
      'expert-up',
      'expert-down',
      'router',
      'side',
    ],
  },
  attention: {
    label: 'attention',
    aliases: ['attn', 'qkvo'],
    parts: ['query', 'key', 'value', 'output', 'qkv', 'mixer'],
  },
  qv: {
    label: 'query and value',
    aliases: ['q,v', 'q_v', 'q_proj,v_proj', 'default'],
    parts: ['query', 'value', 'qkv'],
  },
  qkv: { label: 'query, key and value', aliases: ['q,k,v'], parts: ['query', 'key', 'value', 'qkv'] },
  ia3: { label: 'key, value and down', aliases: ['k,v,down'], parts: ['key', 'value', 'qkv', 'down'] },
  mlp: { label: 'MLP', aliases: ['ffn', 'feed-forward'], parts: ['up', 'down', 'expert-up', 'expert-down'] },
} as const satisfies Record<string, TargetRow>;

export type TargetId = keyof typeof TARGETS;

/** How LoRA weights come on routed experts. Names that begin with `experts.` reach them whatever the library does. */
export interface ExpertReachRow {
  /**
   * Experts whose checkpoint keeps a matrix for each: LoRA weights beside `each` of them, or beside the one 3-D parameter
   * into which the library has `stacked` them, gate and up in one at twice the rank; null: presets pass them by.
   */
  readonly separate: 'each' | 'stacked' | null;
  /** Presets reach experts that are one 3-D parameter in the checkpoint too. */
  readonly fused: boolean;
  /** The library adds the product of the matrices to the parameter before it uses it: the sum is held whole. */
  readonly merges: boolean;
  readonly sources: readonly Source[];
}

const PARAM_WRAPPER: Source = {
  title: 'PEFT lora/layer.py ParamWrapper and transformers_weight_conversion.py at 5d602fd',
  url: 'https://github.com/huggingface/peft/blob/5d602fdbff04c33c1c4de55cda9d4ae1d7cb7e40/src/peft/tuners/lora/layer.py',
};

export const EXPERT_REACHES = {
  named: { separate: null, fused: false, merges: true, sources: [PARAM_WRAPPER] },
  converted: { separate: 'stacked', fused: false, merges: true, sources: [PARAM_WRAPPER] },
  linears: { separate: 'each', fused: false, merges: true, sources: [] },
  all: { separate: 'each', fused: true, merges: false, sources: [] },
} as const satisfies Record<string, ExpertReachRow>;

export type ExpertReachId = keyof typeof EXPERT_REACHES;
