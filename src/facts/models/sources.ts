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
/** No count was published: what the model's own class has, built from the row's sizes on PyTorch's meta device. */
export const BUILT = 'counted by transformers 5.18.0, which builds the same sizes without weights';
/** Configurations and counts quoted where a text search found them, without the name of the repository. */
export const QUOTED_CONFIG = 'config.json quoted in a public repository, found by text search';
export const QUOTED_SIZES = 'table of Hugging Face totals in a public evaluation script, found by text search';
/**
 * The file named beside it was not at hand: the sizes are from memory, and a count that is built of them confirms nothing.
 * A row loses this mark when somebody reads the file, or finds a count that was published.
 */
export const RECALLED = 'sizes from memory, not read again';
