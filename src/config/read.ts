/** From a config.json to the facts that the catalogue has. A table keyed by `model_type`; anything else by the general decoder. */
import { architectureOf } from '../architecture.ts';
import type { ModelFacts, NativeQuantization } from '../facts/types.ts';
import { CLASSIC } from './classic.ts';
import { DENSE } from './dense.ts';
import { doubtOf } from './doubt.ts';
import { child, fail, fieldsOf, flag, isObject, list, own, text, typeOf, type Fields } from './fields.ts';
import { general } from './general.ts';
import { GEMMA } from './gemma.ts';
import { LATENT } from './latent.ts';
import { LINEAR } from './linear.ts';
import { MOE } from './moe.ts';
import { geometry, type ConfigRow, type ConfigRows } from './parts.ts';
import { RARE } from './rare.ts';
import { REMOTE } from './remote.ts';
import { STATES } from './states.ts';
import { towersOf, type Towers } from './towers.ts';

const ROWS: ConfigRows = {
  ...REMOTE,
  ...CLASSIC,
  ...DENSE,
  ...GEMMA,
  ...MOE,
  ...LATENT,
  ...LINEAR,
  ...STATES,
  ...RARE,
};

/** The keys under which multimodal files keep their text model. */
const TEXT_KEYS = ['text_config', 'llm_config', 'language_config', 'thinker_config', 'language_model'];

/** More than any model has; beyond it a size is a slip. */
const MOST_PARAMETERS = 1e15;

/** Where a configuration came from: how the model is called, and what else is known about it. */
export interface ConfigOrigin {
  /** Hub id or file name; what the answer calls the model. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
}

export interface DecodedModel {
  readonly model: ModelFacts;
  /** The `model_type` of the text model. */
  readonly type: string;
  /** In words, what is not exact; empty where the row covers everything. */
  readonly approximations: readonly string[];
  /** The text model is exact; what is approximate are the towers. */
  readonly exactText: boolean;
}

/**
 * The model that a parsed config.json describes.
 * @throws UserError naming the field that is missing or makes no sense.
 */
export function readConfig(raw: unknown, origin: ConfigOrigin): DecodedModel {
  if (!isObject(raw)) fail('A config.json is a JSON object.');
  const outer = fieldsOf(raw, modelType(raw));
  const inner = textOf(outer, raw);
  refuseEncoders(outer);
  const row: ConfigRow = own(ROWS, inner.type) ?? general;
  const sizes = geometry(inner);
  const { approximate, ...particular } = row(inner);
  const decoded = { ...sizes, ...particular };
  const towers: Towers = inner === outer ? { approximations: [] } : towersOf(outer, decoded.hiddenSize);
  const quantization = quantizationOf(outer);
  const model: ModelFacts = {
    ...decoded,
    id: origin.id,
    name: origin.name,
    family: inner.type || 'unknown',
    aliases: [],
    also: [],
    ...(inner !== outer ? tiesOf(outer, inner, decoded.tiedEmbeddings) : {}),
    ...(towers.vision ? { vision: towers.vision } : {}),
    ...(towers.audio ? { audio: towers.audio } : {}),
    ...(KEEP_LOGITS_DTYPE.includes(inner.type) ? { logitsKeepDtype: true as const } : {}),
    dtype: dtypeOf(outer) ?? dtypeOf(inner) ?? 'bfloat16',
    ...(quantization ? { quantization } : {}),
    sources: [origin.source],
  };
  const { total } = architectureOf(model).parameters;
  if (!(total > 0 && total < MOST_PARAMETERS)) {
    fail('The sizes in the configuration multiply to more parameters than any model has.');
  }
  const approximations = [...(approximate ? [approximate] : []), ...towers.approximations];
  const doubt = model.uncertainty ?? doubtOf();
  return {
    model: approximations.length > 0 ? { ...model, uncertainty: doubt } : model,
    type: inner.type,
    approximations,
    exactText: approximate === undefined,
  };
}

/** Sequence-to-sequence and encoder models have other layers, and are not decoders fine-tuned this way. */
function refuseEncoders(fields: Fields): void {
  const encoderDecoder = flag(fields, 'is_encoder_decoder') || ENCODERS.has(fields.type);
  if (!encoderDecoder) return;
  fail(`"${fields.type.slice(0, 40)}" is an encoder or an encoder-decoder; only decoders are estimated.`);
}

/** Types of huggingface/transformers whose layers attend both ways, or to another stack. */
const ENCODERS = new Set(
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

/** The type as the file says it, or as its class name spells it. */
function modelType(raw: object): string {
  const said = typeOf(raw);
  if (said !== '') return said;
  const architectures = new Map<string, unknown>(Object.entries(raw)).get('architectures');
  const [first] = Array.isArray(architectures) ? architectures : [];
  if (typeof first !== 'string') return '';
  const stem = first.slice(0, 100).replace(/(ForCausalLM|LMHeadModel|ForConditionalGeneration|Model)$/, '');
  const known = [...Object.keys(ROWS), ...Object.keys(INNER_TYPES)];
  return own(CLASS_STEMS, stem) ?? known.find((type) => folded(type) === folded(stem)) ?? '';
}

/** Class names that are not their type's. */
const CLASS_STEMS: Readonly<Record<string, string>> = {
  RW: 'falcon',
  MixFormerSequential: 'phi-msft',
  QWen: 'qwen',
  GPTJ: 'gptj',
  ChatGLM: 'chatglm',
};

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The text model's own fields; the whole file where it is one. */
function textOf(outer: Fields, raw: object): Fields {
  for (const key of TEXT_KEYS) {
    const nested = child(outer, key);
    if (!nested) continue;
    const value = outer.get(key) as object;
    const type = typeOf(value) || modelType(value) || own(INNER_TYPES, outer.type) || '';
    const deeper = child(nested, 'text_config');
    if (deeper) return child(nested, 'text_config', deeper.type || type) ?? deeper;
    return fieldsOf(value, own(ROWS, type) ? type : (own(INNER_TYPES, type) ?? type));
  }
  const flat = own(INNER_TYPES, outer.type);
  return flat ? fieldsOf(raw, flat) : outer;
}

/** How a multimodal type calls its text model, where that has no row of its own or the file does not say it. */
const INNER_TYPES: Readonly<Record<string, string>> = {
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
  gemma4_unified: 'gemma4_text',
  gemma4_unified_text: 'gemma4_text',
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
  phi4mm: 'phi3',
  phi4_multimodal: 'phi3',
  llava: 'llama',
  llava_next: 'llama',
  llava_qwen: 'qwen2',
  llava_llama: 'llama',
};

/** A multimodal file may say for the whole what its text part leaves open. */
function tiesOf(outer: Fields, inner: Fields, fallback: boolean | undefined): Pick<ModelFacts, 'tiedEmbeddings'> {
  if (inner.has('tie_word_embeddings')) return { tiedEmbeddings: flag(inner, 'tie_word_embeddings') };
  return { tiedEmbeddings: flag(outer, 'tie_word_embeddings', fallback ?? false) };
}

/** Their own code does not upcast the logits (see `logitsKeepDtype`). */
const KEEP_LOGITS_DTYPE = [
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

const DTYPES = ['bfloat16', 'float16', 'float32'] as const;

function dtypeOf(fields: Fields): ModelFacts['dtype'] {
  const name = text(fields, 'torch_dtype') || text(fields, 'dtype');
  return DTYPES.find((dtype) => dtype === name.replace('torch.', ''));
}

/** What the files store in fewer bits, where training would start from a copy or goes on beside it. */
function quantizationOf(fields: Fields): NativeQuantization | undefined {
  const said = child(fields, 'quantization_config') ?? child(fields, 'compression_config');
  if (!said) return undefined;
  const method = text(said, 'quant_method');
  if (method === 'mxfp4') return { method, block: 32, appliesTo: 'fused-experts' };
  if (method === 'gptq' || method === 'awq') return { method, appliesTo: 'linears' };
  if (method === 'compressed-tensors') return { method: 'compressed', appliesTo: 'linears' };
  if (method === 'fp8' || method === 'fbgemm_fp8') {
    const [rows, columns] = list(said, 'weight_block_size');
    const block = typeof rows === 'number' && typeof columns === 'number' && rows * columns >= 1;
    return { method: 'fp8-e4m3', appliesTo: 'linears', ...(block ? { block: [rows, columns] as const } : {}) };
  }
  if (flag(said, 'load_in_4bit')) return { method: 'bnb-4bit', appliesTo: 'linears' };
  return flag(said, 'load_in_8bit') ? { method: 'bnb-8bit', appliesTo: 'linears' } : undefined;
}
