/** Mistral: windows, experts (Mixtral), latent attention (Small 4). Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, type Fields } from '../fields.ts';
import { allWindowed, experts, gated, windowed, type ConfigRows, type Decoded } from '../parts.ts';
import { latentExperts } from './deepseek.ts';

function mixtral(fields: Fields): Decoded {
  return { ...gated(fields), ...allWindowed(fields), ...experts(fields, layerCount(fields)) };
}

export const MISTRAL = {
  mistral: (fields) => ({ ...gated(fields), ...allWindowed(fields) }),
  ministral: (fields) => ({ ...gated(fields), ...windowed(fields) }),
  ministral3: (fields) => ({ ...gated(fields), ...allWindowed(fields) }),
  mixtral,
  mistral4: latentExperts,
} satisfies ConfigRows;
