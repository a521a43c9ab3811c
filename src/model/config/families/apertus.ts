/** Apertus. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { text, type Fields } from '../fields.ts';
import { attentionFlagged, geometry, type ConfigRows, type Decoded } from '../parts.ts';

/** Two matrices, and an activation with two learned values a layer (xIELU). */
function apertus(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const learned = text(fields, 'hidden_act') === 'xielu' || !fields.has('hidden_act') ? 2 * layers : 0;
  return { ...attentionFlagged(fields), mlp: 'gelu', qkNorm: 'head', otherElements: learned };
}

export const APERTUS = {
  apertus,
} satisfies ConfigRows;
