import type { ModelFacts } from '../types.ts';
import { LLMFIT, MAXTEXT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const GPT_OSS = [
  {
    id: 'openai/gpt-oss-20b', name: 'gpt-oss 20b', family: 'gpt-oss', normInFp32: true, sizeLabel: '20b',
    aliases: ['gptoss 20b'],
    also: ['unsloth/gpt-oss-20b', 'openai/gpt-oss-safeguard-20b'],
    hiddenSize: 2880, layers: 24, heads: 64, kvHeads: 8, headDim: 64, vocabSize: 201088, maxPositions: 131072,
    qkvBias: true, outBias: true, attentionSinks: true, slidingWindow: { window: 128, layers: 12 },
    moe: { experts: 32, expertsPerToken: 4, expertIntermediate: 2880, moeLayers: 24, fusedExperts: true, expertBias: true, routerBias: true },
    quantization: { method: 'mxfp4', block: 32, appliesTo: 'fused-experts' },
    license: 'apache-2.0', gated: false,
    published: { total: 20_914_757_184, of: 'unsloth/gpt-oss-20b-BF16' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/openai--gpt-oss-20b_config.json',
      MAXTEXT, 'openai/gpt-oss:gpt_oss/torch/model.py', LLMFIT,
    ],
    notes: 'Experts are two 3-D tensors per layer (gate_up_proj, down_proj), not nn.Linear modules.',
  },
  {
    id: 'openai/gpt-oss-120b', name: 'gpt-oss 120b', family: 'gpt-oss', normInFp32: true, sizeLabel: '120b',
    aliases: ['gptoss 120b'],
    also: ['unsloth/gpt-oss-120b', 'openai/gpt-oss-safeguard-120b', 'axolotl-ai-co/gpt-oss-120b-dequantized'],
    hiddenSize: 2880, layers: 36, heads: 64, kvHeads: 8, headDim: 64, vocabSize: 201088, maxPositions: 131072,
    qkvBias: true, outBias: true, attentionSinks: true, slidingWindow: { window: 128, layers: 18 },
    moe: { experts: 128, expertsPerToken: 4, expertIntermediate: 2880, moeLayers: 36, fusedExperts: true, expertBias: true, routerBias: true },
    quantization: { method: 'mxfp4', block: 32, appliesTo: 'fused-experts' },
    license: 'apache-2.0', gated: false,
    published: { total: 116_829_156_672, of: 'unsloth/gpt-oss-120b-BF16' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/openai--gpt-oss-120b_config.json',
      MAXTEXT, 'openai/gpt-oss:gpt_oss/torch/model.py', LLMFIT,
    ],
    notes: 'Experts are two 3-D tensors per layer (gate_up_proj, down_proj), not nn.Linear modules.',
  },
] satisfies readonly ModelFacts[];
