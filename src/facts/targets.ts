/** LoRA target presets over the module names of an architecture. */
export interface TargetRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Which part of a block a linear belongs to decides, not its name: names differ between architectures. */
  readonly parts: readonly LinearPart[];
}

/** `query`, `key`, `value` and `output` of the mixer; `qkv` fused; `mlp` the dense MLP; `expert` routed or shared experts. */
export type LinearPart = 'query' | 'key' | 'value' | 'output' | 'qkv' | 'mixer' | 'mlp' | 'expert';

export const TARGETS = {
  'all-linear': {
    label: 'all linear layers',
    aliases: ['all', 'linear', 'all_linear'],
    parts: ['query', 'key', 'value', 'output', 'qkv', 'mixer', 'mlp', 'expert'],
  },
  attention: { label: 'attention', aliases: ['attn', 'qkvo'], parts: ['query', 'key', 'value', 'output', 'qkv', 'mixer'] },
  qv: { label: 'query and value', aliases: ['q,v', 'q_v', 'q_proj,v_proj', 'default'], parts: ['query', 'value', 'qkv'] },
  qkv: { label: 'query, key and value', aliases: ['q,k,v'], parts: ['query', 'key', 'value', 'qkv'] },
  mlp: { label: 'MLP', aliases: ['ffn', 'feed-forward'], parts: ['mlp', 'expert'] },
} as const satisfies Record<string, TargetRow>;

export type TargetId = keyof typeof TARGETS;
