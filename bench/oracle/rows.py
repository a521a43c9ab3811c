"""Figures of a run as a row of the accuracy benchmark's form (bench/accuracy/rows.ts), with the components beside."""

import importlib.metadata as metadata

import models
from memory import PHASES

GIB = 2**30
# Sequences of one example that are differentiated, where they are not one.
SEQUENCES = {"dpo": 2, "orpo": 2, "reward": 2, "embedding": 2}
LOSSES = {
    "materialized": "HF causal-LM loss (logits upcast to fp32)",
    "materialized-kept": "HF causal-LM loss (logits upcast to fp32), outputs kept through backward",
    "chunked": "TRL chunked_nll",
}
COMPONENTS = ("weights", "lora-weights", "gradients", "optimizer-states", "activations", "weight-casts", "buffers")


def extend(shallow, deep, layers):
    """Figures at full depth from those of two depths. Every figure is linear in the depth: --prove shows it."""
    (few, low), (many, high) = shallow, deep
    names = [name for name in high if isinstance(high[name], int)]
    return {name: low[name] + (high[name] - low[name]) * (layers - few) // (many - few) for name in names}


def row_of(request, figures, what_measured):
    peaks = {phase: figures[f"peak {phase}"] for phase in PHASES}
    backward = max(peaks.pop("backward-top"), peaks.pop("backward-bottom"))
    peaks = {"forward": max(peaks.pop("apart"), peaks["forward"]), "loss": peaks["loss"], "backward": backward} | peaks
    value = max(peaks.values())
    full = request.method == "full"
    notes = fallback_of(models.CONFIGS[request.model])
    return {
        "id": id_of(request),
        "kind": "measured",
        "outcome": "ok",
        "quality": "A",
        "core": notes is None,
        "group": f"oracle-{request.model}-{request.method}",
        "source_repo": "bench/oracle",
        "framework": framework(),
        "model": request.model,
        "model_params": figures["parameters"] - (0 if full else figures["trained"]),
        "method": request.method if request.objective == "sft" else f"{request.objective} ({request.method})",
        "adapter_rank": None if full else request.rank,
        "adapter_targets": None if full else request.targets,
        "adapter_dropout": None if full else request.dropout,
        "trainable_params": figures["trained"],
        "quantization": "none",
        "weight_dtype": {"bf16": "bfloat16", "fp32": "float32"}[request.weights],
        "compute_dtype": "bf16 autocast" if request.autocast else "pure bf16",
        "adapter_dtype": None if full else {"bf16": "bfloat16", "fp32": "float32"}[request.lora_dtype],
        "optimizer": request.optimizer,
        "micro_batch_size": request.batch,
        "grad_accum": 1,
        "seq_len": request.seq,
        "seq_len_kind": "fixed",
        "tokens_per_micro_batch": request.batch * request.seq * SEQUENCES.get(request.objective, 1),
        "gradient_checkpointing": request.checkpointing,
        "attention_impl": request.attention,
        "loss_impl": LOSSES[request.loss] if request.objective == "sft" else f"TRL's own for {request.objective}",
        "compile": False,
        "num_gpus": 1,
        "parallelism": "none",
        "offload": "none",
        "gpu_type": None,
        "value": value,
        "unit": "bytes",
        "value_gib_per_gpu": round(value / GIB, 4),
        "what_measured": what_measured,
        "per_gpu_or_total": "single GPU",
        "notes": notes,
        "request": request_of(request),
        "components": {name: figures[name] for name in COMPONENTS},
        "peaks": peaks,
    }


def fallback_of(facts):
    """Why a row does not stand for a run on a GPU; None where it does."""
    if "linearAttention" in facts or "mamba" in facts:
        return "transformers' PyTorch fallback of linear attention, which keeps far more than the kernels a GPU would run"
    return None


def request_of(request):
    """The estimator's own names (src/plan/request.ts), for comparing component by component."""
    full = request.method == "full"
    lora = {"rank": request.rank, "targets": request.targets, "loraDtype": request.lora_dtype}
    return {
        "model": request.model,
        "method": request.method,
        "framework": "trl",
        "quantization": "nf4-dq" if request.method == "qlora" else "none",
        "objective": request.objective,
        "microBatch": request.batch,
        "sequenceLength": request.seq,
        **({} if full else lora | {"loraDropout": request.dropout}),
        "optimizer": {"torch-adafactor": "adafactor-torch"}.get(request.optimizer, request.optimizer),
        "checkpointing": "on" if request.checkpointing else "off",
        "attention": request.attention,
        **({"loss": request.loss.removesuffix("-kept")} if request.objective == "sft" else {}),
        **({"completionLength": request.completion} if request.completion else {}),
        "dtype": "bf16",
        "precision": "fp32-master" if request.weights == "fp32" else "pure-bf16",
        "autocast": request.autocast,
        "overrides": {"fusedKernels": False},
        **({"trainedLayers": request.last} if request.last else {}),
    }


def id_of(request):
    lora = () if request.method == "full" else (request.lora_dtype, request.targets, f"r{request.rank}")
    words = (
        "oracle",
        request.model.split("/")[1].lower(),
        request.objective if request.objective != "sft" else "",
        request.method,
        *lora,
        f"dropout{request.dropout}" if request.dropout else "",
        f"{request.weights}{'-autocast' if request.autocast else ''}",
        request.optimizer,
        "checkpointed" if request.checkpointing else "",
        request.attention,
        request.loss,
        f"b{request.batch}",
        f"s{request.seq}",
        f"last{request.last}" if request.last else "",
        f"c{request.completion}" if request.completion else "",
    )
    return "-".join(word for word in words if word)


def framework():
    versions = [f"{name} {metadata.version(name)}" for name in ("torch", "transformers", "peft", "trl")]
    return "plain PyTorch loop over a transformers model; " + ", ".join(versions)


def layers_of(request):
    return models.CONFIGS[request.model]["layers"]
