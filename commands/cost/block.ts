/** Time and cost of one answer: blocks to put under an estimate, and the same as data. */
import {
  CARD_PRICES,
  compareDevices,
  deviceRun,
  formatCount,
  METHODS,
  OVERHEAD,
  SEGMENTS,
  SHARDINGS,
  SHIPPED_PRICES,
  SPOT_OVERHEAD,
  STALE_DAYS,
  TRUSTS,
  type TrainingTime,
  type DeviceRun,
  type Estimate,
  type Fit,
  type JobInput,
  type Offer,
  type OfferedRun,
  type RequestInput,
} from '../../src/index.ts';
import type { Price } from '../../src/ports.ts';
import type { Services } from '../core/command.ts';
import { deviceName } from '../words/device.ts';
import { inCurrency, type Currency } from '../options/currency.ts';
import { dateOf, figure, formatCost, formatDollars, formatHours, formatOffer, formatTime } from '../words/money.ts';
import type { Block, Fact, TableBlock } from '../core/reply.ts';

/** Prices as they stand, and the day they are read on. */
export interface Market {
  readonly prices: readonly Price[];
  readonly now: Date;
}

/** What the services say; the shipped prices and the system's clock where they are silent. */
export function marketOf({ prices = SHIPPED_PRICES, now = () => new Date() }: Services): Market {
  return { prices: prices.current(), now: now() };
}

export interface CostAnswer {
  readonly blocks: readonly Block[];
  /** How the figures came about, for those who ask. */
  readonly details: readonly Block[];
  /** Keys `time` and `cost`, null where there is none. */
  readonly data: { readonly time: object | null; readonly cost: object | null };
}

const NOTHING: CostAnswer = { blocks: [], details: [], data: { time: null, cost: null } };

/** Devices that are listed where no card was named, or the job does not fit on it. */
const FEW = 4;

/** What is to be told the time and the cost of. */
interface CostQuestion {
  /** As asked, so that other devices fill in their own defaults. */
  readonly request: RequestInput;
  readonly estimate: Estimate;
  /** On the device named; undefined where none was. */
  readonly fit: Fit | undefined;
  readonly job: JobInput;
  /** In which costs are said beside dollars. */
  readonly currency?: Currency | undefined;
}

/**
 * How long the job takes and what it costs: on the device of the verdict, or the cheapest devices that it fits on where
 * none was named or it does not fit.
 */
export function timeAndCost(
  { request, estimate, fit, job, currency }: CostQuestion,
  { prices, now }: Market,
): CostAnswer {
  if (METHODS[estimate.request.method].trains === 'nothing') return NOTHING;
  if (fit === undefined || fit.verdict === 'no') {
    const runs = compareDevices({ ...request, sharding: undefined }, job, prices, now);
    return runs.length === 0 ? NOTHING : { ...elsewhere(runs.slice(0, FEW), currency), data: runData(runs[0]!) };
  }
  const run = deviceRun({ estimate, fit }, job, prices, now);
  if (!run) return NOTHING;
  return {
    blocks: [{ type: 'facts', title: 'Time and cost', items: facts(run, currency) }, ...rateBlocks(currency)],
    details: [{ type: 'facts', title: 'Behind time and cost', items: derivation(run) }],
    data: runData(run),
  };
}

/** At which rate another currency was written. */
export function rateBlocks(currency: Currency | undefined): readonly Block[] {
  return currency ? [{ type: 'text', text: `${currency.code} at ${currency.perDollar} a dollar, as given.` }] : [];
}

// ----- One device -----

function facts(run: DeviceRun, currency: Currency | undefined): readonly Fact[] {
  const costText = (offer: Offer) => formatCost(offer) + inCurrency(offer, currency);
  const { time, cost, gpuCount } = run;
  const { onDemand, spot } = cost;
  const segments = Object.keys(SEGMENTS).flatMap((id) => onDemand.find(({ price }) => price.segment === id) ?? []);
  return [
    { label: 'Time', value: `${timeText(run)}: ${jobText(time)}` },
    ...segments
      .toSorted((a, b) => a.usd - b.usd)
      .map((offer) => ({ label: 'Cost', value: `${costText(offer)}: ${formatOffer(offer, gpuCount)}` })),
    ...spot.slice(0, 1).map((offer) => ({
      label: 'Spot',
      value: `${costText(offer)}: ${formatOffer(offer, gpuCount)}`,
    })),
    ...(onDemand.length + spot.length > 0 ? [] : [noPrice(run)]),
  ];
}

/** What the job is taken to be, and what its hours leave out. */
function jobText({ assumptions, omissions }: TrainingTime): string {
  return [assumptions[0], ...omissions].join('; ');
}

/** What the job is taken to be, how fast it goes, what a dollar figure holds, and when buying pays. */
function derivation(run: DeviceRun): readonly Fact[] {
  const { tokensPerSecond, updates, assumptions } = run.time;
  return [
    { label: 'Job', value: assumptions.join(', ') },
    { label: 'Speed', value: `${formatCount(tokensPerSecond)} tokens/s, ${formatCount(updates)} updates` },
    ...sharing(run),
    { label: 'Counted', value: countedText },
    ...buying(run),
  ];
}

/** Which way several cards are used decides the speed too. */
function sharing({ gpuCount, sharding }: DeviceRun): readonly Fact[] {
  return gpuCount > 1 ? [{ label: 'Cards', value: `${gpuCount}, ${SHARDINGS[sharding].label}` }] : [];
}

function timeText({ time }: DeviceRun): string {
  return `${formatTime(time)}${time.confidence === 'low' ? ', low confidence as no run was measured on such devices' : ''}`;
}

/** What the dollars hold. */
export const countedText = `hours × price × ${(1 + OVERHEAD).toFixed(2)} (start-up, download, evaluation, checkpoints), spot × ${(1 + OVERHEAD + SPOT_OVERHEAD).toFixed(2)} (lost work); prices older than ${STALE_DAYS} days are marked old`;

function buying({ gpu, gpuCount, cost: { runsToBuy } }: DeviceRun): readonly Fact[] {
  const card = CARD_PRICES[gpu.id];
  if (runsToBuy === undefined || card === undefined) return [];
  const cards = gpuCount > 1 ? `${gpuCount} cards` : 'the card';
  return [
    {
      label: 'Buying',
      value: `renting is cheaper until ${formatCount(runsToBuy)} such runs: ${cards} cost ${formatDollars(card.usd * gpuCount)} new in ${card.year}`,
    },
  ];
}

function noPrice({ gpu }: DeviceRun): Fact {
  return { label: 'Cost', value: `no provider in our lists rents out the ${gpu.name}` };
}

// ----- Several devices -----

function elsewhere(
  runs: readonly OfferedRun[],
  currency: Currency | undefined,
): Pick<CostAnswer, 'blocks' | 'details'> {
  const { time } = runs[0]!;
  return {
    blocks: [
      runsTable('What the run would cost', runs, currency),
      { type: 'text', text: `${jobText(time)}.` },
      ...rateBlocks(currency),
    ],
    details: [{ type: 'text', text: `${time.assumptions.join(', ')}. Cost is ${countedText}.` }],
  };
}

/** Runs as a table, in the order given. */
export function runsTable(title: string, runs: readonly OfferedRun[], currency?: Currency): TableBlock {
  return {
    type: 'table',
    title,
    columns: [
      { label: 'Device', align: 'left' },
      { label: 'Hours', align: 'right' },
      { label: 'Cost', align: 'right' },
      ...(currency ? [{ label: currency.code, align: 'right' } as const] : []),
      { label: 'Where', align: 'left' },
      { label: 'Spot', align: 'right' },
    ],
    rows: runs.map((run) => [
      `${deviceName(run.gpu, run.gpuCount)}${run.verdict === 'tight' ? ' (tight)' : ''}`,
      `${formatHours(run.time.seconds)}${run.time.confidence === 'low' ? ' ?' : ''}`,
      formatDollars(run.offer.usd),
      ...(currency ? [figure(run.offer.usd * currency.perDollar)] : []),
      whereText(run.offer),
      spotText(run),
    ]),
  };
}

/** Of the cheapest spot offer, where it is cheaper than the other. */
function spotText({ cost: { spot }, offer }: OfferedRun): string {
  return spot[0] !== undefined && spot[0].usd < offer.usd ? formatDollars(spot[0].usd) : '–';
}

function whereText(offer: Offer): string {
  return `${offer.price.providerLabel}, ${dateOf(offer)}`;
}

// ----- Data -----

/** A run as stable keys: seconds, dollars. */
export function runData({ gpu, gpuCount, verdict, time, cost }: DeviceRun): {
  readonly time: object;
  readonly cost: object;
} {
  const { job, seconds, lowSeconds, highSeconds, tokensPerSecond, updates, confidence, parts, assumptions } = time;
  return {
    time: {
      gpu: gpu.id,
      gpuCount,
      verdict,
      job,
      seconds,
      lowSeconds,
      highSeconds,
      tokensPerSecond,
      updates,
      confidence,
      parts,
      assumptions,
    },
    cost: {
      overhead: OVERHEAD,
      spotOverhead: SPOT_OVERHEAD,
      onDemand: cost.onDemand.map(offerData),
      spot: cost.spot.map(offerData),
      runsToBuy: cost.runsToBuy ?? null,
    },
  };
}

function offerData({ price, usd, lowUsd, highUsd, hours, paidGpus, ageDays, stale }: Offer): object {
  return { ...price, trustLabel: TRUSTS[price.trust].label, usd, lowUsd, highUsd, hours, paidGpus, ageDays, stale };
}
