/** Our own runs on a GPU, which say what the allocator held beside tensors that they measured too (bench/oracle). */
import { estimate, GIB } from '../../src/index.ts';
import { GPU_ROWS, readOracleRows, TRAINER_ROWS } from '../oracle/rows.ts';
import { predict } from './predict.ts';
import { partsOf, type Parts } from './recompute.ts';
import { readRows } from './rows.ts';

interface OwnRun {
  readonly parts: Parts;
  /** GiB reserved. */
  readonly measured: number;
  readonly group: string;
  readonly source: string;
}

/** Steps written out (oracle.py --device cuda), and TRL's own trainer (trainer.py). */
export function ownRuns(): readonly OwnRun[] {
  const steps = readOracleRows(GPU_ROWS)
    .filter(({ core }) => core)
    .map(({ request, value, group, source_repo, secondary }) => ({
      parts: partsOf(estimate(request), value),
      measured: secondary!.reserved_bytes / GIB,
      group,
      source: source_repo,
    }));
  const trained = readRows([TRAINER_ROWS]).map((row) => {
    const { estimate: found, measured } = predict(row);
    const allocated = Number(row.secondary?.['max_memory_allocated_bytes']);
    return { parts: partsOf(found, allocated), measured, group: row.group ?? row.id, source: row.source_repo };
  });
  return [...steps, ...trained];
}
