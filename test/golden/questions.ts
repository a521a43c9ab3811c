/** What the golden files ask, by command. A command's questions are asked in their order, by one person, of one bot. */
import { vramCost } from '../../commands/cost/cost.ts';
import { vram } from '../../commands/vram/vram.ts';

export interface Question {
  /** After the command, in the shared grammar. */
  readonly text: string;
  /** Files beside it, by option name. */
  readonly attached?: Readonly<Record<string, string>>;
}

/** meituan-longcat/LongCat-Flash-Chat, config.json: 28 layers of two attentions and two MLPs each, 560 billion parameters. */
const LONGCAT = {
  model_type: 'longcat_flash',
  hidden_size: 6144,
  ffn_hidden_size: 12_288,
  expert_ffn_hidden_size: 2048,
  num_layers: 28,
  num_attention_heads: 64,
  kv_lora_rank: 512,
  q_lora_rank: 1536,
  qk_rope_head_dim: 64,
  qk_nope_head_dim: 128,
  v_head_dim: 128,
  n_routed_experts: 512,
  zero_expert_num: 256,
  zero_expert_type: 'identity',
  moe_topk: 12,
  vocab_size: 131_072,
  max_position_embeddings: 131_072,
  attention_method: 'MLA',
};

const asked = (...texts: readonly string[]): readonly Question[] => texts.map((text) => ({ text }));

export const QUESTIONS = {
  vram: [
    ...asked(
      'model:70b method:qlora gpu:48',
      'model:8b method:qlora gpu:4090 details:yes',
      'model:14b method:qlora gpu:16 seq:6k',
      'model:70b method:lora gpu:80 public:yes',
      'model:70b method:qlora gpu:2x3090 batch:2',
      'model:qwen3-235b method:full gpu:64xh100 sharding:zero3 tp:4 accumulation:8 details:yes',
      'model:8b method:full optimizer:ademamix gpu:h200',
      'model:8b method:lora',
      'model:8b objective:dpo method:lora gpu:24 framework:unsloth',
      'model:8b objective:grpo method:full gpu:8xh100 vllm:0.3 generations:16',
      'model:qwen2.5-vl-7b method:lora gpu:24 images:2@1024 vision_tower:trained',
      'model:8b method:inference gpu:16 quant:nf4 kv_cache:fp8',
      'model:8b method:qlora gpu:"m4 max 64gb" tokens:2m epochs:2 currency:"EUR 0.9"',
      'model:deepseek-v3 method:qlora gpu:16xh200',
      'model:custom params:3b layers:26 heads:24 kv:8 hidden:3072 vocab:50k gpu:4090 method:full',
    ),
    { text: 'method:lora gpu:8xb200', attached: { config: JSON.stringify(LONGCAT) } },
    ...asked(
      'model:nosuchmodel-9',
      'model:8b rnak:3',
      'model:8b rank:zero',
      'model:8b method:qlora sharding:tp tp:3 gpu:4x3090',
      'gpu:4090',
    ),
  ],
  'vram-fit': asked('gpu:4090', 'gpu:2x3090 family:qwen3 seq:4k method:qlora', 'gpu:8 method:full', 'gpu:4091'),
  'vram-compare': asked(
    'model:8b gpu:24',
    'model:8b by:gpu method:lora',
    'model:70b by:sharding gpu:4x3090',
    'model:8b by:framework method:lora',
    'model:8b by:seq gpu:4090 method:qlora',
    'model:8b by:colour',
  ),
  'vram-max': asked(
    'model:32b gpu:48 method:qlora',
    'model:70b gpu:2x3090 method:qlora',
    'model:1b gpu:80 method:full',
    'model:70b gpu:4090 method:lora',
    'model:8b',
  ),
  'vram-cost': asked(
    'model:8b method:qlora',
    'model:8b gpu:a100-80gb budget:20',
    'model:70b method:qlora tokens:10m packing:no currency:"EUR 0.9"',
    'model:8b gpu:4090 method:full',
    'model:8b epochs:0',
  ),
  'vram-gpus': asked('', 'rtx 40', '48gb', 'nonesuch'),
  'vram-models': asked('', 'qwen3', 'nonesuch'),
  'vram-settings': asked(
    '',
    'gpu:4090 method:qlora framework:unsloth',
    'seq:4k for:everyone',
    '',
    'gpu:none',
    'currency:EUR',
    'reset:yes',
  ),
  'vram-link': asked('vram model:70b method:qlora gpu:48', 'compare 8b gpu:24', 'rubbish:1', ''),
  // Every option tells what it takes, what holds without it, and what else it is called.
  'vram-help': asked('', 'vram', ...Object.keys({ ...vramCost.options, ...vram.options }), 'by', 'family', 'nonesuch'),
} as const satisfies Record<string, readonly Question[]>;

export type Asked = keyof typeof QUESTIONS;
