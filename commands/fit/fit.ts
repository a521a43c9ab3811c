/** `/vram-fit gpu:24`: what can be trained on a device, method by method. */
import {
  deviceNotes,
  findModels,
  formatBytes,
  formatCount,
  GIB,
  limitOfPlan,
  METHODS,
  modelSlug,
  MODELS,
  nearMisses,
  sizeClasses,
  sweep,
  UserError,
  usableBytes,
  type Axis,
  type GpuFacts,
  type MethodId,
  type ModelFacts,
  type SizeClass,
  type Trainable,
} from '../../src/index.ts';
import { defineCommand } from '../core/command.ts';
import { families, FIT_OPTIONS, METHODS_SHOWN, type FitArgs } from './options.ts';
import { largestText, nameOf, SEVERAL_CARDS, shownClasses } from './words.ts';
import type { Action, Block, RawArgs, Reply } from '../core/reply.ts';
import { countOf, deviceName } from '../words/device.ts';
import { SETTINGS_OPTIONS, settingsOf } from '../options/settings.ts';

/** Size classes of a method that are shown; the data has all. */
const MOST_ROWS = 6;

export const vramFit = defineCommand({
  name: 'vram-fit',
  about: {
    summary: 'What can be trained on a card: the largest models, how long and how large the batches can be.',
    examples: ['4090', 'gpu:24 method:qlora', 'gpu:2x3090 family:qwen3 seq:4k'],
  },
  options: FIT_OPTIONS,
  call: { effort: 5 },
  run: (args, { given }) => fitReply(args, given),
});

interface MethodFits {
  readonly method: MethodId;
  readonly all: readonly Trainable[];
  readonly classes: readonly SizeClass[];
}

function fitReply(args: FitArgs, given: RawArgs): Reply {
  const { gpu: device } = args;
  const gpuCount = countOf(args);
  const models = modelsOf(args.family);
  const results = (args.method ? [args.method] : METHODS_SHOWN).map((method): MethodFits => {
    const all = sweep({ ...settingsOf(args), method }, device.gpu, gpuCount, models);
    return { method, all, classes: sizeClasses(all.filter(({ fit }) => fit.verdict !== 'no')) };
  });
  const any = results.some(({ classes }) => classes.length > 0);
  return {
    title: `What fits on ${deviceName(device.gpu, gpuCount)}`,
    summary: any
      ? `${results.map(({ method, classes }) => largestText(method, classes)).join('; ')}. ${formatBytes(usableBytes(device.gpu))} usable${gpuCount > 1 ? ' on each' : ''}.`
      : `Nothing of it fits in the ${formatBytes(usableBytes(device.gpu))} that ${deviceName(device.gpu, gpuCount)} can give.`,
    tone: any ? 'info' : 'bad',
    visibility: args.public ? 'everyone' : 'caller',
    blocks: [
      ...results.flatMap((result) => methodBlocks(result, device.gpu)),
      ...reachBlocks(results, args, models),
      { type: 'text', text: assumedText(results) },
      ...deviceNotes(device).map((note): Block => ({ type: 'note', tone: 'info', text: note })),
      { type: 'actions', actions: actionsOf(results, device.given, given) },
    ],
    data: { gpu: device.gpu.id, gpuCount, usableBytes: usableBytes(device.gpu), methods: results.map(methodData) },
  };
}

/** @throws UserError where no model is called so. */
function modelsOf(family: string | undefined): readonly ModelFacts[] {
  if (family === undefined) return MODELS;
  const wanted = family.trim().toLowerCase();
  const byFamily = MODELS.filter((model) => model.family.startsWith(wanted));
  const found = byFamily.length > 0 ? byFamily : findModels(family, MODELS.length).map(({ model }) => model);
  if (found.length > 0) return found;
  throw new UserError(
    'unknown-model',
    `No model of the catalogue is of the family "${family}".`,
    `Families: ${families.join(', ')}.`,
  );
}

// ----- Words -----

function methodBlocks({ method, all, classes }: MethodFits, gpu: GpuFacts): readonly Block[] {
  const near = nearMisses(all);
  const several = all.some(({ fit }) => fit.plan.whole.gpus > 1);
  const missed =
    near.length > 0
      ? `Just too large: ${near.map(({ model, fit }) => `${model.name} (${formatBytes(fit.requiredBytes)})`).join(', ')}.`
      : '';
  if (classes.length === 0) {
    return [{ type: 'text', text: `${METHODS[method].label}: nothing fits. ${missed}`.trim() }];
  }
  return [
    {
      type: 'table',
      title: METHODS[method].label,
      columns: [
        { label: 'Model', align: 'left' },
        { label: 'GiB', align: 'right' },
        { label: 'Longest', align: 'right' },
        { label: 'Batch', align: 'right' },
        ...(several ? [{ label: 'sharding:', align: 'left' } as const] : []),
      ],
      rows: shownClasses(classes, MOST_ROWS).map(({ models }) => classRow(models, gpu)),
    },
    ...(missed ? [{ type: 'text', text: missed } as const] : []),
  ];
}

/** One line for models of one size: the two most fine-tuned by name, the figures of the first. */
function classRow(models: readonly Trainable[], gpu: GpuFacts): readonly string[] {
  const [first, second, ...others] = models;
  if (first === undefined) return [];
  const also = second ? `, ${second.model.name}${others.length > 0 ? ` +${others.length}` : ''}` : '';
  const limits = limitsOf(first, gpu);
  return [
    `${nameOf(first)}${also}`,
    (first.fit.requiredBytes / GIB).toFixed(1),
    formatCount(limits.sequenceLength),
    formatCount(limits.microBatch),
    ...(first.fit.plan.whole.gpus > 1 ? [first.fit.plan.chosen.request.sharding] : []),
  ];
}

/** The longest sequence at micro-batch 1 and the largest micro-batch, with the verdict that the model has. */
function limitsOf(
  { fit, model }: Trainable,
  gpu: GpuFacts,
): { readonly sequenceLength: number; readonly microBatch: number } {
  const largest = (axis: Axis) => {
    const { fits, tight } = limitOfPlan(fit.plan, axis, gpu);
    return (fit.verdict === 'fits' ? fits : tight) ?? 1;
  };
  return { sequenceLength: Math.min(largest('sequenceLength'), model.maxPositions), microBatch: largest('microBatch') };
}

/** What people drop first in a full fine-tune, and how far it then reaches. */
const LEANER = [
  { words: 'dtype:pure-bf16 (8 B a parameter)', settings: { precision: 'pure-bf16' } },
  { words: 'optimizer:adamw-8bit (10 B)', settings: { optimizer: 'adamw-8bit' } },
] as const;

function reachBlocks(results: readonly MethodFits[], args: FitArgs, models: readonly ModelFacts[]): readonly Block[] {
  const full = results.find(({ method }) => METHODS[method].trains === 'all');
  if (full === undefined || args.dtype !== undefined || args.optimizer !== undefined) return [];
  const reached = LEANER.flatMap(({ words, settings }) => {
    const all = sweep({ ...settingsOf(args), method: full.method, ...settings }, args.gpu.gpu, countOf(args), models);
    const [first] = sizeClasses(all.filter(({ fit }) => fit.verdict !== 'no'))[0]?.models ?? [];
    return first ? [`${words} reaches ${first.model.name}${first.fit.verdict === 'tight' ? ' (tight)' : ''}`] : [];
  });
  if (reached.length === 0) return [];
  const { precision } = full.all[0]?.fit.plan.chosen ?? {};
  return [{ type: 'text', text: `Full fine-tuning here is ${precision?.summary}; ${reached.join(', ')}.` }];
}

function assumedText(results: readonly MethodFits[]): string {
  const { request } = results.flatMap(({ all }) => all)[0]?.fit.plan.chosen ?? {};
  if (request === undefined) return 'No model can be trained so.';
  return `At micro-batch ${request.microBatch} and ${formatCount(request.sequenceLength)} tokens; Longest: tokens at that micro-batch, up to the model's own limit; Batch: the largest micro-batch at that length. Models of one size share a line.${request.gpus > 1 ? SEVERAL_CARDS : ''}`;
}

/** The largest of each method in full, with the settings that were given. */
function actionsOf(results: readonly MethodFits[], gpu: string, given: RawArgs): readonly Action[] {
  const settings = Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(SETTINGS_OPTIONS, name)));
  const largest = results.flatMap(({ method, classes }): Action[] => {
    const [first] = classes[0]?.models ?? [];
    if (first === undefined) return [];
    return [
      {
        label: `${first.model.name}, ${METHODS[method].label}`,
        command: 'vram',
        args: { model: modelSlug(first.model), method, gpu, ...settings },
      },
    ];
  });
  return largest;
}

function methodData({ method, all }: MethodFits): object {
  return {
    method,
    models: all
      .filter(({ fit }) => fit.verdict !== 'no')
      .map(({ model, parameters, fit }) => ({
        model: model.id,
        name: model.name,
        parameters,
        verdict: fit.verdict,
        requiredBytes: fit.requiredBytes,
        headroomBytes: fit.headroomBytes,
      })),
    nearMisses: nearMisses(all).map(({ model, fit }) => ({ model: model.id, requiredBytes: fit.requiredBytes })),
  };
}
