/** What is asked under load: fifty commands of all kinds, and the heaviest that are known. */

/** A command's name and its arguments as text. */
export type Question = readonly [command: string, text: string];

const MODELS = ['8b', '70b', 'qwen3-32b', 'mixtral 8x7b', 'gemma-3-12b', 'qwen3-30b-a3b', 'phi-4', 'llama 3.2 1b'];
const CARDS = ['24', '4090', '2x3090', 'a100 80gb', '8xh100', '48', 'm3 max 64gb', '16'];
const METHODS = ['qlora', 'lora', 'full'];

/** Fifty questions, no two alike. */
export const MIXED: readonly Question[] = Array.from({ length: 50 }, (_, at): Question => {
  const model = MODELS[at % MODELS.length]!;
  const card = CARDS[(at * 3) % CARDS.length]!;
  const method = METHODS[at % METHODS.length]!;
  const seq = 512 * (1 + (at % 16));
  const run = `${model} ${method} seq:${seq}`;
  const kinds: readonly Question[] = [
    ['vram', `${run} gpu:${card}`],
    ['vram-fit', `gpu:${card} seq:${seq}`],
    ['vram-compare', `${model} gpu:${card} seq:${seq}`],
    ['vram-max', `${model} ${method} gpu:${card} seq:${seq}`],
    ['vram-cost', `${run} gpu:${card}`],
  ];
  return kinds[at % kinds.length]!;
});

/** Twenty that take longest: nothing fits, and there is much to try. */
export const HEAVY: readonly Question[] = Array.from({ length: 20 }, (_, at): Question => [
  'vram',
  `qwen3-235b full gpu:8xh100 seq:${1_000_000 - 1000 * at} batch:256 objective:grpo`,
]);
