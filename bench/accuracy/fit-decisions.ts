/** Would it have run? Out-of-memory rows must be refused, runs on a named card accepted; tight counts as fits. */
import { parseDevice, usableBytes, type Estimate, type GpuFacts } from '../../src/index.ts';
import type { Row } from './rows.ts';

export interface Decision {
  readonly row: Row;
  readonly ran: boolean;
  readonly right: boolean;
  readonly requiredBytes: number;
  readonly usableBytes: number;
}

export interface FitFigures {
  readonly oom: number;
  readonly ran: number;
  readonly oomRight: number;
  readonly ranRight: number;
  readonly balanced: number;
}

/** The card that a row names, without remarks; undefined where it names none. */
export function cardOf({ gpu_type: stated }: Row): GpuFacts | undefined {
  if (stated == null || /unstated|class|not always|\//.test(stated)) return undefined;
  const name = stated
    .replace(/\([^)]*\)/g, '')
    .replace(/\b(?:card|target)\b/g, '')
    .trim();
  try {
    return parseDevice(name).gpu;
  } catch {
    return undefined;
  }
}

/** Undefined for rows that decide nothing: no card, a rule of thumb, a component. */
export function decide(row: Row, { peak }: Estimate): Decision | undefined {
  const card = cardOf(row);
  if (card === undefined || row.kind !== 'measured' || row.quality === 'C') return undefined;
  const ran = row.outcome === 'ok';
  if (!ran && row.outcome !== 'oom') return undefined;
  const usable = usableBytes(card);
  const fits = peak.requiredBytes <= usable;
  return { row, ran, right: fits === ran, requiredBytes: peak.requiredBytes, usableBytes: usable };
}

export function fitFigures(decisions: readonly Decision[]): FitFigures {
  const [ran, oom] = [decisions.filter((one) => one.ran), decisions.filter((one) => !one.ran)];
  const share = (some: readonly Decision[]) => some.filter(({ right }) => right).length / some.length;
  const [oomRight, ranRight] = [share(oom), share(ran)];
  return { oom: oom.length, ran: ran.length, oomRight, ranRight, balanced: (oomRight + ranRight) / 2 };
}
