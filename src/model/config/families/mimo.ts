/** MiMo. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { list, size, sizeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  experts,
  gated,
  geometry,
  predicts,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

/** Full-attention layers without sinks, windowed ones with; values narrower than keys. */
function mimoFlash(fields: Fields): Decoded {
  const { layers, hiddenSize, heads, headDim } = geometry(fields);
  const valueDim = sizeOr(fields, 'v_head_dim') ?? headDim;
  // The release marks windowed layers by ones.
  const marked = list(fields, 'hybrid_layer_pattern').filter((one) => one === 1).length;
  const windows = Math.min(layers, windowed(fields).slidingWindow?.layers ?? marked);
  const window = sizeOr(fields, 'sliding_window');
  const kvHeads = size(fields, 'num_key_value_heads');
  const windowHeads = sizeOr(fields, 'swa_num_key_value_heads') ?? kvHeads;
  // The same in both kinds of layers.
  for (const name of ['swa_num_attention_heads', 'swa_head_dim', 'swa_v_head_dim']) fields.get(name);
  const grouped = (layersHere: number, kv: number) =>
    layersHere * (kv * (valueDim - headDim) + heads * (valueDim - headDim)) * hiddenSize;
  return {
    ...gated(fields),
    ...(window && windows > 0 ? { slidingWindow: { window, layers: windows } } : {}),
    attentionGroups: [
      { layers: layers - windows, kind: 'full', heads, kvHeads, headDim },
      { layers: windows, kind: 'sliding', heads, kvHeads: windowHeads, headDim },
    ],
    ...experts(fields, afterFirstDense(fields), { routerCorrectionBias: true }),
    otherElements: windows * heads + grouped(layers - windows, kvHeads) + grouped(windows, windowHeads),
    approximate: 'values are narrower than keys, which activations do not follow',
  };
}

export const MIMO = {
  // Qwen2's attention: q, k and v have biases, the output has none, whatever attention_bias says.
  mimo: (fields) => ({ ...gated(fields), qkvBias: true, ...windowed(fields), ...predicts(fields) }),
  mimo_v2_flash: mimoFlash,
} satisfies ConfigRows;
