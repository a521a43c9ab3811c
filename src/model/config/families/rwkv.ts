/** RWKV. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, size, sizeOr, type Fields } from '../fields.ts';
import { type ConfigRows, type Decoded } from '../parts.ts';

/** RWKV-4: time mixing as four projections, channel mixing with a third matrix of the model's width. */
function rwkv(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  const layers = layerCount(fields);
  const width = sizeOr(fields, 'attention_hidden_size') ?? hidden;
  const mixing = 2 * width + 3 * hidden + 2 * hidden + hidden ** 2;
  return {
    heads: 1,
    kvHeads: 1,
    headDim: width,
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hidden,
    mlp: 'relu2',
    norm: 'layernorm',
    position: 'nope',
    otherElements: layers * mixing + 2 * hidden,
    modules: { out: 'output', mlp: ['feed_forward.key', 'feed_forward.value'] },
    approximate: 'its recurrence is counted as attention with one head',
  };
}

export const RWKV = {
  rwkv,
} satisfies ConfigRows;
