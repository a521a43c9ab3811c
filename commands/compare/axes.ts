/** What `vram-compare` can put side by side: each axis with its ways. */
import {
  CHECKPOINTINGS,
  formatBytes,
  formatCount,
  FRAMEWORKS,
  GIB,
  gpusOfLabel,
  hostBytes,
  layoutText,
  LOSSES,
  makePlan,
  METHODS,
  OBJECTIVES,
  OPTIMIZERS,
  QUANTIZATIONS,
  SHARDINGS,
  UserError,
  type Estimate,
  type RequestInput,
} from '../../src/index.ts';

/** One way of several. */
export interface Way {
  readonly label: string;
  readonly set: Partial<Pick<RequestInput, Compared>>;
}

type Compared = Chosen | 'gpu' | 'gpus' | 'sequenceLength' | 'microBatch' | 'rank';
type Chosen =
  'method' | 'objective' | 'optimizer' | 'framework' | 'checkpointing' | 'loss' | 'quantization' | 'sharding';

export interface AxisRow {
  readonly label: string;
  readonly aliases?: readonly string[];
  readonly ways: () => readonly Way[];
  /** Its ways differ on several cards alone. */
  readonly several?: true;
}

const rowsOf = (rows: Readonly<Record<string, { readonly label: string }>>, field: Chosen) => () =>
  Object.entries(rows).map(([id, { label }]) => ({ label, set: { [field]: id } }));
const numbersOf = (values: readonly number[], field: Exclude<Compared, Chosen | 'gpu'>) => () =>
  values.map((value) => ({ label: formatCount(value), set: { [field]: value } }));

/** Label sizes of which the most common card stands for the others. */
const SIZES = [8, 12, 16, 24, 32, 48, 80, 141, 192];

export const AXES = {
  method: {
    label: 'method',
    ways: () => (['full', 'lora', 'qlora'] as const).map((id) => ({ label: METHODS[id].label, set: { method: id } })),
  },
  objective: { label: 'objective', ways: rowsOf(OBJECTIVES, 'objective') },
  gpu: {
    label: 'card',
    aliases: ['gpus', 'cards', 'hardware'],
    ways: () =>
      SIZES.flatMap((size) => gpusOfLabel(size).slice(0, 1)).map((gpu) => ({ label: gpu.name, set: { gpu } })),
  },
  count: {
    label: 'number of cards',
    aliases: ['number', 'how-many', 'ngpu'],
    ways: numbersOf([1, 2, 4, 8, 16], 'gpus'),
  },
  seq: {
    label: 'sequence length',
    aliases: ['length', 'context'],
    ways: numbersOf([512, 1024, 2048, 4096, 8192, 16_384, 32_768], 'sequenceLength'),
  },
  batch: { label: 'micro-batch', ways: numbersOf([1, 2, 4, 8, 16], 'microBatch') },
  rank: { label: 'rank', ways: numbersOf([8, 16, 32, 64, 128, 256], 'rank') },
  optimizer: { label: 'optimizer', ways: rowsOf(OPTIMIZERS, 'optimizer') },
  framework: { label: 'framework', ways: rowsOf(FRAMEWORKS, 'framework') },
  checkpointing: { label: 'checkpointing', ways: rowsOf(CHECKPOINTINGS, 'checkpointing') },
  loss: { label: 'loss', ways: rowsOf(LOSSES, 'loss') },
  quant: { label: 'quantization', aliases: ['quantization'], ways: rowsOf(QUANTIZATIONS, 'quantization') },
  sharding: { label: 'sharding', several: true, ways: rowsOf(SHARDINGS, 'sharding') },
} as const satisfies Record<string, AxisRow>;

/** @throws UserError where one card has nothing to compare. */
export function waysOf({ label, several, ways }: AxisRow, gpuCount: number): readonly Way[] {
  if (several && gpuCount === 1) {
    throw new UserError(
      'invalid-option',
      `by:${label} compares how several cards share the work, and there is one.`,
      'Say how many, for example gpu:4x3090 or gpus:4.',
    );
  }
  return ways();
}

/** A number of cards, with the way they are used that was chosen for it. */
export function named(way: Way, { request }: Estimate): Way {
  return (way.set.gpus ?? 1) > 1 ? { ...way, label: `${way.label} (${layoutText(request)})` } : way;
}

/** Names in a sentence; the table has all. */
const MOST_NAMED = 4;

/** Which of the ways fit, as the rest of a sentence; their names may hold commas. */
export function whichFit(fitting: readonly string[], others: readonly string[]): string {
  const count = fitting.length + others.length;
  if (fitting.length === 0) return 'none fits';
  if (others.length === 0) return `all ${count} fit`;
  const share = `${fitting.length} of ${count} fit`;
  if (fitting.length <= MOST_NAMED) return `${share}: ${fitting.join('; ')}`;
  return others.length <= MOST_NAMED ? `${share}, all but ${others.join('; ')}` : share;
}

/** What ways keep in host memory, without which a small figure reads as little memory; a sentence, or nothing. */
export function onHost(compared: readonly { readonly way: Way; readonly estimate: Estimate }[]): string {
  const kept = compared.flatMap(({ way, estimate: { request } }) => {
    const bytes = hostBytes(makePlan(request));
    return bytes >= GIB ? [`${way.label} ${formatBytes(bytes)}`] : [];
  });
  return kept.length > 0 ? `In host memory besides: ${kept.join(', ')}. ` : '';
}
