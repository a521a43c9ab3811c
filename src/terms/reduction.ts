/** Gradients on their way between GPUs: the buffers into which DeepSpeed copies them. */
import { STEP_PHASES, type MemoryComponent } from '../component.ts';
import { DTYPES } from '../facts/dtypes.ts';
import { DEEPSPEED, type DeepSpeedRow } from '../facts/deepspeed.ts';
import type { Plan } from '../plan.ts';
import { formatCount } from '../units.ts';

export function reduction(plan: Plan): readonly MemoryComponent[] {
  const { trained, sharding, framework, model, request } = plan;
  const { engine } = sharding;
  if (engine === undefined || trained.elements === 0) return [];
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
