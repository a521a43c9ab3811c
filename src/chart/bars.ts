/** Charts as rows of bars, for where there are no pictures: what each row says and how long its bar is, in shares of 1. */
import { verdictOf, type Verdict } from '../fit/fit.ts';
import type {
  ChartCapacity,
  ChartSegment,
  ChartSpec,
  ComparisonChart,
  CostChart,
  CostPoint,
  SequenceChart,
} from '../ports.ts';
import { formatBytes, formatCount } from '../units.ts';
import { finite, sumOf } from './amounts.ts';

export interface Bar {
  readonly label: string;
  /** The figure, as it is written. */
  readonly value: string;
  /** A word after it: the verdict. */
  readonly remark?: string;
  /** 0 to 1. */
  readonly share: number;
  /** What the bar is made of, where it is of components; the shares sum to its own. */
  readonly parts?: readonly { readonly id: string; readonly share: number }[];
  /** Where a lighter bar goes on to, 0 to 1. */
  readonly upTo?: number;
  /** Where the row's own card ends, 0 to 1. */
  readonly limit?: number;
}

interface Bars {
  readonly rows: readonly Bar[];
  /** What all rows are held against; its share is where its line stands, 0 to 1. */
  readonly limits: readonly Bar[];
}

/** The memory chart's own bars follow each other; everything else is rows. */
export type RowsChart = Exclude<ChartSpec, { kind: 'memory' }>;

const WORDS = { fits: 'fits', tight: 'tight', no: 'no' } as const satisfies Record<Verdict, string>;

interface Raw {
  readonly label: string;
  readonly value: string;
  readonly remark?: string;
  readonly length: number;
  readonly segments?: readonly ChartSegment[];
  readonly upTo?: number;
  readonly limit?: number | undefined;
}

export function barsOf(chart: RowsChart): Bars {
  switch (chart.kind) {
    case 'phases': {
      const rows = chart.phases.map(({ label, segments }) => ({
        ...bytesRow(label, sumOf(segments)),
        segments,
      }));
      return scaled(rows, chart.capacity ? [chart.capacity] : []);
    }
    case 'comparison':
      return scaled(comparisonRows(chart), chart.capacity ? [chart.capacity] : []);
    case 'cost':
      return scaled(costRows(chart), []);
    case 'sequence':
      return scaled(sequenceRows(chart), chart.cards.slice(0, 1));
    default:
      return chart satisfies never;
  }
}

function comparisonRows({ rows, capacity }: ComparisonChart): readonly Raw[] {
  return rows.map(({ label, segments, highBytes, capacityBytes }) => {
    const bytes = sumOf(segments);
    const usable = capacityBytes ?? capacity?.bytes;
    const remark = usable === undefined ? {} : { remark: WORDS[verdictOf(bytes, highBytes, usable)] };
    return { ...bytesRow(label, bytes), ...remark, segments, upTo: highBytes, limit: capacityBytes };
  });
}

/** Dollars under dollars. */
function costRows({ points }: CostChart): readonly Raw[] {
  const dollarsOf = ({ dollars }: CostPoint) => `$${dollars.toFixed(2)}`;
  const width = Math.max(0, ...points.map((point) => dollarsOf(point).length));
  return points.map((point) => {
    const { label, hours, dollars, remark } = point;
    const time = hours < 1 ? `${Math.round(hours * 60)} min` : `${hours.toFixed(1)} h`;
    return {
      label: remark === undefined ? label : `${label}, ${remark}`,
      value: `${time} ${dollarsOf(point).padStart(width)}`,
      length: dollars,
    };
  });
}

/** The first curve, which is the one that was asked for; bars of several would not be told apart. */
function sequenceRows({ curves }: SequenceChart): readonly Raw[] {
  const [first] = curves;
  return (first?.points ?? []).map(({ tokens, bytes }, i) =>
    bytesRow(`${formatCount(tokens)} tokens${i === 0 ? `, ${first?.label ?? ''}` : ''}`, bytes),
  );
}

function bytesRow(label: string, bytes: number): Raw {
  return { label, value: formatBytes(bytes), length: bytes };
}

/** The longest of everything is 1. */
function scaled(rows: readonly Raw[], limits: readonly ChartCapacity[]): Bars {
  const all = rows.flatMap(({ length, upTo = 0, limit = 0 }) => [length, upTo, limit]);
  const most = Math.max(...all.map(finite), ...limits.map(({ bytes }) => finite(bytes)), Number.MIN_VALUE);
  const share = (length: number) => finite(length) / most;
  return {
    rows: rows.map(({ label, value, remark, length, segments, upTo, limit }) => ({
      label,
      value,
      ...(remark === undefined ? {} : { remark }),
      share: share(length),
      ...(segments ? { parts: segments.map(({ id, bytes }) => ({ id, share: share(bytes) })) } : {}),
      ...(upTo === undefined ? {} : { upTo: share(upTo) }),
      ...(limit === undefined ? {} : { limit: share(limit) }),
    })),
    limits: limits.map(({ label, bytes }) => ({ label, value: formatBytes(bytes), share: share(bytes) })),
  };
}
