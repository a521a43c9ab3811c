"""What PEFT trains with target_modules="all-linear", rank 8, on small decoders of the meta device:
`python bench/models/lora_counts.py > bench/models/lora-counts.json`. PEFT refuses Mamba's out_proj."""

import json

import peft
import torch
import transformers

transformers.logging.set_verbosity_error()

TOKENS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
CONFIGS = [
    {"model_type": "gemma3n_text", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 5, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 32, "vocab_size": 1000, "vocab_size_per_layer_input": 900, "hidden_size_per_layer_input": 32, "num_kv_shared_layers": 0},
    {"model_type": "gptj", "n_embd": 256, "n_layer": 4, "n_head": 8, "vocab_size": 1000, "n_positions": 128, "rotary_dim": 16},
    {"model_type": "mpt", "d_model": 256, "n_layers": 4, "n_heads": 8, "vocab_size": 1000},
    {"model_type": "exaone4", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000},
    {"model_type": "llama", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000},
    {"model_type": "nemotron", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000},
    {"model_type": "codegen", "n_embd": 256, "n_layer": 4, "n_head": 8, "vocab_size": 1000, "n_positions": 128, "rotary_dim": 16},
    {"model_type": "phi", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "vocab_size": 1000},
    {"model_type": "opt", "hidden_size": 256, "ffn_dim": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "vocab_size": 1000, "word_embed_proj_dim": 256, "max_position_embeddings": 128},
    {"model_type": "bloom", "hidden_size": 256, "n_layer": 4, "n_head": 8, "vocab_size": 1000},
    {"model_type": "gpt2", "n_embd": 256, "n_layer": 4, "n_head": 8, "vocab_size": 1000},
    {"model_type": "gpt_neox", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "vocab_size": 1000},
    {"model_type": "falcon", "hidden_size": 256, "num_hidden_layers": 4, "num_attention_heads": 8, "vocab_size": 1000},
    {"model_type": "starcoder2", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000},
    {"model_type": "qwen3", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 32, "vocab_size": 1000},
    {"model_type": "phi3", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000},
    {"model_type": "glm4", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 32, "vocab_size": 1000},
    {"model_type": "lfm2", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 1000, "full_attn_idxs": [1, 3], "block_auto_adjust_ff_dim": False},
    {"model_type": "gemma4_text", "hidden_size": 256, "intermediate_size": 640, "num_hidden_layers": 6, "num_attention_heads": 8, "num_key_value_heads": 2, "head_dim": 32, "vocab_size": 1000, "vocab_size_per_layer_input": 900, "hidden_size_per_layer_input": 32, "num_kv_shared_layers": 0},
]


def count(config):
    fields = {name: value for name, value in config.items() if name != "model_type"}
    built = transformers.AutoConfig.for_model(config["model_type"], **fields, **TOKENS)
    with torch.device("meta"):
        model = transformers.AutoModelForCausalLM.from_config(built)
        lora = peft.LoraConfig(r=8, target_modules="all-linear", task_type="CAUSAL_LM")
        adapted = peft.get_peft_model(model, lora)
    weights = {name: each.numel() for name, each in adapted.named_parameters() if "lora_" in name}
    names = {name.split(".lora_")[0].split(".")[-1] for name in weights}
    return {"config": config, "rank": 8, "trained": sum(weights.values()), "names": sorted(names)}


rows = [count(config) for config in CONFIGS]
print("[\n  " + ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]")
