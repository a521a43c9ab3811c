/** What a framework preset assumes, in words. */
import { CHECKPOINTINGS } from '../facts/checkpointings.ts';
import { FRAMEWORKS, type FrameworkId, type FrameworkRow } from '../facts/frameworks.ts';
import { LOSSES } from '../facts/losses.ts';
import { OPTIMIZERS } from '../facts/optimizers.ts';
import { PRECISIONS } from '../facts/precisions.ts';

export interface PresetWords {
  readonly label: string;
  readonly loss: string;
  readonly checkpointing: string;
  readonly optimizer: string;
  /** What a full fine-tune keeps. */
  readonly full: string;
  /** Dtypes and dropout of the LoRA weights. */
  readonly lora: string;
}

/** The words for each of a preset's defaults that decide a figure. */
export function presetWords(id: FrameworkId): PresetWords {
  const row: FrameworkRow = FRAMEWORKS[id];
  const { plain, quantized } = row.loraDtype;
  const quantizedBase = row.checkpointingQuantized;
  return {
    label: row.label,
    loss: LOSSES[row.loss].label,
    checkpointing:
      CHECKPOINTINGS[row.checkpointing].label +
      (quantizedBase ? `; ${CHECKPOINTINGS[quantizedBase].label} over a quantized base` : ''),
    optimizer: OPTIMIZERS[row.optimizer].label,
    full: PRECISIONS[row.precision].label,
    lora:
      (plain === quantized ? plain : `${plain}; ${quantized} over a quantized base`) +
      (row.loraDropout > 0 ? `; dropout ${row.loraDropout}` : ''),
  };
}

/** The same in one line: "TRL + PEFT (1.7 on): chunked cross entropy, gradient checkpointing on, AdamW (fused)". */
export function presetLine(id: FrameworkId): string {
  const { label, loss, checkpointing, optimizer } = presetWords(id);
  return `${label}: ${loss}, gradient checkpointing ${checkpointing}, ${optimizer}`;
}
