/** Which devices hold a request: the hardware table of an answer, and the smallest hardware that would do. */
import { unlessRefused } from '../errors.ts';
import { needOf } from '../memory/estimate.ts';
import { gpus, usableBytes, type GpuCategory, type GpuFacts } from '../facts/gpus.ts';
import { SHARDINGS } from '../facts/shardings.ts';
import { bestOf, judgePlan, plansOn, type Verdict } from './fit.ts';
import { withoutLayout } from '../plan/parallel.ts';
import { withDevice, type Plan } from '../plan/plan.ts';
import type { Need } from '../memory/range.ts';
import type { RequestInput } from '../plan/request.ts';

/** So many devices of a kind, and how the request sits on them. */
export interface Placement {
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  readonly verdict: Verdict;
  /** Of one device. */
  readonly headroomBytes: number;
  /** How several cards are used; undefined for one. */
  readonly sharding: string | undefined;
}

/** Dollars an hour for so many of a device; undefined where nobody is known to rent it out. */
export type PriceOf = (gpu: GpuFacts, gpuCount: number) => number | undefined;

export interface HardwareRow {
  readonly label: string;
  /** What fits or is tight, undefined where nothing of the group does. A fit goes before a tight one. */
  readonly common: Placement | undefined;
  /** Undefined without prices. */
  readonly cheapest: Placement | undefined;
  readonly roomiest: Placement | undefined;
}

interface Group {
  readonly label: string;
  readonly counts: readonly number[];
  readonly holds: (gpu: GpuFacts) => boolean;
}

/** Whole cards that go into a machine or are rented with one. */
const CARDS: readonly GpuCategory[] = ['consumer', 'workstation', 'datacenter'];

const ofSize = (min: number, max: number) => (gpu: GpuFacts) =>
  CARDS.includes(gpu.category) && gpu.vendor === 'nvidia' && gpu.labelGb >= min && gpu.labelGb <= max;

/** As fine-tuning guides group hardware; every size belongs to one group. */
const GROUPS: readonly Group[] = [
  { label: 'up to 16 GB', counts: [1], holds: ofSize(0, 16) },
  { label: '20–32 GB', counts: [1], holds: ofSize(17, 32) },
  { label: '40–72 GB', counts: [1], holds: ofSize(33, 79) },
  { label: '80 GB and more', counts: [1], holds: ofSize(80, Infinity) },
  { label: 'Several cards', counts: [2, 4, 8], holds: ofSize(24, Infinity) },
  { label: 'Mac', counts: [1], holds: ({ category }) => category === 'apple' },
];

/**
 * The hardware table: by group the most common, the cheapest and the roomiest devices that hold the request. The
 * request's own device, count and sharding are left aside.
 */
export function hardwareTable(request: RequestInput, priceOf: PriceOf = () => undefined): readonly HardwareRow[] {
  const place = placer(request);
  return GROUPS.map((group) => {
    const placed = placements(place, group);
    const best = placed.filter(({ verdict }) => verdict === 'fits');
    const usable = best.length > 0 ? best : placed.filter(({ verdict }) => verdict === 'tight');
    return {
      label: group.label,
      common: usable[0],
      cheapest: cheapestOf(usable, priceOf),
      roomiest: group.counts.length > 1 ? undefined : roomiestOf(usable),
    };
  });
}

/** Devices that somebody ranked; the others are rare enough to be asked for by name. */
const RANKED = gpus.filter(({ commonness }) => commonness < Math.max(...gpus.map((gpu) => gpu.commonness)));

/**
 * Each device of a group that holds the request, most common first. Where several are allowed: on as few as it takes,
 * the least memory in all first, and without those of which one does.
 */
function placements(place: Place, { counts, holds }: Group): readonly Placement[] {
  const several = !counts.includes(1);
  const held = RANKED.filter(holds).flatMap((gpu) => {
    if (several && (place(gpu, 1)?.verdict ?? 'no') !== 'no') return [];
    return counts.map((gpuCount) => place(gpu, gpuCount)).find((placed) => placed && placed.verdict !== 'no') ?? [];
  });
  return several ? held.toSorted((a, b) => totalGb(a) - totalGb(b) || a.gpu.commonness - b.gpu.commonness) : held;
}

function totalGb({ gpu, gpuCount }: Placement): number {
  return gpu.labelGb * gpuCount;
}

/** Puts one request on devices. @returns undefined where the device cannot do what is asked. */
type Place = (gpu: GpuFacts, gpuCount: number) => Placement | undefined;

/** A plan and what it needs, for all devices that compute alike. */
interface Planned {
  readonly plan: Plan;
  readonly need: Need;
}

/** What a device changes in a plan is how it computes, so devices that compute alike share one; memory only judges it. */
function placer(request: RequestInput): Place {
  const { gpu: _, gpus: __, sharding: ___, ...rest } = withoutLayout(request, SHARDINGS.ddp);
  const known = new Map<string, readonly Planned[]>();
  return (gpu, gpuCount) => {
    // vLLM's share is of the card's own memory.
    const own = request.vllmShare ? gpu.id : '';
    const kind = [gpu.runtime, gpu.computeCapability, ...Object.values(gpu.capabilities), gpuCount, own].join(' ');
    const planned = known.get(kind) ?? plansFor(rest, gpu, gpuCount);
    known.set(kind, planned);
    if (planned.length === 0) return undefined;
    const { plan, verdict, headroomBytes } = bestOf(
      planned.map(({ plan: alike, need }) => judgePlan(withDevice(alike, gpu), gpu, need)),
    );
    return { gpu, gpuCount, verdict, headroomBytes, sharding: gpuCount > 1 ? plan.chosen.sharding.label : undefined };
  };
}

/** Weights in host memory make nearly any cards hold nearly any model: true, slow, and no measure of hardware. */
function plansFor(request: RequestInput, gpu: GpuFacts, gpuCount: number): readonly Planned[] {
  const planned = unlessRefused(() => {
    const plans = plansOn(request, gpu, gpuCount).filter(({ chosen }) => !chosen.sharding.shardsOnHost);
    return plans.map((plan) => ({ plan, need: needOf(plan) }));
  });
  return planned ?? [];
}

function cheapestOf(placed: readonly Placement[], priceOf: PriceOf): Placement | undefined {
  let best: Placement | undefined;
  let least = Infinity;
  for (const placement of placed) {
    const price = priceOf(placement.gpu, placement.gpuCount) ?? Infinity;
    if (price < least) [best, least] = [placement, price];
  }
  return best;
}

function roomiestOf(placed: readonly Placement[]): Placement | undefined {
  let best: Placement | undefined;
  for (const placement of placed)
    if (best === undefined || placement.headroomBytes > best.headroomBytes) best = placement;
  return best;
}

/** Cards that people add to a machine, tried in this order. */
const COUNTS = [1, 2, 4, 8, 16, 32, 64] as const;

/**
 * The smallest hardware that holds the request: as few cards as possible, and of those the smallest that fits; tight
 * only where nothing fits.
 * @returns undefined where not even 64 of the largest cards hold it.
 */
export function smallestHardware(request: RequestInput): Placement | undefined {
  const devices = RANKED.filter(ofSize(0, Infinity)).toSorted(
    (a, b) => usableBytes(a) - usableBytes(b) || a.commonness - b.commonness,
  );
  const place = placer(request);
  let tight: Placement | undefined;
  for (const gpuCount of COUNTS) {
    for (const gpu of devices) {
      const placed = place(gpu, gpuCount);
      if (placed?.verdict === 'fits') return commonerTwin(place, placed, devices);
      if (placed?.verdict === 'tight') tight ??= placed;
    }
  }
  return tight;
}

/** Of cards with the same label, the one that people have. */
function commonerTwin(place: Place, { gpu, gpuCount }: Placement, devices: readonly GpuFacts[]): Placement {
  const twins = devices.filter((other) => other.labelGb === gpu.labelGb);
  const placed = twins.flatMap((twin) => place(twin, gpuCount) ?? []);
  const fitting = placed.filter(({ verdict }) => verdict === 'fits');
  return fitting.toSorted((a, b) => a.gpu.commonness - b.gpu.commonness)[0]!;
}
