"""The same steps on a real GPU: what PyTorch allocated and reserved, and what the device shows."""

import gc
from dataclasses import replace

import torch

import models
import rows
import step

WHAT = "torch max_memory_allocated over a step, real tensors on CUDA"


class CudaMemory:
    """The interface of memory.Memory, answered by PyTorch's allocator."""

    def __init__(self):
        self.phase = "load"
        self.peaks = {}
        self.reserved = 0
        self.at_entry = 0

    @property
    def live(self):
        return torch.cuda.memory_allocated()

    def enter(self, phase):
        self.peaks[self.phase] = torch.cuda.max_memory_allocated()
        self.reserved = max(self.reserved, torch.cuda.max_memory_reserved())
        torch.cuda.reset_peak_memory_stats()
        self.phase = phase
        self.at_entry = self.live

    def new_step(self):
        """cuBLAS workspaces lie in PyTorch's memory; without them what is there is the model's and the optimizer's."""
        torch._C._cuda_clearCublasWorkspaces()

    def bytes_of(self, tensors):
        storages = {one.untyped_storage().data_ptr(): one.untyped_storage().nbytes() for one in tensors}
        return sum((size + 511) // 512 * 512 for size in storages.values())

    def weight_casts(self):
        """Autocast's copies cannot be told apart here: they count as activations."""
        return 0


def measure(request):
    """
    One row at the model's full depth.
    @raises torch.OutOfMemoryError when it does not fit the GPU.
    """
    gc.collect()
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats()
    facts = models.CONFIGS[request.model]
    quantized = request.method == "qlora"
    memory = CudaMemory()
    model = step.make_model(replace(request, method="lora") if quantized else request, facts, facts["layers"], "cuda")
    if quantized:
        quantize(model)
    figures = step.train(request, model, memory, "cuda", torch.Tensor.backward, 2)
    free, total = torch.cuda.mem_get_info()
    row = rows.row_of(request, figures, WHAT)
    return row | {
        "quantization": "nf4 with double quant" if quantized else "none",
        "gpu_type": torch.cuda.get_device_name(),
        "secondary": {"reserved_bytes": memory.reserved, "device_used_bytes": total - free},
    }


def with_quantized(requests):
    """The requests, and the LoRA ones again over an NF4 base where bitsandbytes is installed."""
    try:
        import bitsandbytes  # noqa: F401
    except ImportError:
        return requests
    plain = [one for one in requests if one.method == "lora" and one.objective == "sft"]
    return [*requests, *(replace(one, method="qlora", lora_dtype="bf16") for one in plain)]


def quantize(model):
    """Every frozen linear inside the blocks becomes NF4 with double quantization, as bitsandbytes' loader does."""
    import bitsandbytes

    for block in step.blocks_of(model):
        for module in list(block.modules()):
            for name, linear in list(module.named_children()):
                if type(linear) is torch.nn.Linear and not linear.weight.requires_grad:
                    setattr(module, name, quantized(bitsandbytes, linear))


def quantized(bitsandbytes, linear):
    made = bitsandbytes.nn.Linear4bit(
        linear.in_features,
        linear.out_features,
        bias=linear.bias is not None,
        compute_dtype=torch.bfloat16,
        compress_statistics=True,
        quant_type="nf4",
    )
    made.weight = bitsandbytes.nn.Params4bit(
        linear.weight.data.cpu(), requires_grad=False, compress_statistics=True, quant_type="nf4"
    )
    made.bias = linear.bias
    return made.to("cuda")
