/** ERNIE 4.5. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, wholeOr, type Fields } from '../fields.ts';
import {
  experts,
  gated,
  geometry,
  layersWhere,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

function ernieMoe(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const biases = flag(fields, 'use_bias');
  const start = wholeOr(fields, 'moe_layer_start_index') ?? 0;
  const said = fields.get('moe_layer_end_index');
  const end = typeof said === 'number' && said >= 0 ? said : layers - 1;
  const step = wholeOr(fields, 'moe_layer_interval') || 1;
  const count = layersWhere(layers, (layer) => layer >= start && layer <= end && (layer + 1) % step === 0);
  return {
    ...gated(fields),
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    ...experts(fields, count, { ...sharedExperts(fields), routerCorrectionBias: true }),
    ...predicts(fields),
  };
}

export const ERNIE = {
  ernie4_5: (fields) => ({
    ...gated(fields),
    qkvBias: flag(fields, 'use_bias'),
    outBias: flag(fields, 'use_bias'),
    mlpBias: flag(fields, 'use_bias'),
  }),
  ernie4_5_moe: ernieMoe,
} satisfies ConfigRows;
