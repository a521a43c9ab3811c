/** Rows to figures: maps, predicts, decides, and keeps the reason of every row that is left out. */
import { UserError } from '../../src/index.ts';
import { decide, decisionFigures, type Decision, type DecisionFigures } from './fit-decisions.ts';
import { Skip } from './map.ts';
import { predict, type Prediction } from './predict.ts';
import { isCore, type Row } from './rows.ts';
import { figures, macroMedian, type Figures } from './score.ts';

interface Skipped {
  readonly row: Row;
  readonly reason: string;
}

export interface Run {
  /** Predictions of core rows. */
  readonly scored: readonly Prediction[];
  /** Core rows left out. */
  readonly skipped: readonly Skipped[];
  readonly decisions: readonly Decision[];
}

export interface GroupResult extends Figures {
  readonly skipped: number;
  readonly macroMedian: number;
  readonly fit: DecisionFigures;
}

export interface Result {
  readonly overall: GroupResult;
  readonly bySource: Readonly<Record<string, GroupResult>>;
  readonly byMethod: Readonly<Record<string, GroupResult>>;
  readonly byMeasure: Readonly<Record<string, GroupResult>>;
  readonly byCards: Readonly<Record<string, GroupResult>>;
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
}

export function run(rows: readonly Row[]): Run {
  const scored: Prediction[] = [];
  const skipped: Skipped[] = [];
  const decisions: Decision[] = [];
  for (const row of rows) {
    const outcome = attempt(row);
    if (typeof outcome === 'string') {
      if (isCore(row)) skipped.push({ row, reason: outcome });
      continue;
    }
    if (isCore(row)) scored.push(outcome);
    const decision = decide(row, outcome.estimate);
    if (decision) decisions.push(decision);
  }
  return { scored, skipped, decisions };
}

function attempt(row: Row): Prediction | string {
  try {
    return predict(row);
  } catch (error) {
    if (error instanceof Skip || error instanceof UserError) return error.message;
    throw error;
  }
}

// ----- Figures by group -----

const bySource = (row: Row) => row.source_repo;
/** What was asked of the estimator is one of few words; a row that was not asked goes by its own. */
const byMethod = (row: Row) => row.method ?? 'unstated';
const byCards = (row: Row) => ((row.num_gpus ?? 1) > 1 ? 'several GPUs' : 'one GPU');

export function resultOf(all: Run): Result {
  const measures = new Map(all.scored.map(({ row, measure }) => [row, measure]));
  return {
    overall: groupResult(all),
    bySource: split(all, bySource),
    byMethod: split(all, byMethod),
    byMeasure: split(all, (row) => measures.get(row) ?? 'unstated'),
    byCards: split(all, byCards),
    skipped: all.skipped.map(({ row, reason }) => ({ id: row.id, reason })),
  };
}

function groupResult({ scored, skipped, decisions }: Run): GroupResult {
  return {
    ...figures(scored),
    skipped: skipped.length,
    macroMedian: macroMedian(Map.groupBy(scored, ({ row }) => bySource(row)).values()),
    fit: decisionFigures(decisions),
  };
}

function split({ scored, skipped, decisions }: Run, key: (row: Row) => string): Record<string, GroupResult> {
  const of = (name: string) => ({
    scored: scored.filter(({ row }) => key(row) === name),
    skipped: skipped.filter(({ row }) => key(row) === name),
    decisions: decisions.filter(({ row }) => key(row) === name),
  });
  const names = [...new Set([...scored, ...skipped].map(({ row }) => key(row)))];
  return Object.fromEntries(names.map((name) => [name, groupResult(of(name))]));
}
