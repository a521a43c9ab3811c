/** Questions as people ask them, made by a seeded generator: varied ones, and heavy ones. */
import type { Question } from './answers.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where a question's parts are taken from. */
interface Stock {
  readonly models: readonly string[];
  readonly methods: readonly string[];
  readonly devices: readonly string[];
  /** Each is added to a question by chance. */
  readonly extras: readonly (readonly string[])[];
  /** How often. */
  readonly chance: number;
}

const VARIED: Stock = {
  models: [
    ...['8b', 'llama 3.1 8b', 'qwen3 32b', 'gemma 3 27b', 'mistral 7b', '70b', 'qwen2.5 7b', 'phi-4', 'mixtral 8x7b'],
    ...['llama 3.2 1b', 'qwen3 30b a3b', 'gpt-oss 20b', 'deepseek v3', 'smollm2 1.7b', 'qwen2-vl 7b', 'falcon 7b'],
    ...['glm-4 9b', 'yi 34b', 'llama 4 scout', 'mamba 2.8b', 'command r', 'olmo 2 13b', 'qwen3 0.6b', 'gemma 2 9b'],
  ],
  methods: ['full', 'lora', 'qlora', 'dora', 'qdora', 'inference', 'ia3', 'lora-fa'],
  devices: [
    ...[
      '4090',
      '3090',
      '2x3090',
      'a100 40gb',
      'a100',
      'h100',
      '8xh100',
      '24',
      '48',
      '12',
      '16',
      '80',
      'l40s',
      'mi300x',
    ],
    ...['m3 max 64gb', 'colab', 't4', '4xa100', 'rtx 6000 ada', 'b200', '5090', '4x24gb', 'v100', 'a10g'],
  ],
  extras: [
    ['seq:2k', 'seq:4k', 'seq:8k', 'seq:16k', 'seq:512'],
    ['batch:1', 'batch:2', 'batch:4', 'batch:8', 'batch:16'],
    ['rank:8', 'rank:16', 'rank:64', 'rank:128'],
    ['optimizer:adamw-8bit', 'optimizer:paged-adamw-8bit', 'optimizer:adafactor', 'optimizer:lion'],
    ['checkpointing:off', 'checkpointing:offload'],
    ['framework:unsloth', 'framework:axolotl', 'framework:trl', 'framework:llama-factory', 'framework:torchtune'],
    ['objective:dpo', 'objective:grpo', 'objective:orpo', 'objective:kto'],
    ['sharding:fsdp', 'sharding:zero3', 'sharding:zero2', 'sharding:ddp'],
    ['loss:liger', 'loss:chunked'],
  ],
  chance: 0.16,
};

const HEAVY: Stock = {
  models: [
    ...['qwen3 235b', 'deepseek v3', 'deepseek r1', 'llama 3.1 405b', 'kimi k2', 'llama 4 maverick', 'mixtral 8x22b'],
    ...['glm-4.5', 'qwen3 480b coder', 'minimax m1', 'dbrx', 'nemotron 340b', 'gpt-oss 120b', '70b', '72b'],
    ...['qwen2.5-vl 72b', 'internvl3 78b', 'jamba 1.5 large', 'command r plus', 'falcon 180b', 'bloom 176b', '32b'],
  ],
  methods: ['full', 'full', 'full', 'lora', 'qlora', 'dora', 'inference'],
  devices: [
    ...['8xh100', '64xh100', '512xh100', '16xb200', '8xa100', '8xmi300x', '32xh200', '2x3090', '4x4090', 'h100', '24'],
    ...['m3 ultra 512gb', '128xa100', '8xl40s'],
  ],
  extras: [
    ['seq:1m', 'seq:128k', 'seq:64k', 'seq:32k'],
    ['batch:256', 'batch:64', 'batch:1024', 'batch:4096'],
    ['objective:grpo', 'objective:ppo', 'objective:dpo', 'objective:distillation', 'objective:kto'],
    ['rank:512', 'rank:4096'],
    ['checkpointing:off', 'checkpointing:every-4'],
    ['sharding:fsdp', 'sharding:zero3', 'sharding:cp', 'sharding:pp', 'sharding:tp'],
    ['framework:megatron-bridge', 'framework:deepspeed', 'framework:trl', 'framework:torchtitan'],
    ['loss:materialized'],
    ['optimizer:adamw-fused', 'optimizer:muon', 'optimizer:paged-adamw'],
  ],
  chance: 0.45,
};

const COMMANDS = [
  ...['vram', 'vram', 'vram', 'vram', 'vram', 'vram-max', 'vram-max', 'vram-cost', 'vram-cost', 'vram-compare'],
  ...['vram-compare', 'vram-fit', 'vram-models', 'vram-gpus', 'vram-help'],
] as const;
const HEAVY_COMMANDS = ['vram', 'vram', 'vram', 'vram-max', 'vram-cost', 'vram-compare', 'vram-fit'] as const;

export function variedQuestions(count: number, seed = 1): readonly Question[] {
  return questions(VARIED, COMMANDS, count, seed);
}

export function heavyQuestions(count: number, seed = 2): readonly Question[] {
  return questions(HEAVY, HEAVY_COMMANDS, count, seed);
}

function questions(stock: Stock, commands: readonly string[], count: number, seed: number): readonly Question[] {
  const random = randomOf(seed);
  const oneOf = (some: readonly string[]) => some[Math.floor(random() * some.length)] ?? '';
  const maybe = (chance: number, word: () => string) => (random() < chance ? [word()] : []);
  const extras = () => stock.extras.flatMap((some) => maybe(stock.chance, () => oneOf(some)));
  const forCost = () => extras().filter((extra) => !extra.startsWith('loss:'));
  const model = () => `model:"${oneOf(stock.models)}"`;
  const method = () => `method:${oneOf(stock.methods)}`;
  const device = () => `gpu:"${oneOf(stock.devices)}"`;
  const parts: Readonly<Record<string, () => readonly string[]>> = {
    vram: () => [model(), ...maybe(0.8, method), ...maybe(0.7, device), ...extras()],
    'vram-max': () => [model(), device(), ...maybe(0.6, method), ...extras()],
    'vram-cost': () => [model(), ...maybe(0.7, method), `tokens:${oneOf(['1m', '10m', '100m', '1b'])}`, ...forCost()],
    'vram-compare': () => [model(), ...maybe(0.7, device), ...extras()],
    'vram-fit': () => [device(), ...maybe(0.4, method), ...extras()],
    'vram-models': () => [oneOf(['qwen', 'llama', 'gemma', 'moe', ''])],
    'vram-gpus': () => [oneOf(['nvidia', 'amd', '24', ''])],
    'vram-help': () => maybe(0.5, () => oneOf(['vram', 'vram-fit', 'vram-cost'])),
  };
  return Array.from({ length: count }, () => {
    const command = oneOf(commands);
    return { command, args: (parts[command]?.() ?? []).join(' ').trim() };
  });
}
