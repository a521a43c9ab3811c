/**
 * How several GPUs are arranged: into ranks that see other data, and ranks that divide one copy of the model by its
 * matrices, layers, tokens or experts.
 */
import type { Architecture } from '../model/architecture.ts';
import { UserError } from '../errors.ts';
import type { AddedRow } from '../facts/added.ts';
import type { ObjectiveRow } from '../facts/objectives.ts';
import { SHARDINGS, type ShardingRow } from '../facts/shardings.ts';
import type { EstimateRequest, RequestInput } from './request.ts';

/** Degrees; their product without `experts` is the number of GPUs. */
export interface Layout {
  /** Ranks with data of their own. */
  readonly data: number;
  readonly tensor: number;
  readonly pipeline: number;
  readonly context: number;
  /** Into how many parts the routed experts go, among the ranks of data and context. */
  readonly experts: number;
}

/** Of a request: the named degrees. */
const DEGREES = {
  tensor: 'tensorParallel',
  pipeline: 'pipelineParallel',
  context: 'contextParallel',
  experts: 'expertParallel',
} as const satisfies Record<Exclude<keyof Layout, 'data'>, keyof RequestInput>;

type Degrees = Pick<RequestInput, (typeof DEGREES)[keyof typeof DEGREES]>;

/**
 * Named degrees, and what is left of the GPUs for the dimension that the sharding stands for.
 * @throws UserError where the GPUs do not divide so.
 */
export function layoutOf(degrees: Degrees, { over }: Pick<ShardingRow, 'over'>, gpus: number): Layout {
  const named = (one: keyof typeof DEGREES) => degrees[DEGREES[one]];
  const taken = (named('tensor') ?? 1) * (named('pipeline') ?? 1) * (named('context') ?? 1);
  if (gpus % taken !== 0) throw doesNotDivide(degrees, taken, gpus);
  const left = gpus / taken;
  const of = (one: keyof typeof DEGREES) => named(one) ?? (over === one ? left : 1);
  const [tensor, pipeline, context] = [of('tensor'), of('pipeline'), of('context')];
  const data = gpus / (tensor * pipeline * context);
  const experts = of('experts');
  if ((data * context) % experts !== 0) throw expertsDoNotDivide(experts, data * context);
  return { data, tensor, pipeline, context, experts };
}

function doesNotDivide({ tensorParallel, pipelineParallel, contextParallel }: Degrees, taken: number, gpus: number) {
  const parts = { tp: tensorParallel, pp: pipelineParallel, cp: contextParallel };
  const words = Object.entries(parts).flatMap(([name, degree]) => (degree && degree > 1 ? [`${name}:${degree}`] : []));
  return new UserError(
    'unsupported-combination',
    `${words.join(' × ')} takes ${taken} GPUs or a multiple of them, and there ${gpus === 1 ? 'is 1' : `are ${gpus}`}.`,
    `Say how many there are, for example gpus:${taken}.`,
  );
}

function expertsDoNotDivide(experts: number, ranks: number): UserError {
  return new UserError(
    'unsupported-combination',
    `ep:${experts} divides the experts among the ranks of data and context, and ${ranks} of those do not divide so.`,
    'Say a degree that divides them.',
  );
}

export interface Shards {
  readonly weights: number;
  readonly gradients: number;
  readonly states: number;
}

/** Data and context ranks share one copy; of the experts, only those ranks that hold the same ones. */
export function shardsOf(
  { weights, gradients, states, shardsOnHost, shardsWithin = Infinity }: ShardingRow,
  { data, context, experts }: Layout,
  { parameters: { total, routedExperts } }: Architecture,
): Shards {
  const own = total + (experts - 1) * routedExperts;
  const parts = shardsOnHost ? Infinity : (Math.min(data * context, shardsWithin) * total) / own;
  return { weights: weights ? parts : 1, gradients: gradients ? parts : 1, states: states ? parts : 1 };
}

/** Tokens of a micro-batch on one GPU. */
export function tokensOf(
  { microBatch, sequenceLength, rank }: EstimateRequest,
  { sequences }: ObjectiveRow,
  { context }: Layout,
  added: AddedRow | undefined,
): number {
  const length = sequenceLength + (added?.extraTokens?.(rank) ?? 0);
  return microBatch * sequences * Math.ceil(length / context);
}

/** A request without degrees, and without a sharding that divides the model: for hardware that it did not name. */
export function withoutLayout(request: RequestInput, { over }: Pick<ShardingRow, 'over'>): RequestInput {
  const { tensorParallel: _, pipelineParallel: __, contextParallel: ___, expertParallel: ____, ...rest } = request;
  return over === 'data' ? rest : { ...rest, sharding: undefined };
}

/**
 * A sharding with every degree that is not 1: `FSDP full shard (tp 8 × dp 4)`; the degrees alone (`tp 8`) where no
 * second copy is left to share anything with.
 */
export function layoutText(request: EstimateRequest): string {
  const row: ShardingRow = SHARDINGS[request.sharding];
  const { data, tensor, pipeline, context, experts } = layoutOf(request, row, request.gpus);
  const named = { tp: tensor, pp: pipeline, cp: context, ep: experts, dp: data };
  const degrees = Object.entries(named).flatMap(([name, degree]) => (degree > 1 ? [`${name} ${degree}`] : []));
  const only = degrees.length === 1 && (row.over !== 'data' || data > 1);
  const divides = row.over !== 'data' || row.weights || row.gradients || row.states;
  if (degrees.length > 0 && data === 1 && !divides) return degrees.join(' × ');
  return degrees.length === 0 || only ? row.label : `${row.label} (${degrees.join(' × ')})`;
}
