/**
 * What one block keeps for its backward pass, in bytes per token, from what each operation saves. Coefficients were
 * read off autograd's saved tensors of transformers' modules (full fine-tune, frozen base, LoRA), and are laid out here
 * by operation so that each can be checked against the module's source:
 * https://github.com/huggingface/transformers/tree/v5.18.0/src/transformers/models
 */
import { productBytes } from './products.ts';
import { mergedBytes, promptBytes } from './added.ts';
import type { BlockActivations } from './block.ts';
import type { LayerGroup, Mixer, Mlp } from '../../model/architecture.ts';
import { inputBytes, keptInputBytes, normBytes, outputBytes, paddedBytes, type ActivationSettings } from './inputs.ts';
import { passedAround } from '../parallel/context.ts';

/** The activations of one block. @returns bytes per token, and per token squared for the scores. */
export function blockActivations(layer: LayerGroup, hidden: number, settings: ActivationSettings): BlockActivations {
  const { mixer, mlp } = layer;
  // LayerNorms of a parallel block keep one and the same input.
  const shared = layer.parallelBlock && settings.norm === 'input';
  const norms = (shared ? 1 : layer.normsPerLayer) * normBytes(hidden, settings, settings.trainsNorms);
  const ofMlp = mlpBytes(mlp, hidden, settings);
  const heads = mixer.kind === 'attention' ? mixer.heads : 0;
  const prompt = promptBytes(mixer, settings);
  const pairs = (heads > 0 ? (settings.attention.bytesPerPair ?? 0) : 0) + prompt.perScore;
  return {
    count: layer.count,
    storedBytes: norms + mixerBytes(mixer, hidden, settings) + ofMlp + prompt.perToken,
    inputBytes: layer.normsPerLayer > 0 ? keptInputBytes(hidden, settings) : 0,
    productBytes: productBytes(layer, hidden, settings),
    backwardBytes: backwardBytes(layer, hidden, settings),
    scoreBytes: settings.attention.bytesPerScore * heads + pairs,
    scoreBackwardBytes: settings.attention.bytesPerScoreBackward * heads + pairs,
    mlpBytes: ofMlp,
    ...passedAround(mixer),
    ...mergedBytes(layer, hidden, settings),
  };
}

/** Norms in a block with norms behind attention and MLP as well as before them: Gemma 2 and 3, GLM-4. */
const SANDWICH_NORMS = 4;

/**
 * What the backward pass of a block holds beside everything the block stored, at its worst moment. Followed tensor by
 * tensor with bench/oracle: (1) inside the MLP the gradients of product, up and activated gate, with the input of down
 * already freed; (2) before it, while down is recomputed, the fp32 copy that PEFT makes of its input under autocast;
 * (3) without autocast the fp32 outputs of fp32 LoRA matrices; (4) fp32 gradients of a norm that ends the block. An H200
 * holds exactly these (`bench/oracle --device cuda`).
 */
function backwardBytes({ mlp, normsPerLayer }: LayerGroup, hidden: number, settings: ActivationSettings): number {
  const { computeBytes: c, residualBytes, lora, autocast } = settings;
  const width = mlpWidth(mlp);
  const stream = residualBytes * hidden;
  const freed = inputBytes(denseWidth(mlp), ['down'], 1, false, settings);
  const wideLora = lora !== null && lora.bytes > c && !lora.fused;
  // A function of its own takes gate and up for their gradients.
  const own = lora?.fused === true && mlp.kind === 'dense';
  const moments = [
    own ? c * width + stream : (gated(mlp) ? 3 : 2) * c * width + stream - freed,
    wideLora && autocast && lora.adapted.has('down') ? (c + lora.bytes) * width + 5 * c * hidden : 0,
    wideLora && !autocast && lora.adapted.has('up') ? 2 * lora.bytes * width + 3 * lora.bytes * hidden - freed : 0,
    normsPerLayer >= SANDWICH_NORMS ? 20 * hidden + stream : 0,
  ];
  return Math.max(...moments);
}

// ----- Token mixers -----

function mixerBytes(mixer: Mixer, hidden: number, settings: ActivationSettings): number {
  switch (mixer.kind) {
    case 'attention':
      return attentionBytes(mixer, hidden, settings);
    case 'linear-attention': {
      const keys = mixer.keyHeads * mixer.keyHeadDim;
      const values = mixer.valueHeads * mixer.valueHeadDim;
      // Projection, convolution and its activation of q, k, v; gate, output and its norm; decay in fp32.
      const kept = settings.computeBytes * (3 * (2 * keys + values) + 3 * values) + 4 * values;
      return kept + inputBytes(hidden, ['mixer'], 2, false, settings);
    }
    case 'mamba': {
      const inner = mixer.heads * mixer.headDim;
      const state = 2 * mixer.groups * mixer.stateSize;
      // Gate, convolution in and out, scan output in 16 bit, and the gated norm's fp32 copy.
      const kept = settings.computeBytes * (2 * inner + 2 * (inner + state)) + 4 * inner;
      return kept + inputBytes(hidden, ['mixer'], 1, false, settings);
    }
    case 'short-conv':
      return settings.computeBytes * 5 * hidden + inputBytes(hidden, ['mixer'], 1, false, settings);
    case 'none':
      return 0;
    default:
      return mixer satisfies never;
  }
}

type Attention = Extract<Mixer, { kind: 'attention' }>;

/** Queries, keys, values and output of a flash kernel, its fp32 log-sum-exp, QK-norms, and the inputs of the linears. */
function attentionBytes(mixer: Attention, hidden: number, settings: ActivationSettings): number {
  const { computeBytes: c, attention } = settings;
  const kvHeads = mixer.mla || attention.expandsKeys ? mixer.heads : mixer.kvHeads;
  const queries = mixer.heads * mixer.headDim;
  const keys = kvHeads * mixer.headDim;
  const values = kvHeads * mixer.valueHeadDim;
  const output = mixer.heads * mixer.valueHeadDim;
  const latents = mixer.mla ? 6 * ((mixer.mla.qLoraRank ?? 0) + mixer.mla.kvLoraRank) : 0;
  const gate = mixer.outputGate ? 2 * c * output : 0;
  const fused = settings.fusedQkv && kvHeads === mixer.kvHeads ? c * (queries + keys) : 0;
  const qkNorm = mixer.qkNorm === 'none' ? 0 : normBytes(queries + keys, { ...settings, residualBytes: c });
  return (
    c * (queries + keys + values + output) +
    4 * mixer.heads +
    latents +
    gate +
    fused +
    paddedBytes({ query: queries, key: keys, value: values }, settings) +
    qkNorm +
    inputBytes(hidden, ['query', 'key', 'value', 'qkv'], 3, false, settings) +
    inputBytes(output, ['output'], 1, true, settings) +
    outputBytes(
      [
        ['query', queries],
        ['key', keys],
        ['value', values],
        ['output', hidden],
      ],
      settings,
    )
  );
}

// ----- MLPs -----

function gated(mlp: Mlp): boolean {
  return mlp.kind !== 'none' && mlp.matrices === 3;
}

/** Width of all MLP work that one token passes through. */
function mlpWidth(mlp: Mlp): number {
  switch (mlp.kind) {
    case 'dense':
      return mlp.intermediate;
    case 'moe':
      return mlp.expertsPerToken * mlp.expertIntermediate + mlp.sharedIntermediate + mlp.parallelDenseIntermediate;
    case 'none':
      return 0;
    default:
      return mlp satisfies never;
  }
}

/** Width of the MLPs that every token passes through. */
function denseWidth(mlp: Mlp): number {
  return mlp.kind === 'moe' ? mlp.sharedIntermediate + mlp.parallelDenseIntermediate : mlpWidth(mlp);
}

function mlpBytes(mlp: Mlp, hidden: number, settings: ActivationSettings): number {
  switch (mlp.kind) {
    case 'dense':
      return denseBytes(mlp.intermediate, mlp, hidden, settings);
    case 'moe': {
      const besides = denseWidth(mlp);
      const { computeBytes: c, trainsBase, lora } = settings;
      const chosen = mlp.expertsPerToken;
      const trained = trainsBase || (lora?.adapted.has('expert-up') ?? false);
      const trainedDown = trainsBase || (lora?.adapted.has('expert-down') ?? false);
      // Each chosen expert keeps its output for the routing weight, and its gathered input when experts are trained.
      const routed =
        chosen *
        (c * hidden * (trained ? 2 : 1) +
          hiddenStates(mlp.expertIntermediate, mlp.matrices, settings) +
          (trainedDown ? c * mlp.expertIntermediate : 0));
      const gathered = trained ? c * hidden : 0;
      return routed + gathered + 8 * mlp.experts + (besides > 0 ? denseBytes(besides, mlp, hidden, settings) : 0);
    }
    case 'none':
      return 0;
    default:
      return mlp satisfies never;
  }
}

function denseBytes(
  width: number,
  { matrices, activation }: Exclude<Mlp, { kind: 'none' }>,
  hidden: number,
  settings: ActivationSettings,
): number {
  // ReLU keeps what it puts out, which is the input of the last linear.
  const kept = activation === 'relu';
  return (
    hiddenStates(width, matrices, settings) +
    inputBytes(hidden, ['up'], matrices - 1, false, settings) +
    inputBytes(width, ['down'], 1, kept, settings) +
    outputBytes(
      [
        ['up', width],
        ['down', hidden],
      ],
      settings,
    )
  );
}

/** Gate, up and activated gate of a gated MLP (a fused kernel recomputes the last); the pre-activation of a plain one. */
function hiddenStates(
  width: number,
  matrices: 2 | 3,
  { computeBytes, fusedMlp, geluInPython }: ActivationSettings,
): number {
  const plain = geluInPython && !fusedMlp ? 4 : 1;
  return computeBytes * width * (matrices === 2 ? plain : fusedMlp ? 2 : 3);
}
