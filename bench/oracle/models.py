"""Real transformers models from the catalogue's dimensions, at any depth, on fake, meta or real tensors."""

import json
from pathlib import Path

import torch
import transformers

CONFIGS = {facts["id"]: facts for facts in json.loads((Path(__file__).parent / "configs.json").read_text())}


def common(facts, layers):
    """The names that most configs share, where the model has them."""
    fields = {
        "hidden_size": facts["hiddenSize"],
        "intermediate_size": facts.get("intermediateSize"),
        "num_hidden_layers": layers,
        "num_attention_heads": facts["heads"],
        "num_key_value_heads": facts["kvHeads"],
        "head_dim": facts["headDim"],
        "vocab_size": facts["vocabSize"],
        "tie_word_embeddings": facts.get("tiedEmbeddings", False),
        "max_position_embeddings": facts["maxPositions"],
    }
    return {name: value for name, value in fields.items() if value is not None} | {"pad_token_id": None}


def experts(facts, count="num_experts", width="moe_intermediate_size"):
    moe = facts["moe"]
    return {count: moe["experts"], "num_experts_per_tok": moe["expertsPerToken"], width: moe["expertIntermediate"]}


def sliding(facts, layers):
    """Windowed layers spread as the family does: the last of each period attends in full."""
    window = facts["slidingWindow"]
    period = period_of(facts)
    kinds = ["sliding_attention" if (i + 1) % period else "full_attention" for i in range(layers)]
    return {"sliding_window": window["window"], "layer_types": kinds}


def shared_experts(facts):
    moe = facts["moe"]
    return {
        **experts(facts, "n_routed_experts"),
        "n_shared_experts": moe["sharedExperts"],
        "first_k_dense_replace": moe["denseLayers"],
        "n_group": 1,
        "topk_group": 1,
    }


def latent_attention(facts):
    mla = facts["mla"]
    return {
        "q_lora_rank": mla["qLoraRank"],
        "kv_lora_rank": mla["kvLoraRank"],
        "qk_nope_head_dim": mla["qkNopeHeadDim"],
        "qk_rope_head_dim": mla["qkRopeHeadDim"],
        "v_head_dim": mla["vHeadDim"],
        "head_dim": mla["qkRopeHeadDim"],
    }


def linear_attention(facts, layers):
    linear = facts["linearAttention"]
    kinds = ["linear_attention" if (i + 1) % 4 else "full_attention" for i in range(layers)]
    return {
        **experts(facts),
        "shared_expert_intermediate_size": facts["moe"]["sharedIntermediate"],
        "linear_num_key_heads": linear["keyHeads"],
        "linear_num_value_heads": linear["valueHeads"],
        "linear_key_head_dim": linear["keyHeadDim"],
        "linear_value_head_dim": linear["valueHeadDim"],
        "linear_conv_kernel_dim": linear["convKernel"],
        "layer_types": kinds,
    }


def mamba(facts):
    state = facts["mamba"]
    return {
        "hybrid_override_pattern": facts["layerPattern"],
        "mamba_num_heads": state["heads"],
        "mamba_head_dim": state["headDim"],
        "ssm_state_size": state["stateSize"],
        "n_groups": state["groups"],
        "conv_kernel": state["convKernel"],
    }


def short_convolution(facts, layers):
    full = layers - facts["shortConv"]["layers"]
    return {
        "block_auto_adjust_ff_dim": False,
        "conv_L_cache": facts["shortConv"]["kernel"],
        "full_attn_idxs": [layers - 2 * (full - i) for i in range(full)],
    }


def gpt2_names(facts, layers):
    return {
        "n_embd": facts["hiddenSize"],
        "n_layer": layers,
        "n_head": facts["heads"],
        "n_inner": facts["intermediateSize"],
        "n_positions": facts["learnedPositions"],
        "vocab_size": facts["vocabSize"],
        "resid_pdrop": 0.0,
        "embd_pdrop": 0.0,
        "attn_pdrop": 0.0,
    }


def gpt_neo_names(facts, layers):
    return {
        "hidden_size": facts["hiddenSize"],
        "num_layers": layers,
        "num_heads": facts["heads"],
        "attention_types": [[["global", "local"], layers // 2]],
        "vocab_size": facts["vocabSize"],
        "max_position_embeddings": facts["learnedPositions"],
        "embed_dropout": 0.0,
    }


# family -> (config class, what it needs beside the common names). Dropout is off everywhere: fine-tuning recipes do so.
FAMILIES = {
    "mistral": ("MistralConfig", lambda f, n: {"sliding_window": None}),
    "mixtral": ("MixtralConfig", lambda f, n: experts(f, "num_local_experts", "intermediate_size")),
    "qwen2.5": ("Qwen2Config", lambda f, n: {}),
    "qwen3": ("Qwen3Config", lambda f, n: {}),
    "qwen3-moe": ("Qwen3MoeConfig", lambda f, n: experts(f)),
    "qwen3-next": ("Qwen3NextConfig", linear_attention),
    "gemma-1": ("GemmaConfig", lambda f, n: {}),
    "gemma-2": ("Gemma2Config", sliding),
    "gemma-3": ("Gemma3TextConfig", sliding),
    "phi-2": ("PhiConfig", lambda f, n: {"resid_pdrop": 0.0}),
    "phi-3": ("Phi3Config", lambda f, n: {"sliding_window": None, "resid_pdrop": 0.0}),
    "deepseek-v2": ("DeepseekV2Config", lambda f, n: {**shared_experts(f), **latent_attention(f)}),
    "deepseek-v3": ("DeepseekV3Config", lambda f, n: {**shared_experts(f), **latent_attention(f)}),
    "glm-4": ("Glm4Config", lambda f, n: {"attention_bias": True}),
    "glm-4.5": ("Glm4MoeConfig", lambda f, n: {**shared_experts(f), "attention_bias": True}),
    "gpt-oss": ("GptOssConfig", lambda f, n: {**experts(f, "num_local_experts", "intermediate_size"), **sliding(f, n)}),
    "minimax-m2": ("MiniMaxM2Config", lambda f, n: experts(f, "num_local_experts", "intermediate_size")),
    "granite-3": ("GraniteConfig", lambda f, n: {}),
    "granite-3-moe": ("GraniteMoeConfig", lambda f, n: experts(f, "num_local_experts", "intermediate_size")),
    "olmo": ("OlmoConfig", lambda f, n: {}),
    "olmo-2": ("Olmo2Config", lambda f, n: {}),
    "olmo-3": ("Olmo3Config", sliding),
    "smollm3": ("SmolLM3Config", lambda f, n: {}),
    "falcon": ("FalconConfig", lambda f, n: {}),
    "stablelm": ("StableLmConfig", lambda f, n: {}),
    "command-r": ("Cohere2Config", sliding),
    "gpt-bigcode": ("GPTBigCodeConfig", gpt2_names),
    "starcoder2": (
        "Starcoder2Config",
        lambda f, n: {"sliding_window": None, "residual_dropout": 0.0, "embedding_dropout": 0.0},
    ),
    "gpt-neo": ("GPTNeoConfig", gpt_neo_names),
    "pythia": ("GPTNeoXConfig", lambda f, n: {"use_parallel_residual": True}),
    "gpt-2": ("GPT2Config", gpt2_names),
    "opt": (
        "OPTConfig",
        lambda f, n: {"ffn_dim": f["intermediateSize"], "word_embed_proj_dim": f["hiddenSize"], "dropout": 0.0},
    ),
    "bloom": ("BloomConfig", lambda f, n: {"n_layer": n, "n_head": f["heads"]}),
    "lfm2": ("Lfm2Config", short_convolution),
    "nemotron-h": ("NemotronHConfig", lambda f, n: mamba(f)),
    "exaone-4": ("Exaone4Config", lambda f, n: {"layer_types": ["full_attention"] * n}),
}  # fmt: skip
LLAMA = ("LlamaConfig", lambda f, n: {})
UNSETTABLE = {"FalconConfig": ("head_dim", "num_key_value_heads")}  # derived, or other when given
OWN_NAMES = (gpt2_names, gpt_neo_names)


def family_of(facts):
    family = facts["family"]
    experts_apart = f"{family}-moe"
    return FAMILIES.get(experts_apart if "moe" in facts and experts_apart in FAMILIES else family, LLAMA)


def period_of(facts):
    """Layers after which the pattern of layer kinds repeats."""
    window = facts.get("slidingWindow")
    if "linearAttention" in facts:
        return 4
    if not window or window["layers"] == facts["layers"]:
        return 1
    return {"gemma-2": 2, "gpt-oss": 2, "gpt-neo": 2, "gemma-3": 6}.get(facts["family"], 4)


def depths(facts):
    """Two depths to extend from, or the full one alone where the pattern of layers does not repeat."""
    if "layerPattern" in facts or "shortConv" in facts:
        return (facts["layers"],)
    period, prefix = period_of(facts), facts.get("moe", {}).get("denseLayers", 0)
    unit = max(period, 2)
    few = prefix + unit + (facts["layers"] - prefix) % period
    while few // 2 <= prefix:  # the half of the backward pass that ends the model needs a layer of the common kind
        few += unit
    return (few, few + unit)


def build(facts, layers, dtype, attention, device, head="AutoModelForCausalLM"):
    """A model with random or no weights; on `meta` nothing is allocated."""
    name, own = family_of(facts)
    extra = own(facts, layers)
    fields = extra if own in OWN_NAMES else {**common(facts, layers), **extra}
    config = getattr(transformers, name)(**{key: fields[key] for key in fields if key not in UNSETTABLE.get(name, ())})
    config.use_cache = False
    if head == "AutoModelForSequenceClassification":
        config.num_labels, config.pad_token_id = 1, 0
    with torch.device(device):
        return getattr(transformers, head).from_config(config, dtype=dtype, attn_implementation=attention)


def to_fake(model, mode):
    """Meta tensors become fake ones on the CPU in place; tied weights stay tied."""
    made = {}

    def fake(tensor):
        if id(tensor) not in made:
            empty = torch.empty(tensor.shape, dtype=tensor.dtype)
            parameter = isinstance(tensor, torch.nn.Parameter)
            made[id(tensor)] = torch.nn.Parameter(empty, tensor.requires_grad) if parameter else empty
        return made[id(tensor)]

    with mode:
        for module in model.modules():
            for table in (module._parameters, module._buffers):
                for name, tensor in table.items():
                    table[name] = None if tensor is None else fake(tensor)
