/** What something costs without a clock: steps that the engine counts, or how one time grows to another in the same run. */
import { type Profiler, Session } from 'node:inspector';

/** Blocks of our own code (a function's body, a branch, a turn of a loop) that run; of regular expressions none. */
export function stepsOf(run: () => unknown): number {
  const session = new Session();
  session.connect();
  try {
    post(session, 'Profiler.enable');
    post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    run();
    const { result } = post(session, 'Profiler.takePreciseCoverage') as Profiler.TakePreciseCoverageReturnType;
    return result
      .filter(({ url }) => /\/(src|commands|adapters)\//.test(url))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((sum, { count }) => sum + count, 0);
  } finally {
    session.disconnect();
  }
}

/** The inspector of one's own thread answers before it returns. */
function post(session: Session, method: string, parameters: object = {}): unknown {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
}

const TRIES = 25;

/** How much longer four times the size takes where the work is quadratic, and half as much again. */
export const QUADRATIC = 24;

/**
 * Whether `run` takes no more than `most` times as long for four times the size: 4 where it is linear. Another process may hold the processor during a try, but not during each.
 */
export function growsAtMost(most: number, run: (size: number) => unknown, size: number): boolean {
  let [small, large] = [Infinity, Infinity];
  for (let tries = 0; tries < TRIES; tries += 1) {
    small = Math.min(
      small,
      timeOf(() => run(size)),
    );
    large = Math.min(
      large,
      timeOf(() => run(4 * size)),
    );
    if (large <= most * small) return true;
  }
  return false;
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
