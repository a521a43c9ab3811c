/** Memory against sequence length as a picture: the run that was asked for, other methods, and cards. */
import {
  formatBytes,
  formatCount,
  gpusOfLabel,
  METHODS,
  planOn,
  unlessRefused,
  usableBytes,
  type GpuFacts,
  type MethodId,
  type PlanFit,
  type RequestInput,
} from '../../src/index.ts';
import type { ChartCapacity, SequenceChart } from '../../src/ports.ts';
import type { Block } from '../core/reply.ts';

/** Doublings that are shown. */
const POINTS = 8;
const SHORTEST = 512;
const LONGEST = 2 ** 20;
/** What people compare a run with. */
const OTHERS = ['qlora', 'lora'] as const satisfies readonly MethodId[];
/** Label sizes whose most common card is shown beside the card that was asked about. */
const SIZES = [16, 24, 32, 48, 80, 141];
/** A card far above every curve says nothing of them. */
const FAR = 1.25;

interface SequenceQuestion {
  readonly title: string;
  readonly request: RequestInput;
  readonly now: PlanFit;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  /** The longest sequence that fits there; undefined where none does. */
  readonly limit: number | undefined;
}

export function sequenceChart({ title, request, now, gpu, gpuCount, limit }: SequenceQuestion): Block {
  const lengths = lengthsAround(limit ?? now.plan.chosen.request.sequenceLength);
  const method = now.plan.chosen.request.method;
  const curves = [method, ...OTHERS.filter((id) => id !== method)].flatMap((id) => {
    const points = curveOf({ ...request, method: id, microBatch: 1 }, lengths, gpu, gpuCount);
    return points ? [{ label: METHODS[id].label, points }] : [];
  });
  const most = Math.max(0, ...curves.flatMap(({ points }) => points.map(({ bytes }) => bytes)));
  const cards = cardsBeside(gpu, gpuCount, FAR * most);
  const chart: SequenceChart = { kind: 'sequence', title, alt: altOf(curves, cards), curves, cards };
  return { type: 'chart', chart };
}

/** Powers of two, of which the last is the first that is too long. */
function lengthsAround(limit: number): readonly number[] {
  const last = Math.min(LONGEST, Math.max(SHORTEST * 8, 2 ** Math.ceil(Math.log2(limit + 1))));
  return Array.from({ length: POINTS }, (_, i) => last / 2 ** (POINTS - 1 - i)).filter((tokens) => tokens >= SHORTEST);
}

/** Undefined where the settings do not go with the method. */
function curveOf(request: RequestInput, lengths: readonly number[], gpu: GpuFacts, gpuCount: number) {
  return unlessRefused(() =>
    lengths.map((tokens) => ({
      tokens,
      bytes: planOn({ ...request, sequenceLength: tokens }, gpu, gpuCount).requiredBytes,
    })),
  );
}

/** Several cards share a run in their own way, so only they are shown. */
function cardsBeside(gpu: GpuFacts, gpuCount: number, most: number): readonly ChartCapacity[] {
  const others = gpuCount > 1 || gpu.runtime !== 'cuda' ? [] : SIZES.flatMap((size) => gpusOfLabel(size).slice(0, 1));
  const larger = others
    .filter((other) => usableBytes(other) > 1.2 * usableBytes(gpu) && usableBytes(other) < most)
    .slice(0, 2);
  return [gpu, ...larger].map((card) => ({ label: card.name, bytes: usableBytes(card) }));
}

function altOf(curves: SequenceChart['curves'], cards: readonly ChartCapacity[]): string {
  const ways = curves.map(({ label, points }) => {
    const figures = points.map(({ tokens, bytes }) => `${formatBytes(bytes)} at ${formatCount(tokens)}`);
    return `${label} needs ${figures.join(', ')} tokens`;
  });
  const usable = cards.map(({ label, bytes }) => `${label} ${formatBytes(bytes)}`);
  return `${ways.join('; ')}. Usable: ${usable.join(', ')}.`;
}
