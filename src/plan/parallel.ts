/**
 * How several GPUs are arranged: into ranks that see other data, and ranks that divide one copy of the model by its
 * matrices, layers, tokens or experts.
 */
import type { Architecture } from '../model/architecture.ts';
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

/** The degrees of a request, and the ranks that are left for data. */
export function layoutOf(request: EstimateRequest): Layout {
  const { gpus, tensorParallel: tensor, pipelineParallel: pipeline, contextParallel: context } = request;
  return { data: gpus / (tensor * pipeline * context), tensor, pipeline, context, experts: request.expertParallel };
}

export interface Shards {
  readonly weights: number;
  readonly gradients: number;
  readonly states: number;
}

/** Data and context ranks share one copy; of the experts, only those ranks that hold the same ones. */
export function shardsOf(
  { weights, gradients, states, shardsOnHost, shardsWithin = Infinity }: ShardingRow,
  layout: Layout,
  architecture: Architecture,
): Shards {
  const { data, context } = layout;
  const parts = shardsOnHost
    ? Infinity
    : Math.min(data * context, shardsWithin) / withOthersExperts(layout, architecture);
  return { weights: weights ? parts : 1, gradients: gradients ? parts : 1, states: states ? parts : 1 };
}

/** How many times as large as one rank's share a copy is that has every expert; 1 where experts are not divided. */
export function withOthersExperts({ experts }: Layout, { parameters: { total, routedExperts } }: Architecture): number {
  return (total + (experts - 1) * routedExperts) / total;
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
  const { data, tensor, pipeline, context, experts } = layoutOf(request);
  const named = { tp: tensor, pp: pipeline, cp: context, ep: experts, dp: data };
  const degrees = Object.entries(named).flatMap(([name, degree]) => (degree > 1 ? [`${name} ${degree}`] : []));
  const only = degrees.length === 1 && (row.over !== 'data' || data > 1);
  const divides = row.over !== 'data' || row.weights || row.gradients || row.states;
  if (degrees.length > 0 && data === 1 && !divides) return degrees.join(' × ');
  return degrees.length === 0 || only ? row.label : `${row.label} (${degrees.join(' × ')})`;
}
