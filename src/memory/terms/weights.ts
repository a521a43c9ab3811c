/** The base model's weights as they lie on one GPU. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatCount, formatParameters } from '../../units.ts';

/**
 * Quantized linears at their rate, everything else at its dtype, and the 16-bit working copy of a master-weight regime.
 * Sharded weights are divided by the GPUs.
 */
export function weights(plan: Plan): readonly MemoryComponent[] {
  const { quantization, precision, method } = plan.chosen;
  const { base } = plan.share;
  const shards = plan.share.shards.weights;
  // Master weights belong to the optimizer: they are divided where its states are, and in host memory with them.
  const masters = method.trains === 'all' && precision.workingCopyBytes > 0 ? masterShards(plan) : shards;
  const copy = method.trains === 'all' ? precision.workingCopyBytes * plan.share.architecture.parameters.total : 0;
  return [
    {
      id: 'weights',
      kind: 'weights',
      label: method.trains === 'all' ? 'Model weights' : 'Base model weights',
      bytes: base.bytes / masters + copy / shards,
      working: () => weightsWorking(plan, copy, masters),
      phases: ALL_PHASES,
      basis: 'exact',
      sources: [...quantization.sources, ...(copy > 0 ? precision.sources : [])],
    },
  ];
}

function masterShards({ chosen: { optimizer }, share: { shards } }: Plan): number {
  return optimizer.location === 'host' ? Infinity : Math.max(shards.weights, shards.states);
}

/** See `loadsWhole` in facts/shardings.ts. */
export function loadedWhole({
  chosen: { quantization, sharding },
  share: { base, shards },
}: Plan): readonly MemoryComponent[] {
  const whole = sharding.loadsWhole && quantization.staysOnGpu && shards.weights > 1;
  if (!whole) return [];
  return [
    {
      id: 'unsharded-weights',
      kind: 'weights',
      label: 'Whole base, until it is sharded',
      bytes: base.bytes * (1 - 1 / shards.weights),
      working: () => `what the other ${formatCount(shards.weights - 1)} of ${formatCount(shards.weights)} GPUs keep`,
      phases: ['load'],
      basis: 'exact',
      sources: sharding.sources,
    },
  ];
}

function weightsWorking(
  { chosen: { quantization, precision }, share: { base, shards } }: Plan,
  copy: number,
  masters: number,
): string {
  const parts: string[] = [];
  if (base.quantizedElements > 0) {
    parts.push(`${formatParameters(base.quantizedElements)} quantized linears × (${quantization.derivation})`);
  }
  const upcast = base.upcastElements > 0 ? `, ${formatCount(base.upcastElements)} of them cast to 4 B` : '';
  parts.push(
    `${formatCount(base.plainElements)} ${parts.length > 0 ? 'other ' : ''}parameters × ${base.plainBytes} B${upcast}`,
  );
  const own = parts.join(' + ') + divided(masters);
  return copy > 0 ? `${own} + a 16-bit copy, ${precision.workingCopyBytes} B each${divided(shards.weights)}` : own;
}
