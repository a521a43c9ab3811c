/** A tower that was counted where it was read (src/model/config/towers), with its projector; how it sees is not known. */
import type { TowerRow } from './row.ts';

export interface CountedFacts {
  readonly kind: 'counted';
  readonly parameters: number;
}

export const counted: TowerRow<CountedFacts> = { elements: ({ parameters }) => parameters };
