/** What is trained on: so many tokens, so often, packed or not. */
import { UserError } from '../../errors.ts';
import type { ObjectiveRow } from '../../facts/objectives.ts';
import type { Plan } from '../../plan/plan.ts';
import { mention, said } from '../../words.ts';

/** Ranges of the numbers, inclusive. */
export const JOB_RANGES = {
  tokens: { min: 1000, max: 1e13 },
  examples: { min: 1, max: 1e10 },
  length: { min: 1, max: 10_000_000 },
  epochs: { min: 0.01, max: 1000 },
} as const;

/** What a caller may say of the data; everything has a default. */
export interface JobInput {
  /** Tokens of the data set, once through; instead of examples and length. */
  readonly tokens?: number | undefined;
  readonly examples?: number | undefined;
  /** Tokens of an example, on average. */
  readonly length?: number | undefined;
  readonly epochs?: number | undefined;
  /** Several examples share a sequence, so that nothing is padded. */
  readonly packing?: boolean | undefined;
}

/** A job with every default filled in. */
export interface Job {
  readonly tokens: number;
  readonly examples: number;
  readonly length: number;
  readonly epochs: number;
  readonly packing: boolean;
  /** Whether the caller said anything of it. */
  readonly stated: boolean;
}

/** The Alpaca-sized job: 50,000 examples of 512 tokens, three times through. */
const USUAL = { examples: 50_000, length: 512, epochs: 3 } as const;

/**
 * Fills in the defaults: an Alpaca-sized job where nothing is said; a stated number of tokens is trained on once; packed
 * where the objective's trainers pack.
 * @throws UserError where tokens and examples × length are both given and differ.
 */
export function fillJob({ tokens, examples, length, epochs, packing }: JobInput, { packs }: ObjectiveRow): Job {
  const perExample = length ?? (tokens !== undefined && examples !== undefined ? tokens / examples : USUAL.length);
  const count = examples ?? (tokens === undefined ? USUAL.examples : tokens / perExample);
  const total = tokens ?? count * perExample;
  if (Math.abs(total / (count * perExample) - 1) > 0.01) {
    throw new UserError(
      'invalid-option',
      said`${mention('tokens', total)} is not ${mention('examples', count)} × ${mention('length', perExample)}.`,
      said`Say ${mention('tokens')}, or ${mention('examples')} and ${mention('length')}; ${mention('epochs')} are counted on top.`,
      { field: 'tokens', value: tokens, allowed: { what: String(count * perExample) } },
    );
  }
  return {
    tokens: total,
    examples: count,
    length: perExample,
    epochs: epochs ?? (tokens === undefined ? USUAL.epochs : 1),
    packing: packing ?? packs ?? false,
    stated: tokens !== undefined || examples !== undefined || length !== undefined || epochs !== undefined,
  };
}

/** How a job fills micro-batches. */
interface Batches {
  /** Tokens of one sequence as it is computed. */
  readonly sequenceLength: number;
  /** Computed tokens over the data's own. */
  readonly padding: number;
}

/** What packing leaves empty at the end of its sequences. */
const PACKING_LOSS = 0.03;
/**
 * How much longer the longest example of a batch is than the mean, for lengths spread about as far as their mean: the
 * expected maximum of n exponentials is their harmonic number; real lengths are capped, so half of it.
 */
const PADDING_SPREAD = 0.5;

/** Packed sequences are full; unpacked ones are as long as the longest example of their micro-batch. */
export function batchesOf({ packing, length }: Job, { chosen: { request } }: Plan): Batches {
  const kept = Math.min(length, request.sequenceLength);
  if (packing) return { sequenceLength: request.sequenceLength, padding: 1 / (1 - PACKING_LOSS) };
  const longest = 1 + PADDING_SPREAD * (harmonic(request.microBatch) - 1);
  const padded = Math.min(request.sequenceLength, Math.ceil(kept * longest));
  return { sequenceLength: padded, padding: padded / length };
}

function harmonic(n: number): number {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += 1 / i;
  return sum;
}
