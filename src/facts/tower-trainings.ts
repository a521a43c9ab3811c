/** What happens to the vision and audio towers of a model that has them. */
export interface TowerTrainingRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Its weights, or LoRA weights beside them, are trained: gradients flow through it, and it keeps its activations. */
  readonly trains: boolean;
}

export const TOWER_TRAININGS = {
  frozen: { label: 'tower frozen', aliases: ['freeze', 'off', 'no'], trains: false },
  trained: { label: 'tower trained', aliases: ['train', 'unfrozen', 'on', 'yes'], trains: true },
} as const satisfies Record<string, TowerTrainingRow>;

export type TowerTrainingId = keyof typeof TOWER_TRAININGS;
