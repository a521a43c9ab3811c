"""Two real training steps of a real model, and what was alive in each phase of the second."""

import contextlib
import warnings
from itertools import chain

import torch
import transformers.masking_utils
from accelerate.utils import convert_outputs_to_fp32
from peft import LoraConfig, get_peft_model
from torch._subclasses.fake_tensor import FakeTensorMode
from transformers.pytorch_utils import Conv1D
from trl.trainer.sft_trainer import _CHUNKED_LM_HEAD_CHUNK_SIZE, _patch_chunked_ce_lm_head

import cuda_rules
import models
import objectives
import peft_methods
from memory import PHASES, Memory
from optimizers import OPTIMIZERS

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16}
# A fake tensor counts as traced, for which transformers builds a mask in case sequences were packed; these are not.
transformers.masking_utils.find_packed_sequence_indices = lambda position_ids: None


def run(request, layers, snapshots=False):
    """Bytes per component and phase of one run on fake tensors at this depth."""
    facts = models.CONFIGS[request.model]
    model = make_model(request, facts, layers, "meta")
    others = make_others(request, facts, layers, "meta")
    mode = FakeTensorMode(allow_non_fake_inputs=True)  # some methods make small tensors of their own
    # TRL rounds up the number of tokens with a label to whole chunks.
    chunks = -(-request.batch * (request.completion or request.seq - 1) // _CHUNKED_LM_HEAD_CHUNK_SIZE)
    memory = Memory(scalar=chunks * _CHUNKED_LM_HEAD_CHUNK_SIZE)
    for one in (model, *others.values()):
        models.to_fake(one, mode)
        memory.weights |= {weight.untyped_storage()._cdata for weight in one.parameters()}
        for tensor in chain(one.parameters(), one.buffers()):
            memory.track(tensor, ("weights", "", "", "", ()))
    with mode, cuda_rules.CudaRules(), objectives.Chosen(), memory, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return train(request, model, memory, "cpu", cuda_rules.backward, 3 if snapshots else 2, others)


# ----- The model -----


def make_model(request, facts, layers, device):
    weights = DTYPES[request.weights]
    head = objectives.HEADS.get(request.objective, "AutoModelForCausalLM")
    model = models.build(facts, layers, weights, request.attention, device, head)
    if request.method != "full":
        model = add_lora(request, model)
    elif request.last:
        freeze(model, request.last)
    if request.checkpointing:
        model.gradient_checkpointing_enable({"use_reentrant": False})
        if request.method != "full":
            model.enable_input_require_grads()
    return peft_methods.settle(model.train())


def freeze(model, last):
    """All but the last blocks, what is above them, and a head that is not the token table."""
    for part in (model.get_input_embeddings(), *blocks_of(model)[:-last]):
        part.requires_grad_(False)


def make_others(request, facts, layers, device):
    """The models held beside the trained one, by name: as large, as it was loaded; TRL leaves their
    weights as they are, and runs them without gradients."""
    name = objectives.holds(request)
    if name is None:
        return {}
    other = models.build(facts, layers, DTYPES[request.weights], request.attention, device)
    return {name: other.eval()}


def add_lora(request, model):
    """PEFT's LoRA, or another of its methods; its own cast to fp32 is replaced by the dtype that is asked for."""
    if request.method in peft_methods.SIZES:
        config = peft_methods.config_of(
            request.method,
            request.rank,
            target_names(request, model),
            len(blocks_of(model)),
            models.CONFIGS[request.model]["hiddenSize"],
        )
    else:
        config = lora_config(request, model)
    model = get_peft_model(model, config, autocast_adapter_dtype=False)
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.to(DTYPES[request.lora_dtype])
    return model


def lora_config(request, model):
    return LoraConfig(
        r=request.rank,
        lora_dropout=request.dropout,
        target_modules=target_names(request, model),
        use_dora=request.method == "dora",
        task_type=objectives.TASKS.get(request.objective, "CAUSAL_LM"),
    )


QUERY_VALUE = ("q_proj", "v_proj", "q_b_proj", "qkv_proj", "query_key_value", "c_attn")


def target_names(request, model):
    """Full names of the linears inside blocks that a preset reaches, of the last blocks where only those are trained."""
    targets = request.targets
    others = request.method in peft_methods.SIZES
    if targets == "all-linear" and not request.last and not others:
        return "all-linear"
    upper = {part for block in blocks_of(model)[-request.last :] for part in block.modules()}
    linears = [
        name for name, one in model.named_modules() if isinstance(one, (torch.nn.Linear, Conv1D)) and one in upper
    ]
    if targets == "all-linear":
        return linears
    owner = {name: type(model.get_submodule(name.rpartition(".")[0])).__name__ for name in linears}
    inside = [name for name in linears if "Attention" in owner[name] or "DeltaNet" in owner[name]]
    return [name for name in inside if targets == "attention" or name.endswith(QUERY_VALUE)]


def base_of(model):
    return model.get_base_model() if hasattr(model, "get_base_model") else model


def blocks_of(model):
    """The list of decoder layers: the outermost list of modules."""
    return next(one for one in model.modules() if isinstance(one, torch.nn.ModuleList))


# ----- The steps -----


def train(request, model, memory, device, backward, steps, others=None):
    """Runs the steps; figures of the second, when optimizer states exist."""
    others = others or {}
    for one in (model, *others.values()):
        prepare_forward(request, one, device)
    watch_blocks(model, memory, objectives.PASSES.get(request.objective, 1))
    if hasattr(memory, "module"):
        watch_modules(model, memory)
    trained = [one for one in model.parameters() if one.requires_grad]
    optimizer = OPTIMIZERS[request.optimizer](trained)
    tokens = torch.zeros(request.batch, request.seq, dtype=torch.long, device=device)
    objective = objectives.OBJECTIVES[request.objective]
    figures = {}
    for number in range(steps):
        if number == 2:
            memory.snapshot_at = dict(memory.peak_ops)
        memory.new_step()
        resident = memory.live
        memory.enter("forward")
        loss, kept = objective(request, model, tokens, others)
        if "kept" not in request.loss:
            kept = None
        backward(loss)
        loss = kept = None
        figures = {"resident": resident, "gradients": memory.bytes_of([one.grad for one in trained if one.grad is not None])}
        memory.enter("optimizer-step")
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        memory.enter("between")
    figures |= {
        "weights": memory.bytes_of(
            [one for one in model.parameters() if not is_lora(request, one)]
            + [one for other in others.values() for one in other.parameters()]
        ),
        "lora-weights": memory.bytes_of([one for one in model.parameters() if is_lora(request, one)]),
        "activations": memory.stored,
        "weight-casts": memory.casts,
        "trained": sum(one.numel() for one in trained),
        "parameters": sum(one.numel() for one in model.parameters()),
        "snapshots": getattr(memory, "snapshots", {}),
    }
    buffers = sum(memory.bytes_of(one.buffers()) for one in (model, *others.values()))
    figures["buffers"] = buffers + memory.bytes_of([tokens])
    figures["optimizer-states"] = figures["resident"] - figures["weights"] - figures["lora-weights"] - figures["buffers"]
    return figures | {f"peak {phase}": memory.peaks.get(phase, 0) for phase in PHASES}


def is_lora(request, parameter):
    return request.method != "full" and parameter.requires_grad


def prepare_forward(request, model, device):
    """TRL's chunked loss, and autocast as the trainers put it: around forward, with outputs cast to fp32."""
    if request.loss == "chunked":
        _patch_chunked_ce_lm_head(base_of(model), _CHUNKED_LM_HEAD_CHUNK_SIZE)
    base_of(model).base_model.register_forward_pre_hook(without_mask, with_kwargs=True)
    if request.autocast:
        forward = torch.autocast(device_type=device, dtype=torch.bfloat16)(model.forward)
        model.forward = convert_outputs_to_fp32(forward)


def without_mask(module, args, kwargs):
    """Nothing is padded: transformers drops a mask of ones, which a fake tensor cannot show to be such."""
    return args, kwargs | {"attention_mask": None}


# ----- Phases -----


def watch_blocks(model, memory, passes):
    """
    Passes without gradients before the trained one stand apart. The last block's output ends the forward pass, in the last of so many that are differentiated; its gradient ends the
    loss, and the middle block's gradient halves backward.
    """
    blocks = blocks_of(model)
    left = passes

    def starting(module, args, kwargs):
        apart, entry = not torch.is_grad_enabled(), memory.at_entry
        if memory.phase == ("forward" if apart else "apart"):
            memory.enter("apart" if apart else "forward")
            memory.at_entry = entry

    def is_last():
        return memory.phase == "forward" and torch.is_grad_enabled() and left == 1

    def ended(module, args, output):
        nonlocal left
        if not is_last():
            left -= memory.phase == "forward" and torch.is_grad_enabled()
            return
        left = passes
        hidden = output[0] if isinstance(output, tuple) else output
        memory.casts = memory.weight_casts()
        memory.stored = memory.live - memory.at_entry - memory.casts - memory.bytes_of([hidden])
        memory.enter("loss")
        hidden.register_hook(lambda gradient: memory.enter("backward-top"))

    def halfway(module, args, output):
        hidden = output[0] if isinstance(output, tuple) else output
        if is_last() and hidden.requires_grad:
            hidden.register_hook(lambda gradient: memory.enter("backward-bottom"))

    blocks[0].register_forward_pre_hook(starting, with_kwargs=True)
    blocks[-1].register_forward_hook(ended)
    blocks[len(blocks) // 2 - 1].register_forward_hook(halfway)


def watch_modules(model, memory):
    """Names the module whose forward pass allocates, for the tables of live tensors."""
    names = {module: name.removeprefix("base_model.model.") for name, module in model.named_modules()}
    outer = []

    def before(module, args):
        outer.append(memory.module)
        memory.module = names[module]

    def after(module, args, output):
        memory.module = outer.pop()

    for module in names:
        module.register_forward_pre_hook(before)
        module.register_forward_hook(after, always_call=True)
