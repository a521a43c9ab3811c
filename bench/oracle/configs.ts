/**
 * The catalogue's dimensions for the oracle: `node bench/oracle/configs.ts` writes configs.json, from which model.py
 * builds transformers configs.
 */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { MODELS, type ModelFacts } from '../../src/index.ts';

const FILE = new URL('configs.json', import.meta.url);

/** One small model of each family that transformers builds and, where it differs, one with experts. */
const IDS = [
  'meta-llama/Llama-3.1-8B',
  'meta-llama/Llama-3.2-1B',
  'meta-llama/Llama-2-7b-hf',
  'TinyLlama/TinyLlama-1.1B-Chat-v1.0',
  'mistralai/Mistral-7B-v0.1',
  'mistralai/Mixtral-8x7B-v0.1',
  'Qwen/Qwen2.5-0.5B',
  'Qwen/Qwen2.5-7B',
  'Qwen/Qwen3-0.6B',
  'Qwen/Qwen3-8B',
  'Qwen/Qwen3-30B-A3B',
  'Qwen/Qwen3-Next-80B-A3B-Instruct',
  'google/gemma-2b',
  'google/gemma-2-2b',
  'google/gemma-3-1b-pt',
  'microsoft/phi-2',
  'microsoft/Phi-3-mini-4k-instruct',
  'deepseek-ai/DeepSeek-V2-Lite',
  'deepseek-ai/DeepSeek-V3',
  'zai-org/GLM-4-9B-0414',
  'zai-org/GLM-4.5-Air',
  'openai/gpt-oss-20b',
  'MiniMaxAI/MiniMax-M2',
  'ibm-granite/granite-3.3-2b-base',
  'ibm-granite/granite-3.1-1b-a400m-base',
  'allenai/OLMo-1B-hf',
  'allenai/OLMo-2-0425-1B',
  'allenai/Olmo-3-1025-7B',
  'HuggingFaceTB/SmolLM3-3B',
  'tiiuae/falcon-7b',
  'tiiuae/Falcon3-1B-Base',
  '01-ai/Yi-1.5-6B',
  'stabilityai/stablelm-3b-4e1t',
  'CohereLabs/c4ai-command-r7b-12-2024',
  'bigcode/gpt_bigcode-santacoder',
  'bigcode/starcoder2-3b',
  'EleutherAI/gpt-neo-1.3B',
  'EleutherAI/pythia-1b',
  'openai-community/gpt2',
  'facebook/opt-1.3b',
  'bigscience/bloom-560m',
  'LiquidAI/LFM2-1.2B',
  'nvidia/NVIDIA-Nemotron-3-Nano-4B-BF16',
  'LGAI-EXAONE/EXAONE-4.0-1.2B',
];

/** What models.py reads. */
const FIELDS = [
  'id',
  'family',
  'hiddenSize',
  'layers',
  'heads',
  'kvHeads',
  'headDim',
  'intermediateSize',
  'vocabSize',
  'maxPositions',
  'tiedEmbeddings',
  'learnedPositions',
  'slidingWindow',
  'moe',
  'mla',
  'linearAttention',
  'mamba',
  'shortConv',
  'layerPattern',
] as const satisfies readonly (keyof ModelFacts)[];

/** The facts of those models that a config is made of. */
export function configs(): readonly Partial<ModelFacts>[] {
  return IDS.map((id) => {
    const model = MODELS.find((one) => one.id === id);
    if (!model) throw new Error(`${id} is not in the catalogue.`);
    return Object.fromEntries(FIELDS.flatMap((field) => (model[field] === undefined ? [] : [[field, model[field]]])));
  });
}

if (import.meta.main) writeFileSync(FILE, await format(JSON.stringify(configs()), { parser: 'json', printWidth: 120 }));
