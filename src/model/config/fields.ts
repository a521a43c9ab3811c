/** Reads values out of a configuration that nobody has checked: own keys only, and numbers within bounds. */
import { UserError } from '../../errors.ts';
import { CONFIG_DEFAULTS } from '../../facts/config-defaults.ts';
import { formatCount } from '../../units.ts';
import { mention, said } from '../../words.ts';

/** One configuration object: its own values, then the defaults of its type. A value that is null counts as said. */
export interface Fields {
  readonly type: string;
  /** The value of a name or of one of its other spellings; undefined when it is absent or null. */
  get(name: string): unknown;
  /** Whether the file itself says it. */
  has(name: string): boolean;
  /** What the file itself says, by name. */
  names(): readonly string[];
  /** What the file itself says and nobody asked for so far, with its values. */
  unread(): readonly (readonly [string, unknown])[];
}

/** Far above any real size, and low enough that every product stays a number. */
const MOST = 100_000_000;
const MOST_LAYERS = 10_000;
/** Names of an object that is read name by name; real ones have under 200. */
const MOST_NAMES = 5000;

/** Other spellings of the names that rows read. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  hidden_size: ['n_embd', 'd_model', 'model_dim', 'n_embed', 'dim'],
  num_hidden_layers: ['n_layer', 'n_layers', 'num_layers', 'num_decoder_layers', 'num_transformer_layers'],
  num_attention_heads: ['n_head', 'n_heads', 'num_heads', 'attention_heads', 'num_query_heads'],
  num_key_value_heads: ['num_kv_heads', 'n_head_kv', 'multi_query_group_num', 'n_kv_heads', 'num_query_groups'],
  intermediate_size: ['ffn_dim', 'n_inner', 'ffn_hidden_size', 'd_ff', 'ffn_hidden_dim', 'mlp_hidden_size'],
  vocab_size: ['padded_vocab_size', 'n_vocab'],
  max_position_embeddings: [
    'n_positions',
    'max_seq_len',
    'seq_length',
    'max_sequence_length',
    'model_max_length',
    'n_ctx',
    'context_length',
  ],
  head_dim: ['kv_channels', 'attention_head_dim', 'head_size'],
  num_experts: ['num_local_experts', 'n_routed_experts', 'moe_num_experts'],
  num_experts_per_tok: ['moe_k', 'moe_topk', 'num_experts_per_token', 'top_k_experts', 'moe_top_k'],
  moe_intermediate_size: ['expert_ffn_hidden_size', 'moe_ffn_hidden_size'],
  n_shared_experts: ['num_shared_experts', 'moe_num_shared_experts', 'num_shared_expert'],
  layer_types: ['layers_block_type'],
};

/**
 * @param raw a parsed JSON object.
 * @throws UserError for one with more names than could be looked through in a moment.
 */
export function fieldsOf(raw: object, type: string): Fields {
  const count = Object.keys(raw).length;
  if (count > MOST_NAMES)
    fail(
      `The configuration has ${formatCount(count)} names side by side; at most ${formatCount(MOST_NAMES)} are read.`,
    );
  const given = new Map<string, unknown>(Object.entries(raw));
  const defaults = new Map<string, unknown>(Object.entries(own(CONFIG_DEFAULTS, type) ?? {}));
  const find = (name: string, from: ReadonlyMap<string, unknown>) =>
    from.has(name) ? name : SPELLINGS[name]?.find((other) => from.has(other));
  const asked = new Set<string>();
  return {
    type,
    has: (name) => given.has(name),
    names: () => [...given.keys()],
    unread: () => [...given].filter(([name]) => !asked.has(name)),
    get(name) {
      for (const spelling of [name, ...(SPELLINGS[name] ?? [])]) asked.add(spelling);
      const said = find(name, given);
      if (said !== undefined) return given.get(said) ?? undefined;
      return defaults.get(find(name, defaults) ?? '') ?? undefined;
    },
  };
}

/** A table's own row: `__proto__` and `constructor` are no rows. */
export function own<Row>(table: Readonly<Record<string, Row>>, name: string): Row | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** A size: a whole number from 1. @throws UserError when it is missing or no such number. */
export function size(fields: Fields, name: string): number {
  return sizeOr(fields, name) ?? fail(`The configuration does not say ${name}.`);
}

/** A size, or undefined when it is not said. @throws UserError for anything but a whole number from 1. */
export function sizeOr(fields: Fields, name: string): number | undefined {
  const value = wholeOr(fields, name);
  return value === 0 ? fail(`The configuration says ${name} is 0; it must be 1 or more.`) : value;
}

/** A whole number from 0, or undefined when it is not said; of a list, its first. @throws UserError for anything else. */
export function wholeOr(fields: Fields, name: string): number | undefined {
  const said = fields.get(name);
  const value: unknown = Array.isArray(said) ? said[0] : said;
  return value === undefined || value === false ? undefined : whole(value, name);
}

/** The number of layers; where only a list or a pattern of them is given, its length. @throws UserError beyond what any model has. */
export function layerCount(fields: Fields): number {
  const named = list(fields, 'layer_types').length || text(fields, 'hybrid_override_pattern').length;
  const layers = sizeOr(fields, 'num_hidden_layers') ?? (named || size(fields, 'num_hidden_layers'));
  if (layers <= MOST_LAYERS) return layers;
  return fail(`The configuration says ${formatCount(layers)} layers; at most ${formatCount(MOST_LAYERS)} are read.`);
}

/** @throws UserError for anything but a whole number from 0 to a hundred million. */
export function whole(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST) return value;
  return fail(
    `The configuration says ${name} is ${shown(value)}; it must be a whole number from 0 to ${formatCount(MOST)}.`,
  );
}

/** A factor such as 2.5, or the fallback. @throws UserError for what is no number above 0. */
export function factor(fields: Fields, name: string, fallback: number): number {
  const value = fields.get(name);
  if (value === undefined) return fallback;
  if (typeof value === 'number' && value > 0 && value <= MOST) return value;
  return fail(`The configuration says ${name} is ${shown(value)}; it must be a number above 0.`);
}

/** Whether it is said and true. */
export function flag(fields: Fields, name: string, fallback = false): boolean {
  const value = fields.get(name);
  return typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : fallback;
}

export function text(fields: Fields, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.slice(0, 10_000) : '';
}

/** A list with an entry a layer or fewer; empty when it is absent. @throws UserError for more than there can be layers. */
export function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields.get(name);
  if (!Array.isArray(value)) return [];
  return value.length <= MOST_LAYERS ? value : fail(`The list ${name} has ${formatCount(value.length)} entries.`);
}

/** A nested object, or undefined. */
export function child(fields: Fields, name: string, type?: string): Fields | undefined {
  const value = fields.get(name);
  if (!isObject(value)) return undefined;
  return fieldsOf(value, type ?? typeOf(value));
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The `model_type` of a parsed object; empty when it has none. */
export function typeOf(raw: object): string {
  const type = Object.hasOwn(raw, 'model_type') ? (raw as { model_type?: unknown }).model_type : undefined;
  return typeof type === 'string' ? type : '';
}

/** The file's own value in a mistake, short. */
function shown(value: unknown): string {
  if (Number.isNaN(value)) return 'not a number';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  return Array.isArray(value) ? 'a list' : 'an object';
}

const DESCRIBE = said`Check the file, or describe the model: ${mention('model', 'custom')} ${mention('params', '7b')}.`;

/** @throws UserError always: the configuration cannot be read. */
export function fail(message: string): never {
  throw new UserError('invalid-option', message, DESCRIBE);
}
