/** Gradients on their way between GPUs: DeepSpeed's buffers, and what FSDP2 joins to be scattered. */
import { largestLayer } from '../../model/architecture.ts';
import { STEP_PHASES, type MemoryComponent } from '../component.ts';
import { DTYPES } from '../../facts/dtypes.ts';
import { DEEPSPEED, type DeepSpeedRow } from '../../facts/deepspeed.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount, formatParameters } from '../../units.ts';
import { keepsUnits } from './gathered.ts';

export function reduction(plan: Plan): readonly MemoryComponent[] {
  return plan.share.trained.elements === 0 ? [] : [...deepSpeedBuckets(plan), ...scatteredUnits(plan)];
}

function deepSpeedBuckets({
  chosen: { sharding, framework, request },
  share: { model },
}: Plan): readonly MemoryComponent[] {
  const { engine } = sharding;
  if (engine === undefined) return [];
  const config: DeepSpeedRow = DEEPSPEED[framework.deepspeed ?? 'accelerate'];
  const { elements = model.hiddenSize ** 2, count } = engine.keepsBuffers ? config.third : config.early;
  const { bytes } = DTYPES[request.dtype];
  return [
    {
      id: 'reduce-buckets',
      kind: 'workspace',
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

/** Bytes of the head's gradient before it is scattered, which the loss's own backward pass makes; 0 where none is. */
export function wholeHeadGradient(plan: Plan): number {
  return scattersUnits(plan) && !keepsUnits(plan) ? outputElements(plan) * plan.share.computeBytes : 0;
}

function scattersUnits({ chosen: { sharding, method }, share: { shards } }: Plan): boolean {
  return sharding.unitsApart === true && shards.gradients > 1 && method.trains === 'all';
}

function outputElements({ share: { architecture } }: Plan): number {
  const { head, embedding } = architecture.parameters;
  return head > 0 ? head : embedding;
}

/**
 * A unit's gradients are joined in the dtype of the reduction, and that copy stays until the next unit has its own:
 * beside a block's gradients, the head's copy or a block's.
 */
function scatteredUnits(plan: Plan): readonly MemoryComponent[] {
  const { sharding, framework } = plan.chosen;
  const { architecture, computeBytes } = plan.share;
  if (!scattersUnits(plan)) return [];
  const output = outputElements(plan);
  const block = largestLayer(architecture);
  const joined = framework.reducesInFp32 ? 4 : computeBytes;
  if (keepsUnits(plan)) return [accumulated(plan, joined)];
  const bytes = Math.max(output, block) * joined + block * computeBytes;
  return [
    {
      id: 'unscattered-gradients',
      kind: 'gradients',
      label: 'Gradients before they are scattered',
      bytes,
      working: () =>
        `${formatCount(Math.max(output, block))} × ${joined} B of one unit, ${formatCount(block)} × ${computeBytes} B of the next`,
      phases: ['backward'],
      basis: 'modelled',
      sources: sharding.sources,
    },
  ];
}

/** Gradients of all micro-batches are summed whole, in the dtype of the reduction, and scattered once. */
function accumulated({ chosen: { sharding }, share: { architecture } }: Plan, bytes: number): MemoryComponent {
  const { total } = architecture.parameters;
  return {
    id: 'stage-gradients',
    kind: 'gradients',
    label: 'Gradients of the stage, whole',
    bytes: total * bytes,
    working: () => `${formatParameters(total)} parameters × ${bytes} B, summed over micro-batches`,
    phases: ['forward', 'loss', 'backward'],
    basis: 'modelled',
    sources: sharding.sources,
  };
}
