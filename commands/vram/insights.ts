/** The sentences that make a breakdown useful: what dominates, what a switch would change, what looks odd and is not. */
import {
  capitalised,
  CHECKPOINTINGS,
  estimate,
  formatBytes,
  GIB,
  makePlan,
  METHODS,
  type ComponentKind,
  type Estimate,
  type RequestInput,
} from '../../src/index.ts';

/** How a component is called in a sentence. */
const NAMES: Partial<Record<ComponentKind, string>> = {
  weights: 'the weights',
  'held-weights': 'the models held beside it',
  'lora-weights': 'the LoRA weights',
  'gathered-weights': 'the gathered weights',
  gradients: 'the gradients',
  'optimizer-states': 'the optimizer states',
  activations: 'the stored activations',
  block: 'the block in flight',
  logits: 'the logits and the loss',
  'kv-cache': 'the KV cache',
  workspace: 'the workspace',
};

/** A difference in GiB below which a switch is not worth a sentence. */
const WORTH_SAYING_BYTES = 0.2 * GIB;

/** Sentences about one estimate, the most useful first. */
export function insights(result: Estimate): readonly string[] {
  return [dominant(result), rates(result), regimes(result), checkpointing(result), loss(result), loader(result)].filter(
    (sentence) => sentence !== undefined,
  );
}

function dominant({ components, peak }: Estimate): string {
  const alive = components.filter(({ phases, basis }) => phases.includes(peak.phase) && basis !== 'allowance');
  const largest = alive.reduce((best, next) => (next.bytes > best.bytes ? next : best));
  const share = Math.round((100 * largest.bytes) / peak.allocatedBytes);
  return `Mostly ${NAMES[largest.kind] ?? largest.label}: ${formatBytes(largest.bytes)}, ${share} % of what is allocated.`;
}

/** Why the whole model costs more per parameter than its quantized linears. */
function rates({ request }: Estimate): string | undefined {
  const {
    chosen: { quantization, framework },
    share: { base, architecture },
  } = makePlan(request);
  if (base.quantizedElements === 0 || framework.quantization) return undefined;
  const linears = (quantization.bytesPerWeight ?? 0).toFixed(3);
  const whole = (base.bytes / architecture.parameters.total).toFixed(2);
  return `Quantized linears take ${linears} B per parameter, the whole model ${whole}: embeddings, head and norms are not quantized.`;
}

/** The two regimes people mean by a full fine-tune, side by side. */
function regimes(result: Estimate): string | undefined {
  const { request } = result;
  if (METHODS[request.method].trains !== 'all') return undefined;
  const { precision } = makePlan(request).chosen;
  if (request.gpu !== null && !request.gpu.capabilities.bf16) return `${capitalised(precision.summary)}.`;
  const other = request.precision === 'pure-bf16' ? 'fp32-master' : 'pure-bf16';
  const alternative = makePlan({ ...request, precision: other }).chosen.precision;
  return `${capitalised(precision.summary)}; ${alternative.summary}, would need ${needed(request, { precision: other })}.`;
}

/** What gradient checkpointing saves here, computed and not assumed. */
function checkpointing(result: Estimate): string | undefined {
  const { request, peak } = result;
  const off = request.checkpointing === 'off';
  const other = estimate({ ...request, checkpointing: off ? 'on' : 'off' }).peak.requiredBytes;
  const difference = Math.abs(other - peak.requiredBytes);
  if (!trains(result) || difference < WORTH_SAYING_BYTES) return undefined;
  const slower = Math.round((1 / CHECKPOINTINGS.on.relativeSpeed - 1) * 100);
  return off
    ? `Gradient checkpointing would save ${formatBytes(difference)} and cost about ${slower} % more time.`
    : `Without gradient checkpointing it would need ${formatBytes(other)}, and run about ${slower} % faster.`;
}

/** The plain loss is the usual reason why a run needs more than an estimate says. */
function loss(result: Estimate): string | undefined {
  const { request, peak } = result;
  if (!trains(result)) return undefined;
  const plain = estimate({ ...request, loss: 'materialized' }).peak.requiredBytes;
  if (plain - peak.requiredBytes < WORTH_SAYING_BYTES) return undefined;
  return `With full logits (older TRL, a plain Trainer: loss:materialized) it would need ${formatBytes(plain)}.`;
}

/** A loader that keeps a model given by name in fp32 costs those who do not say otherwise. */
function loader({ request, peak }: Estimate): string | undefined {
  const { framework, method } = makePlan(request).chosen;
  if (framework.loadsByName === undefined || method.trains !== 'added' || request.baseDtype !== request.dtype)
    return undefined;
  const byName = estimate({ ...request, baseDtype: framework.loadsByName }).peak.requiredBytes;
  if (byName - peak.requiredBytes < WORTH_SAYING_BYTES) return undefined;
  return `Pass dtype=bfloat16 when TRL loads the model by name: it loads in ${framework.loadsByName} otherwise, and needs ${formatBytes(byName)}.`;
}

function trains({ request }: Estimate): boolean {
  return METHODS[request.method].trains !== 'nothing';
}

function needed(request: RequestInput, changes: Partial<RequestInput>): string {
  return formatBytes(estimate({ ...request, ...changes }).peak.requiredBytes);
}
