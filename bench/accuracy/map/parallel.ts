/** Several GPUs: what is sharded, and over how many. */
import type { ShardingId } from '../../../src/facts/shardings.ts';
import { wordsOf, type Row } from '../rows.ts';
import { Skip } from './skip.ts';

export interface Parallel {
  readonly gpus: number;
  readonly sharding: ShardingId | undefined;
  /** GPUs that share the tokens of one sequence: context or sequence parallel. */
  readonly contextParallel: number | undefined;
  readonly tensorParallel: number | undefined;
  readonly pipelineParallel: number | undefined;
}

const SHARDINGS: readonly (readonly [RegExp, ShardingId])[] = [
  [/no-shard|ddp/, 'ddp'],
  [/zero-?\s?3|zero3/, 'zero3'],
  [/zero-?\s?2|zero2/, 'zero2'],
  [/zero-?\s?1|zero1/, 'zero1'],
  [/fsdp ?2/, 'fsdp2'],
  [/fsdp/, 'fsdp'],
  [/model parallel|device_map/, 'split'],
];

/** Parameters that wait in host memory; an optimizer alone there is another matter. */
function offloaded(named: ShardingId | undefined, row: Row): ShardingId | undefined {
  return named === 'zero3' && /param/.test(wordsOf(row.offload)) ? 'zero3-offload' : named;
}

export function parallelOf(row: Row): Parallel {
  const words = wordsOf(row.parallelism);
  const gpus = row.num_gpus ?? 1;
  const named = SHARDINGS.find(([pattern]) => pattern.test(words))?.[1];
  // torchtitan knows no other FSDP.
  const sharding = named === 'fsdp' && /titan/.test(wordsOf(row.framework)) ? 'fsdp2' : offloaded(named, row);
  if (gpus > 1 && sharding === undefined && words !== 'none' && words !== '')
    throw new Skip(`parallelism not known: ${row.parallelism}`);
  const degree = (names: string) => {
    const digits = new RegExp(`\\b(?:${names})\\s*(\\d+)`).exec(words)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  return {
    gpus,
    sharding,
    contextParallel: degree('cp|context parallel|sp|sequence parallel'),
    tensorParallel: degree('tp|tensor parallel'),
    pipelineParallel: degree('pp|pipeline parallel'),
  };
}
