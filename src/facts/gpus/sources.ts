/**
 * Where the hardware rows were read; a row names these by their key. The capability flags of all rest on the support table
 * of bitsandbytes (https://github.com/bitsandbytes-foundation/bitsandbytes, README of 2026-08-19) and on the README of
 * flash-attention (https://github.com/Dao-AILab/flash-attention, 2026).
 */
import type { Source } from '../types.ts';

export const gpuSources = {
  aws: {
    title: 'skypilot-org/skypilot-catalog v9/aws/vms.csv, GpuInfo (AWS API MiB, mid-2026)',
    url: 'https://github.com/skypilot-org/skypilot-catalog',
  },
  gpuhunt: {
    title: 'dstackai/gpuhunt, _internal/constraints.py (2026-08-19, MPL-2.0)',
    url: 'https://github.com/dstackai/gpuhunt',
  },
  huggingface: {
    title: 'huggingface/huggingface.js, packages/tasks/src/hardware*.ts (2026-08-21, MIT)',
    url: 'https://github.com/huggingface/huggingface.js',
  },
  lightning: {
    title: 'Lightning-AI/pytorch-lightning, lightning/fabric/utilities/throughput.py (2026-07-20, Apache-2.0)',
    url: 'https://github.com/Lightning-AI/pytorch-lightning',
  },
  llmAnalysis: {
    title: 'cli99/llm-analysis, gpu_configs/*.json (2024-11-13, Apache-2.0)',
    url: 'https://github.com/cli99/llm-analysis',
  },
  llmfit: {
    title: 'AlexsJones/llmfit, llmfit-core/src/hardware.rs (2026-08-22, MIT)',
    url: 'https://github.com/AlexsJones/llmfit',
  },
  migGuide: {
    title: 'NVIDIA MIG User Guide, supported profiles',
    url: 'https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html',
  },
  migReports: { title: '"nvidia-smi mig -lgip" listings and PyTorch totals in public repositories (2023-2026)' },
  mlEngineering: {
    title: 'stas00/ml-engineering, compute/accelerator/README.md (2026-08-22, CC BY-SA 4.0)',
    url: 'https://github.com/stas00/ml-engineering',
  },
  nvidiaSmi: { title: 'nvidia-smi printouts in public repositories (2023-2026)' },
  oomMessages: { title: 'PyTorch out-of-memory messages ("total capacity of X GiB") in public repositories' },
  techpowerup: {
    title: 'United-Compute/gpu-price-tracker README table (2026-02-02, values from TechPowerUp)',
    url: 'https://github.com/United-Compute/gpu-price-tracker',
  },
  torchtitan: {
    title: 'pytorch/torchtitan, torchtitan/tools/utils.py get_peak_flops (2026-08-21, BSD-3)',
    url: 'https://github.com/pytorch/torchtitan',
  },
  unsloth: {
    title: 'unslothai/notebooks, saved outputs ("Max memory = X GB", 2026-08-18, LGPL-3.0)',
    url: 'https://github.com/unslothai/notebooks',
  },
  vast: {
    title: 'skypilot-org/skypilot-catalog v9/vast/vms.csv, GpuInfo (host-reported MiB, mid-2026)',
    url: 'https://github.com/skypilot-org/skypilot-catalog',
  },
  vendor: { title: 'Vendor datasheet value from general knowledge; no stored copy was checked' },
} as const satisfies Record<string, Source>;

export type GpuSourceId = keyof typeof gpuSources;
