/**
 * CPU time, of all threads of this process: on a shared machine the clock measures the neighbours. Everything is the best
 * of several rounds, because neighbours, caches and compilation only ever add.
 */

/** Milliseconds of CPU that this process has used. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** One round takes at least this, so that what reads the counter weighs nothing. */
const ROUND_MS = 10;

/** As often as it takes until so many rounds in a row were no better, but no more than this. */
const PATIENCE = 10;
const MOST_ROUNDS = 80;
/** Better by less than this share is the same. */
const SAME = 0.01;

interface BestOptions {
  /** Instead of waiting for better ones. */
  readonly rounds?: number;
  /** Once per round, whatever it takes: what gets faster when it is repeated at once. */
  readonly once?: boolean;
}

/** Milliseconds of CPU of one call. */
export async function best(run: () => unknown, { rounds, once = false }: BestOptions = {}): Promise<number> {
  let calls = once ? 1 : await callsFor(run);
  let least = Infinity;
  let waited = 0;
  for (let round = 0; round < (rounds ?? MOST_ROUNDS) && (rounds !== undefined || waited < PATIENCE); round += 1) {
    takeYardstick();
    const start = cpuMs();
    for (let i = 0; i < calls; i += 1) await run();
    const taken = (cpuMs() - start) / calls;
    waited = taken < (1 - SAME) * least ? 0 : waited + 1;
    least = Math.min(least, taken);
    // What got faster is called more often.
    if (!once) calls = Math.max(calls, Math.ceil(ROUND_MS / taken));
  }
  return least;
}

/** Calls that fill a round. */
async function callsFor(run: () => unknown): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const start = cpuMs();
    for (let i = 0; i < calls; i += 1) await run();
    if (cpuMs() - start >= ROUND_MS) return calls;
  }
}

// ----- The yardstick -----

/**
 * What the yardstick took, in milliseconds, on the machine on which the figures were taken that the targets start from.
 * Found by measuring the program of that day (commit a1b2414) and the yardstick in one run on another machine: the
 * yardstick took 1.65 ms, `estimate` 22.5 to 25.8 µs where 32 had been found, the terminal 364 ms of CPU where 478 had
 * been found: 1.35 times as long in the mean. Only these two are of use for it: the others (a picture 78 ms, the catalogue
 * 74, vram-fit 158 to 304) were medians of the clock on a machine that did other things too, which here take 35, 22 and 56
 * to 174 ms of CPU.
 */
const REFERENCE_MS = 2.2;
const ROWS = 4000;

let least = Infinity;

/**
 * Work like ours that no change of ours makes faster: objects, maps, sums, a sort and sentences.
 * @returns something that depends on all of it, so that none of it is left out.
 */
function yardstick(): number {
  let seed = 12345;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  const rows = Array.from({ length: ROWS }, (_, i) => ({
    id: `row ${i % 977}`,
    bytes: random() * 1e9,
    phases: ['a', 'b', 'c'].map((phase) => phase + (i % 7)),
  }));
  const sums = new Map<string, number>();
  for (const { id, bytes, phases } of rows) {
    for (const phase of phases) sums.set(phase, (sums.get(phase) ?? 0) + bytes / (1 + id.length));
  }
  let words = '';
  for (const { id, bytes } of rows.toSorted((a, b) => a.bytes - b.bytes).slice(0, 1500)) {
    words += `${id}: ${(bytes / 2 ** 20).toFixed(2)} GiB; `;
  }
  return words.length + sums.size;
}

/** Takes it twice between other things, so that it meets the machine in the same states. */
export function takeYardstick(): void {
  for (let i = 0; i < 2; i += 1) {
    const start = cpuMs();
    yardstick();
    least = Math.min(least, cpuMs() - start);
  }
}

/** How long this machine takes for what the reference took 1 for. */
export function yardstickOf(): number {
  while (least === Infinity) for (let i = 0; i < 20; i += 1) takeYardstick();
  return least / REFERENCE_MS;
}
