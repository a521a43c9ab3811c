/** The answer of `vram`: verdict first, then where the memory goes, what was assumed, and what to press next. */
import {
  bytesByPhase,
  deviceNotes,
  formatBytes,
  GIB,
  layoutText,
  METHODS,
  modelSlug,
  type Estimate,
  type Phase,
  type Verdict,
} from '../../src/index.ts';
import { deviceName } from '../words/device.ts';
import type { Action, Block, Fact, RawArgs, Reply, Tone } from '../core/reply.ts';
import { runWords, told } from '../words/run.ts';
import { adviceActions, adviceBlocks, hardwareBlock, shardingBlocks } from './advice.ts';
import { peakChart, phasesChart } from './charts.ts';
import { vramData } from './data.ts';
import { insights } from './insights.ts';
import type { VramQuestion } from './question.ts';
import type { VramAnswer } from './answer.ts';

interface Presentation {
  readonly given: RawArgs;
  readonly details: boolean;
  readonly everyone: boolean;
  /** There are others who could read the answer. */
  readonly inCompany: boolean;
}

const TONES = { fits: 'good', tight: 'warning', no: 'bad' } as const satisfies Record<Verdict, Tone>;
const WORDS = { fits: 'Fits', tight: 'Tight', no: 'Does not fit' } as const satisfies Record<Verdict, string>;

/** How a phase is called in a sentence. */
const PHASE_WORDS = {
  load: 'while loading',
  generation: 'while generating',
  forward: 'in the forward pass',
  loss: 'in the loss',
  backward: 'in the backward pass',
  'optimizer-step': 'in the optimizer step',
} as const satisfies Record<Phase, string>;

export function vramReply(question: VramQuestion, answer: VramAnswer, presentation: Presentation): Reply {
  const { estimate, fit } = answer;
  const title = titleOf(question, answer);
  return {
    title,
    summary: summaryOf(answer),
    tone: fit ? TONES[fit.verdict] : 'info',
    visibility: presentation.everyone ? 'everyone' : 'caller',
    blocks: [
      ...(answer.advice ? adviceBlocks(answer.advice) : []),
      peakChart(title, estimate, fit),
      breakdown(estimate),
      { type: 'text', text: insights(estimate).join(' ') },
      ...answer.cost.blocks,
      hardwareBlock(answer.hardware, answer.priceOf),
      ...(question.device ? shardingBlocks(question.request, question.device, question.gpuCount) : []),
      ...notes(question, answer),
      { type: 'facts', title: 'Assumed', items: assumedItems(estimate) },
      ...(presentation.details
        ? [phasesChart(title, estimate, fit), workingTable(estimate), readings(estimate), ...answer.cost.details]
        : []),
      { type: 'actions', actions: actionsFor(question, answer, presentation) },
    ],
    data: vramData(answer),
  };
}

function titleOf({ model, device, gpuCount }: VramQuestion, { estimate }: VramAnswer): string {
  const card = device ? [deviceName(device.gpu, gpuCount)] : [];
  return [model.model.name, ...runWords(estimate.request), ...card].join(' · ');
}

/** One sentence that stands alone. */
function summaryOf({ estimate: { peak, range, request }, fit }: VramAnswer): string {
  const needed = `${formatBytes(peak.requiredBytes)} needed${fit && fit.gpuCount > 1 ? ' per card' : ''} (${gib(range.lowBytes)} to ${gib(range.highBytes)})`;
  if (!fit) return `Needs ${needed.replace(' needed', '')} ${whereOf(request)}.`;
  const usable = `${formatBytes(fit.usableBytes)} usable on ${fit.gpuCount > 1 ? 'each' : 'one'} ${fit.gpu.name}`;
  const shared = fit.gpuCount > 1 ? `, with ${layoutText(request)}` : '';
  return `${WORDS[fit.verdict]}: ${needed}, ${usable}${shared}.`;
}

function whereOf(request: Estimate['request']): string {
  const { gpus } = request;
  return gpus > 1 ? `on each of ${gpus} cards, with ${layoutText(request)}` : 'on one card';
}

function gib(bytes: number): string {
  return (bytes / GIB).toFixed(1);
}

// ----- The tables -----

function breakdown(estimate: Estimate): Block {
  const { components, peak } = estimate;
  const shown = components.filter(({ bytes }) => bytes > 0);
  const rows = shown.map(({ label, bytes, phases }) => {
    const there = phases.includes(peak.phase);
    return [
      label,
      there ? (bytes / GIB).toFixed(2) : `(${(bytes / GIB).toFixed(2)})`,
      there ? '' : `only ${PHASE_WORDS[phases[0]!]}`,
    ];
  });
  return {
    type: 'table',
    title: `Where the memory goes, at the peak ${PHASE_WORDS[peak.phase]}`,
    columns: [
      { label: 'Component', align: 'left' },
      { label: 'GiB', align: 'right' },
      { label: 'Not at the peak', align: 'left' },
    ],
    rows,
    total: ['A card must give', (peak.requiredBytes / GIB).toFixed(2), `${gib(peak.allocatedBytes)} of it allocated`],
  };
}

/** Every line with its arithmetic and where it comes from. */
function workingTable({ components }: Estimate): Block {
  return {
    type: 'table',
    title: 'The working',
    columns: [
      { label: 'Component', align: 'left' },
      { label: 'How', align: 'left' },
      { label: 'Source', align: 'left' },
    ],
    rows: components
      .filter(({ bytes }) => bytes > 0)
      .map(({ label, working, basis, sources }) => [label, working(), sources[0]?.title ?? basis]),
  };
}

// ----- Notes and facts -----

function notes({ model, device }: VramQuestion, { estimate }: VramAnswer): readonly Block[] {
  const [first, ...others] = model.alternatives;
  const read =
    first && !model.exact
      ? [
          `Read as ${model.model.name}; it may also mean ${[first, ...others]
            .slice(0, 3)
            .map(({ name }) => name)
            .join(', ')}.`,
        ]
      : [];
  return [
    ...estimate.warnings.map((one): Block => ({ type: 'note', tone: 'warning', text: told(one) })),
    ...[...read, ...model.notes, ...(device ? deviceNotes(device) : [])].map((text): Block => ({
      type: 'note',
      tone: 'info',
      text,
    })),
  ];
}

function assumedItems({ assumptions, range }: Estimate): readonly Fact[] {
  return [
    { label: 'Settings', value: assumptions.map(told).join('; ') },
    { label: 'Range', value: `${gib(range.lowBytes)} to ${gib(range.highBytes)} GiB, from ${range.from}` },
  ];
}

/** The same peak as other tools read it. */
function readings({ peak, components }: Estimate): Block {
  return {
    type: 'facts',
    title: 'Other readings',
    items: [
      { label: 'Allocated by phase', value: phaseText(bytesByPhase(components)) },
      {
        label: 'nvidia-smi may show',
        value: `about ${formatBytes(peak.deviceBytes)} (reserved ${gib(peak.reservedBytes)})`,
      },
    ],
  };
}

function phaseText(sums: Readonly<Record<Phase, number>>): string {
  return Object.entries(sums)
    .map(([phase, bytes]) => `${phase} ${gib(bytes)}`)
    .join(', ');
}

// ----- What to press next -----

function actionsFor(
  { model, device }: VramQuestion,
  { advice, estimate: { request } }: VramAnswer,
  { given, details, everyone, inCompany }: Presentation,
): readonly Action[] {
  const again = (label: string, changes: RawArgs): Action => ({
    label,
    command: 'vram',
    args: { ...given, ...changes },
  });
  const methods = (['qlora', 'lora', 'full'] as const).filter((id) => id !== request.method);
  return [
    ...(advice && device ? adviceActions(advice, given) : []),
    ...(details ? [] : [again('Show the working', { details: 'yes' })]),
    ...methods.map((id) => again(METHODS[id].label, { method: id })),
    ...(model.exact
      ? []
      : model.alternatives.slice(0, 3).map((other) => again(other.name, { model: modelSlug(other) }))),
    ...(everyone || !inCompany ? [] : [again('Post to everyone', { public: 'yes' })]),
  ];
}
