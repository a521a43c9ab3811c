/** The pictures of an answer of `vram`, as data. Their descriptions have the same numbers. */
import {
  formatBytes,
  OBJECTIVES,
  PHASES,
  type Estimate,
  type Fit,
  type MemoryComponent,
  type ObjectiveRow,
  type Phase,
} from '../../src/index.ts';
import type { ChartCapacity, ChartSegment } from '../../src/ports.ts';
import type { Block } from '../core/reply.ts';

const PHASE_LABELS = {
  load: 'Load',
  generation: 'Generation',
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  'optimizer-step': 'Optimizer step',
} as const satisfies Record<Phase, string>;

/** The components of the peak against what a card can give: allowances included, these bytes sum to what it must. */
export function peakChart(title: string, estimate: Estimate, fit: Fit | undefined): Block {
  const segments = aliveIn(estimate, estimate.peak.phase);
  const { lowBytes, highBytes } = estimate.range;
  const parts = segments.map(({ label, bytes }) => `${label} ${formatBytes(bytes)}`).join(', ');
  const total = `${formatBytes(estimate.peak.requiredBytes)} in all, likely ${formatBytes(lowBytes)} to ${formatBytes(highBytes)}`;
  return {
    type: 'chart',
    chart: {
      kind: 'memory',
      title,
      alt: `${parts}: ${total}${fit ? `, of ${formatBytes(fit.usableBytes)} usable` : ''}.`,
      segments,
      range: { lowBytes, highBytes },
      capacity: capacityOf(fit),
    },
  };
}

/** What is alive in each phase of a step, the peak among them. */
export function phasesChart(title: string, estimate: Estimate, fit: Fit | undefined): Block {
  const phases = phasesOf(estimate).map((phase) => ({
    label: PHASE_LABELS[phase],
    segments: aliveIn(estimate, phase),
  }));
  const parts = phases.map(({ label, segments }) => `${label} ${formatBytes(sumOf(segments))}`).join(', ');
  return {
    type: 'chart',
    chart: {
      kind: 'phases',
      title: `One step: ${title}`,
      alt: `Alive in each phase: ${parts}. The peak is ${PHASE_LABELS[estimate.peak.phase].toLowerCase()}.`,
      phases,
      capacity: capacityOf(fit),
    },
  };
}

/** Generation only where something is generated. */
function phasesOf({ request }: Estimate): readonly Phase[] {
  const { generates }: ObjectiveRow = OBJECTIVES[request.objective];
  return PHASES.filter((phase) => phase !== 'generation' || generates !== undefined);
}

function aliveIn({ components }: Estimate, phase: Phase): readonly ChartSegment[] {
  const isAlive = ({ bytes, phases }: MemoryComponent) => bytes > 0 && phases.includes(phase);
  return components.filter(isAlive).map(({ kind, label, bytes }) => ({ id: kind, label, bytes }));
}

function sumOf(segments: readonly ChartSegment[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

function capacityOf(fit: Fit | undefined): ChartCapacity | undefined {
  return fit && { label: `${fit.gpu.name}: ${formatBytes(fit.usableBytes)} usable`, bytes: fit.usableBytes };
}
