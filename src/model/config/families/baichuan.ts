/** Baichuan. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { gated, geometry, type ConfigRows } from '../parts.ts';

export const BAICHUAN = {
  baichuan: (fields) => ({
    ...gated(fields),
    position: geometry(fields).hiddenSize > 4096 ? 'alibi' : 'rope',
    modules: { qkv: 'W_pack' },
  }),
} satisfies ConfigRows;
