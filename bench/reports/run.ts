/** `npm run bench:reports`: the estimator against field reports that it was not fitted on. Exits 1 where a target is missed. */
import { GIB } from '../../src/index.ts';
import { REPORTS } from './reports.ts';
import { scored, type Scored } from './score.ts';

const CLOSE = 0.15;
/** Shares to reach. */
const TARGETS = { verdicts: 0.9, figures: 0.75, ranges: 0.85 } as const;

const all = await Promise.all(REPORTS.map(scored));
for (const one of all) process.stdout.write(`${lineOf(one)}\n`);

const verdicts = all.filter(({ isVerdictRight }) => isVerdictRight !== undefined);
const figures = all.filter(({ report }) => report.reported_gib !== null);
const isMet = [
  share('verdicts right', verdicts, ({ isVerdictRight }) => isVerdictRight === true, TARGETS.verdicts),
  share(
    'figures within 15 %',
    figures,
    ({ error }) => error !== undefined && Math.abs(error) <= CLOSE,
    TARGETS.figures,
  ),
  share('figures in range', figures, ({ isInRange }) => isInRange === true, TARGETS.ranges),
];
process.exitCode = isMet.every(Boolean) ? 0 : 1;

function lineOf({ report, said, refusal, isVerdictRight, error, isInRange }: Scored): string {
  const verdict = isVerdictRight === undefined ? '' : isVerdictRight ? 'right' : 'WRONG';
  const told = said
    ? `${said.verdict ?? 'no card'} ${gib(said.bytes)} (${gib(said.lowBytes)} to ${gib(said.highBytes)})`
    : refusal;
  const read = report.reported_gib === null ? '' : `${report.reported_gib} GiB ${report.reads}`;
  const off = error === undefined ? '' : `${error < 0 ? '−' : '+'}${Math.round(100 * Math.abs(error))} %`;
  const range = isInRange === undefined ? '' : isInRange ? 'in range' : 'outside';
  return [report.id, report.outcome, verdict, read, told, off, range, report.source].filter(Boolean).join(' | ');
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}

function share(what: string, of: readonly Scored[], holds: (one: Scored) => boolean, target: number): boolean {
  const held = of.filter(holds).length;
  const isEnough = held >= target * of.length;
  const line = `${isEnough ? 'met' : 'MISSED'}: ${what} ${held} of ${of.length} (${Math.round((100 * held) / of.length)} %, to reach ${100 * target} %)`;
  process.stdout.write(`${line}\n`);
  return isEnough;
}
