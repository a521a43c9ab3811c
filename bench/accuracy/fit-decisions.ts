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

/** Shares of right decisions; balanced is the mean of both sides. */
export interface DecisionFigures {
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

export function decisionFigures(decisions: readonly Decision[]): DecisionFigures {
  const rightOf = (side: boolean) => {
    const own = decisions.filter(({ ran }) => ran === side);
    return own.filter(({ right }) => right).length / own.length;
  };
  const [oomRight, ranRight] = [rightOf(false), rightOf(true)];
  return { oomRight, ranRight, balanced: (oomRight + ranRight) / 2 };
}
