/** The blocks of an answer that say where a run fits, and what to change where it does not. */
import {
  capitalised,
  formatBytes,
  GIB,
  layoutText,
  planOn,
  SHARDINGS,
  unlessRefused,
  type Advice,
  type DeviceChoice,
  type GpuFacts,
  type HardwareRow,
  type Placement,
  type Plan,
  type PlanFit,
  type PriceOf,
  type RequestInput,
  type Verdict,
} from '../../src/index.ts';
import type { Price } from '../../src/ports.ts';
import { deviceName } from '../words/device.ts';
import type { Action, Block, Fact, RawArgs } from '../core/reply.ts';
import { withChanges } from '../options/saying.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

/** Verdicts in the middle of a sentence. */
export const VERDICTS = { fits: 'fits', tight: 'tight', no: 'does not fit' } as const satisfies Record<Verdict, string>;

// ----- Where it fits -----

/** The least dollars an hour that somebody asks for so many of a device, on demand. */
export function priceList(prices: readonly Price[]): PriceOf {
  return (gpu, gpuCount) => {
    const asked = prices
      .filter((price) => price.gpu === gpu.id && !price.spot && (price.anyCount || price.gpuCount >= gpuCount))
      .map((price) => price.usdPerGpuHour * (price.anyCount ? Math.max(gpuCount, price.gpuCount) : price.gpuCount));
    return asked.length === 0 ? undefined : Math.min(...asked);
  };
}

/** One line for each group of hardware. */
export function hardwareBlock(rows: readonly HardwareRow[], priceOf: PriceOf): Block {
  return {
    type: 'facts',
    title: 'Runs on',
    items: rows.map((row) => ({ label: row.label, value: rowText(row, priceOf) })),
  };
}

function rowText({ common, cheapest, roomiest }: HardwareRow, priceOf: PriceOf): string {
  if (common === undefined) return '–';
  const named = (placement: Placement, facts: readonly string[]) => `${placementName(placement)} (${facts.join(', ')})`;
  const rent = (placement: Placement) => {
    const price = priceOf(placement.gpu, placement.gpuCount);
    return price === undefined ? [] : [`$${price.toFixed(2)}/h`];
  };
  const isRoomier = roomiest && roomiest.headroomBytes > WORTH_NAMING * common.headroomBytes;
  return [
    `${common.verdict === 'tight' ? 'tight on ' : ''}${named(common, [room(common), ...rent(common)])}`,
    ...(cheapest && cheapest.gpu !== common.gpu ? [`cheapest ${named(cheapest, rent(cheapest))}`] : []),
    ...(isRoomier ? [`roomiest ${named(roomiest, [room(roomiest)])}`] : []),
  ].join('; ');
}

/** The roomiest is named where it has so many times the room. */
const WORTH_NAMING = 1.1;

function placementName({ gpu, gpuCount, sharding }: Placement): string {
  return deviceName(gpu, gpuCount) + (gpuCount > 1 ? `, ${sharding}` : '');
}

function room({ headroomBytes }: Placement): string {
  return `${(headroomBytes / GIB).toFixed(1)} GiB spare`;
}

// ----- Make it fit -----

/** Buttons in an answer: what helps, the least first. */
const MOST_ACTIONS = 6;
const MOST_LETTERS = 70;

/** What to change, the least set first, then each change alone. */
export function adviceBlocks({ suggestions, remedies, hardware }: Advice): readonly Block[] {
  const least = remedies.map(({ labels, verdict, requiredBytes, hostBytes: host, costs }): Fact => ({
    label: verdict === 'fits' ? 'Least that fits' : 'Less, but tight',
    value: `${labels.join(' + ')}: then ${formatBytes(requiredBytes)}${hostText(host)} (${[...new Set(costs)].join('; ')})`,
  }));
  const as = hardware
    ? `${VERDICTS[hardware.verdict]} on ${placementName(hardware)}, ${room(hardware)}`
    : 'on no hardware that we know: FSDP divides the weights and not the micro-batch; sharding:cp divides its tokens';
  const alone = suggestions.map(({ label, cost, savedBytes, hostBytes: host, verdict }): Fact => ({
    label,
    value: `−${formatBytes(savedBytes)}${hostText(host)}, ${ALONE[verdict]}. Costs ${cost}.`,
  }));
  return [
    { type: 'facts', title: 'Make it fit', items: [...least, { label: 'As it is', value: as }] },
    ...(alone.length > 0 ? [{ type: 'facts', title: 'One change at a time', items: alone } as const] : []),
  ];
}

/** What it takes outside the cards. */
function hostText(bytes: number): string {
  return bytes > 0 ? ` + ${formatBytes(bytes)} of host memory` : '';
}

const ALONE = { fits: 'then it fits', tight: 'then tight', no: 'not enough alone' } as const satisfies Record<
  Verdict,
  string
>;

/** A button for each set of changes that helps, the least first. */
export function adviceActions({ suggestions, remedies }: Advice, given: RawArgs): readonly Action[] {
  const sets = [
    ...remedies.map(({ labels, set }) => ({ label: labels.join(' + '), set })),
    ...suggestions.filter(({ verdict }) => verdict !== 'no'),
  ];
  const actions = sets.map(({ label, set }): Action => {
    const short = label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label;
    return { label: short, command: 'vram', args: withChanges(VRAM_OPTIONS, given, set) };
  });
  const byArgs = new Map(actions.toReversed().map((action) => [JSON.stringify(action.args), action]));
  return actions.filter((action) => byArgs.get(JSON.stringify(action.args)) === action).slice(0, MOST_ACTIONS);
}

// ----- Several cards -----

/** How several cards can be used, per card, and which of it is worth it. */
export function shardingBlocks(request: RequestInput, { gpu }: DeviceChoice, gpuCount: number): readonly Block[] {
  const chosen = planOn(request, gpu, gpuCount);
  if (gpuCount === 1 || chosen.plan.chosen.method.trains === 'nothing') return [];
  const tried = Object.entries(SHARDINGS).flatMap(([id, { label }]) => {
    const fit = tryOn({ ...request, sharding: id as keyof typeof SHARDINGS }, gpu, gpuCount);
    return fit ? [{ label, cells: [(fit.requiredBytes / GIB).toFixed(1), VERDICTS[fit.verdict]] }] : [];
  });
  // Ways that come to the same share a line.
  const rows = [...Map.groupBy(tried, ({ cells }) => cells.join(' ')).values()].map((same) => [
    same.map(({ label }) => label).join('; '),
    ...same[0]!.cells,
  ]);
  return [
    { type: 'note', tone: 'info', text: shardingText(request, chosen, { gpu, gpuCount }) },
    {
      type: 'table',
      title: 'Per card',
      columns: [
        { label: 'Sharding', align: 'left' },
        { label: 'GiB', align: 'right' },
        { label: 'Verdict', align: 'left' },
      ],
      rows,
    },
  ];
}

/** What is simpler than host memory, though one card waits for the other. */
function withoutHost(request: RequestInput, gpu: GpuFacts, gpuCount: number): string {
  const split = tryOn({ ...request, sharding: 'split' }, gpu, gpuCount);
  if (!split || split.verdict === 'no') return '';
  return ` Without host memory: ${split.plan.chosen.sharding.label} (device_map), ${formatBytes(split.requiredBytes)} a card, ${VERDICTS[split.verdict]}; one card works at a time.`;
}

/** Undefined where the model or the cards do not divide so. */
function tryOn(request: RequestInput, gpu: GpuFacts, gpuCount: number): PlanFit | undefined {
  return unlessRefused(() => planOn(request, gpu, gpuCount));
}

/** Sharding saves too little below this share of what a card needs. */
const WORTH_SHARDING = 0.1;

function shardingText(
  request: RequestInput,
  { plan, requiredBytes, verdict }: PlanFit,
  { gpu, gpuCount }: Pick<Placement, 'gpu' | 'gpuCount'>,
): string {
  const method = plan.chosen.method.label;
  const divided = dividedText(plan);
  if (divided !== undefined)
    return `${layoutText(plan.chosen.request)}: ${divided}. Norms are whole on every card${verdict === 'no' ? ', and that is not enough' : ''}.`;
  if (plan.chosen.sharding.weights) {
    const split = plan.chosen.sharding.shardsOnHost
      ? 'the weights wait in host memory, which is slow'
      : `each card holds 1/${gpuCount} of the weights`;
    const enough = verdict === 'no' ? ', and that is not enough' : '';
    return `${verdict === 'no' ? 'Even with' : 'It takes'} ${plan.chosen.sharding.label} + ${method}: ${split}${enough}. Gathered blocks, activations and the loss are not divided.${plan.chosen.sharding.shardsOnHost ? withoutHost(request, gpu, gpuCount) : ''}`;
  }
  const sharded = tryOn({ ...request, sharding: 'fsdp' }, gpu, gpuCount)?.requiredBytes ?? requiredBytes;
  const saved = requiredBytes - sharded;
  const advice =
    saved < WORTH_SHARDING * requiredBytes
      ? 'sharding would save next to nothing'
      : `sharding would save ${formatBytes(saved)} a card, and cost speed`;
  return `Plain data parallel (${plan.chosen.sharding.label}): each card holds a whole copy, so ${gpuCount} cards are about ${gpuCount} times as fast and no larger; one card does too. ${capitalised(advice)}.`;
}

/** What of one copy of the model is divided; undefined where every card has its own. */
function dividedText({ whole: { layout } }: Plan): string | undefined {
  const parts = [
    ...(layout.tensor > 1 ? [`${layout.tensor} cards share every matrix`] : []),
    ...(layout.pipeline > 1 ? [`the layers go to ${layout.pipeline} stages, of which the fuller end is shown`] : []),
    ...(layout.context > 1 ? [`${layout.context} cards share the tokens of a sequence`] : []),
    ...(layout.experts > 1 ? [`${layout.experts} cards share the routed experts`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
