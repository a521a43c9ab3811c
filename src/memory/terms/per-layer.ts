/** Inputs of each layer's own (Gemma 3n and 4 E models): see per-layer.ts. */
import type { MemoryComponent } from '../component.ts';
import { perLayerInputBytes } from '../../plan/blocks/per-layer.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount } from '../../units.ts';

export function perLayerInputs(plan: Plan): readonly MemoryComponent[] {
  const { method } = plan.chosen;
  const { model, tokens, residualBytes, inFlight, stage } = plan.share;
  // The first stage of a pipeline makes them all, and passes on those of later layers.
  const layers = stage === 'last' ? plan.share.layers : plan.whole.model.layers;
  if (!model.perLayerEmbedding) return [];
  const trains = method.trains !== 'nothing';
  const perToken = trains
    ? perLayerInputBytes(model, layers, { residualBytes, trainsBase: method.trains === 'all' })
    : 2 * residualBytes * layers * model.perLayerEmbedding.size;
  return [
    {
      id: 'per-layer-inputs',
      kind: 'activations',
      label: 'Per-layer inputs',
      bytes: tokens * perToken * inFlight,
      working: () =>
        `${formatCount(tokens)} tokens × ${formatCount(perToken)} B, one input for each of ${layers} layers`,
      phases: trains ? ['forward', 'loss', 'backward'] : ['forward'],
      basis: 'modelled',
      sources: [
        {
          title: 'transformers 5.18.0 models/gemma4/modeling_gemma4.py project_per_layer_inputs',
          url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/models/gemma4/modeling_gemma4.py',
        },
      ],
    },
  ];
}
