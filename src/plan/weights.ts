/** The two sets of weights of a plan: the base as it is stored, and what is trained. */
import { addedBytes } from './blocks/settings.ts';
import { isInBlock, isRouted, type Architecture, type LinearModule, type LayerGroup } from '../model/architecture.ts';
import { towerBlocks } from '../model/architecture/tower-blocks.ts';
import { normElements } from '../model/architecture/parts.ts';
import { DTYPES } from '../facts/dtypes.ts';
import type { ModelWidths } from '../facts/added.ts';
import type { FrameworkRow } from '../facts/frameworks.ts';
import type { MethodRow } from '../facts/methods.ts';
import type { TensorShape } from '../facts/optimizers.ts';
import type { QuantizationRow } from '../facts/quantizations.ts';
import { TOWER_TRAININGS } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import type { Chosen } from './defaults.ts';
import type { AdaptedModule } from './lora.ts';
import type { Stage } from './parallel/rank.ts';
import type { EstimateRequest } from './request.ts';

/** The base model's elements, by how they are stored. */
interface BaseWeights {
  /** Linears under the quantization; 0 without. */
  readonly quantizedElements: number;
  readonly quantizedRows: number;
  /** Everything else: embeddings, head, norms, routers, unquantized experts, towers. */
  readonly plainElements: number;
  /** Bytes per plain element. */
  readonly plainBytes: number;
  /** Of the plain elements, those that k-bit preparation casts to fp32. */
  readonly upcastElements: number;
  /** All bytes, before any sharding. */
  readonly bytes: number;
}

/** What the optimizer steps. */
interface TrainedWeights {
  readonly elements: number;
  /** Bytes of all of them as stepped. */
  readonly bytes: number;
  /** Bytes of all gradients. */
  readonly gradientBytes: number;
  readonly shapes: readonly TensorShape[];
  readonly adapted: readonly AdaptedModule[];
  /** Bytes of what a method adds and does not train. */
  readonly frozenBytes: number;
}

/** What of a model one GPU holds. */
interface Held {
  readonly model: ModelFacts;
  readonly architecture: Architecture;
  /** The layers that are trained, or below which something is. */
  readonly upper: Pick<Architecture, 'layers' | 'linears'>;
  readonly stage: Stage;
}

export interface Weights {
  readonly base: BaseWeights;
  readonly trained: TrainedWeights;
}

/** @param adapted the linears that carry LoRA weights, of the tower too. */
export function weightsOf(chosen: Chosen, held: Held, adapted: readonly AdaptedModule[]): Weights {
  const trained = trainedWeights(chosen, held, adapted);
  return { base: baseWeights(chosen, held, trained), trained };
}

/** How the base lies in memory: quantized linears, everything else, and what k-bit preparation casts. */
function baseWeights(chosen: Chosen, { model, architecture, stage }: Held, trained: TrainedWeights): BaseWeights {
  const { vocabSize, hiddenSize, vision } = model;
  const { parameters, linears } = architecture;
  const { request, switches, method, quantization, precision } = chosen;
  const towers = stage === 'last' ? undefined : vision;
  let { quantizedElements, quantizedRows } = quantizedLinears(chosen, linears, towers);
  // A tied head is quantized apart from the table, which stays.
  const quantizesHead = switches.quantizesHead && stage !== 'first';
  const plainElements = parameters.total - quantizedElements - (quantizesHead ? parameters.head : 0);
  if (quantizesHead) {
    quantizedElements += vocabSize * hiddenSize;
    quantizedRows += vocabSize;
  }
  const trainedDtype = method.trains === 'all' ? precision.trained : request.baseDtype;
  const plainBytes = DTYPES[trainedDtype].bytes;
  // Frozen weights of a master-weight regime have no master.
  const frozenElements =
    precision.workingCopyBytes > 0 && method.trains === 'all' ? parameters.total - trained.elements : 0;
  const upcastElements =
    quantization.frozen && switches.upcastsQuantizedBase ? plainElements - parameters.fusedExperts : 0;
  return {
    quantizedElements,
    quantizedRows,
    plainElements,
    plainBytes,
    upcastElements,
    bytes:
      quantizedElements * (quantization.bytesPerWeight ?? 0) +
      quantizedRows * quantization.bytesPerRow +
      (plainElements - frozenElements) * plainBytes +
      upcastElements * (4 - plainBytes),
  };
}

/** What is quantized of the linears; nothing where the quantization is none. */
function quantizedLinears(
  { quantization, switches, framework }: Chosen,
  linears: readonly LinearModule[],
  vision: ModelFacts['vision'],
): Pick<BaseWeights, 'quantizedElements' | 'quantizedRows'> {
  let [quantizedElements, quantizedRows] = [0, 0];
  if (quantization.bytesPerWeight === null) return { quantizedElements, quantizedRows };
  for (const linear of [...linears, ...quantizedTower(framework, quantization, vision)]) {
    if (!isInBlock(linear) && !(switches.quantizesExperts && isRouted(linear))) continue;
    quantizedElements += linear.in * linear.out * linear.count;
    quantizedRows += linear.out * linear.count;
  }
  return { quantizedElements, quantizedRows };
}

/** bitsandbytes replaces the linears of a tower's blocks as any others, unless the framework's copies leave them out. */
function quantizedTower(
  { plainTowers }: FrameworkRow,
  { coversTowers }: QuantizationRow,
  vision: ModelFacts['vision'],
): readonly LinearModule[] {
  return vision && coversTowers && !plainTowers ? (towerBlocks(vision)?.linears ?? []) : [];
}

/** What the optimizer steps, as shapes: every weight, or the LoRA matrices and whatever is trained beside them. */
function trainedWeights(
  { request, method, precision }: Chosen,
  { model, architecture, upper }: Held,
  adapted: readonly AdaptedModule[],
): TrainedWeights {
  const all = method.trains === 'all';
  const bytes = all ? DTYPES[precision.trained].bytes : DTYPES[request.loraDtype].bytes;
  if (method.trains === 'nothing')
    return { elements: 0, bytes: 0, gradientBytes: 0, shapes: [], adapted, frozenBytes: 0 };
  const shapes = all
    ? upper === architecture
      ? fullShapes(model, architecture, bytes, TOWER_TRAININGS[request.tower].trains)
      : upperShapes(model, architecture, upper, bytes)
    : [
        ...adapted.flatMap((one) => method.added?.shapes?.(one, one.ranks * request.rank, bytes) ?? []),
        ...(method.added?.ofModel?.(widthsOf(model, upper), request.rank, bytes) ?? []),
        ...(request.trainsEmbeddings ? [embeddingShape(model, architecture, DTYPES[request.dtype].bytes)] : []),
      ];
  const elements = sumElements(shapes);
  const stepped = shapes.reduce((sum, shape) => sum + shape.rows * shape.columns * shape.count * shape.bytes, 0);
  return {
    elements,
    bytes: stepped,
    gradientBytes: all ? elements * precision.gradientBytes : stepped,
    shapes,
    adapted,
    frozenBytes: frozenBytes(method, adapted, request),
  };
}

/** Parts of a method that are not trained. */
function frozenBytes({ added }: MethodRow, adapted: readonly AdaptedModule[], request: EstimateRequest): number {
  let sum = added?.shared?.(adapted, request.rank) ?? 0;
  if (added?.fixed)
    for (const one of adapted)
      sum += one.count * (added.fixed(one, request.rank, addedBytes(request, added)).frozen ?? 0);
  return sum;
}

function widthsOf(model: ModelFacts, { layers }: Pick<Architecture, 'layers'>): ModelWidths {
  const countOf = (some: readonly LayerGroup[]) => some.reduce((sum, { count }) => sum + count, 0);
  const { hiddenSize: hidden, heads, headDim, kvHeads, normsPerLayer = 2 } = model;
  const attentionBlocks = countOf(layers.filter(({ mixer }) => mixer.kind === 'attention'));
  return { hidden, blocks: countOf(layers), attentionBlocks, heads, headDim, kvHeads, normsPerLayer };
}

/** Every matrix of the text model, and the rest as vectors: the towers too, unless they are frozen. */
function fullShapes(
  model: ModelFacts,
  { linears, parameters }: Architecture,
  bytes: number,
  trainsTowers: boolean,
): readonly TensorShape[] {
  const matrices = [
    ...linears.map(({ in: columns, out: rows, count }) => ({ rows, columns, count, bytes })),
    embeddingShape(model, { parameters }, bytes),
  ];
  const towers = trainsTowers ? 0 : parameters.vision + parameters.audio;
  const rest = Math.max(0, parameters.total - towers - sumElements(matrices));
  return [...matrices, { rows: rest, columns: 1, count: 1, bytes }];
}

/** The matrices of the last layers, the rest of them with the final norm as vectors, and the head unless it is the token table. */
function upperShapes(
  model: ModelFacts,
  { parameters }: Architecture,
  { layers, linears }: Pick<Architecture, 'layers' | 'linears'>,
  bytes: number,
): readonly TensorShape[] {
  const matrices = linears.map(({ in: columns, out: rows, count }) => ({ rows, columns, count, bytes }));
  const whole = layers.reduce((sum, layer) => sum + layer.count * layer.parameters, normElements(model));
  const rest = Math.max(0, whole - sumElements(matrices));
  const head = { rows: model.vocabSize, columns: model.hiddenSize, count: 1, bytes, embedding: true } as const;
  return [...matrices, { rows: rest, columns: 1, count: 1, bytes }, ...(parameters.head > 0 ? [head] : [])];
}

/** Token table and head, once where they are tied or a pipeline stage holds one of them. */
function embeddingShape(
  { vocabSize, hiddenSize }: ModelFacts,
  { parameters }: Pick<Architecture, 'parameters'>,
  bytes: number,
): TensorShape {
  return {
    rows: vocabSize,
    columns: hiddenSize,
    count: Math.sign(parameters.embedding) + Math.sign(parameters.head),
    bytes,
    embedding: true,
  };
}

function sumElements(shapes: readonly TensorShape[]): number {
  let sum = 0;
  for (const { rows, columns, count } of shapes) sum += rows * columns * count;
  return sum;
}
