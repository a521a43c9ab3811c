/** Would it have run? Out-of-memory rows must be refused, runs on a named card accepted; tight counts as fits. */
import { usableBytes, type Estimate } from '../../src/index.ts';
import { cardOf } from './map/card.ts';
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
