"""
What is learned from a batch: TRL's own loss code, called on a stand-in for its trainer that holds what the code reads.
Every token is one of a completion, and no sequence is padded.
"""

from collections import defaultdict
from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode
from trl.experimental.orpo.orpo_trainer import ORPOTrainer
from trl.trainer.distillation_trainer import DistillationTrainer
from trl.trainer.dpo_trainer import DPOTrainer
from trl.trainer.grpo_trainer import GRPOTrainer
from trl.trainer.kto_trainer import KTOTrainer
from trl.trainer.reward_trainer import RewardTrainer


class Trainer(SimpleNamespace):
    """The attributes that the loss code reads, and the methods of the real class that it calls."""

    def __init__(self, real, model, device, **attributes):
        accelerator = SimpleNamespace(
            device=torch.device(device),
            num_processes=1,
            is_main_process=False,
            gather=lambda tensor: tensor,
            reduce=lambda tensor, reduction: tensor,
            gather_for_metrics=lambda tensor: tensor,
            unwrap_model=lambda wrapped: wrapped,
        )
        super().__init__(
            real=real,
            model=model,
            accelerator=accelerator,
            args=SimpleNamespace(gradient_checkpointing_kwargs={"use_reentrant": False}, delta=None, steps_per_generation=1,
                                 use_bias_correction_kl=False, center_rewards_coefficient=None),
            aux_loss_enabled=False,
            use_liger_kernel=False,
            is_encoder_decoder=False,
            _is_vlm=False,
            _metrics=defaultdict(lambda: defaultdict(list)),
            _total_train_tokens=0,
            _tp_size=1,
            **attributes,
        )  # fmt: skip

    def __getattr__(self, name):
        method = getattr(self.real, name)
        return method if isinstance(self.real.__dict__.get(name), staticmethod) else method.__get__(self)


def like(tokens, value=1):
    return torch.full_like(tokens, value)


# ----- One function an objective: (loss, what the caller keeps until the backward pass) -----


def sft(request, model, tokens, others):
    outputs = model(input_ids=tokens, labels=tokens, use_cache=False)
    return outputs.loss, outputs


def dpo(request, model, tokens, others):
    trainer = Trainer(
        DPOTrainer, model, tokens.device, ref_model=others.get("reference"), precompute_ref_logps=False, ld_alpha=None,
        f_divergence_type="reverse_kl", loss_types=["sigmoid"], loss_weights=[1.0], beta=0.1, label_smoothing=0.0,
        use_weighting=False,
    )  # fmt: skip
    pair = torch.cat([tokens, tokens])
    batch = {"input_ids": pair, "attention_mask": like(pair), "completion_mask": like(pair)}
    return trainer._compute_loss(model, batch, False), None


def orpo(request, model, tokens, others):
    trainer = Trainer(ORPOTrainer, model, tokens.device, padding_value=0, beta=0.1)
    names = ("input_ids", "attention_mask", "labels")
    values = (tokens, like(tokens), tokens)
    sides = ("chosen", "rejected")
    batch = {f"{side}_{name}": value for side in sides for name, value in zip(names, values)}
    return trainer.get_batch_loss_metrics(model, batch)[0], None


def kto(request, model, tokens, others):
    trainer = Trainer(
        KTOTrainer, model, tokens.device, ref_model=others.get("reference"), precompute_ref_logps=False,
        calculate_KL=True, loss_type="kto", beta=0.1, desirable_weight=1.0, undesirable_weight=1.0,
    )  # fmt: skip
    fields = {"input_ids": tokens, "attention_mask": like(tokens), "completion_mask": like(tokens)}
    batch = {**fields, **{f"KL_{name}": value for name, value in fields.items()}}
    batch["label"] = torch.ones(len(tokens), dtype=torch.bool)
    return trainer._compute_loss(model, batch, False), None


def reward(request, model, tokens, others):
    trainer = Trainer(RewardTrainer, model, tokens.device)
    pair = torch.cat([tokens, tokens])
    return trainer.compute_loss(model, {"input_ids": pair, "attention_mask": like(pair)}), None


def parts_of(request, tokens):
    """Prompts and completions, as trainers that generate hold them."""
    prompt, completion = tokens.split([request.seq - request.completion, request.completion], dim=1)
    return {
        "prompt_ids": prompt,
        "prompt_mask": like(prompt),
        "completion_ids": completion,
        "completion_mask": like(completion),
    }


def grpo(request, model, tokens, others):
    """TRL's defaults: DAPO loss, one iteration, beta 0 and so no reference."""
    trainer = Trainer(
        GRPOTrainer, model, tokens.device, model_kwarg_keys={"logits_to_keep"}, temperature=1.0,
        _entropy_bonus_enabled=False, top_entropy_quantile=1.0, off_policy_mask_threshold=None,
        importance_sampling_level="token", beta=0.0, loss_type="dapo", epsilon_low=0.2, epsilon_high=0.2,
        use_vllm=False, current_gradient_accumulation_steps=1,
    )  # fmt: skip
    batch = {
        **parts_of(request, tokens),
        "advantages": torch.zeros(len(tokens)),
        "num_items_in_batch": torch.tensor(tokens.numel()),
    }
    return trainer._compute_loss(model, batch), None


def distill(request, model, tokens, others):
    """TRL's default divergence, the reverse one, from a teacher of the student's own size."""
    redirected = lambda wrapper, module, method, *args, **kwargs: method(*args, **kwargs)  # noqa: E731
    trainer = Trainer(
        DistillationTrainer, model, tokens.device, model_kwarg_keys={"logits_to_keep"}, beta=1.0, temperature=1.0,
        teacher_model=others["teacher"], _forward_redirection=redirected,
    )  # fmt: skip
    return trainer._compute_loss(model, parts_of(request, tokens), None)[0], None


def embed(request, model, tokens, others):
    """
    Pairs of texts and the others of the batch as negatives: mean pooling and the scaled cosine similarities of
    sentence-transformers' MultipleNegativesRankingLoss, which encodes one column after the other.
    """
    columns = [pooled(model, tokens), pooled(model, tokens)]
    anchors, positives = (F.normalize(column, dim=-1) for column in columns)
    scores = 20.0 * anchors @ positives.T
    return F.cross_entropy(scores, torch.arange(len(scores))), None


def pooled(model, tokens):
    hidden = model(input_ids=tokens, use_cache=False).last_hidden_state
    mask = like(tokens)[..., None].expand(hidden.size()).to(hidden.dtype)
    return (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)


OBJECTIVES = {
    "sft": sft,
    "dpo": dpo,
    "orpo": orpo,
    "kto": kto,
    "reward": reward,
    "grpo": grpo,
    "distillation": distill,
    "embedding": embed,
}
# Transformers' class for what stands on the last block, and further models that are held.
HEADS = {"reward": "AutoModelForSequenceClassification", "embedding": "AutoModel"}
TASKS = {"reward": "SEQ_CLS", "embedding": "FEATURE_EXTRACTION"}
# Forward passes that are differentiated together.
PASSES = {"embedding": 2}
HELD = {"dpo": "reference", "kto": "reference", "distillation": "teacher"}


def holds(request):
    """The name of a second model; behind LoRA weights the base is its own reference."""
    held = HELD.get(request.objective)
    return None if held == "reference" and request.method != "full" else held


class Chosen(TorchFunctionMode):
    """
    Masks of booleans choose every element, and half of the labels: on fake tensors the shape of what a mask chooses is
    unknown.
    """

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if func is torch.Tensor.__getitem__ and isinstance(args[1], torch.Tensor) and args[1].dtype == torch.bool:
            source, mask = args
            return source.flatten(0, mask.ndim - 1).clone()
        if func is torch.nonzero:
            half = max(1, args[0].numel() // 2)
            return torch.arange(half).view(-1, 1)
        return func(*args, **(kwargs or {}))
