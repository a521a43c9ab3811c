/** Hours → money: what a run costs on rented devices, cheapest first, with everything that the figure rests on. */
import { ageDays, CARD_PRICES, STALE_DAYS } from '../facts/prices.ts';
import type { Price } from '../ports.ts';
import type { TrainingTime } from './time.ts';

/** Of the hours: starting up, downloading the model, evaluating, writing checkpoints. Suggested range 10 to 15 %. */
export const OVERHEAD = 0.12;
/** On top where the instance may be taken away: work done since the last checkpoint is lost. Suggested 10 to 20 %. */
export const SPOT_OVERHEAD = 0.15;

/** A run on one offer, in dollars for the whole job. */
export interface Offer {
  readonly price: Price;
  /** Instance hours that are paid, overhead included. */
  readonly hours: number;
  /** GPUs that are paid for: those of the whole instance, used or not. */
  readonly paidGpus: number;
  readonly usd: number;
  readonly lowUsd: number;
  readonly highUsd: number;
  readonly ageDays: number;
  /** Older than STALE_DAYS. */
  readonly stale: boolean;
}

/** What a run costs on each offer of its device, cheapest first; on demand and spot apart. */
export interface RunCost {
  readonly onDemand: readonly Offer[];
  readonly spot: readonly Offer[];
  /** Where the card's price is known: runs on the cheapest offer that cost as much as buying it. */
  readonly runsToBuy: number | undefined;
}

/** One offer per provider and market: its cheapest instance that has enough GPUs. */
export function runCost(time: TrainingTime, prices: readonly Price[], now: Date): RunCost {
  const own = prices.filter((price) => price.gpu === time.gpu.id);
  const offers = cheapestEach(own.flatMap((price) => offerOf(time, price, now) ?? []));
  const onDemand = offers.filter(({ price }) => !price.spot);
  const card = CARD_PRICES[time.gpu.id];
  const cheapest = leadingOffer({ onDemand });
  return {
    onDemand,
    spot: offers.filter(({ price }) => price.spot),
    runsToBuy: card && cheapest ? Math.ceil((card.usd * time.gpuCount) / cheapest.usd) : undefined,
  };
}

/** @returns undefined for an instance with too few GPUs. */
export function offerOf(time: TrainingTime, price: Price, now: Date): Offer | undefined {
  if (!price.anyCount && price.gpuCount < time.gpuCount) return undefined;
  const paidGpus = price.anyCount ? Math.max(time.gpuCount, price.gpuCount) : price.gpuCount;
  const factor = 1 + OVERHEAD + (price.spot ? SPOT_OVERHEAD : 0);
  const usd = (seconds: number) => (seconds / 3600) * factor * paidGpus * price.usdPerGpuHour;
  const age = ageDays(price.date, now);
  return {
    price,
    hours: (time.seconds / 3600) * factor,
    paidGpus,
    usd: usd(time.seconds),
    lowUsd: usd(time.lowSeconds),
    highUsd: usd(time.highSeconds),
    ageDays: age,
    stale: age > STALE_DAYS,
  };
}

function cheapestEach(offers: readonly Offer[]): readonly Offer[] {
  const sorted = offers.toSorted((a, b) => a.usd - b.usd || a.ageDays - b.ageDays);
  const seen = new Set<string>();
  return sorted.filter(({ price }) => {
    const key = `${price.provider} ${price.spot}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The offer to name first: the cheapest on-demand one that is not old, or the cheapest where all are. */
export function leadingOffer({ onDemand }: Pick<RunCost, 'onDemand'>): Offer | undefined {
  return onDemand.find(({ stale }) => !stale) ?? onDemand[0];
}
