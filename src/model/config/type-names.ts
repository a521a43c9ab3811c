/** Names of types: which are no decoders, how multimodal ones call their text model, what some have in common. */

/** The keys under which multimodal files keep their text model. */
export const TEXT_KEYS = ['text_config', 'llm_config', 'language_config', 'thinker_config', 'language_model'];

/** Types of huggingface/transformers whose layers attend both ways, or to another stack. */
export const ENCODERS = new Set(
  (
    't5 mt5 umt5 longt5 t5gemma t5gemma2 switch_transformers bart mbart plbart mvp led marian pegasus pegasus_x ' +
    'bigbird_pegasus blenderbot blenderbot-small prophetnet xlm-prophetnet m2m_100 nllb-moe fsmt encoder-decoder ' +
    'vision-encoder-decoder speech-encoder-decoder trocr whisper speech_to_text seamless_m4t udop pix2struct florence2 ' +
    'bert bert-generation roberta roberta-prelayernorm xlm-roberta xlm-roberta-xl xlm xlnet xmod camembert flaubert ' +
    'distilbert albert deberta deberta-v2 electra ernie ernie_m funnel mpnet mobilebert squeezebert big_bird convbert ' +
    'data2vec-text megatron-bert rembert roc_bert roformer nystromformer longformer luke layoutlm layoutlmv3 modernbert ' +
    'eurobert nomic_bert new esm reformer clip siglip siglip2 vit dinov2 wav2vec2 hubert'
  ).split(' '),
);

/** Class names that are not their type's. */
export const CLASS_STEMS: Readonly<Record<string, string>> = {
  RW: 'falcon',
  MixFormerSequential: 'phi-msft',
  QWen: 'qwen',
  GPTJ: 'gptj',
  ChatGLM: 'chatglm',
};

/** How a multimodal type calls its text model, where that has no row of its own or the file does not say it. */
export const INNER_TYPES: Readonly<Record<string, string>> = {
  qwen2_vl: 'qwen2',
  qwen2_vl_text: 'qwen2',
  qwen2_5_vl: 'qwen2',
  qwen2_5_vl_text: 'qwen2',
  qwen3_vl: 'qwen3',
  qwen3_vl_text: 'qwen3',
  qwen3_vl_moe: 'qwen3_moe',
  qwen3_vl_moe_text: 'qwen3_moe',
  qwen3_5: 'qwen3_5_text',
  qwen3_5_moe: 'qwen3_5_moe_text',
  gemma3: 'gemma3_text',
  gemma3n: 'gemma3n_text',
  gemma4: 'gemma4_text',
  gemma4_unified: 'gemma4_unified_text',
  qwen2_5_omni_text: 'qwen2',
  qwen2_5_omni_thinker: 'qwen2',
  qwen3_omni_moe_text: 'qwen3_moe',
  qwen3_omni_moe_thinker: 'qwen3_moe',
  qwen3_asr: 'qwen3',
  paddleocr_vl_text: 'ernie4_5',
  paddleocr_vl: 'ernie4_5',
  minimax_m3: 'minimax_m3_vl_text',
  deepseek_ref: 'deepseek_v4',
  minimax_m3_vl: 'minimax_m3_vl_text',
  aria: 'aria_text',
  kimi_k25: 'deepseek_v3',
  kimi_vl: 'deepseek_v3',
  deepseek_vl_v2: 'deepseek_v2',
  llama4: 'llama4_text',
  mllama: 'mllama_text_model',
  paligemma: 'gemma',
  mistral3: 'mistral',
  idefics2: 'mistral',
  idefics3: 'llama',
  smolvlm: 'llama',
  aya_vision: 'cohere2',
  glm4v: 'glm4',
  glm4v_text: 'glm4',
  glm4v_moe: 'glm4_moe',
  glm4v_moe_text: 'glm4_moe',
  RefinedWeb: 'falcon',
  RefinedWebModel: 'falcon',
  'mixformer-sequential': 'phi-msft',
  'gpt-sw3': 'gpt2',
  minicpmv: 'qwen2',
  minicpmo: 'qwen2',
  phi3_v: 'phi3',
  phi4_multimodal: 'phi3',
  llava: 'llama',
  llava_next: 'llama',
  llava_qwen: 'qwen2',
  llava_llama: 'llama',
};

/** Their own code does not upcast the logits (see `logitsKeepDtype`). */
export const KEEP_LOGITS_DTYPE = [
  'gpt2',
  'gpt_neo',
  'gptj',
  'gpt_neox',
  'gpt_bigcode',
  'bloom',
  'opt',
  'falcon',
  'baichuan',
  'chatglm',
  'qwen',
];

/**
 * Their RMSNorm multiplies by its weight in fp32 (see `normInFp32`): huggingface/transformers 5.18.0,
 * src/transformers/models/<type>/modeling_<type>.py.
 */
export const NORM_IN_FP32 = new Set(
  (
    'gemma gemma2 gemma3_text gemma3n_text gemma4_text vaultgemma recurrent_gemma olmo2 olmo3 olmo_hybrid flex_olmo gpt_oss ' +
    'helium afmoe nemotron_h qwen3_next qwen3_5_text qwen3_5_moe_text'
  ).split(' '),
);

/** Their configuration classes bound the logits by default (final_logit_softcapping 30 in transformers 5.18.0). */
export const SOFTCAPPED: ReadonlySet<string> = new Set(['gemma2', 'gemma3n_text', 'vaultgemma']);
