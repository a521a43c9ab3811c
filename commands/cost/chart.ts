/** Runs as a picture: dollars against hours. */
import type { OfferedRun } from '../../src/index.ts';
import { deviceName } from '../words/device.ts';
import { formatDollars, formatHours } from '../words/money.ts';
import type { Block } from '../core/reply.ts';

export function nameOf({ gpu, gpuCount }: OfferedRun): string {
  return deviceName(gpu, gpuCount);
}

export function quickest(runs: readonly OfferedRun[]): OfferedRun {
  return runs.reduce((best, run) => (run.time.seconds < best.time.seconds ? run : best));
}

/** Every run a point, the ones that matter most with a remark. Runs are sorted by cost, and at least one. */
export function costChart(runs: readonly OfferedRun[], sweet: OfferedRun, title: string): Block {
  const [cheapest] = runs;
  const fastest = quickest(runs);
  const remarks = new Map([
    [fastest, 'fastest'],
    [cheapest, 'cheapest'],
    [sweet, 'sweet spot'],
  ]);
  const points = runs.map((run) => {
    const remark = remarks.get(run);
    return {
      label: nameOf(run),
      hours: run.time.seconds / 3600,
      dollars: run.offer.usd,
      ...(remark === undefined ? {} : { remark }),
    };
  });
  const costs = `${formatDollars(points[0]!.dollars)} to ${formatDollars(points.at(-1)!.dollars)}`;
  const slowest = formatHours(3600 * Math.max(...points.map(({ hours }) => hours)));
  const alt = `Cost against hours on ${runs.length} devices: ${costs}, ${formatHours(fastest.time.seconds)} to ${slowest}.`;
  return { type: 'chart', chart: { kind: 'cost', alt, title, points } };
}
