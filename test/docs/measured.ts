/** Our own training runs beside what the estimator says of them, as a table of the README. */
import { predict } from '../../bench/accuracy/predict.ts';
import { readRows, type Row } from '../../bench/accuracy/rows.ts';
import { TRAINER_ROWS } from '../../bench/oracle/rows.ts';
import { GIB } from '../../src/index.ts';

const gib = (bytes: number) => (bytes / GIB).toFixed(1);

/** One line a run: tensors, and what the card must give beside what the device showed. */
export function measuredTable(): string {
  const head = ['Run', 'Allocated: estimate', 'measured', 'A card must give', 'the device showed'];
  return [
    `| ${head.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(head.length - 1)}`,
    ...readRows([TRAINER_ROWS]).map(line),
  ].join('\n');
}

function line(row: Row): string {
  const { peak } = predict(row).estimate;
  const { max_memory_allocated_bytes: allocated, device_used_bytes: device } = row.secondary ?? {};
  const lengths = row.seq_len_kind === 'fixed' ? '' : ', lengths differ';
  const run = `${row.model?.split('/')[1]}, ${row.method}, ${row.micro_batch_size} × ${row.seq_len}${lengths}`;
  const cells = [peak.allocatedBytes, Number(allocated), peak.requiredBytes, Number(device)].map(gib);
  return `| ${[run, ...cells].join(' | ')} |`;
}
