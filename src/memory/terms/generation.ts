/** What generating completions takes before they are trained on: the model's own cache, or vLLM on the same card. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import type { Source } from '../../facts/types.ts';
import { sequencesGenerated } from '../../plan/objective.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatBytes, formatCount, MIB } from '../../units.ts';
import { cacheElements } from './kv-cache.ts';

const VLLM: readonly Source[] = [
  {
    title: 'TRL 1.13 grpo_config.py: vllm_gpu_memory_utilization, 0.3 of the card where vLLM is colocated; sleep mode',
    url: 'https://github.com/huggingface/trl/blob/v1.13.0/trl/trainer/grpo_config.py',
  },
];

/** Alive while completions are generated; vLLM's share stays unless it sleeps. */
export function generation(plan: Plan): readonly MemoryComponent[] {
  const { objective, method, request } = plan.chosen;
  if (!objective.generates || method.trains === 'nothing') return [];
  const generated = request.vllmShare > 0 ? [colocated(plan)] : [ownCache(plan)];
  // The first stage of a pipeline has no head.
  return objective.generates.scored && plan.share.stage !== 'first' ? [...generated, scores(plan)] : generated;
}

/** Bytes of the KV cache of what is generated together, at full length. */
function cacheBytes(plan: Plan): number {
  return (
    sequencesGenerated(plan) *
    cacheElements(plan.share.architecture, plan.chosen.request.sequenceLength) *
    plan.share.computeBytes
  );
}

function ownCache(plan: Plan): MemoryComponent {
  const { request, objective } = plan.chosen;
  return {
    id: 'kv-cache',
    kind: 'kv-cache',
    label: 'KV cache of generation',
    bytes: cacheBytes(plan),
    working: () =>
      `${formatCount(sequencesGenerated(plan))} sequences × ${formatCount(request.sequenceLength)} tokens, ` +
      `${formatBytes(cacheBytes(plan) / sequencesGenerated(plan))} each`,
    phases: ['generation'],
    basis: 'modelled',
    sources: objective.sources,
  };
}

/** What vLLM must have at least: 16-bit weights, LoRA weights merged into them, and the cache of one sequence. */
export function leastVllmBytes({ chosen: { request }, share: { architecture, computeBytes } }: Plan): number {
  return computeBytes * (architecture.parameters.total + cacheElements(architecture, request.sequenceLength));
}

/** Total memory of a card, which vLLM's share is of. */
function cardBytes({
  chosen: {
    request: { gpu },
  },
}: Plan): number | undefined {
  return gpu ? (gpu.driverTotalMib ?? gpu.usableGib * 1024) * MIB : undefined;
}

/** Its share of a named card; without one, what it needs. */
export function vllmBytes(plan: Plan): number {
  const card = cardBytes(plan);
  return card === undefined
    ? plan.share.computeBytes * plan.share.architecture.parameters.total + cacheBytes(plan)
    : plan.chosen.request.vllmShare * card;
}

function colocated(plan: Plan): MemoryComponent {
  const { vllmShare, vllmSleeps } = plan.chosen.request;
  const card = cardBytes(plan);
  return {
    id: 'vllm',
    kind: 'kv-cache',
    label: 'vLLM on the same card',
    bytes: vllmBytes(plan),
    working: () =>
      card === undefined
        ? 'its 16-bit weights and KV cache; its share of a card, where one is named'
        : `${Math.round(100 * vllmShare)} % of ${formatBytes(card)}`,
    phases: vllmSleeps ? ['generation'] : ALL_PHASES,
    basis: 'exact',
    sources: VLLM,
  };
}

/** TRL's PPO keeps the fp32 logits of every generated token until their log-probabilities are taken. */
function scores(plan: Plan): MemoryComponent {
  const { request, objective } = plan.chosen;
  const { vocabulary } = plan.share;
  const tokens = sequencesGenerated(plan) * request.completionLength;
  return {
    id: 'generated-logits',
    kind: 'logits',
    label: 'Logits of generated tokens',
    bytes: 4 * tokens * vocabulary,
    working: () => `${formatCount(tokens)} generated tokens × ${formatCount(vocabulary)} vocabulary × 4 B`,
    phases: ['generation'],
    basis: 'modelled',
    sources: objective.sources,
  };
}
