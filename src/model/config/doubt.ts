/** How far a reading may be off: by what it did not understand. */
import { isObject, list, type Fields } from './fields.ts';

/** Names of what makes weights, and of what only looks so: positions, tokens, probabilities, thresholds. */
const BEARS_WEIGHTS =
  /size|dim|rank|head|layer|expert|width|inner|channel|block|kernel|^num_|^n_|depth|lora|hidden|ffn|mlp|embed|state|mult/;
const BEARS_NONE =
  /token|_ids?$|position|rope|rotary|theta|window|seed|drop|eps|version|range|factor|scal|top_?k|temperature|length|beam|max_|min_|pretraining|coef|loss|freq|step|^torch|initializer|per_tok|^output_|chunk|problem|return|prob|_act|activation|cache|label|router|use_|group|type_vocab|^qk_head_dim$|hash|mtp|block_size$|dim_model_base|per_layer_input|groups$|norm_type|quant/;

/** Layers whose weights the fallback decoder knows. */
const KNOWN_LAYERS = ['full_attention', 'sliding_attention', 'chunked_attention', 'attention'];

/** Sizes that the file says and nobody asked for, as names. */
export function sizesLeft(fields: Fields): readonly string[] {
  return fields.unread().flatMap(([name, value]) => (bearsWeights(name, value) ? [name] : []));
}

/** What to say of them. */
export function leftOut(names: readonly string[]): readonly string[] {
  return names.length > 0 ? [`${few(names)} of its configuration left out`] : [];
}

/** The same, and layers of a kind that nobody knows. */
export function notUnderstood(fields: Fields): readonly string[] {
  const sizes = sizesLeft(fields);
  const kinds = new Set(list(fields, 'layer_types').map((kind) => String(kind).slice(0, 40)));
  const foreign = [...kinds].filter((kind) => !KNOWN_LAYERS.includes(kind));
  return [...sizes, ...foreign.map((kind) => `layers of ${kind}`)];
}

function bearsWeights(name: string, value: unknown): boolean {
  if (!BEARS_WEIGHTS.test(name) || BEARS_NONE.test(name)) return false;
  if (typeof value === 'number') return Number.isInteger(value) && value >= 2;
  if (Array.isArray(value)) return value.some((one) => typeof one === 'number' && one >= 2);
  return (
    isObject(value) && Object.entries(value).some(([inner, one]) => typeof one === 'number' && bearsWeights(inner, one))
  );
}

/** Sizes of state spaces and recurrences: layers that the fallback decoder takes for attention. */
const RECURRENT = /mamba|ssm|state|conv|lru|recurrent|linear_/;
const RECURRENT_WEIGHS = 2;

/**
 * The fraction by which a decoder may be off that was read by what its fields are called. Of all text models of
 * huggingface/transformers 5.18.0 at their default and at small sizes, read without their `model_type`, nine in ten of
 * those with nothing left out were within it, and eight in ten of the others within theirs.
 */
const ORDINARY = 0.1;
const EACH_SIZE = 0.15;
/** No doubt is larger. */
export const MOST_DOUBT = 2;

/** The fraction by which a reading may be off that left these sizes unread. */
export function doubtOf(unread: readonly string[] = []): number {
  const weights = unread.map((name) => (RECURRENT.test(name) ? RECURRENT_WEIGHS : 1));
  return Math.min(MOST_DOUBT, ORDINARY + EACH_SIZE * weights.reduce((sum, one) => sum + one, 0));
}

/** `a, b and 3 more`, at most four by name. */
export function few(names: readonly string[]): string {
  const shown = names.slice(0, 4);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
