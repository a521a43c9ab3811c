/**
 * What the caching allocator holds beyond the tensors, fitted on rows that report it: runs with two readings (allocated
 * and nvidia-smi) give it directly, others less the estimated tensors. Run: node bench/accuracy/slack.ts
 */
import { GIB, usableBytes } from '../../src/index.ts';
import { run } from './bench.ts';
import { validate, type Constant, type FitFigures, type Fitting, type Values } from './fit.ts';
import type { Prediction } from './predict.ts';
import { OPEN_ROWS, readRows } from './rows.ts';

/** All sizes in GiB. */
interface SlackCase {
  readonly group: string;
  readonly source: string;
  readonly measured: number;
  readonly allocated: number;
  /** The reading includes the CUDA context. */
  readonly device: boolean;
  /** Tensors of other phases than the peak. */
  readonly elsewhere: number;
  /** Of the peak, what comes and goes within a step. */
  readonly transient: number;
  /** Logits, where they are materialised and batches differ in length. */
  readonly varyingLogits: number;
  readonly severalGpus: boolean;
  /** Usable less allocated; infinite without a named card. */
  readonly room: number;
}

const CONTEXT_GIB = 0.5;

/** Physical candidates, simplest first: a floor, shares of transients, of other phases, of logits of varying length. */
const MODELS: Readonly<Record<string, readonly Constant[]>> = {
  floor: [{ name: 'floor', start: 1, low: 0, high: 4 }],
  'floor + elsewhere': [
    { name: 'floor', start: 1, low: 0, high: 4 },
    { name: 'elsewhere', start: 0.5, low: 0, high: 2 },
  ],
  'floor + transient': [
    { name: 'floor', start: 1, low: 0, high: 4 },
    { name: 'transient', start: 0.2, low: 0, high: 1 },
  ],
  'floor + transient + varying + gpus': [
    { name: 'floor', start: 1.7, low: 0, high: 4 },
    { name: 'transient', start: 0.2, low: 0, high: 1 },
    { name: 'varying', start: 1.5, low: 0, high: 4 },
    { name: 'gpus', start: 0.5, low: 0, high: 3 },
  ],
  'floor + elsewhere + transient + varying': [
    { name: 'floor', start: 1.2, low: 0, high: 4 },
    { name: 'elsewhere', start: 0.5, low: 0, high: 2 },
    { name: 'transient', start: 0.1, low: 0, high: 1 },
    { name: 'varying', start: 1.5, low: 0, high: 4 },
  ],
};

/** The allocator takes what it wants while there is room, and less and less as the card fills. */
function predictSlack(one: SlackCase, values: Values): number {
  const wanted =
    (values['floor'] ?? 0) +
    (values['elsewhere'] ?? 0) * one.elsewhere +
    (values['transient'] ?? 0) * one.transient +
    (values['varying'] ?? 0) * one.varyingLogits +
    (one.severalGpus ? (values['gpus'] ?? 0) : 0) +
    (one.device ? CONTEXT_GIB : 0);
  const slack = Number.isFinite(one.room) ? one.room * (1 - Math.exp(-wanted / one.room)) : wanted;
  return one.allocated + slack;
}

function caseOf({ row, estimate, measure, measured }: Prediction): SlackCase | undefined {
  const smi = Number(row.secondary?.['nvidia_smi_peak_minus_start_mib'] ?? NaN) / 1024;
  const both = measure === 'allocated' && Number.isFinite(smi);
  if (measure === 'allocated' && !both) return undefined;
  const { request, peak, components } = estimate;
  const sum = (test: (one: (typeof components)[number]) => boolean) =>
    components.reduce((bytes, one) => (one.basis !== 'allowance' && test(one) ? bytes + one.bytes : bytes), 0) / GIB;
  const estimated = peak.allocatedBytes / GIB;
  const allocated = both ? measured : estimated;
  return {
    group: row.group ?? row.id,
    // A reading that was taken beside another one is a source of its own here.
    source: both ? `${row.source_repo}, both readings` : row.source_repo,
    measured: both ? smi : measured,
    allocated,
    device: both || measure === 'device',
    elsewhere: Math.max(0, sum(() => true) - estimated),
    transient: Math.max(0, allocated - sum(({ phases }) => phases.includes('load'))),
    varyingLogits: request.varyingLengths ? sum(({ id }) => id === 'logits') : 0,
    severalGpus: request.gpus > 1,
    room: request.gpu ? Math.max(0.3, usableBytes(request.gpu) / GIB - allocated) : Infinity,
  };
}

function line(name: string, { macroMedian, median, within10 }: FitFigures): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  return `  ${name.padEnd(18)} macro ${percent(macroMedian)}, median ${percent(median)}, within 10% ${percent(within10)}`;
}

const cases = run(readRows([OPEN_ROWS])).scored.flatMap((one) => caseOf(one) ?? []);
console.log(`${cases.length} readings of reserved, device or unstated memory`);
for (const [name, constants] of Object.entries(MODELS)) {
  const fitting: Fitting<SlackCase> = { cases, constants, predict: predictSlack, about: (one) => one };
  const { values, inSample, byGroup, bySource } = validate(fitting);
  console.log(
    `${name}: ${JSON.stringify(values, (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value))}`,
  );
  console.log(
    [line('in sample', inSample), line('groups left out', byGroup), line('sources left out', bySource)].join('\n'),
  );
}
