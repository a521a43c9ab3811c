/** `/vram-cost model:8b method:qlora`: one job on every device that is rented out, and where it is best run. */
import {
  compareDevices,
  deviceRun,
  estimateOn,
  leadingOffer,
  SEGMENTS,
  sweetSpot,
  tokensFor,
  UserError,
  type JobInput,
  type OfferedRun,
} from '../../src/index.ts';
import { defineCommand } from '../core/command.ts';
import { assumed } from '../core/otherwise.ts';
import { costChart, nameOf, quickest } from './chart.ts';
import { COST_OPTIONS, type CostArgs } from './options.ts';
import { countedText, marketOf, rateBlocks, runData, runsTable, timeAndCost, type Market } from './block.ts';
import { deviceName } from '../words/device.ts';
import { jobOf } from '../options/settings.ts';
import { dateOf, formatCost, formatDollars, formatHours, formatTokens } from '../words/money.ts';
import type { Block, Reply, TableBlock } from '../core/reply.ts';
import { runWords } from '../words/run.ts';
import { readQuestion, type VramQuestion } from '../vram/question.ts';

/** Rows of the table; the rest is in the data. */
const MOST_ROWS = 12;

export const vramCost = defineCommand({
  name: 'vram-cost',
  about: {
    summary: 'What a fine-tune costs: hours and dollars on every device that is rented out.',
    examples: ['model:8b method:qlora', 'llama 3.1 70b qlora tokens:10m', 'model:8b gpu:a100-80gb budget:20'],
  },
  options: COST_OPTIONS,
  call: { effort: 2 },
  async run(args, { services }): Promise<Reply> {
    const question = await readQuestion(args, services);
    const market = marketOf(services);
    return question.device ? onDevice(question, args, market) : onAll(question, args, market);
  },
});

// ----- Every device -----

function onAll(question: VramQuestion, args: CostArgs, { prices, now }: Market): Reply {
  const runs = compareDevices(question.request, jobOf(args), prices, now);
  const [cheapest] = runs;
  const sweet = sweetSpot(runs);
  if (cheapest === undefined || sweet === undefined) throw nowhere(question);
  const shown = chosen(runs, sweet);
  return {
    title: titleOf(question),
    summary: summaryOf(cheapest, sweet, args),
    tone: 'info',
    visibility: args.public ? 'everyone' : 'caller',
    blocks: [
      runsTable('One run, cheapest first', shown, args.currency),
      costChart(shown, sweet, titleOf(question)),
      { type: 'text', text: remarks(runs, sweet) },
      ...(args.budget === undefined ? [] : [budgetTable(args.budget, shown)]),
      jobNote(cheapest, shown),
      ...rateBlocks(args.currency),
    ],
    data: {
      sweetSpot: sweet.gpu.id,
      budget: args.budget ?? null,
      runs: runs.map((run) => ({
        ...runData(run),
        ...(args.budget === undefined ? {} : { tokensForBudget: tokensFor(args.budget, run) }),
      })),
    },
  };
}

/** The cheapest, and the sweet spot and the quickest where they are not among them. */
function chosen(runs: readonly OfferedRun[], sweet: OfferedRun): readonly OfferedRun[] {
  const first = runs.slice(0, MOST_ROWS - 2);
  const others = [sweet, quickest(runs)].filter((run) => !first.includes(run));
  return [...new Set([...first, ...others])].toSorted((a, b) => a.offer.usd - b.offer.usd);
}

function summaryOf(cheapest: OfferedRun, sweet: OfferedRun, { budget }: CostArgs): string {
  const spot = `${nameOf(sweet)}, ${formatHours(sweet.time.seconds)} and ${formatDollars(sweet.offer.usd)} at ${sweet.offer.price.providerLabel} (${dateOf(sweet.offer)})`;
  if (budget !== undefined) {
    const bought = (run: OfferedRun) => `${formatTokens(tokensFor(budget, run))} tokens on ${nameOf(run)}`;
    const most = `${formatDollars(budget)} trains on ${bought(cheapest)}, ${(budget / cheapest.offer.usd).toPrecision(2)} times this job`;
    return sweet === cheapest ? `${most}.` : `${most}; ${bought(sweet)}, the sweet spot.`;
  }
  if (sweet === cheapest) return `Cheapest and the sweet spot: ${spot}.`;
  return `From ${formatDollars(cheapest.offer.usd)} (${nameOf(cheapest)}, ${formatHours(cheapest.time.seconds)}); the sweet spot is ${spot}.`;
}

function remarks(runs: readonly OfferedRun[], sweet: OfferedRun): string {
  const fast = quickest(runs);
  const spot = `${nameOf(sweet)}, the least dollars × hours, ${formatCost(sweet.offer)}.`;
  const quick = `${nameOf(fast)}, ${formatHours(fast.time.seconds)} for ${formatDollars(fast.offer.usd)}.`;
  const both = fast === sweet ? `Quickest and the sweet spot: ${spot}` : `Sweet spot: ${spot} Quickest: ${quick}`;
  return runs.length > MOST_ROWS ? `${both} ${runs.length} devices were compared.` : both;
}

function jobNote({ time }: OfferedRun, shown: readonly OfferedRun[]): Block {
  const doubtful = shown.some((run) => run.time.confidence === 'low')
    ? ' A ? marks devices of a kind that no measured run stands behind (low confidence).'
    : '';
  return { type: 'text', text: `${time.assumptions.join(', ')}. Cost is ${countedText}.${doubtful}` };
}

/** What the money trains, device by device. */
function budgetTable(budget: number, runs: readonly OfferedRun[]): TableBlock {
  return {
    type: 'table',
    title: `For ${formatDollars(budget)}`,
    columns: [
      { label: 'Device', align: 'left' },
      { label: 'Tokens', align: 'right' },
      { label: 'Of this job', align: 'right' },
      { label: 'Hours', align: 'right' },
    ],
    rows: runs
      .toSorted((a, b) => tokensFor(budget, b) - tokensFor(budget, a))
      .map((run) => [
        nameOf(run),
        formatTokens(tokensFor(budget, run)),
        `${Math.round((100 * budget) / run.offer.usd)} %`,
        formatHours((run.time.seconds * budget) / run.offer.usd),
      ]),
  };
}

function titleOf({ model: { model: facts }, request, device, gpuCount }: VramQuestion): string {
  const card = device ? [deviceName(device.gpu, gpuCount)] : [];
  return [facts.name, ...runWords(assumed(request)), ...card, 'cost'].join(' · ');
}

function nowhere({ model: { model: facts } }: VramQuestion): UserError {
  return new UserError(
    'not-available',
    `No device that we know a price of holds this run of ${facts.name}, even eight of them.`,
    'Try method:qlora, a shorter seq, or a smaller model.',
  );
}

// ----- One device -----

function onDevice(question: VramQuestion, args: CostArgs, market: Market): Reply {
  const { request, device, gpuCount } = question;
  if (device === undefined) throw new Error('asked for one device, and there is none');
  const job: JobInput = jobOf(args);
  const fitted = estimateOn(request, device.gpu, gpuCount);
  const answer = timeAndCost({ request, ...fitted, job, currency: args.currency }, market);
  const run = deviceRun(fitted, job, market.prices, market.now);
  const offer = run && leadingOffer(run.cost);
  const fits = fitted.fit.verdict !== 'no';
  const offered = run && offer && fits ? { ...run, offer } : undefined;
  return {
    title: titleOf(question),
    summary: deviceSummary(fits, run?.time.seconds, offered, args),
    tone: fits ? 'info' : 'bad',
    visibility: args.public ? 'everyone' : 'caller',
    blocks: [...answer.blocks, ...answer.details, ...(offered ? [offersTable(offered)] : [])],
    data: {
      ...answer.data,
      budget: args.budget ?? null,
      tokensForBudget: offered && args.budget !== undefined ? tokensFor(args.budget, offered) : null,
    },
  };
}

function deviceSummary(
  fits: boolean,
  seconds: number | undefined,
  offered: OfferedRun | undefined,
  { budget }: CostArgs,
): string {
  if (!fits) return 'It does not fit there; the table shows where it does.';
  if (offered === undefined) return `About ${formatHours(seconds ?? 0)}; nobody in our lists rents it out.`;
  const { offer, time } = offered;
  const cost = `${formatHours(time.seconds)} and ${formatCost(offer)} at ${offer.price.providerLabel} (${dateOf(offer)})`;
  if (budget === undefined) return `${cost}.`;
  return `${formatDollars(budget)} trains on ${formatTokens(tokensFor(budget, offered))} tokens; this job takes ${cost}.`;
}

/** Every provider's cheapest offer, markets and segments apart. */
function offersTable({ cost, gpuCount }: OfferedRun): TableBlock {
  return {
    type: 'table',
    title: 'Where to rent it',
    columns: [
      { label: 'Provider', align: 'left' },
      { label: 'Market', align: 'left' },
      { label: 'Cost', align: 'right' },
      { label: 'Price date', align: 'left' },
    ],
    rows: [...cost.onDemand, ...cost.spot]
      .slice(0, MOST_ROWS)
      .map((offer) => [
        `${offer.price.providerLabel}${offer.paidGpus > gpuCount ? ` (${offer.paidGpus} GPUs)` : ''}`,
        `${SEGMENTS[offer.price.segment].label}${offer.price.spot ? ', spot' : ''}`,
        formatDollars(offer.usd),
        dateOf(offer),
      ]),
  };
}
