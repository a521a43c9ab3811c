"""
TRL's own SFTTrainer over models with random weights, for what a loop of two steps does not show: what the caching
allocator holds after many steps, with batches of one length and of many.

    python bench/oracle/trainer.py --out trainer-rows.json        # needs a GPU; --device cpu tries the code out

Rows have the form of rows.py. Examples are random tokens: memory does not depend on what they say.
"""

import argparse
import gc
import importlib.metadata as metadata
import json
import random
import tempfile
from dataclasses import dataclass

import torch
from datasets import Dataset
from peft import LoraConfig
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import PreTrainedTokenizerFast
from trl import SFTConfig, SFTTrainer

import models

GIB = 2**30
STEPS = 16


@dataclass(frozen=True)
class Run:
    """One training run. `shortest` is the shortest example as a share of the longest: 1 for one length."""

    model: str
    method: str  # full, lora
    batch: int
    seq: int
    shortest: float = 1.0


RUNS = (
    Run("meta-llama/Llama-3.1-8B", "lora", 4, 2048),
    Run("meta-llama/Llama-3.1-8B", "lora", 4, 2048, shortest=0.1),
    Run("meta-llama/Llama-3.2-1B", "full", 4, 2048),
    Run("meta-llama/Llama-3.2-1B", "full", 4, 2048, shortest=0.1),
    Run("Qwen/Qwen3-0.6B", "lora", 8, 2048),
    Run("Qwen/Qwen3-0.6B", "lora", 8, 2048, shortest=0.1),
    Run("Qwen/Qwen2.5-7B", "lora", 8, 2048),
    Run("Qwen/Qwen2.5-7B", "lora", 8, 2048, shortest=0.1),
    Run("google/gemma-2-2b", "lora", 4, 2048, shortest=0.1),
    Run("Qwen/Qwen3-8B", "lora", 1, 8192),
    Run("Qwen/Qwen3-0.6B", "full", 4, 2048, shortest=0.1),
    Run("microsoft/phi-2", "lora", 4, 2048, shortest=0.1),
    Run("EleutherAI/pythia-1b", "full", 4, 2048),
)
SMALL = (
    Run("Qwen/Qwen3-0.6B", "lora", 1, 64, shortest=0.1),
    Run("Qwen/Qwen3-0.6B", "full", 1, 64),
)


def tokenizer():
    made = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(WordLevel({"a": 0, "b": 1}, unk_token="a")))
    made.eos_token = made.pad_token = "b"
    return made


def examples(run):
    lengths = random.Random(0)
    count = [max(2, int(run.seq * lengths.uniform(run.shortest, 1))) for _ in range(STEPS * run.batch)]
    count[run.batch * (STEPS // 2)] = run.seq
    return Dataset.from_dict({"input_ids": [[0] * length for length in count]})


def trainer_of(run, device, folder):
    facts = models.CONFIGS[run.model]
    layers = facts["layers"] if device == "cuda" else 2
    model = models.build(facts, layers, torch.bfloat16, "sdpa", device)
    config = SFTConfig(
        output_dir=folder,
        per_device_train_batch_size=run.batch,
        max_length=run.seq,
        max_steps=STEPS if device == "cuda" else 2,
        report_to="none",
        save_strategy="no",
        logging_steps=1000,
        use_cpu=device == "cpu",
        disable_tqdm=True,
    )
    lora = LoraConfig(r=16, target_modules="all-linear", task_type="CAUSAL_LM") if run.method == "lora" else None
    return SFTTrainer(model=model, args=config, train_dataset=examples(run), processing_class=tokenizer(), peft_config=lora)


def measure(run, device):
    gc.collect()
    if device == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    with tempfile.TemporaryDirectory() as folder:
        trainer = trainer_of(run, device, folder)
        trainer.train()
        settings = trainer.args
        kwargs = str(settings.gradient_checkpointing_kwargs)
    if device != "cuda":
        return {"run": str(run), "bf16": settings.bf16, "kwargs": kwargs, "optim": str(settings.optim)}
    free, total = torch.cuda.mem_get_info()
    return row_of(run, settings, torch.cuda.max_memory_allocated(), torch.cuda.max_memory_reserved(), total - free)


def row_of(run, settings, allocated, reserved, used):
    full = run.method == "full"
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("torch", "transformers", "peft", "trl"))
    kind = "fixed" if run.shortest == 1 else f"max only, from {run.shortest:.0%} of it"
    return {
        "id": f"trainer-{run.model.split('/')[1].lower()}-{run.method}-b{run.batch}-s{run.seq}{'' if kind == 'fixed' else '-varying'}",
        "kind": "measured",
        "outcome": "ok",
        "quality": "A",
        "core": True,
        "group": f"trainer-{run.model}-{run.method}",
        "source_repo": "bench/oracle",
        "framework": f"TRL SFTTrainer; trl {metadata.version('trl')}; {versions}",
        "model": run.model,
        "method": run.method,
        "adapter_rank": None if full else 16,
        "adapter_targets": None if full else "all-linear",
        "adapter_dropout": None if full else 0.0,
        "quantization": "none",
        "weight_dtype": "bfloat16",
        "compute_dtype": "bf16 autocast" if settings.bf16 else "pure bf16",
        "optimizer": str(settings.optim.value),
        "micro_batch_size": run.batch,
        "grad_accum": 1,
        "seq_len": run.seq,
        "seq_len_kind": kind,
        "tokens_per_micro_batch": run.batch * run.seq,
        "gradient_checkpointing": settings.gradient_checkpointing,
        "attention_impl": "sdpa",
        "loss_impl": f"TRL {settings.loss_type}",
        "num_gpus": 1,
        "parallelism": "none",
        "offload": "none",
        "gpu_type": torch.cuda.get_device_name(),
        "value": reserved,
        "unit": "bytes",
        "value_gib_per_gpu": round(reserved / GIB, 4),
        "what_measured": "torch max_memory_reserved",
        "per_gpu_or_total": "single GPU",
        "secondary": {"max_memory_allocated_bytes": allocated, "device_used_bytes": used},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--out")
    options = parser.parse_args()
    found = []
    for run in RUNS if options.device == "cuda" else SMALL:
        try:
            found.append(measure(run, options.device))
        except Exception as error:
            print(f"{run}: {type(error).__name__}: {str(error).splitlines()[0][:200]}", flush=True)
            continue
        print(json.dumps(found[-1])[:2000], flush=True)
        if options.out:
            with open(options.out, "w") as file:
                file.write("[\n" + ",\n".join(map(json.dumps, found)) + "\n]\n")


if __name__ == "__main__":
    main()
