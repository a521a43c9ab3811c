"""What is run: requests, as the small and the full grid."""

from dataclasses import dataclass, replace

import models
import peft_methods


@dataclass(frozen=True)
class Request:
    """One training step. Names of optimizers, targets and losses are those of src/facts."""

    model: str
    method: str = "lora"  # full, lora, dora, those of peft_methods.py; qlora with --device cuda
    objective: str = "sft"  # a name of objectives.py
    weights: str = "bf16"  # dtype of the base: bf16, fp32
    autocast: bool = True
    lora_dtype: str = "fp32"
    rank: int = 16
    targets: str = "all-linear"  # all-linear, attention, qv
    dropout: float = 0.0
    optimizer: str = "adamw-fused"
    checkpointing: bool = True
    attention: str = "sdpa"  # sdpa, eager
    loss: str = "materialized"  # materialized, materialized-kept, chunked
    batch: int = 1
    seq: int = 2048
    last: int = 0  # blocks that are trained, from the top; 0: all
    completion: int = 0  # of seq, what was generated


FULL = {"method": "full", "autocast": False}
MIXED = {"method": "full", "weights": "fp32", "autocast": True}
PURE_LORA = {"lora_dtype": "bf16", "autocast": False}
OFF = {"checkpointing": False}

# Every model: both ends of training, with and without checkpointing.
EVERY_MODEL = (FULL | {"loss": "chunked"}, FULL | OFF, {"loss": "chunked"}, PURE_LORA | OFF)

# PEFT reaches experts of some families through `all-linear`: without them too.
WITHOUT_EXPERTS = ({"targets": "attention", "loss": "chunked"}, {"targets": "attention", **OFF})

# KTO compares within a batch, GRPO within a group of completions.
OBJECTIVES = (
    {"objective": "dpo"},
    {"objective": "orpo"},
    {"objective": "kto", "batch": 2},
    {"objective": "reward"},
    {"objective": "grpo", "batch": 4, "completion": 512, "seq": 1024},
    {"objective": "embedding", "batch": 8, "seq": 512},
)

# Some models: one thing changed at a time.
VARIATIONS = (
    *({**FULL, "optimizer": name} for name in ("adamw-fused", "adamw-foreach", "adamw-loop", "sgd", "sgd-momentum")),
    *({**FULL, "optimizer": name} for name in ("adafactor", "torch-adafactor", "lion", "muon")),
    *({**MIXED, "optimizer": name} for name in ("adamw-fused", "adamw-foreach", "adafactor", "lion")),
    MIXED | OFF,
    *({"optimizer": name} for name in ("adamw-foreach", "adamw-loop", "sgd", "sgd-momentum", "adafactor", "lion")),
    *({"rank": rank} for rank in (8, 64, 256)),
    *({"targets": targets} for targets in ("attention", "qv")),
    *({"targets": targets, **OFF} for targets in ("attention", "qv")),
    *({"lora_dtype": dtype, "autocast": autocast} for dtype, autocast in (("fp32", False), ("bf16", False))),
    *({"lora_dtype": dtype, "autocast": autocast, **OFF} for dtype, autocast in (("fp32", False), ("fp32", True))),
    *({"dropout": 0.05, **more} for more in ({}, OFF, PURE_LORA, PURE_LORA | OFF)),
    *({"method": "dora", **more} for more in ({}, OFF, PURE_LORA, PURE_LORA | OFF, {"targets": "attention"})),
    *({**one, **more} for one in OBJECTIVES for more in ({}, OFF, PURE_LORA, PURE_LORA | OFF, FULL, FULL | OFF)),
    *({"objective": "dpo", **more} for more in (MIXED, {"batch": 4, "seq": 512}, FULL | {"batch": 4, "seq": 512})),
    *({"objective": "grpo", "batch": 8, "seq": 1536, "completion": completion} for completion in (512, 1024)),
    *({"objective": "distillation", "completion": 1024, **more} for more in (PURE_LORA, PURE_LORA | OFF, FULL, FULL | OFF)),
    {**FULL, "objective": "embedding", "batch": 32, "seq": 128},
    *({"attention": "eager", **more} for more in ({}, OFF, FULL, FULL | OFF)),
    *({"loss": loss} for loss in ("materialized", "materialized-kept", "chunked")),
    *({**FULL, "loss": loss} for loss in ("materialized-kept", "chunked")),
    *({**one, "last": 2} for one in (FULL, FULL | OFF, {}, OFF)),
    *({"batch": batch, "seq": seq} for batch, seq in ((4, 512), (8, 1024), (1, 8192))),
)
# Their wrappers and dtypes keep TRL's chunked loss from what it does elsewhere.
UNCHUNKED = ("adapter", "ln-tuning")
# Methods beside LoRA: without checkpointing and autocast, in bf16 and fp32, and as trainers run them.
METHODS = [
    {"method": method, "rank": size, "loss": "materialized" if method in UNCHUNKED else "chunked", **more}
    for method, size in peft_methods.SIZES.items()
    for more in (PURE_LORA | OFF, {"autocast": False, **OFF}, {})
    # PEFT refuses to checkpoint prefixes; norms in fp32 do not meet linears in bf16 without autocast.
    if (method != "prefix-tuning" or more) and (method != "ln-tuning" or more.get("autocast", True) or "lora_dtype" in more)
]
VARIED = ("meta-llama/Llama-3.2-1B", "Qwen/Qwen3-0.6B", "google/gemma-2-2b")
SMALL = ("meta-llama/Llama-3.2-1B", "Qwen/Qwen3-0.6B", "google/gemma-3-1b-pt", "EleutherAI/pythia-1b")

# transformers has eager attention alone for these.
EAGER_ONLY = {"gpt-oss", "bloom", "gpt-neo"}
# PEFT refuses out_proj of Mamba layers, which `all-linear` names.
NO_ALL_LINEAR = {"nemotron-h"}


def grid(size):
    """Requests without repeats, in a fixed order."""
    wanted = [Request(name, **one) for name in (SMALL if size == "small" else models.CONFIGS) for one in EVERY_MODEL]
    if size == "full":
        mixtures = [name for name, facts in models.CONFIGS.items() if "moe" in facts]
        wanted += [Request(name, **one) for name in mixtures for one in WITHOUT_EXPERTS]
        wanted += [Request(name, **one) for name in VARIED for one in VARIATIONS]
        # PEFT knows how Llama attends, and of no other model here, which LLaMA-Adapter asks.
        wanted += [
            Request(name, **one)
            for name in VARIED[:2]
            for one in METHODS
            if one["method"] != "adapter" or "Llama" in name
        ]
    return list(dict.fromkeys(possible(one) for one in wanted))


def possible(request):
    """The same request within what the model can do: its attention, its positions."""
    facts = models.CONFIGS[request.model]
    if facts["family"] in EAGER_ONLY:
        request = replace(request, attention="eager")
    if facts["family"] in NO_ALL_LINEAR:
        request = replace(request, targets="attention")
    return replace(request, seq=min(request.seq, facts["maxPositions"]))
