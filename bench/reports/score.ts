/**
 * How a report is scored. A verdict is right where a run that ran is not refused, and one that ran out of memory is refused
 * or tight. The figure compared is the one that `reads` names; the range's width is that of the answer, about that figure.
 */
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import { GIB, type Estimate, type Phase, type Verdict } from '../../src/index.ts';
import type { Report } from './reports.ts';

/** What the estimator says, in bytes; `refusal` where it answers with a sentence instead. */
interface Said {
  readonly bytes: number;
  readonly lowBytes: number;
  readonly highBytes: number;
  readonly verdict: Verdict | undefined;
}

export interface Scored {
  readonly report: Report;
  /** Undefined where the report has no request, or the request is refused. */
  readonly said: Said | undefined;
  readonly refusal: string | undefined;
  readonly isVerdictRight: boolean | undefined;
  /** Signed, as a share of what was reported; undefined without a figure. */
  readonly error: number | undefined;
  readonly isInRange: boolean | undefined;
}

interface Answered extends Pick<Estimate, 'components' | 'peak' | 'range'> {
  readonly fit: { readonly verdict: Verdict } | null;
}

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const bot = createBot({ commands, log: silent });
const caller = { platform: 'bench', tenant: '', user: '', locale: 'en' };

export async function scored(report: Report): Promise<Scored> {
  const { said, refusal } = await sayingOf(report);
  const wanted = report.reported_gib === null ? undefined : report.reported_gib * GIB;
  const hasFigure = wanted !== undefined && said !== undefined;
  return {
    report,
    said,
    refusal,
    isVerdictRight: report.reads === 'host memory' ? undefined : isRight(report.outcome, said?.verdict),
    error: hasFigure ? said.bytes / wanted - 1 : undefined,
    // A figure that nobody could be given is one that was missed.
    isInRange: wanted === undefined ? undefined : hasFigure && said.lowBytes <= wanted && wanted <= said.highBytes,
  };
}

/** A request that is refused is a run refused. */
function isRight(outcome: Report['outcome'], verdict: Verdict | undefined): boolean {
  return outcome === 'ok' ? verdict === 'fits' || verdict === 'tight' : verdict !== 'fits';
}

async function sayingOf({ request, id, reads }: Report): Promise<{ said?: Said; refusal?: string }> {
  if (request === null) return { refusal: 'no request says what was reported' };
  const reply = await bot.run({ id, command: 'vram', args: request, caller });
  if (reply.error) return { refusal: reply.summary };
  const answer = reply.data as Answered;
  const { requiredBytes } = answer.peak;
  const bytes = figureOf(answer, reads);
  return {
    said: {
      bytes,
      lowBytes: (bytes * answer.range.lowBytes) / requiredBytes,
      highBytes: (bytes * answer.range.highBytes) / requiredBytes,
      verdict: answer.fit?.verdict,
    },
  };
}

function figureOf({ components, peak }: Answered, reads: string): number {
  const [figure, when] = reads.split(', ');
  if (when === 'after loading') return loadedBytes(components);
  if (figure === 'allocated') return peak.allocatedBytes;
  if (figure === 'device') return peak.deviceBytes;
  return peak.requiredBytes;
}

/** What is there when the model is loaded: the tensors of that phase, and what lies outside of PyTorch's. */
function loadedBytes(components: Answered['components']): number {
  const loaded: Phase = 'load';
  return components
    .filter(({ phases, basis, kind }) => (basis === 'allowance' ? kind === 'runtime' : phases.includes(loaded)))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
