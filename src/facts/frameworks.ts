/** Frameworks as presets: sourced defaults of their switches, and nothing else. */
import type { AttentionId } from './attentions.ts';
import type { CheckpointingId } from './checkpointings.ts';
import type { DeepSpeedId } from './deepspeed.ts';
import type { DtypeId } from './dtypes.ts';
import type { LossId } from './losses.ts';
import type { OptimizerId } from './optimizers.ts';
import type { PrecisionId } from './precisions.ts';
import type { QuantizationId } from './quantizations.ts';
import type { Needs } from './requirements.ts';
import type { ExpertReachId } from './targets.ts';
import type { TowerTrainingId } from './tower-trainings.ts';
import type { ShardingId } from './shardings.ts';
import type { Source } from './types.ts';
import { mention, said } from '../words.ts';

/** What of a model's code a framework switches on, each off where it is absent; a request may override any. */
export interface FrameworkSwitches {
  /** Norms, gated MLP and rotary embedding run as fused kernels that keep only their inputs. */
  readonly fusedKernels?: boolean | undefined;
  /** Of these, the gated MLP's; default: as the others, and wherever LoRA runs in functions of its own. */
  readonly fusedMlp?: boolean | undefined;
  /** LoRA without dropout runs in autograd functions of its own, which keep one input of each group of linears. */
  readonly fusedLora?: boolean | undefined;
  /** Checkpointing is PyTorch's reentrant one, or an autograd function of the framework's own. */
  readonly reentrant?: boolean | undefined;
  /** k-bit preparation casts embeddings, head and norms of a quantized base to fp32, and with them the residual stream. */
  readonly upcastsQuantizedBase?: boolean | undefined;
  /** Quantization reaches the routed experts, and LoRA unless said otherwise; transformers 5 keeps them as one 3-D parameter. */
  readonly quantizesExperts?: boolean | undefined;
  /** How LoRA weights come on routed experts; default `all` where the framework quantizes them, else `named`. */
  readonly adaptsExperts?: ExpertReachId | undefined;
  /** The loader quantizes the head with the rest. */
  readonly quantizesHead?: boolean | undefined;
  /** Quantized linears keep their inputs for the backward pass, as bitsandbytes did before 0.42. */
  readonly keepsQuantizedInputs?: boolean | undefined;
  /** The model code projects queries, keys and values in one linear, whatever the checkpoint does: its whole output lives on. */
  readonly fusedQkv?: boolean | undefined;
  /** Under FSDP, units mix frozen and LoRA weights and hold gradients of both, whole. */
  readonly frozenGradients?: boolean | undefined;
  /** The launcher sets expandable_segments: the allocator's segments grow and shrink, and little is kept idle. */
  readonly expandableSegments?: boolean | undefined;
  /** Logits, or a shifted copy of them, live until the backward pass: transformers before 4.46, torchtitan. */
  readonly keepsLogits?: boolean | undefined;
}

export interface FrameworkRow extends Needs, FrameworkSwitches {
  readonly label: string;
  readonly aliases: readonly string[];
  readonly loss: LossId;
  /** In place of the method's own quantization. */
  readonly quantization?: QuantizationId;
  readonly optimizer: OptimizerId;
  readonly checkpointing: CheckpointingId;
  /** Over a quantized base, where that differs. */
  readonly checkpointingQuantized?: CheckpointingId;
  readonly attention: AttentionId;
  /** Precision of a full fine-tune. */
  readonly precision: PrecisionId;
  /** Dtype of the LoRA weights over a 16-bit and over a quantized base. */
  readonly loraDtype: { readonly plain: DtypeId; readonly quantized: DtypeId };
  readonly loraDropout: number;
  /** Dtype in which its loader keeps a model that is given by name, where that is not the computation's. */
  readonly loadsByName?: DtypeId | undefined;
  /** The trainer runs the model under autocast. */
  readonly autocast: boolean;
  /** The model code repeats keys and values for each query head before attention. */
  readonly expandsKeys?: true | undefined;
  /**
   * Under FSDP with LoRA weights over a frozen base the backward pass holds every checkpoint twice: slopes of the
   * fms-acceleration tables on 2 and 4 GPUs, 7B and 70B, at 4,096 to 65,536 tokens.
   */
  readonly doublesCheckpointsUnderFsdp?: true;
  /** What becomes of vision towers; default trained: PEFT's all-linear reaches their linears, a full fine-tune all of them. */
  readonly tower?: TowerTrainingId;
  /**
   * Its 4-bit copies leave vision towers in 16 bit: 51,521,536 of 5,081,043,968 parameters trained, it prints for
   * Qwen2.5-VL 7B, where the towers are counted whole and packed linears by half.
   */
  readonly plainTowers?: true;
  /** It trains on text alone. */
  readonly blind?: true;
  /** How several GPUs share a training run unless one says so; default: DDP. */
  readonly sharding?: ShardingId;
  /** Whose configuration of DeepSpeed it ships; default: accelerate's. */
  readonly deepspeed?: DeepSpeedId;
  /** FSDP2 reduces gradients in fp32 there; elsewhere in the compute dtype. */
  readonly reducesInFp32?: true;
  /** Over a divided sequence keys and values go from GPU to GPU, or heads are divided instead; default: gathered whole. */
  readonly passesKeysOn?: true;
  readonly sources: readonly FrameworkSource[];
}

/** What a row says of a framework, as against its words. */
type FrameworkFact = Exclude<keyof FrameworkRow, 'label' | 'aliases' | 'requires' | 'instead' | 'sources'>;

/** A file or change of a repository, and the fields of the row that it shows. */
interface FrameworkSource extends Source {
  readonly of: readonly FrameworkFact[];
}

/** A version: what differs from another. The other's sources stand for what it keeps. */
function based<Base extends FrameworkRow, const Own extends Partial<FrameworkRow> & Pick<FrameworkRow, 'sources'>>(
  base: Base,
  own: Own,
): Omit<Base, keyof Own> & Own {
  const kept = base.sources.flatMap((source) => {
    const of = source.of.filter((fact) => !(fact in own));
    return of.length > 0 ? [{ ...source, of }] : [];
  });
  return { ...base, ...own, sources: [...own.sources, ...kept] };
}

const TRL: FrameworkSource = {
  title:
    'TRL trainer/sft_trainer.py at f2cd577: adapters of a quantized model go to bf16, no k-bit preparation, chunks of 256 tokens',
  url: 'https://github.com/huggingface/trl/blob/f2cd57710/trl/trainer/sft_trainer.py',
  of: ['loraDtype'],
};
const TRL_CONFIG: FrameworkSource = {
  title:
    'TRL trainer/base_config.py and sft_config.py at f2cd577: gradient checkpointing and bf16 autocast on, chunked_nll',
  url: 'https://github.com/huggingface/trl/blob/f2cd57710/trl/trainer/base_config.py',
  of: ['checkpointing', 'autocast', 'precision', 'loss'],
};
const PEFT: FrameworkSource = {
  title: 'PEFT tuners/tuners_utils.py at 5d602fd, autocast_adapter_dtype=True: adapters of a 16-bit model are fp32',
  url: 'https://github.com/huggingface/peft/blob/5d602fdbf/src/peft/tuners/tuners_utils.py',
  of: ['loraDtype'],
};
const KBIT: FrameworkSource = {
  title:
    'PEFT utils/other.py at 5d602fd, prepare_model_for_kbit_training: fp32 for every 16-bit parameter, checkpointing on',
  url: 'https://github.com/huggingface/peft/blob/5d602fdbf/src/peft/utils/other.py',
  of: ['upcastsQuantizedBase', 'checkpointingQuantized'],
};
const TRAINER: FrameworkSource = {
  title: 'transformers TrainingArguments: optim is adamw_torch_fused with torch ≥ 2.8',
  url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/training_args.py',
  of: ['optimizer'],
};

const SDPA: FrameworkSource = {
  title: 'transformers modeling_utils.py at v5.18.0: sdpa where nobody asks for another attention and the model has it',
  of: ['attention'],
  url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/modeling_utils.py',
};
const NO_DROPOUT: FrameworkSource = {
  title: 'PEFT tuners/lora/config.py at 5d602fd: lora_dropout 0.0',
  of: ['loraDropout'],
  url: 'https://github.com/huggingface/peft/blob/5d602fdbff04c33c1c4de55cda9d4ae1d7cb7e40/src/peft/tuners/lora/config.py',
};
const CONVERTED_EXPERTS: FrameworkSource = {
  title: 'PEFT lora/layer.py ParamWrapper at 5d602fd: LoRA weights beside experts that the library stacked',
  of: ['adaptsExperts'],
  url: 'https://github.com/huggingface/peft/blob/5d602fdbff04c33c1c4de55cda9d4ae1d7cb7e40/src/peft/tuners/lora/layer.py',
};
const TWICE_UNDER_FSDP: FrameworkSource = {
  title: 'fms-acceleration scripts/benchmarks/refs/a100_80gb.csv at 876e2ed: slopes over tokens, LoRA on 2 and 4 GPUs',
  of: ['doublesCheckpointsUnderFsdp'],
  url: 'https://github.com/foundation-model-stack/fms-acceleration/blob/876e2ed6fc4e966785e3f4315f5ee3cdf8e3d097/scripts/benchmarks/refs/a100_80gb.csv',
};
const AUTOCAST: FrameworkSource = {
  title: 'transformers trainer.py and training_args.py at v5.18.0: bf16 is autocast over weights as they were loaded',
  of: ['autocast', 'precision'],
  url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/training_args.py',
};
const LOSS: FrameworkSource = {
  title: 'transformers loss/loss_utils.py at v5.18.0: logits are cast to fp32 for the cross entropy',
  of: ['loss'],
  url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/loss/loss_utils.py',
};
const SEPARATE_EXPERTS: FrameworkSource = {
  title: 'transformers models/mixtral/modeling_mixtral.py at v4.44.0: experts are linears, which targets reach by name',
  of: ['adaptsExperts'],
  url: 'https://github.com/huggingface/transformers/blob/v4.44.0/src/transformers/models/mixtral/modeling_mixtral.py',
};
const ADAMW_TORCH: FrameworkSource = {
  title: 'transformers training_args.py at v4.44.0: optim is adamw_torch, whose steps are for-each',
  of: ['optimizer'],
  url: 'https://github.com/huggingface/transformers/blob/v4.44.0/src/transformers/training_args.py',
};
const REENTRANT: FrameworkSource = {
  title: 'transformers modeling_utils.py at v4.44.0, gradient_checkpointing_enable: use_reentrant is true',
  of: ['reentrant'],
  url: 'https://github.com/huggingface/transformers/blob/v4.44.0/src/transformers/modeling_utils.py',
};
const SHIFTED_LOGITS: FrameworkSource = {
  title: 'transformers models/llama/modeling_llama.py at v4.44.0: logits cast to fp32 and shifted into a copy',
  of: ['keepsLogits'],
  url: 'https://github.com/huggingface/transformers/blob/v4.44.0/src/transformers/models/llama/modeling_llama.py',
};

// ----- Rows that later or earlier versions are based on: a version states what differs -----

const trl = {
  requires: 'pytorch',
  instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
  label: 'TRL + PEFT (1.7 on)',
  // create_model_from_path of TRL 1.13: dtype float32 unless model_init_kwargs say otherwise.
  loadsByName: 'fp32',
  aliases: ['trl+peft', 'sfttrainer', 'peft', 'hf', 'trl-2026', 'trl 1.7'],
  loss: 'chunked',
  optimizer: 'adamw-fused',
  checkpointing: 'on',
  attention: 'sdpa',
  precision: 'fp32-master',
  loraDtype: { plain: 'fp32', quantized: 'bf16' },
  loraDropout: 0,
  autocast: true,
  adaptsExperts: 'converted',
  doublesCheckpointsUnderFsdp: true,
  sources: [
    {
      title: 'TRL trainer/utils.py at f2cd577, create_model_from_path: dtype is float32 unless said',
      of: ['loadsByName'],
      url: 'https://github.com/huggingface/trl/blob/f2cd57710ae345ea6428ae95363267fcf38a3dc8/trl/trainer/utils.py',
    },
    SDPA,
    NO_DROPOUT,
    CONVERTED_EXPERTS,
    TWICE_UNDER_FSDP,
    TRL,
    TRL_CONFIG,
    PEFT,
    TRAINER,
  ],
} as const satisfies FrameworkRow;

const trl2025 = based(trl, {
  label: 'TRL + PEFT (0.26 to 1.6)',
  aliases: ['trl 0.26', 'trl 1.0'],
  loss: 'materialized',
  loadsByName: undefined,
  sources: [
    {
      title: 'TRL PR 4577 of December 2025: no k-bit preparation, adapters of a quantized model go to bf16',
      url: 'https://github.com/huggingface/trl/pull/4577',
      of: ['loraDtype'],
    },
    {
      title: 'TRL PR 3510 of August 2025: gradient checkpointing and bf16 on; PR 5846 of June 2026: chunked loss',
      url: 'https://github.com/huggingface/trl/pull/3510',
      of: ['checkpointing', 'autocast', 'precision', 'loss'],
    },
    PEFT,
  ],
});

const transformers = {
  requires: 'pytorch',
  instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
  label: 'transformers Trainer + PEFT',
  aliases: ['trainer', 'hf-trainer', 'accelerate'],
  loss: 'materialized',
  optimizer: 'adamw-fused',
  checkpointing: 'off',
  checkpointingQuantized: 'on',
  attention: 'sdpa',
  precision: 'fp32-master',
  loraDtype: { plain: 'fp32', quantized: 'fp32' },
  loraDropout: 0,
  upcastsQuantizedBase: true,
  autocast: true,
  adaptsExperts: 'converted',
  doublesCheckpointsUnderFsdp: true,
  deepspeed: 'transformers',
  sources: [
    SDPA,
    NO_DROPOUT,
    CONVERTED_EXPERTS,
    TWICE_UNDER_FSDP,
    AUTOCAST,
    {
      title: 'transformers integrations/deepspeed.py at v5.18.0: reduce_bucket_size auto is the hidden size squared',
      of: ['deepspeed'],
      url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/integrations/deepspeed.py',
    },
    TRAINER,
    {
      title: 'transformers TrainingArguments: gradient_checkpointing is off; loss_utils.py: logits in fp32',
      url: 'https://github.com/huggingface/transformers/blob/v5.18.0/src/transformers/loss/loss_utils.py',
      of: ['checkpointing', 'loss'],
    },
    KBIT,
    PEFT,
  ],
} as const satisfies FrameworkRow;

const unsloth = {
  requires: 'pytorch',
  instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
  label: 'Unsloth',
  plainTowers: true,
  aliases: ['unsloth-2025', 'unsloth-2026'],
  loss: 'fused-adaptive',
  optimizer: 'adamw-8bit',
  checkpointing: 'offload',
  attention: 'sdpa',
  precision: 'pure-bf16',
  loraDtype: { plain: 'fp32', quantized: 'fp32' },
  loraDropout: 0,
  reentrant: true,
  fusedLora: true,
  fusedKernels: true,
  autocast: true,
  quantizesExperts: true,
  expandableSegments: true,
  sources: [
    {
      title:
        'unsloth-zoo fused_losses/cross_entropy_loss.py at ce232d6: chunks of as many tokens as fit in what is free, 4 GB at most',
      of: ['loss'],
      url: 'https://github.com/unslothai/unsloth-zoo/blob/ce232d6cef9cb8cd34cd3727906131622177436b/unsloth_zoo/fused_losses/cross_entropy_loss.py',
    },
    {
      title: 'unsloth-zoo temporary_patches/moe_utils_bnb4bit.py at ce232d6: experts of one parameter in 4 bit',
      of: ['quantizesExperts'],
      url: 'https://github.com/unslothai/unsloth-zoo/blob/ce232d6cef9cb8cd34cd3727906131622177436b/unsloth_zoo/temporary_patches/moe_utils_bnb4bit.py',
    },
    {
      title: 'unsloth notebooks, Qwen2.5_VL_(7B)-Vision.ipynb: 51,521,536 of 5,081,043,968 parameters trained',
      of: ['plainTowers'],
      url: 'https://github.com/unslothai/notebooks/blob/c2f6a16dca7ca7a4aa7ea41c532ed5db0299c291/nb/Qwen2.5_VL_(7B)-Vision.ipynb',
    },
    {
      title:
        'unsloth kernels/fast_lora.py at 015bdef: LoRA_MLP keeps input, gate and up; LoRA_QKV and LoRA_W their input',
      url: 'https://github.com/unslothai/unsloth/blob/015bdef0d9/unsloth/kernels/fast_lora.py',
      of: ['fusedLora'],
    },
    {
      title:
        'unsloth models/rl.py and llama.py at 015bdef: optim adamw_8bit, use_gradient_checkpointing "unsloth", no dropout, bf16 full fine-tunes, fused kernels',
      url: 'https://github.com/unslothai/unsloth/blob/015bdef0d9/unsloth/models/llama.py',
      of: ['optimizer', 'checkpointing', 'loraDropout', 'precision', 'fusedKernels', 'attention', 'autocast'],
    },
    {
      title:
        'unsloth-zoo at ce232d6: checkpoints in host memory from 512 tokens on, trained weights in fp32, expandable segments',
      url: 'https://github.com/unslothai/unsloth-zoo/blob/ce232d6c/unsloth_zoo/gradient_checkpointing.py',
      of: ['checkpointing', 'reentrant', 'loraDtype', 'expandableSegments'],
    },
  ],
} as const satisfies FrameworkRow;

const torchtune = {
  requires: 'pytorch',
  instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
  label: 'torchtune',
  aliases: ['tune'],
  loss: 'kept-eighths',
  optimizer: 'adamw-fused',
  checkpointing: 'on',
  attention: 'sdpa',
  precision: 'pure-bf16',
  loraDtype: { plain: 'bf16', quantized: 'bf16' },
  loraDropout: 0,
  autocast: false,
  expandsKeys: true,
  sources: [
    {
      title:
        'torchtune recipes/configs/llama3_1 at bd2a0fc: dtype bf16, fused AdamW, activation checkpointing, LinearCrossEntropyLoss, no dropout, compile off',
      url: 'https://github.com/meta-pytorch/torchtune/tree/bd2a0fc7c/recipes/configs/llama3_1',
      of: ['precision', 'loraDtype', 'optimizer', 'checkpointing', 'loss', 'loraDropout', 'autocast'],
    },
    {
      title: 'torchtune modules/attention.py at bd2a0fc: keys and values are expanded to the query heads',
      url: 'https://github.com/meta-pytorch/torchtune/blob/bd2a0fc7c/torchtune/modules/attention.py',
      of: ['expandsKeys', 'attention'],
    },
  ],
} as const satisfies FrameworkRow;

const torchtitan = {
  requires: 'pytorch',
  instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
  label: 'torchtitan',
  blind: true,
  aliases: ['titan'],
  loss: 'chunked-eighths',
  optimizer: 'adamw-fused',
  checkpointing: 'selective-op',
  attention: 'sdpa',
  precision: 'fp32-master',
  loraDtype: { plain: 'fp32', quantized: 'fp32' },
  loraDropout: 0,
  autocast: false,
  quantizesExperts: true,
  expandableSegments: true,
  fusedQkv: true,
  reducesInFp32: true,
  sources: [
    {
      title: 'torchtitan models/common/attention.py at b5bcd76: F.scaled_dot_product_attention',
      of: ['attention'],
      url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c66d0acb1a08b176d9639425bc55e0b2a/torchtitan/models/common/attention.py',
    },
    {
      title: 'torchtitan components/lora.py at b5bcd76: LoRA without dropout, and nothing that quantizes a base',
      of: ['loraDropout', 'quantizesExperts'],
      url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c66d0acb1a08b176d9639425bc55e0b2a/torchtitan/components/lora.py',
    },
    {
      title:
        'torchtitan trainer.py and config/configs.py at b5bcd76: selective checkpointing by operation, fp32 shards, bf16 mixed precision, compile off',
      url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c6/torchtitan/config/configs.py',
      of: ['checkpointing', 'precision', 'loraDtype', 'autocast', 'reducesInFp32'],
    },
    {
      title:
        'torchtitan models/llama3/config_registry.py at b5bcd76: ChunkedLossWrapper, one qkv projection; 70B and 405B checkpoint fully',
      url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c6/torchtitan/models/llama3/config_registry.py',
      of: ['loss', 'fusedQkv', 'optimizer', 'blind'],
    },
    {
      title: 'torchtitan run_train.sh: expandable_segments:True',
      url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c6/run_train.sh',
      of: ['expandableSegments'],
    },
  ],
} as const satisfies FrameworkRow;

export const FRAMEWORKS = {
  trl,
  'trl-2025': trl2025,
  'trl-2024': based(trl2025, {
    label: 'TRL + PEFT (until 0.20)',
    aliases: ['trl-old', 'trl 0.12'],
    optimizer: 'adamw-foreach',
    checkpointing: 'off',
    loraDtype: { plain: 'fp32', quantized: 'fp32' },
    upcastsQuantizedBase: true,
    reentrant: true,
    adaptsExperts: 'linears',
    keepsLogits: true,
    sources: [
      SEPARATE_EXPERTS,
      ADAMW_TORCH,
      REENTRANT,
      SHIFTED_LOGITS,
      {
        title:
          'TRL trainer/sft_trainer.py at v0.12.0: k-bit preparation of a quantized model, checkpointing as TrainingArguments have it, off',
        url: 'https://github.com/huggingface/trl/blob/v0.12.0/trl/trainer/sft_trainer.py',
        of: ['upcastsQuantizedBase', 'checkpointing', 'loraDtype'],
      },
      KBIT,
      PEFT,
    ],
  }),
  transformers,
  'transformers-2024': based(transformers, {
    label: 'transformers Trainer + PEFT (until 4.45)',
    aliases: ['trainer-2024', 'hf-2024'],
    optimizer: 'adamw-foreach',
    reentrant: true,
    keepsLogits: true,
    sources: [
      REENTRANT,
      {
        title:
          'transformers models/llama/modeling_llama.py at v4.44.0: logits cast to fp32 and shifted into a copy; optim adamw_torch, checkpointing off',
        url: 'https://github.com/huggingface/transformers/blob/v4.44.0/src/transformers/models/llama/modeling_llama.py',
        of: ['keepsLogits', 'optimizer', 'checkpointing'],
      },
      KBIT,
      PEFT,
    ],
  }),
  unsloth,
  'unsloth-2024': based(unsloth, {
    label: 'Unsloth (until November 2024)',
    aliases: ['unsloth-old'],
    loss: 'triton',
    sources: [
      {
        title:
          'unsloth kernels/fast_lora.py at 015bdef: LoRA_MLP keeps input, gate and up; LoRA_QKV and LoRA_W their input',
        url: 'https://github.com/unslothai/unsloth/blob/015bdef0d9/unsloth/kernels/fast_lora.py',
        of: ['fusedLora'],
      },
      {
        title:
          'unsloth models/rl.py and llama.py at 015bdef: optim adamw_8bit, use_gradient_checkpointing "unsloth", no dropout, bf16 full fine-tunes, fused kernels',
        url: 'https://github.com/unslothai/unsloth/blob/015bdef0d9/unsloth/models/llama.py',
        of: ['optimizer', 'checkpointing', 'loraDropout', 'precision', 'fusedKernels', 'attention', 'autocast'],
      },
      {
        title:
          'unsloth at 4474e4b of April 2024: offloaded checkpoints; Triton cross entropy until cut cross entropy (fa8e59e, November 2024)',
        url: 'https://github.com/unslothai/unsloth/commit/fa8e59eb1b',
        of: ['checkpointing', 'loss'],
      },
    ],
  }),
  axolotl: {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'Axolotl',
    aliases: [],
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: 'on',
    attention: 'sdpa',
    precision: 'pure-bf16',
    loraDtype: { plain: 'fp32', quantized: 'fp32' },
    loraDropout: 0,
    reentrant: true,
    fusedLora: true,
    autocast: true,
    doublesCheckpointsUnderFsdp: true,
    expandableSegments: true,
    deepspeed: 'axolotl',
    passesKeysOn: true,
    sources: [
      SDPA,
      AUTOCAST,
      LOSS,
      TWICE_UNDER_FSDP,
      {
        title:
          'axolotl utils/config/__init__.py at 067b021: use_reentrant is true unless layers are frozen, or it aligns',
        of: ['reentrant'],
        url: 'https://github.com/axolotl-ai-cloud/axolotl/blob/067b021c8b87a9e5e380b9173c704cf7340e30f5/src/axolotl/utils/config/__init__.py',
      },
      {
        title: 'axolotl deepspeed_configs at 067b021: the configurations that it ships',
        of: ['deepspeed'],
        url: 'https://github.com/axolotl-ai-cloud/axolotl/tree/067b021c8b87a9e5e380b9173c704cf7340e30f5/deepspeed_configs',
      },
      {
        title: 'axolotl v0.8.0: sequence parallelism by ring-flash-attn',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/releases/tag/v0.8.0',
        of: ['passesKeysOn'],
      },
      {
        title:
          'axolotl utils/schemas/config.py and kernels/lora.py at 067b021: LoRA kernels unless asked otherwise; they keep input, gate and up',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/blob/067b021c8/src/axolotl/kernels/lora.py',
        of: ['fusedLora'],
      },
      {
        title:
          'axolotl utils/schemas at 067b021: adamw_torch_fused, lora_dropout 0; its examples checkpoint, its bare default does not',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/tree/067b021c8/src/axolotl/utils/schemas',
        of: ['optimizer', 'loraDropout', 'checkpointing'],
      },
      {
        title: 'axolotl utils/__init__.py at 067b021, set_pytorch_cuda_alloc_conf: expandable_segments:True',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/blob/067b021c8/src/axolotl/utils/__init__.py',
        of: ['expandableSegments'],
      },
      {
        title:
          'axolotl loaders/model.py at 067b021: after k-bit preparation, norms, embeddings and head go back to the compute dtype',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/blob/067b021c8/src/axolotl/loaders/model.py',
        of: ['precision', 'loraDtype'],
      },
      {
        title: 'axolotl docs/expert_quantization.qmd: experts stay 16-bit unless quantize_moe_experts is set',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/blob/067b021c8/docs/expert_quantization.qmd',
        of: ['quantizesExperts'],
      },
    ],
  },
  'llama-factory': {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'LLaMA-Factory',
    tower: 'frozen',
    aliases: ['llamafactory', 'llama factory'],
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: 'on',
    attention: 'sdpa',
    precision: 'fp32-master',
    loraDtype: { plain: 'fp32', quantized: 'fp32' },
    loraDropout: 0,
    reentrant: true,
    autocast: true,
    doublesCheckpointsUnderFsdp: true,
    deepspeed: 'llama-factory',
    sources: [
      SDPA,
      AUTOCAST,
      TRAINER,
      TWICE_UNDER_FSDP,
      {
        title: 'LLaMA-Factory hparams/model_args.py at ff6d4d1: use_reentrant_gc is true',
        of: ['reentrant'],
        url: 'https://github.com/hiyouga/LLaMA-Factory/blob/ff6d4d12eeb035d6ce06805a5733dd7b29f2ac30/src/llamafactory/hparams/model_args.py',
      },
      {
        title: 'LLaMA-Factory examples/deepspeed at ff6d4d1: the configurations that it ships',
        of: ['deepspeed'],
        url: 'https://github.com/hiyouga/LLaMA-Factory/tree/ff6d4d12eeb035d6ce06805a5733dd7b29f2ac30/examples/deepspeed',
      },
      {
        title:
          'LLaMA-Factory model/adapter.py at ff6d4d1: trained weights are cast to fp32 unless pure_bf16, ZeRO-3 or FSDP does it',
        url: 'https://github.com/hiyouga/LLaMA-Factory/blob/ff6d4d12e/src/llamafactory/model/adapter.py',
        of: ['loraDtype', 'precision'],
      },
      {
        title:
          'LLaMA-Factory hparams at ff6d4d1: checkpointing unless disabled, lora_dropout 0, norms and head not upcast, no Liger',
        url: 'https://github.com/hiyouga/LLaMA-Factory/tree/ff6d4d12e/src/llamafactory/hparams',
        of: ['checkpointing', 'loraDropout', 'loss'],
      },
      {
        title:
          'LLaMA-Factory hparams/finetuning_args.py at 00577a8: freeze_vision_tower and freeze_multi_modal_projector are true',
        url: 'https://github.com/hiyouga/LLaMA-Factory/blob/00577a85775a2a78b14641ff8f68c58c6f46b027/src/llamafactory/hparams/finetuning_args.py',
        of: ['tower'],
      },
    ],
  },
  'ms-swift': {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'ms-swift',
    tower: 'frozen',
    aliases: ['swift'],
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: 'on',
    attention: 'sdpa',
    precision: 'pure-bf16',
    loraDtype: { plain: 'fp32', quantized: 'fp32' },
    loraDropout: 0.05,
    reentrant: true,
    autocast: true,
    doublesCheckpointsUnderFsdp: true,
    deepspeed: 'ms-swift',
    passesKeysOn: true,
    sources: [
      SDPA,
      AUTOCAST,
      TRAINER,
      TWICE_UNDER_FSDP,
      {
        title: 'ms-swift trainers/mixin.py at 3602360, _fix_gradient_checkpointing: reentrant, but not under DDP',
        of: ['reentrant'],
        url: 'https://github.com/modelscope/ms-swift/blob/3602360a562313afbf2ef6065fdf61f271a2c5b9/swift/trainers/mixin.py',
      },
      {
        title: 'ms-swift swift/config at 3602360: the configurations of DeepSpeed that it ships',
        of: ['deepspeed'],
        url: 'https://github.com/modelscope/ms-swift/tree/3602360a562313afbf2ef6065fdf61f271a2c5b9/swift/config',
      },
      {
        title: 'ms-swift: sequence parallelism by Ulysses and ring attention',
        url: 'https://github.com/modelscope/ms-swift/blob/be00cf43f25784a9b413b732eee5092db874e5aa/swift/trainers/sequence_parallel/ulysses.py',
        of: ['passesKeysOn'],
      },
      {
        title:
          'ms-swift arguments/tuner_args.py and base_args/model_args.py at 3602360: dtype of the checkpoint, lora_dropout 0.05, lora_dtype left to PEFT',
        url: 'https://github.com/modelscope/ms-swift/blob/3602360a5/swift/arguments/tuner_args.py',
        of: ['precision', 'loraDropout', 'loraDtype', 'tower'],
      },
      {
        title:
          'ms-swift trainers/arguments.py at 3602360: gradient checkpointing on, no Liger; no k-bit preparation anywhere',
        url: 'https://github.com/modelscope/ms-swift/blob/3602360a5/swift/trainers/arguments.py',
        of: ['checkpointing', 'loss'],
      },
      PEFT,
    ],
  },
  torchtune,
  'torchtune-2024': based(torchtune, {
    label: 'torchtune (until April 2025)',
    aliases: ['tune-2024'],
    loss: 'chunked-logits',
    sources: [
      {
        title: 'torchtune PR 2531 of April 2025: until then its recipes name CEWithChunkedOutputLoss',
        url: 'https://github.com/meta-pytorch/torchtune/pull/2531',
        of: ['loss'],
      },
      {
        title: 'torchtune modules/attention.py at bd2a0fc: keys and values are expanded to the query heads',
        url: 'https://github.com/meta-pytorch/torchtune/blob/bd2a0fc7c/torchtune/modules/attention.py',
        of: ['expandsKeys', 'attention'],
      },
    ],
  }),
  torchtitan,
  'torchtitan-2025': based(torchtitan, {
    label: 'torchtitan (until April 2026)',
    aliases: ['torchtitan-old', 'titan-2025'],
    loss: 'materialized',
    fusedQkv: false,
    expandsKeys: true,
    sources: [
      {
        title:
          'torchtitan models/llama3/model/model.py at 2c8b594: three projections, keys and values repeated for each query head',
        of: ['fusedQkv', 'expandsKeys'],
        url: 'https://github.com/pytorch/torchtitan/blob/2c8b5947991239913d67e2f7d22a255c3e2a9694/torchtitan/models/llama3/model/model.py',
      },
      {
        title:
          'torchtitan models/llama3/train_configs/llama3_8b.toml at 2c8b594: selective checkpointing by operation, compile off',
        url: 'https://github.com/pytorch/torchtitan/blob/2c8b5947991239913d67e2f7d22a255c3e2a9694/torchtitan/models/llama3/train_configs/llama3_8b.toml',
        of: ['checkpointing'],
      },
      {
        title:
          'torchtitan components/loss.py and train.py at 2c8b594: cross entropy of fp32 logits, deleted before the backward pass; compiled with the model from PR 1033 on',
        url: 'https://github.com/pytorch/torchtitan/blob/2c8b5947991239913d67e2f7d22a255c3e2a9694/torchtitan/components/loss.py',
        of: ['loss'],
      },
    ],
  }),
  litgpt: {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'LitGPT',
    blind: true,
    aliases: ['lit-gpt'],
    loss: 'kept-chunks',
    optimizer: 'adamw-foreach',
    checkpointing: 'off',
    attention: 'sdpa',
    precision: 'pure-bf16',
    loraDtype: { plain: 'bf16', quantized: 'bf16' },
    loraDropout: 0.05,
    autocast: false,
    quantizesExperts: true,
    keepsQuantizedInputs: true,
    quantizesHead: true,
    fusedQkv: true,
    expandsKeys: true,
    frozenGradients: true,
    sources: [
      {
        title: 'litgpt at c81f7a9 of November 2023: bitsandbytes 0.41',
        of: ['keepsQuantizedInputs'],
        url: 'https://github.com/Lightning-AI/litgpt/commit/c81f7a9f',
      },
      {
        title:
          'litgpt finetune/lora.py at 2685705: lora_dropout 0.05 on q and v, plain torch.optim.AdamW, blocks checkpointed under FSDP alone; its recipes in config_hub/finetune run in bf16-true, the bare command in bf16-mixed',
        url: 'https://github.com/Lightning-AI/litgpt/blob/26857050fe3ff627cd714fe92f5838f51a3d5efa/litgpt/finetune/lora.py',
        of: ['loraDropout', 'optimizer', 'checkpointing', 'precision', 'loraDtype', 'loss', 'autocast'],
      },
      {
        title:
          'litgpt model.py and lora.py at 2685705: one qkv projection, keys and values repeated for each query head, index_copy_ keeps the product of LoRA on q and v',
        url: 'https://github.com/Lightning-AI/litgpt/blob/26857050fe3ff627cd714fe92f5838f51a3d5efa/litgpt/lora.py',
        of: ['fusedQkv', 'expandsKeys', 'attention', 'blind'],
      },
      {
        title: 'Lightning Fabric BitsandbytesPrecision: every Linear is replaced, the head among them',
        url: 'https://github.com/Lightning-AI/pytorch-lightning/blob/7f0c3436cd3f6ad3753125672024fc415cbcb414/src/lightning/fabric/plugins/precision/bitsandbytes.py',
        of: ['quantizesHead', 'quantizesExperts'],
      },
      {
        title: 'litgpt issue 1417: FSDP units of frozen and trained weights hold gradients of both',
        url: 'https://github.com/Lightning-AI/litgpt/issues/1417',
        of: ['frozenGradients'],
      },
    ],
  },
  deepspeed: {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'DeepSpeed engine',
    aliases: ['deepspeed-engine'],
    loss: 'materialized',
    optimizer: 'adamw-fused',
    checkpointing: 'off',
    attention: 'sdpa',
    precision: 'bf16-master',
    loraDtype: { plain: 'bf16', quantized: 'bf16' },
    loraDropout: 0,
    autocast: false,
    passesKeysOn: true,
    sources: [
      SDPA,
      NO_DROPOUT,
      {
        title: 'DeepSpeed runtime/engine.py at edaa722, _configure_basic_optimizer: FusedAdam',
        of: ['optimizer'],
        url: 'https://github.com/deepspeedai/DeepSpeed/blob/edaa72212/deepspeed/runtime/engine.py',
      },
      {
        title: 'DeepSpeed deepspeed/sequence/layer.py at edaa722: Ulysses divides heads while attention is computed',
        url: 'https://github.com/deepspeedai/DeepSpeed/blob/edaa72212/deepspeed/sequence/layer.py',
        of: ['passesKeysOn'],
      },
      {
        title:
          "DeepSpeed runtime/engine.py at edaa722: the module is cast to bf16; FP16_Optimizer, or ZeRO, steps fp32 masters; checkpointing is the model's own",
        url: 'https://github.com/deepspeedai/DeepSpeed/blob/edaa72212/deepspeed/runtime/engine.py',
        of: ['precision', 'loraDtype', 'checkpointing', 'autocast', 'loss'],
      },
      {
        title: 'DeepSpeed runtime/zero/stage_1_and_2.py at edaa722: 16-bit gradients, cast to fp32 for the step',
        url: 'https://github.com/deepspeedai/DeepSpeed/blob/edaa72212/deepspeed/runtime/zero/stage_1_and_2.py',
        of: ['precision'],
      },
    ],
  },
  'megatron-bridge': {
    requires: 'pytorch',
    instead: said`Leave ${mention('framework')} out: mlx-lm is assumed there.`,
    label: 'Megatron-Bridge (Megatron-LM)',
    aliases: ['megatron', 'megatron-lm', 'megatron-core', 'mcore'],
    loss: 'vocab-parallel',
    optimizer: 'adamw-fused',
    checkpointing: 'off',
    attention: 'sdpa',
    precision: 'main-gradients',
    loraDtype: { plain: 'bf16', quantized: 'bf16' },
    loraDropout: 0,
    fusedKernels: true,
    autocast: false,
    quantizesExperts: true,
    fusedQkv: true,
    sharding: 'distributed-optimizer',
    passesKeysOn: true,
    sources: [
      {
        title: 'Megatron-LM transformer_config.py at d98e8a6: attention_backend auto, fused by Transformer Engine',
        of: ['attention'],
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/transformer/transformer_config.py',
      },
      {
        title: 'Megatron-Bridge peft/lora.py at 067f987: linear_fc1 and linear_fc2, those of experts too',
        of: ['quantizesExperts'],
        url: 'https://github.com/NVIDIA-NeMo/Megatron-Bridge/blob/067f987df/src/megatron/bridge/peft/lora.py',
      },
      {
        title: 'Megatron-LM transformer_config.py: cp_comm_type p2p, keys and values go round the ring',
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/transformer/transformer_config.py',
        of: ['passesKeysOn'],
      },
      {
        title:
          'Megatron-Bridge recipes/common.py at 067f987: bf16_mixed, fp32 gradients, LoRA without dropout in the dtype of the model',
        url: 'https://github.com/NVIDIA-NeMo/Megatron-Bridge/blob/067f987df/src/megatron/bridge/recipes/common.py',
        of: ['precision', 'loraDtype', 'loraDropout', 'autocast', 'sharding', 'optimizer'],
      },
      {
        title: 'Megatron-Bridge models/gpt_provider.py at 067f987: cross_entropy_loss_fusion',
        url: 'https://github.com/NVIDIA-NeMo/Megatron-Bridge/blob/067f987df/src/megatron/bridge/models/gpt_provider.py',
        of: ['loss'],
      },
      {
        title:
          'Megatron-LM core/transformer/transformer_config.py at d98e8a6: recompute_granularity None; fused norms, MLP and qkv of Transformer Engine',
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/transformer/transformer_config.py',
        of: ['checkpointing', 'fusedKernels', 'fusedQkv'],
      },
    ],
  },
  mlx: {
    requires: 'mlx',
    instead: said`Name a Mac (${mention('gpu', 'm4 max 64gb')}), or leave ${mention('framework')} out.`,
    label: 'mlx-lm',
    blind: true,
    aliases: ['mlx-lm', 'mlx_lm'],
    loss: 'materialized',
    quantization: 'mlx-4bit',
    optimizer: 'adamw-fused',
    checkpointing: 'on',
    attention: 'eager',
    precision: 'pure-bf16',
    loraDtype: { plain: 'fp32', quantized: 'fp32' },
    loraDropout: 0,
    autocast: false,
    quantizesExperts: true,
    sources: [
      {
        title: 'mlx-lm models/base.py at d78bf58: attention as products, whose gradient MLX computes unfused',
        of: ['attention'],
        url: 'https://github.com/ml-explore/mlx-lm/blob/d78bf58e/mlx_lm/models/base.py',
      },
      {
        title: 'mlx-lm models/switch_layers.py at d78bf58: SwitchLinear becomes QuantizedSwitchLinear of 4 bits',
        of: ['quantizesExperts', 'quantization'],
        url: 'https://github.com/ml-explore/mlx-lm/blob/d78bf58e/mlx_lm/models/switch_layers.py',
      },
      {
        // Bare, it trains 16 layers without checkpointing (lora.py); an answer says what that takes beside.
        title:
          'mlx-lm tuner/lora.py and trainer.py at d78bf58: LoRA matrices in fp32, no dropout, Adam in the dtype of the weights, --grad-checkpoint',
        url: 'https://github.com/ml-explore/mlx-lm/blob/d78bf58e/mlx_lm/tuner/lora.py',
        of: ['loraDtype', 'loraDropout', 'optimizer', 'checkpointing', 'autocast', 'precision', 'loss', 'blind'],
      },
    ],
  },
} as const satisfies Record<string, FrameworkRow>;

export type FrameworkId = keyof typeof FRAMEWORKS;
