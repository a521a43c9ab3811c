/** Collections that many rows were read from, as `owner/repository:path`. */

/** Totals of the Hugging Face API for safetensors files, in the history of the file. */
export const LLMFIT = 'AlexsJones/llmfit:llmfit-core/data/hf_models.json';
/** Totals of the same API, recorded independently. */
export const MODELSPEC = 'turbobeest/modelspec:benchmarks/_census/total_parameters.json';
export const LITGPT = 'Lightning-AI/litgpt:litgpt/config.py';
export const MLC_PRESETS = 'mlc-ai/mlc-llm:python/mlc_llm/model/model_preset.py';
export const MAXTEXT = 'AI-Hypercomputer/maxtext:src/maxtext/checkpoint_conversion/utils/hf_model_configs.py';
export const NEMO_QWEN2 = 'NVIDIA/NeMo:nemo/collections/llm/gpt/model/qwen2.py';
export const GPU_POOR = 'RahulSChand/gpu_poor:public/all_configs.json';
