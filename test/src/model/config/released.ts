/** Configurations as they lie beside released weights, and what each counts: published, or counted by hand. */

export const LLAMA = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};

/** Architectures whose code came with the checkpoint; counts are those of the catalogue's tables (facts/models). */
export const RELEASED: readonly (readonly [string, object, number])[] = [
  [
    'Qwen 7B, which states twice its MLP width',
    {
      model_type: 'qwen',
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      intermediate_size: 22016,
      kv_channels: 128,
      vocab_size: 151936,
      no_bias: true,
      tie_word_embeddings: false,
    },
    7_721_324_544,
  ],
  [
    'ChatGLM3 6B',
    {
      model_type: 'chatglm',
      hidden_size: 4096,
      num_layers: 28,
      num_attention_heads: 32,
      kv_channels: 128,
      ffn_hidden_size: 13696,
      padded_vocab_size: 65024,
      multi_query_attention: true,
      multi_query_group_num: 2,
      add_qkv_bias: true,
      add_bias_linear: false,
      tie_word_embeddings: false,
    },
    6_243_584_000,
  ],
  [
    'Falcon 40B before it was in transformers',
    {
      model_type: 'RefinedWeb',
      hidden_size: 8192,
      n_layer: 60,
      n_head: 128,
      n_head_kv: 8,
      vocab_size: 65024,
      bias: false,
      parallel_attn: true,
    },
    41_303_293_952,
  ],
  [
    'Phi-1.5 before it was in transformers',
    {
      architectures: ['MixFormerSequentialForCausalLM'],
      model_type: 'mixformer-sequential',
      n_embd: 2048,
      n_layer: 24,
      n_head: 32,
      n_inner: null,
      vocab_size: 51200,
      tie_word_embeddings: false,
    },
    1_418_270_720,
  ],
  ['a class name alone', { ...LLAMA, model_type: undefined, architectures: ['LlamaForCausalLM'] }, 8_030_261_248],
];

/** Files as they lie beside the weights; counts are those of the safetensors files or of transformers' class. */
export const ORIGINALS: readonly (readonly [string, object, number])[] = [
  [
    'baichuan2-7b',
    {
      model_type: 'baichuan',
      hidden_size: 4096,
      intermediate_size: 11008,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      vocab_size: 125696,
      z_loss_weight: 0,
      model_max_length: 4096,
    },
    7_505_973_248,
  ],
  [
    'baichuan-13b',
    {
      model_type: 'baichuan',
      hidden_size: 5120,
      intermediate_size: 13696,
      num_hidden_layers: 40,
      num_attention_heads: 40,
      vocab_size: 64000,
      model_max_length: 4096,
      gradient_checkpointing: false,
    },
    13_264_901_120,
  ],
  [
    'deepseek-moe-16b',
    {
      model_type: 'deepseek',
      hidden_size: 2048,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      n_shared_experts: 2,
      n_routed_experts: 64,
      num_experts_per_tok: 6,
      moe_layer_freq: 1,
      first_k_dense_replace: 1,
      vocab_size: 102400,
      attention_bias: false,
    },
    16_375_728_128,
  ],
  [
    'minicpm-2b',
    {
      model_type: 'minicpm',
      hidden_size: 2304,
      intermediate_size: 5760,
      num_hidden_layers: 40,
      num_attention_heads: 36,
      num_key_value_heads: 36,
      vocab_size: 122753,
      scale_emb: 12,
      dim_model_base: 256,
      scale_depth: 1.4,
    },
    2_724_880_896,
  ],
  [
    'glm-4-9b-chat',
    {
      model_type: 'chatglm',
      hidden_size: 4096,
      ffn_hidden_size: 13696,
      num_layers: 40,
      num_attention_heads: 32,
      kv_channels: 128,
      padded_vocab_size: 151552,
      multi_query_attention: true,
      multi_query_group_num: 2,
      add_qkv_bias: true,
      add_bias_linear: false,
      tie_word_embeddings: false,
      rmsnorm: true,
      seq_length: 131072,
      original_rope: true,
      post_layer_norm: true,
      classifier_dropout: null,
      apply_query_key_layer_scaling: true,
      interleaved_qkv: false,
      vocab_size: 151552,
      num_hidden_layers: 40,
    },
    9_399_951_360,
  ],
  [
    'internlm2-7b',
    {
      model_type: 'internlm2',
      bias: false,
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 92544,
      rope_scaling: { factor: 2, type: 'dynamic' },
    },
    7_737_708_544,
  ],
  [
    'phi3small',
    {
      model_type: 'phi3small',
      hidden_size: 4096,
      ff_intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      vocab_size: 100352,
      gegelu_limit: 20,
      blocksparse_num_local_blocks: 16,
      blocksparse_block_size: 64,
      dense_attention_every_n_layers: 2,
      mup_width_multiplier: 8,
      hidden_act: 'gegelu',
      dummy_token_indices: [100256, 100258],
    },
    7_392_272_384,
  ],
  [
    'mamba-2.8b ssm',
    {
      d_model: 2560,
      n_layer: 64,
      vocab_size: 50277,
      ssm_cfg: {},
      rms_norm: true,
      residual_in_fp32: true,
      fused_add_norm: true,
      pad_vocab_size_multiple: 8,
    },
    2_768_345_600,
  ],
  [
    'mamba2-2.7b ssm',
    {
      d_model: 2560,
      d_intermediate: 0,
      n_layer: 64,
      vocab_size: 50277,
      ssm_cfg: { layer: 'Mamba2' },
      attn_layer_idx: [],
      attn_cfg: {},
      rms_norm: true,
      residual_in_fp32: true,
      fused_add_norm: true,
      pad_vocab_size_multiple: 16,
      tie_embeddings: true,
    },
    2_702_599_680,
  ],
  [
    'santacoder',
    {
      model_type: 'gpt2',
      n_embd: 2048,
      n_head: 16,
      n_layer: 24,
      n_inner: 8192,
      n_positions: 2048,
      vocab_size: 49280,
      attention_head_type: 'multiquery',
      architectures: ['GPT2LMHeadCustomModel'],
    },
    1_124_886_528,
  ],
  [
    'mpt-7b',
    {
      model_type: 'mpt',
      d_model: 4096,
      n_heads: 32,
      n_layers: 32,
      expansion_ratio: 4,
      no_bias: true,
      vocab_size: 50432,
      max_seq_len: 2048,
      attn_config: { alibi: true, attn_type: 'multihead_attention' },
      init_config: { emb_init_std: null, name: 'kaiming_normal_', init_nonlinearity: 'relu' },
    },
    6_649_286_656,
  ],
  [
    'dbrx',
    {
      model_type: 'dbrx',
      d_model: 6144,
      n_heads: 48,
      n_layers: 40,
      max_seq_len: 32768,
      vocab_size: 100352,
      attn_config: { kv_n_heads: 8, clip_qkv: 8, rope_theta: 500000 },
      ffn_config: { ffn_hidden_size: 10752, moe_num_experts: 16, moe_top_k: 4 },
    },
    131_596_523_520,
  ],
  [
    'jamba',
    {
      model_type: 'jamba',
      hidden_size: 4096,
      intermediate_size: 14336,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      num_key_value_heads: 8,
      num_experts: 16,
      num_experts_per_tok: 2,
      attn_layer_offset: 4,
      attn_layer_period: 8,
      expert_layer_offset: 1,
      expert_layer_period: 2,
      mamba_conv_bias: true,
      mamba_d_conv: 4,
      mamba_d_state: 16,
      mamba_dt_rank: 256,
      mamba_expand: 2,
      mamba_proj_bias: false,
      mamba_inner_layernorms: true,
      n_ctx: 262144,
      vocab_size: 65536,
      tie_word_embeddings: false,
      num_logits_to_keep: 1,
    },
    51_570_323_328,
  ],
];

/** [query, key and value, output] weights of a layer of LLAMA: 32 heads and 8 groups of 128. */
const [WIDTH, KEYS, LAYERS] = [4096, 1024, 32];
const LLAMA_8B = 8_030_261_248;

/** What makes these count as Llama 3 8B does in its sizes, and what more they have: counted by hand from their code. */
export const LIKE_LLAMA: readonly (readonly [string, object, number])[] = [
  ...['Yi', 'aquila', 'xverse', 'skywork', 'mobilellm', 'internlm3'].map(
    (type) => [`${type}: nothing more`, { ...LLAMA, model_type: type }, LLAMA_8B] as const,
  ),
  [
    'orion: a bias in each of its layer norms, two a layer and one at the end',
    { ...LLAMA, model_type: 'orion' },
    LLAMA_8B + (2 * LAYERS + 1) * WIDTH,
  ],
  [
    'stablelm_epoch: layer norms, and biases on queries, keys and values',
    { ...LLAMA, model_type: 'stablelm_epoch', use_qkv_bias: true },
    LLAMA_8B + (2 * LAYERS + 1) * WIDTH + LAYERS * (WIDTH + 2 * KEYS),
  ],
  [
    'internlm: biases on all four matrices of attention',
    { ...LLAMA, model_type: 'internlm', bias: true },
    LLAMA_8B + LAYERS * (2 * WIDTH + 2 * KEYS),
  ],
  [
    'internlm3: biases on queries, keys and values by one switch, on all others by another',
    { ...LLAMA, model_type: 'internlm3', qkv_bias: true, bias: true },
    LLAMA_8B + LAYERS * (2 * WIDTH + 2 * KEYS + 2 * 14336 + WIDTH),
  ],
  [
    'telechat: biases where attention and the MLP come out',
    { ...LLAMA, model_type: 'telechat' },
    LLAMA_8B + LAYERS * 2 * WIDTH,
  ],
  ['exaone: other names, the same matrices', { ...LLAMA, model_type: 'exaone' }, LLAMA_8B],
  [
    'deci: half of its layers with four groups of keys instead of eight',
    { ...LLAMA, model_type: 'deci', num_key_value_heads_per_layer: repeated(16, 8).concat(repeated(16, 4)) },
    LLAMA_8B - 16 * 2 * WIDTH * 512,
  ],
  [
    'nemotron-nas: one layer without attention, one with a narrower MLP, each with what is left of its norms',
    {
      ...LLAMA,
      model_type: 'nemotron-nas',
      block_configs: [
        { attention: { no_op: true, n_heads_in_group: null }, ffn: { ffn_mult: 5.25 } },
        { attention: { n_heads_in_group: 4 }, ffn: { ffn_mult: 1.3125 } },
        ...repeated(30, { attention: { n_heads_in_group: 4 }, ffn: { ffn_mult: 5.25 } }),
      ],
    },
    // 2 ÷ 3 × 5.25 × 4096 is 14,336, a quarter of it 3,584.
    LLAMA_8B - (2 * WIDTH ** 2 + 2 * WIDTH * KEYS + WIDTH) - 3 * WIDTH * (14336 - 3584),
  ],
];

function repeated<One>(count: number, one: One): readonly One[] {
  return Array.from({ length: count }, () => one);
}

/** Small sizes, counted by hand from the code beside the first release. */
export const BY_HAND: readonly (readonly [string, object, number])[] = [
  [
    'jais: GPT-2 with ALiBi and a gated MLP',
    {
      model_type: 'jais',
      n_embd: 64,
      n_layer: 2,
      n_head: 4,
      n_inner: 160,
      n_positions: 128,
      vocab_size: 100,
      activation_function: 'swiglu',
      position_embedding_type: 'alibi',
    },
    // Table; a layer's two norms, c_attn, c_proj, c_fc, c_fc2 and c_proj with biases; the last norm.
    100 * 64 + 2 * (4 * 64 + 4 * (64 * 64 + 64) + 2 * (64 * 160 + 160) + 160 * 64 + 64) + 2 * 64,
  ],
  [
    'longcat_flash: two attentions and two MLPs a layer, beside experts whose router knows four that do nothing',
    {
      model_type: 'longcat_flash',
      hidden_size: 256,
      ffn_hidden_size: 640,
      expert_ffn_hidden_size: 96,
      num_layers: 3,
      num_attention_heads: 4,
      vocab_size: 1000,
      q_lora_rank: 64,
      kv_lora_rank: 32,
      qk_nope_head_dim: 24,
      qk_rope_head_dim: 8,
      v_head_dim: 24,
      n_routed_experts: 8,
      moe_topk: 2,
      zero_expert_num: 4,
    },
    2 * 1000 * 256 +
      256 +
      3 *
        (2 * (256 * 64 + 64 + 64 * 4 * 32 + 256 * (32 + 8) + 32 + 32 * 4 * 48 + 4 * 24 * 256) +
          2 * 3 * 256 * 640 +
          4 * 256 +
          8 * 3 * 256 * 96 +
          12 * 256),
  ],
];

/** Counted by transformers 5.18.0, whose class keeps the correction biases of routers as buffers: the files hold them. */
export const WITH_BIASES: readonly (readonly [string, object, number])[] = [
  [
    'kimi_linear: four biases in each of three layers',
    {
      ...{ model_type: 'kimi_linear', hidden_size: 256, intermediate_size: 640, num_hidden_layers: 4 },
      ...{ num_attention_heads: 8, num_key_value_heads: 8, vocab_size: 1000, moe_intermediate_size: 96 },
      ...{ kv_lora_rank: 48, qk_nope_head_dim: 32, qk_rope_head_dim: 16, v_head_dim: 32 },
      ...{ num_local_experts: 4, n_shared_experts: 1, num_experts_per_tok: 2, first_k_dense_replace: 1 },
      ...{ linear_num_heads: 4, linear_head_dim: 32, linear_conv_kernel_dim: 4 },
      layer_types: ['linear_attention', 'linear_attention', 'linear_attention', 'full_attention'],
    },
    2_794_780 + 3 * 4,
  ],
];

/** Releases, and the totals of their files as the catalogue cites them (src/facts/models). */
export const CATALOGUED: readonly (readonly [string, object, number])[] = [
  [
    'kimi-k2, whose files hold 3,416 elements more that nobody has explained',
    {
      ...{ model_type: 'kimi_k2', hidden_size: 7168, intermediate_size: 18432, moe_intermediate_size: 2048 },
      ...{ num_hidden_layers: 61, num_attention_heads: 64, num_key_value_heads: 64, vocab_size: 163840 },
      ...{ n_routed_experts: 384, n_shared_experts: 1, num_experts_per_tok: 8, first_k_dense_replace: 1 },
      ...{ q_lora_rank: 1536, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 },
      ...{ num_nextn_predict_layers: 0, moe_layer_freq: 1 },
    },
    1_026_408_235_864 - 3_416,
  ],
  [
    'minimax-m1',
    {
      ...{ model_type: 'minimax_m1', hidden_size: 6144, intermediate_size: 9216, num_hidden_layers: 80 },
      ...{ num_attention_heads: 64, num_key_value_heads: 8, head_dim: 128, vocab_size: 200064 },
      ...{ num_local_experts: 32, num_experts_per_tok: 2, shared_intermediate_size: 0 },
      attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
    },
    456_089_655_296,
  ],
  [
    'minimax-text-01',
    {
      ...{ model_type: 'minimax_text_01', hidden_size: 6144, intermediate_size: 9216, num_hidden_layers: 80 },
      ...{ num_attention_heads: 64, num_key_value_heads: 8, head_dim: 128, vocab_size: 200064 },
      ...{ num_local_experts: 32, num_experts_per_tok: 2, shared_intermediate_size: 0 },
      attn_type_list: Array.from({ length: 80 }, (_, layer) => (layer % 8 === 7 ? 1 : 0)),
    },
    456_089_655_296,
  ],
  [
    'hunyuan-a13b',
    {
      ...{ model_type: 'hunyuan_v1_moe', hidden_size: 4096, intermediate_size: 3072, num_hidden_layers: 32 },
      ...{ num_attention_heads: 32, num_key_value_heads: 8, attention_head_dim: 128, vocab_size: 128167 },
      ...{ num_experts: 64, moe_topk: 8, num_shared_expert: 1, moe_intermediate_size: 3072, use_qk_norm: true },
      ...{ use_mixed_mlp_moe: true, tie_word_embeddings: true },
    },
    80_393_183_232,
  ],
  [
    'ling-lite',
    {
      ...{ model_type: 'bailing_moe', hidden_size: 2048, intermediate_size: 5632, num_hidden_layers: 28 },
      ...{ num_attention_heads: 16, num_key_value_heads: 4, vocab_size: 126464, moe_intermediate_size: 1408 },
      ...{ num_experts: 64, num_experts_per_tok: 6, num_shared_experts: 2, first_k_dense_replace: 0 },
    },
    16_801_974_272,
  ],
  [
    'ling-mini-2.0',
    {
      ...{ model_type: 'bailing_moe_v2', hidden_size: 2048, intermediate_size: 5120, num_hidden_layers: 20 },
      ...{ num_attention_heads: 16, num_key_value_heads: 4, head_dim: 128, vocab_size: 157184 },
      ...{ num_experts: 256, num_experts_per_tok: 8, num_shared_experts: 1, moe_intermediate_size: 512 },
      ...{ first_k_dense_replace: 1, use_qk_norm: true, moe_router_enable_expert_bias: true },
    },
    16_255_643_392,
  ],
  [
    'mimo-7b',
    {
      ...{ model_type: 'mimo', hidden_size: 4096, intermediate_size: 11008, num_hidden_layers: 36 },
      ...{ num_attention_heads: 32, num_key_value_heads: 8, head_dim: 128, vocab_size: 151680 },
      ...{ num_nextn_predict_layers: 1, attention_bias: true },
    },
    7_622_619_136,
  ],
  [
    'mimo-v2-flash, with the 12,032 correction biases of its routers',
    {
      ...{ model_type: 'mimo_v2_flash', hidden_size: 4096, intermediate_size: 16384, num_hidden_layers: 48 },
      ...{ num_attention_heads: 64, num_key_value_heads: 4, head_dim: 192, v_head_dim: 128, vocab_size: 152576 },
      ...{ n_routed_experts: 256, num_experts_per_tok: 8, moe_intermediate_size: 2048, sliding_window: 128 },
      ...{ swa_num_key_value_heads: 8, swa_head_dim: 192, swa_v_head_dim: 128, swa_num_attention_heads: 64 },
      hybrid_layer_pattern: [0, ...Array.from({ length: 47 }, (_, layer) => ((layer + 1) % 6 === 5 ? 0 : 1))],
      moe_layer_freq: [0, ...Array.from({ length: 47 }, () => 1)],
    },
    308_778_768_832 + 12_032,
  ],
  [
    'openelm-270m',
    {
      ...{ model_type: 'openelm', model_dim: 1280, num_transformer_layers: 16, head_dim: 64, vocab_size: 32000 },
      ...{ max_context_length: 2048, ffn_dim_divisor: 256, share_input_output_layers: true },
      num_query_heads: [12, 12, 12, 12, 12, 16, 16, 16, 16, 16, 16, 16, 20, 20, 20, 20],
      num_kv_heads: [3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5],
      ffn_multipliers: [0.5, 0.73, 0.97, 1.2, 1.43, 1.67, 1.9, 2.13, 2.37, 2.6, 2.83, 3.07, 3.3, 3.53, 3.77, 4.0],
    },
    271_527_168,
  ],
  [
    'gemma-3n-e4b, whose files hold keys and values of layers that use those of others',
    {
      model_type: 'gemma3n',
      text_config: {
        ...{ model_type: 'gemma3n_text', hidden_size: 2048, intermediate_size: 16384, num_hidden_layers: 35 },
        ...{ num_attention_heads: 8, num_key_value_heads: 2, head_dim: 256, vocab_size: 262400 },
        ...{ vocab_size_per_layer_input: 262144, hidden_size_per_layer_input: 256, num_kv_shared_layers: 15 },
      },
    },
    7_849_978_192,
  ],
];
