/** MiniCPM: tied embeddings; latent attention in 3. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, wholeOr, type Fields } from '../fields.ts';
import { experts, geometry, llama, type ConfigRows, type Decoded } from '../parts.ts';
import { deepseek } from './deepseek.ts';

/** MiniCPM ties unless it says otherwise. */
function minicpm(fields: Fields): Decoded {
  return {
    ...llama(fields),
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    ...experts(fields, wholeOr(fields, 'num_experts') ? geometry(fields).layers : 0),
  };
}

export const MINICPM = {
  minicpm,
  minicpm3: deepseek,
} satisfies ConfigRows;
