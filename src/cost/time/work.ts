/** The arithmetic of training one token: floating-point operations, and values moved. Pure counts; no device. */
import type { Architecture, LayerGroup, Mixer, Mlp } from '../../model/architecture.ts';
import type { Plan } from '../../plan/plan.ts';

/** Per token of a micro-batch, all passes together. */
interface TokenWork {
  /** Of products outside the routed experts. */
  readonly matmulFlops: number;
  /** Of products inside them. */
  readonly expertFlops: number;
  readonly attentionFlops: number;
  /** Bytes of block values moved once in every pass. */
  readonly blockBytes: number;
  /** The same of what LoRA linears move beside the base's own. */
  readonly loraBytes: number;
  /** Bytes of logits moved, all passes together. */
  readonly logitBytes: number;
}

/** How often a pass runs: 1 forward, and what gradient checkpointing repeats of the blocks. */
interface Passes {
  /** Of the forward pass of the blocks, run again. */
  readonly recomputed: number;
  /** Of the attention alone. */
  readonly recomputedAttention: number;
  /** Backward passes counted in forward ones: towards the inputs 1, towards the weights 1. */
  readonly backward: number;
  /** Of the blocks, those that the backward pass goes through. */
  readonly share: number;
  /** Forward passes of the whole model without gradients: references, teachers. */
  readonly apart: number;
}

/** Through a frozen base gradients only pass: 1. */
const BACKWARD: Readonly<Partial<Record<Plan['chosen']['method']['trains'], number>>> = { all: 2, nothing: 0 };

/** Training repeats the forward pass twice in the backward one; a frozen base needs only the half that goes on. */
export function passesOf({
  chosen: { checkpointing, method, objective, request },
  share: { frozenBlocks, layers },
}: Plan): Passes {
  // Where PEFT checkpoints, gradients pass through frozen blocks too: see terms/activations.ts.
  const recomputes = Number.isFinite(checkpointing.every);
  const share = method.trains === 'added' && recomputes ? 1 : 1 - frozenBlocks / layers;
  const repeated = recomputes ? share / checkpointing.every : 0;
  const keeps = checkpointing.keepsProducts === true;
  const { reference, others } = objective.passes;
  return {
    // Every second product is kept, and attention with them: torchtitan activation_checkpoint.py.
    recomputed: keeps ? repeated / 2 : repeated,
    recomputedAttention: keeps ? 0 : repeated,
    backward: BACKWARD[method.trains] ?? 1,
    share,
    apart: method.trains === 'nothing' ? 0 : (others + (request.reference ? reference : 0)) / objective.sequences,
  };
}

/** FlashAttention 2's backward pass has five products where the forward has two: arXiv 2307.08691. */
const ATTENTION_BACKWARD = 2.5;

/** What one token costs in training, at the plan's sequence length. */
export function tokenWork(plan: Plan): TokenWork {
  const { request, method } = plan.chosen;
  const { architecture, computeBytes, trained } = plan.share;
  const passes = passesOf(plan);
  const repeats = 1 + passes.recomputed + passes.apart;
  const trains = passes.backward > 0;
  const experts = activeExpertParameters(architecture);
  const blocks = blockParameters(architecture) - experts;
  // What is trained beside a frozen base is small, and alone in getting gradients of its weights.
  const beside = method.trains === 'all' ? 0 : trained.elements;
  const trafficPasses = repeats + (trains ? 2 * passes.share : 0);
  return {
    matmulFlops:
      2 *
      (blocks * (repeats + passes.share * passes.backward) +
        headParameters(plan) * (1 + passes.apart + passes.backward) +
        beside * (repeats + 2)),
    expertFlops: 2 * experts * (repeats + passes.share * passes.backward),
    attentionFlops:
      attentionFlops(architecture, request.sequenceLength) *
      (1 + passes.apart + passes.recomputedAttention + (trains ? passes.share * ATTENTION_BACKWARD : 0)),
    blockBytes: trafficPasses * (computeBytes * blockValues(plan) + plan.share.residualBytes * streamValues(plan)),
    loraBytes: trafficPasses * computeBytes * loraValues(plan),
    logitBytes: plan.share.vocabulary * LOGIT_BYTES,
  };
}

/** A logit is written and read in 16 bit, upcast, normalised, and its gradient goes the same way back. */
const LOGIT_BYTES = 2 * 2 + 2 * 4 + 2 * 4 + 2 * 2;

/** Parameters a token meets inside the blocks: active ones less lookups and head. */
function blockParameters({ parameters }: Architecture): number {
  return parameters.active - parameters.embedding - parameters.head - parameters.perLayerEmbedding;
}

/** Of these, what the chosen routed experts hold. */
function activeExpertParameters({ layers, parameters }: Architecture): number {
  const chosen = layers.reduce(
    (sum, { mlp, count }) => (mlp.kind === 'moe' ? sum + (count * mlp.expertsPerToken) / mlp.experts : sum),
    0,
  );
  const layersWithExperts = layers.reduce((sum, { mlp, count }) => (mlp.kind === 'moe' ? sum + count : sum), 0);
  return layersWithExperts === 0 ? 0 : (parameters.routedExperts * chosen) / layersWithExperts;
}

/** The output matrix, whether or not it is the token table. */
function headParameters({ chosen: { objective }, share: { model, vocabulary } }: Plan): number {
  return objective.head !== 'vocabulary' ? 0 : vocabulary * model.hiddenSize;
}

/** Forward operations per token: two products over the tokens that a query sees, on average. */
function attentionFlops({ layers }: Architecture, length: number): number {
  return layers.reduce((sum, { count, mixer }) => sum + count * mixerFlops(mixer, length), 0);
}

function mixerFlops(mixer: Mixer, length: number): number {
  switch (mixer.kind) {
    case 'attention':
      return 2 * mixer.heads * (mixer.headDim + mixer.valueHeadDim) * tokensSeen(mixer.window, length);
    case 'linear-attention':
      // The state is read and written once a token: two products of key by value width.
      return 4 * mixer.valueHeads * mixer.keyHeadDim * mixer.valueHeadDim;
    case 'mamba':
      return 4 * mixer.heads * mixer.headDim * mixer.stateSize;
    case 'short-conv':
    case 'none':
      return 0;
  }
  return mixer satisfies never;
}

/** Tokens a query sees on average under a causal mask, of a window where there is one. */
function tokensSeen(window: number | null, length: number): number {
  return window === null || window >= length ? length / 2 : window - window ** 2 / (2 * length);
}

/** Values of the stream per token: two norms read it, two sums read and write it. */
function streamValues({ share: { layers, model } }: Plan): number {
  return layers * 6 * model.hiddenSize;
}

/** Values inside the blocks per token: the norms' outputs, and what the MLP computes in between. */
function blockValues({ share: { architecture, model } }: Plan): number {
  return architecture.layers.reduce((sum, layer) => sum + layer.count * (2 * model.hiddenSize + innerValues(layer)), 0);
}

function innerValues({ mlp }: LayerGroup): number {
  return mlp.kind === 'none' ? 0 : mlp.matrices * innerWidth(mlp);
}

function innerWidth(mlp: Exclude<Mlp, { kind: 'none' }>): number {
  return mlp.kind === 'dense'
    ? mlp.intermediate
    : mlp.expertsPerToken * mlp.expertIntermediate + mlp.sharedIntermediate + mlp.parallelDenseIntermediate;
}

/** A LoRA linear reads its input and adds to its output. */
function loraValues({ share: { trained } }: Plan): number {
  return trained.adapted.reduce((sum, { in: from, out, count }) => sum + (from + out) * count, 0);
}
