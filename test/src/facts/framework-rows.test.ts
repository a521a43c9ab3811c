/**
 * Every framework's defaults, as its code has them where its row's sources say, asked for at the estimator's door. A framework
 * that is not here fails, and so does a switch.
 */
import { describe, expect, it } from 'vitest';
import { estimate, FRAMEWORKS, type FrameworkId, type RequestInput } from '../../../src/index.ts';
import type { FrameworkRow } from '../../../src/facts/frameworks.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const LLAMA_PARAMETERS = 8_030_261_248;
/** Of LoRA, rank 16 on all seven linears of 32 blocks. */
const LORA_PARAMETERS = 41_943_040;

interface Defaults {
  readonly loss: string;
  readonly optimizer: string;
  /** Of full fine-tuning, LoRA and QLoRA. */
  readonly checkpointing: readonly [full: string, lora: string, qlora: string];
  readonly attention: string;
  readonly dropout: number;
  readonly autocast: boolean;
  /** Bytes a parameter of weights, gradients and states, in a full fine-tune that accumulates. */
  readonly full: number;
  /** The same of LoRA's own parameters, over a 16-bit and over a 4-bit base. */
  readonly lora: readonly [plain: number, quantized: number];
}

/** AdamW 8-bit: two bytes and two floats for each 256. */
const ADAMW_8BIT = 2 * (1 + 4 / 256);
const on = ['on', 'on', 'on'] as const;
const off = ['off', 'off', 'off'] as const;
const selective = ['selective-op', 'selective-op', 'selective-op'] as const;
const offloaded = ['offload', 'offload', 'offload'] as const;

/** fp32 weights, gradients and moments under autocast. */
const TRL = { attention: 'sdpa', dropout: 0, autocast: true, full: 4 + 4 + 8 } as const;
const HF = { ...TRL, lora: [4 + 4 + 8, 4 + 4 + 8] } as const;
/** The model's own 16-bit weights are trained. */
const PURE = { ...HF, full: 2 + 2 + 4 } as const;
const UNSLOTH = {
  ...HF,
  optimizer: 'adamw-8bit',
  checkpointing: offloaded,
  full: 2 + 2 + ADAMW_8BIT,
  lora: [4 + 4 + ADAMW_8BIT, 4 + 4 + ADAMW_8BIT],
} as const;
/** Recipes without autocast, LoRA in the model's dtype. */
const RECIPE = {
  attention: 'sdpa',
  dropout: 0,
  autocast: false,
  full: 2 + 2 + 4,
  lora: [2 + 2 + 4, 2 + 2 + 4],
} as const;

const DEFAULTS: Readonly<Record<FrameworkId, Defaults>> = {
  // TRL 1.7 on: SFTConfig.loss_type chunked_nll, gradient_checkpointing True; adapters of a quantized model go to bf16.
  trl: { ...TRL, loss: 'chunked', optimizer: 'adamw-fused', checkpointing: on, lora: [4 + 4 + 8, 2 + 2 + 4] },
  'trl-2025': {
    ...TRL,
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: on,
    lora: [4 + 4 + 8, 2 + 2 + 4],
  },
  // Checkpointing as TrainingArguments has it, off; optim adamw_torch.
  'trl-2024': { ...HF, loss: 'materialized', optimizer: 'adamw-foreach', checkpointing: off },
  // prepare_model_for_kbit_training switches checkpointing on.
  transformers: { ...HF, loss: 'materialized', optimizer: 'adamw-fused', checkpointing: ['off', 'off', 'on'] },
  'transformers-2024': { ...HF, loss: 'materialized', optimizer: 'adamw-foreach', checkpointing: ['off', 'off', 'on'] },
  unsloth: { ...UNSLOTH, loss: 'fused-adaptive' },
  'unsloth-2024': { ...UNSLOTH, loss: 'triton' },
  axolotl: { ...PURE, loss: 'materialized', optimizer: 'adamw-fused', checkpointing: on },
  'llama-factory': { ...HF, loss: 'materialized', optimizer: 'adamw-fused', checkpointing: on },
  'ms-swift': { ...PURE, loss: 'materialized', optimizer: 'adamw-fused', checkpointing: on, dropout: 0.05 },
  torchtune: { ...RECIPE, loss: 'kept-eighths', optimizer: 'adamw-fused', checkpointing: on },
  'torchtune-2024': { ...RECIPE, loss: 'chunked-logits', optimizer: 'adamw-fused', checkpointing: on },
  // fp32 shards, cast to bf16 as they are gathered.
  torchtitan: { ...HF, autocast: false, loss: 'chunked-eighths', optimizer: 'adamw-fused', checkpointing: selective },
  'torchtitan-2025': {
    ...HF,
    autocast: false,
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: selective,
  },
  litgpt: { ...RECIPE, loss: 'kept-chunks', optimizer: 'adamw-foreach', checkpointing: off, dropout: 0.05 },
  // A bf16 module beside fp32 masters; LoRA's own parameters alike in the recipes of PEFT.
  deepspeed: { ...RECIPE, loss: 'materialized', optimizer: 'adamw-fused', checkpointing: off, full: 2 + 4 + 2 + 8 },
  'megatron-bridge': {
    ...RECIPE,
    loss: 'vocab-parallel',
    optimizer: 'adamw-fused',
    checkpointing: off,
    full: 2 + 4 + 4 + 8,
  },
  mlx: {
    ...PURE,
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: on,
    attention: 'eager',
    autocast: false,
  },
};

const rows: Readonly<Record<string, FrameworkRow>> = FRAMEWORKS;
const ids = Object.keys(rows) as FrameworkId[];

it('every framework is here', () => {
  expect(Object.keys(DEFAULTS).toSorted()).toEqual(ids.toSorted());
});

describe.each(Object.entries(DEFAULTS) as [FrameworkId, Defaults][])('%s', (framework, expected) => {
  const of = (method: 'full' | 'lora' | 'qlora', more: Partial<RequestInput> = {}) =>
    estimate({ model: LLAMA_8B, framework, method, ...more });
  const bytes = (estimated: ReturnType<typeof estimate>, ...labels: readonly string[]) =>
    estimated.components.filter(({ label }) => labels.includes(label)).reduce((sum, one) => sum + one.bytes, 0);

  it('assumes what its code does', () => {
    const { request } = of('lora');
    expect({
      loss: request.loss,
      optimizer: request.optimizer,
      checkpointing: (['full', 'lora', 'qlora'] as const).map((method) => of(method).request.checkpointing),
      attention: request.attention,
      dropout: request.loraDropout,
      autocast: request.autocast,
    }).toEqual({
      loss: expected.loss,
      optimizer: expected.optimizer,
      checkpointing: expected.checkpointing,
      attention: expected.attention,
      dropout: expected.dropout,
      autocast: expected.autocast,
    });
  });

  it.skipIf(framework === 'mlx')('keeps so many bytes a parameter', () => {
    const full = bytes(of('full', { accumulation: 2 }), 'Model weights', 'Gradients', 'Optimizer states');
    expect(full / LLAMA_PARAMETERS).toBeCloseTo(expected.full, 2);
    const lora = (['lora', 'qlora'] as const).map((method) =>
      bytes(of(method, { accumulation: 2 }), 'LoRA weights', 'Gradients', 'Optimizer states'),
    );
    expect(lora.map((one) => Math.round((100 * one) / LORA_PARAMETERS) / 100)).toEqual(
      expected.lora.map((one) => Math.round(100 * one) / 100),
    );
  });
});

describe('switches', () => {
  const HUGGING_FACE = [
    'trl',
    'trl-2025',
    'trl-2024',
    'transformers',
    'transformers-2024',
    'axolotl',
    'llama-factory',
    'ms-swift',
  ];
  const BESIDES = [
    'aliases',
    'attention',
    'autocast',
    'checkpointing',
    'checkpointingQuantized',
    'instead',
    'label',
    'loraDropout',
    'loraDtype',
    'loss',
    'optimizer',
    'precision',
    'quantization',
    'requires',
    'sources',
  ];
  /** Who has it on, and where that is seen. */
  const SWITCHES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    // TRL 1.13, create_model_from_path.
    loadsByName: { fp32: ['trl'] },
    // PEFT's convert_peft_config_for_transformers_5 for fused experts; before, linears alone.
    adaptsExperts: { converted: ['trl', 'trl-2025', 'transformers', 'transformers-2024'], linears: ['trl-2024'] },
    // The slopes of fms-acceleration's tables are of the Hugging Face stack.
    doublesCheckpointsUnderFsdp: { true: HUGGING_FACE },
    // prepare_model_for_kbit_training.
    upcastsQuantizedBase: { true: ['trl-2024', 'transformers', 'transformers-2024'] },
    // use_reentrant True, or a function of one's own.
    reentrant: {
      true: ['trl-2024', 'transformers-2024', 'unsloth', 'unsloth-2024', 'axolotl', 'llama-factory', 'ms-swift'],
    },
    // transformers before 4.46.
    keepsLogits: { true: ['trl-2024', 'transformers-2024'] },
    // Each ships its own ds_config; else accelerate's.
    deepspeed: {
      transformers: ['transformers', 'transformers-2024'],
      axolotl: ['axolotl'],
      'llama-factory': ['llama-factory'],
      'ms-swift': ['ms-swift'],
    },
    plainTowers: { true: ['unsloth', 'unsloth-2024'] },
    fusedLora: { true: ['unsloth', 'unsloth-2024', 'axolotl'] },
    fusedKernels: { true: ['unsloth', 'unsloth-2024', 'megatron-bridge'] },
    quantizesExperts: {
      true: ['unsloth', 'unsloth-2024', 'torchtitan', 'torchtitan-2025', 'litgpt', 'megatron-bridge', 'mlx'],
    },
    expandableSegments: { true: ['unsloth', 'unsloth-2024', 'axolotl', 'torchtitan', 'torchtitan-2025'] },
    passesKeysOn: { true: ['axolotl', 'ms-swift', 'deepspeed', 'megatron-bridge'] },
    // freeze_vision_tower, freeze_vit.
    tower: { frozen: ['llama-factory', 'ms-swift'] },
    expandsKeys: { true: ['torchtune', 'torchtune-2024', 'torchtitan-2025', 'litgpt'] },
    blind: { true: ['torchtitan', 'torchtitan-2025', 'litgpt', 'mlx'] },
    fusedQkv: { true: ['torchtitan', 'litgpt', 'megatron-bridge'], false: ['torchtitan-2025'] },
    reducesInFp32: { true: ['torchtitan', 'torchtitan-2025'] },
    keepsQuantizedInputs: { true: ['litgpt'] },
    quantizesHead: { true: ['litgpt'] },
    frozenGradients: { true: ['litgpt'] },
    sharding: { 'distributed-optimizer': ['megatron-bridge'] },
  };
  const used = [...new Set(ids.flatMap((id) => Object.keys(rows[id]!)))].filter((name) => !BESIDES.includes(name));

  it('are all here', () => expect(Object.keys(SWITCHES).toSorted()).toEqual(used.toSorted()));

  it.each(Object.entries(SWITCHES))('%s', (name, expected) => {
    const valueOf = (id: FrameworkId) => (rows[id] as unknown as Record<string, unknown>)[name];
    const found = Map.groupBy(
      ids.filter((id) => valueOf(id) !== undefined),
      (id) => String(valueOf(id)),
    );
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it('quantizes by the method, but mlx-lm in its own way', () => {
    const quantizations = ids.map((framework) => [
      framework,
      estimate({ model: LLAMA_8B, framework, method: 'qlora' }).request.quantization,
    ]);
    expect(quantizations.filter(([, quantization]) => quantization !== 'nf4-dq')).toEqual([['mlx', 'mlx-4bit']]);
  });
});
