/** What operations need for a moment: dequantized weights, casts of autocast, the optimizer's temporaries. */
import { STEP_PHASES, type MemoryComponent } from '../component.ts';
import type { Architecture } from '../../model/architecture.ts';
import { DTYPES } from '../../facts/dtypes.ts';
import type { Source } from '../../facts/types.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount, MIB } from '../../units.ts';
import { stepTemporaries } from './optimizer.ts';

/** One dequantized linear in the passes, and the optimizer's temporaries in its step. */
export function workspace(plan: Plan): readonly MemoryComponent[] {
  return [cublas(plan), ...dequantized(plan), ...castWeights(plan), ...doraNorms(plan), ...stepWorkspace(plan)];
}

/**
 * cuBLAS workspaces of the forward and the backward thread, from PyTorch's own allocator: 8.125 MiB each, 32 MiB from
 * Hopper on. The steady level of the fms-acceleration tables shows the two (17 MB over what weights and states sum to).
 */
function cublas({ chosen: { request } }: Plan): MemoryComponent {
  const capability = Number(request.gpu?.computeCapability ?? 0);
  const each = (capability >= 9 ? 32 : 8.125) * MIB;
  return {
    id: 'cublas-workspaces',
    kind: 'workspace',
    label: 'cuBLAS workspaces',
    bytes: 2 * each,
    working: () => `2 × ${each / MIB} MiB`,
    phases: STEP_PHASES,
    basis: 'exact',
    sources: [
      {
        title: 'PyTorch CUDA semantics: CUBLAS_WORKSPACE_CONFIG',
        url: 'https://pytorch.org/docs/stable/notes/cuda.html#cublas-workspaces',
      },
    ],
  };
}

/** Each product expands its own weight to the compute dtype and lets it go: the largest linear counts. */
function dequantized({
  chosen: { quantization, switches },
  share: { stage, base, architecture, computeBytes, model, vocabulary, blocks },
}: Plan): readonly MemoryComponent[] {
  if (!quantization.dequantizes || base.quantizedElements === 0) return [];
  // Experts that LoRA weights are added to are counted with the block that holds the sum.
  const merged = blocks.some(({ mergedBytes }) => mergedBytes > 0);
  const experts = switches.quantizesExperts && !merged ? expertsOfALayer(architecture) : 0;
  const elements = Math.max(architecture.largestLinear, experts);
  const head = stage === 'first' ? 0 : vocabulary * model.hiddenSize;
  return [
    ...(switches.quantizesHead && head > 0 ? [dequantizedHead(head, computeBytes, quantization.sources)] : []),
    {
      id: 'dequantized-weight',
      kind: 'workspace',
      label: experts > 0 ? 'Dequantized experts of a layer' : 'Dequantized weight',
      bytes: elements * computeBytes,
      working: () =>
        `${experts > 0 ? 'all experts of a layer' : 'largest linear'} ${formatCount(elements)} × ${computeBytes} B`,
      phases: ['forward', 'backward'],
      basis: 'modelled',
      sources: quantization.sources,
    },
  ];
}

function dequantizedHead(elements: number, computeBytes: number, sources: readonly Source[]): MemoryComponent {
  return {
    id: 'dequantized-head',
    kind: 'workspace',
    label: 'Dequantized head',
    bytes: elements * computeBytes,
    working: () => `${formatCount(elements)} × ${computeBytes} B`,
    phases: ['loss'],
    basis: 'modelled',
    sources,
  };
}

/** Experts kept as one tensor are dequantized as one, and held until the layer's backward pass is through. */
function expertsOfALayer({ layers }: Architecture): number {
  let largest = 0;
  for (const { mlp, parameters, linearParameters, fusedExpertParameters } of layers) {
    if (mlp.kind !== 'moe') continue;
    const dense = mlp.sharedIntermediate + mlp.parallelDenseIntermediate;
    const routed = mlp.expertIntermediate * mlp.held;
    const experts = mlp.fused ? fusedExpertParameters : (linearParameters * routed) / (routed + dense);
    largest = Math.max(largest, Math.min(parameters, experts));
  }
  return largest;
}

/**
 * Autocast keeps a 16-bit copy of each trained fp32 linear weight until the forward pass ends, and the backward pass
 * holds those of every block that is not recomputed; frozen ones are cast as they are used. Quantized ones are not fp32.
 */
function castWeights(plan: Plan): readonly MemoryComponent[] {
  const { precision, method, request, checkpointing, sharding } = plan.chosen;
  const { architecture, base, computeBytes, trained } = plan.share;
  const all = method.trains === 'all';
  const wide = all ? precision.castsWeights : request.baseDtype === 'fp32' && request.dtype !== 'fp32';
  if (!wide || method.trains === 'nothing' || !request.autocast || sharding.castsOnGather) return [];
  const { linears, head } = architecture.parameters;
  const trainedShare = all ? trained.elements / architecture.parameters.total : 1;
  const elements = trainedShare * (Math.max(0, linears - base.quantizedElements) + head);
  const recomputed = checkpointing.every === 1;
  const share = 1 - Math.min(1, base.quantizedElements / linears);
  const block = share * Math.max(...architecture.layers.map(({ linearParameters }) => linearParameters));
  const copies: MemoryComponent = {
    id: 'weight-casts',
    kind: 'workspace',
    label: '16-bit copies of the weights',
    bytes: elements * computeBytes,
    working: () => `${formatCount(elements)} linear weights × ${computeBytes} B, cached by autocast`,
    phases: recomputed ? ['forward', 'loss'] : ['forward', 'loss', 'backward'],
    basis: 'modelled',
    sources: precision.sources,
  };
  return [
    ...(recomputed ? [castBlock(block, computeBytes, precision.sources)] : []),
    ...(all || !recomputed ? [copies] : []),
  ];
}

/** Recomputing a block casts its weights again. */
function castBlock(elements: number, computeBytes: number, sources: readonly Source[]): MemoryComponent {
  return {
    id: 'block-casts',
    kind: 'workspace',
    label: '16-bit copies of a block',
    bytes: elements * computeBytes,
    working: () => `${formatCount(elements)} linear weights of one block × ${computeBytes} B`,
    phases: ['backward'],
    basis: 'modelled',
    sources,
  };
}

/** DoRA takes the norm of the merged weight: PEFT multiplies an identity through the LoRA matrices, and adds the weight. */
function doraNorms({ chosen: { method, request }, share: { trained } }: Plan): readonly MemoryComponent[] {
  if (!method.magnitudeVector) return [];
  let elements = 0;
  for (const { in: width, out } of trained.adapted) elements = Math.max(elements, width * width + 3 * width * out);
  const perElement = DTYPES[request.loraDtype].bytes;
  return [
    {
      id: 'dora-norms',
      kind: 'workspace',
      label: 'DoRA weight norms',
      bytes: elements * perElement,
      working: () =>
        `identity and three copies of the widest adapted weight: ${formatCount(elements)} × ${perElement} B`,
      phases: ['forward', 'backward'],
      basis: 'modelled',
      sources: [{ title: 'Liu et al., DoRA, arXiv 2402.09353', url: 'https://arxiv.org/abs/2402.09353' }],
    },
  ];
}

function stepWorkspace(plan: Plan): readonly MemoryComponent[] {
  const bytes = stepTemporaries(plan);
  if (bytes === 0) return [];
  return [
    {
      id: 'step-temporaries',
      kind: 'workspace',
      label: 'Optimizer temporaries',
      bytes,
      working: () => `${plan.chosen.optimizer.label}: ${formatCount(plan.share.trained.elements)} trainable parameters`,
      phases: ['optimizer-step'],
      basis: 'modelled',
      sources: plan.chosen.optimizer.sources,
    },
  ];
}
