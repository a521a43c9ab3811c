/** From a config.json to the facts that the catalogue has. A table keyed by `model_type`; anything else by the fallback decoder. */
import { architectureOf } from '../architecture.ts';
import type { ModelFacts, NativeQuantization } from '../../facts/types.ts';
import { doubtOf, leftOut, sizesLeft } from './doubt.ts';
import { child, fail, fieldsOf, flag, isObject, list, own, text, typeOf, wholeOr, type Fields } from './fields.ts';
import { READERS } from './families/index.ts';
import { fallback } from './fallback.ts';
import { geometry, type ConfigRow } from './parts.ts';
import { hasTowers, towersOf, type Towers } from './towers.ts';
import {
  CLASS_STEMS,
  ENCODERS,
  INNER_TYPES,
  KEEP_LOGITS_DTYPE,
  NORM_IN_FP32,
  SOFTCAPPED,
  TEXT_KEYS,
} from './type-names.ts';

/** More than any model has; beyond it a size is a slip. */
const MOST_PARAMETERS = 1e15;

/** Where a configuration came from: how the model is called, and what else is known about it. */
interface ConfigOrigin {
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
  const row: ConfigRow = own(READERS, inner.type) ?? fallback;
  const sizes = geometry(inner);
  const { approximate, ...particular } = row(inner);
  const decoded = { ...sizes, ...particular };
  const towers: Towers =
    inner === outer && !hasTowers(outer) ? { approximations: [] } : towersOf(outer, decoded.hiddenSize);
  const quantization = quantizationOf(outer) ?? (inner === outer ? undefined : quantizationOf(inner));
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
    ...(towers.unloaded ? { unloaded: towers.unloaded } : {}),
    ...codeOf(inner),
    dtype: dtypeOf(outer) ?? dtypeOf(inner) ?? 'bfloat16',
    ...(quantization ? { quantization } : {}),
    sources: [origin.source],
  };
  refuseMonsters(model);
  const left = row === fallback ? [] : sizesLeft(inner);
  const approximations = [...(approximate ? [approximate] : []), ...leftOut(left), ...towers.approximations];
  const doubt = model.uncertainty ?? doubtOf(left);
  return {
    model: approximations.length > 0 ? { ...model, uncertainty: doubt } : model,
    type: inner.type,
    approximations,
    exactText: approximate === undefined,
  };
}

function refuseMonsters(model: ModelFacts): void {
  const { total } = architectureOf(model).parameters;
  if (total > 0 && total < MOST_PARAMETERS) return;
  fail('The sizes in the configuration multiply to more parameters than any model has.');
}

/** What the model's own code keeps beside what its sizes say. */
function codeOf(inner: Fields): Pick<ModelFacts, 'logitsKeepDtype' | 'softcapsLogits' | 'normInFp32' | 'geluInPython'> {
  return {
    ...(KEEP_LOGITS_DTYPE.includes(inner.type) ? { logitsKeepDtype: true } : {}),
    ...(softcaps(inner) ? { softcapsLogits: true } : {}),
    ...(NORM_IN_FP32.has(inner.type) ? { normInFp32: true } : {}),
    ...(writesGelu(inner) ? { geluInPython: true } : {}),
  };
}

/** transformers activations.py: these two are written out, every other GELU is one kernel. */
function writesGelu(fields: Fields): boolean {
  return [fields.get('activation_function'), fields.get('hidden_act')].some(
    (act) => act === 'gelu_new' || act === 'gelu_fast',
  );
}

/** A bound on the logits that the file states; transformers' own default where it states none is of Gemma 2 and 3n. */
function softcaps(fields: Fields): boolean {
  const bound = fields.get('final_logit_softcapping');
  return bound === undefined ? SOFTCAPPED.has(fields.type) : typeof bound === 'number' && bound > 0;
}

/** Sequence-to-sequence and encoder models have other layers, and are not decoders fine-tuned this way. */
function refuseEncoders(fields: Fields): void {
  const encoderDecoder = flag(fields, 'is_encoder_decoder') || ENCODERS.has(fields.type);
  if (!encoderDecoder) return;
  fail(`"${fields.type.slice(0, 40)}" is an encoder or an encoder-decoder; only decoders are estimated.`);
}

/** The type as the file says it, or as its class name spells it. */
function modelType(raw: object): string {
  const said = typeOf(raw);
  if (said !== '') return said;
  if (Object.hasOwn(raw, 'ssm_cfg')) return 'mamba_ssm';
  const architectures = new Map<string, unknown>(Object.entries(raw)).get('architectures');
  const [first] = Array.isArray(architectures) ? architectures : [];
  if (typeof first !== 'string') return '';
  const stem = first.slice(0, 100).replace(/(ForCausalLM|LMHeadModel|ForConditionalGeneration|Model)$/, '');
  const known = [...Object.keys(READERS), ...Object.keys(INNER_TYPES)];
  return own(CLASS_STEMS, stem) ?? known.find((type) => folded(type) === folded(stem)) ?? '';
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The text model's own fields, however deep they lie; the whole file where it is one. */
function textOf(outer: Fields, raw: object): Fields {
  for (const key of TEXT_KEYS) {
    const value = outer.get(key);
    if (!isObject(value)) continue;
    const type = typeOf(value) || modelType(value) || own(INNER_TYPES, outer.type) || '';
    return textOf(fieldsOf(value, type), value);
  }
  const known = own(READERS, outer.type) ? undefined : own(INNER_TYPES, outer.type);
  return known ? fieldsOf(raw, known) : outer;
}

/** A multimodal file may say for the whole what its text part leaves open. */
function tiesOf(outer: Fields, inner: Fields, fallback: boolean | undefined): Pick<ModelFacts, 'tiedEmbeddings'> {
  const said = [outer, inner].find((fields) => fields.has('tie_word_embeddings')) ?? outer;
  return { tiedEmbeddings: flag(said, 'tie_word_embeddings', fallback ?? false) };
}

/** Four bits with a 16-bit scale a group, or eight; attention may be left out, and with it all but routed experts. */
function compressedBy(said: Fields): NativeQuantization {
  const groups = child(said, 'config_groups', 'none');
  const group = groups && child(groups, groups.names()[0] ?? '', 'none');
  const weights = group && child(group, 'weights', 'none');
  const plain = list(said, 'ignore').map(String);
  return {
    method: weights && wholeOr(weights, 'num_bits') === 4 ? 'compressed-4bit' : 'compressed',
    appliesTo: plain.some((name) => name.includes('self_attn')) ? 'fused-experts' : 'linears',
  };
}

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
  if (method === 'compressed-tensors') return compressedBy(said);
  if (method === 'fp8' || method === 'fbgemm_fp8') {
    const [rows, columns] = list(said, 'weight_block_size');
    const block = typeof rows === 'number' && typeof columns === 'number' && rows * columns >= 1;
    return {
      method: 'fp8-e4m3',
      appliesTo: 'linears',
      ...(block ? { block: [rows, columns] as const } : {}),
      // DeepSeek V4: the experts' scales are powers of two, one to 32 values.
      ...(text(fields, 'expert_dtype') === 'fp4' ? { experts: 'mxfp4' as const } : {}),
    };
  }
  if (flag(said, 'load_in_4bit')) return { method: 'bnb-4bit', appliesTo: 'linears' };
  return flag(said, 'load_in_8bit') ? { method: 'bnb-8bit', appliesTo: 'linears' } : undefined;
}
