/** Gradients on their way between GPUs: DeepSpeed's buffers, and what FSDP2 joins to be scattered. */
import { STEP_PHASES, type MemoryComponent } from '../component.ts';
import { DTYPES } from '../facts/dtypes.ts';
import { DEEPSPEED, type DeepSpeedRow } from '../facts/deepspeed.ts';
import type { Plan } from '../plan.ts';
import { formatCount, formatParameters } from '../units.ts';
import { keepsUnits } from './gathered.ts';

export function reduction(plan: Plan): readonly MemoryComponent[] {
  return plan.trained.elements === 0 ? [] : [...deepSpeedBuckets(plan), ...scatteredUnits(plan)];
}

function deepSpeedBuckets({ sharding, framework, model, request }: Plan): readonly MemoryComponent[] {
  const { engine } = sharding;
  if (engine === undefined) return [];
  const config: DeepSpeedRow = DEEPSPEED[framework.deepspeed ?? 'accelerate'];
  const { elements = model.hiddenSize ** 2, count } = engine.keepsBuffers ? config.third : config.early;
  const { bytes } = DTYPES[request.dtype];
  return [
    {
      id: 'workspace',
      label: 'Reduce buckets of DeepSpeed',
      bytes: elements * count * bytes,
      working: () =>
        `${formatCount(elements)} elements × ${bytes} B${count > 1 ? ' × 2, to overlap communication' : ''}, as ${framework.label} configures it`,
      phases: engine.keepsBuffers ? STEP_PHASES : ['loss', 'backward'],
      basis: 'exact',
      sources: config.sources,
    },
  ];
}

/**
 * The head's gradient is there when the loss is differentiated. A unit's gradients are joined in the dtype of the
 * reduction, and that copy stays until the next unit has its own: beside a block's gradients, the head's copy or a block's.
 */
function scatteredUnits(plan: Plan): readonly MemoryComponent[] {
  const { sharding, shards, method, architecture, framework, computeBytes } = plan;
  if (!sharding.unitsApart || shards.gradients <= 1 || method.trains !== 'all') return [];
  const { head, embedding } = architecture.parameters;
  const output = head > 0 ? head : embedding;
  let block = 0;
  for (const { parameters } of architecture.layers) block = Math.max(block, parameters);
  const joined = framework.reducesInFp32 ? 4 : computeBytes;
  if (keepsUnits(plan)) return [accumulated(plan, joined)];
  const of = (bytes: number, phase: 'loss' | 'backward', words: string): MemoryComponent => ({
    id: 'gradients',
    label: phase === 'loss' ? 'Gradient of the head, whole' : 'Gradients before they are scattered',
    bytes,
    working: () => words,
    phases: [phase],
    basis: 'modelled',
    sources: sharding.sources,
  });
  return [
    of(output * computeBytes, 'loss', `${formatCount(output)} × ${computeBytes} B`),
    of(
      Math.max(output, block) * joined + block * computeBytes,
      'backward',
      `${formatCount(Math.max(output, block))} × ${joined} B of one unit, ${formatCount(block)} × ${computeBytes} B of the next`,
    ),
  ];
}

/** Gradients of all micro-batches are summed whole, in the dtype of the reduction, and scattered once. */
function accumulated({ architecture, sharding }: Plan, bytes: number): MemoryComponent {
  const { total } = architecture.parameters;
  return {
    id: 'gradients',
    label: 'Gradients of the stage, whole',
    bytes: total * bytes,
    working: () => `${formatParameters(total)} parameters × ${bytes} B, summed over micro-batches`,
    phases: ['forward', 'loss', 'backward'],
    basis: 'modelled',
    sources: sharding.sources,
  };
}
