import type { ModelFacts } from '../../facts/types.ts';
import type { LinearModule, LinearRole, Mixer, Mlp } from './types.ts';

/** A linear of one layer: `count` is per layer. */
export type LayerLinear = LinearModule;

/** Half a layer: a mixer or an MLP, with its linears and whatever else it holds. */
export interface Part<Kind> {
  readonly kind: Kind;
  readonly linears: readonly LayerLinear[];
  /** Biases, inner norms, convolutions. */
  readonly other: number;
  /** Of `other`: biases of routed experts. */
  readonly expertBiases?: number;
  /** K and V elements per token. */
  readonly cache?: number;
  /** State elements per sequence, whatever its length. */
  readonly state?: number;
}

/** Consecutive layers with the same half. */
export interface Run<Kind> {
  readonly count: number;
  readonly part: Part<Kind>;
}

export type MixerRun = Run<Mixer>;
export type MlpRun = Run<Mlp>;

export function linear(name: string, from: number, to: number, role: LinearRole, count = 1): LayerLinear {
  return { name, in: from, out: to, count, role };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function weights(linears: readonly LayerLinear[], ...roles: readonly LinearRole[]): number {
  return sum(linears.map((one) => (roles.includes(one.role) ? one.in * one.out * one.count : 0)));
}

const VECTORS_PER_NORM = { rmsnorm: 1, layernorm: 2, 'layernorm-nobias': 1, none: 0 } as const;

/** Elements of one norm of the model's width. */
export function normElements(model: ModelFacts): number {
  return VECTORS_PER_NORM[model.norm ?? 'rmsnorm'] * model.hiddenSize;
}

/** Whether a linear is a routed expert, or all of a layer's in one parameter. */
export function isRouted({ role }: Pick<LinearModule, 'role'>): boolean {
  return role === 'experts' || role === 'fused-experts';
}

/** Whether a linear stands in every block of its kind: attention, and MLPs that all tokens pass through. */
export function isInBlock({ role }: Pick<LinearModule, 'role'>): boolean {
  return role === 'attention' || role === 'mlp';
}
