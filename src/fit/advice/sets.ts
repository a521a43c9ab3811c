/** Sets of changes, the least burdensome first; of equally burdensome ones those that were thought of first. */
import type { RequestInput } from '../../plan/request.ts';
import type { Change, Level } from './change.ts';

/** Four changes at once are as many as anybody makes. */
const MOST_CHANGES = 4;

/** The changes of a set that are of the lengths do not count in its structure. */
const LENGTHS: readonly string[] = ['microBatch', 'sequenceLength', 'accumulation'] satisfies (keyof RequestInput)[];

export interface ChangeSet {
  readonly levels: () => readonly (readonly [Change, Level])[];
  /** The same text where what is set differs in lengths alone. */
  readonly structure: string;
  readonly setsBatch: boolean;
}

/** A level as the last of a set. */
interface Step {
  readonly chosen: readonly [Change, Level];
  readonly burden: number;
  /** Its place among all levels. */
  readonly order: number;
  /** Index of the change to look at next: sets are built in order, so that none is seen twice. */
  readonly next: number;
  /** What it sets, a bit for each field. */
  readonly fields: number;
  readonly structure: string;
  readonly setsBatch: boolean;
}

interface Node extends ChangeSet {
  readonly burden: number;
  readonly fields: number;
  readonly size: number;
  /** When the set that it has one change more than was taken. */
  readonly turn: number;
  readonly step: Step | undefined;
  readonly before: Node | undefined;
  /** The steps that its like have as their last, and which of them is its own. */
  readonly siblings: readonly Step[];
  readonly place: number;
}

/**
 * All sets of up to four changes of which none takes back what another set, best first. A set is not made before the one
 * that comes just before it among its like was taken, so that few wait.
 */
export function* changeSets(changes: readonly Change[]): Generator<ChangeSet> {
  const stepsAfter = stepsOf(changes);
  const heap: Node[] = [];
  const nodeAt = (before: Node, siblings: readonly Step[], place: number, turn: number): Node => {
    const step = siblings[place]!;
    return {
      burden: before.burden + step.burden,
      fields: before.fields | step.fields,
      size: before.size + 1,
      structure: before.structure + step.structure,
      setsBatch: before.setsBatch || step.setsBatch,
      levels: () => [...before.levels(), step.chosen],
      ...{ turn, step, before, siblings, place },
    };
  };
  let node: Node | undefined = NONE;
  for (let turn = 0; node; turn += 1) {
    const { before, siblings, place } = node;
    if (before && place + 1 < siblings.length) add(heap, nodeAt(before, siblings, place + 1, node.turn));
    const steps = node.size < MOST_CHANGES ? stepsAfter(node.step?.next ?? 0, node.fields) : [];
    if (steps.length > 0) add(heap, nodeAt(node, steps, 0, turn));
    node = take(heap);
    if (node) yield node;
  }
}

const NONE: Node = {
  ...{ burden: 0, fields: 0, size: 0, structure: '', setsBatch: false, levels: () => [] },
  ...{ turn: 0, step: undefined, before: undefined, siblings: [], place: 0 },
};

/** The steps that a set can go on with, by what it sets and where it got to; the least burdensome first. */
function stepsOf(changes: readonly Change[]): (next: number, fields: number) => readonly Step[] {
  const names = [...new Set(changes.flatMap(({ levels }) => levels.flatMap(({ set }) => Object.keys(set))))];
  const all = changes.flatMap((change, index) =>
    change.levels.map((level, i): Omit<Step, 'order'> => {
      const fields = Object.keys(level.set);
      return {
        chosen: [change, level],
        burden: level.burden,
        next: index + 1,
        fields: fields.reduce((bits, name) => bits | (1 << names.indexOf(name)), 0),
        structure: fields.every((name) => LENGTHS.includes(name)) ? '' : `${change.id} ${i};`,
        setsBatch: fields.includes('microBatch'),
      };
    }),
  );
  const steps = all.map((step, order): Step => ({ ...step, order }));
  const known = new Map<string, readonly Step[]>();
  return (next, fields) => {
    const key = `${next} ${fields}`;
    let some = known.get(key);
    if (!some) {
      const open = steps.filter((step) => step.next > next && (step.fields & fields) === 0);
      some = open.sort((a, b) => a.burden - b.burden || a.order - b.order);
      known.set(key, some);
    }
    return some;
  };
}

// ----- A binary heap -----

function isBefore(a: Node, b: Node): boolean {
  if (a.burden !== b.burden) return a.burden < b.burden;
  return a.turn === b.turn ? a.step!.order < b.step!.order : a.turn < b.turn;
}

function add(heap: Node[], node: Node): void {
  let at = heap.push(node) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(node, heap[above]!)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = node;
}

function take(heap: Node[]): Node | undefined {
  const least = heap[0];
  const last = heap.pop();
  if (heap.length === 0 || !last) return least;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
    if (!isBefore(heap[below]!, last)) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = last;
  return least;
}
