"""Follows every storage that a step allocates: live bytes, and the most of them in each phase."""

import weakref

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

aten = torch.ops.aten

PHASES = ("apart", "forward", "loss", "backward-top", "backward-bottom", "optimizer-step")


def rounded(size):
    """CUDA's caching allocator hands out multiples of 512 bytes (c10/cuda/CUDACachingAllocator.cpp, kMinBlockSize)."""
    return (size + 511) // 512 * 512


def flash_backward_workspace(args):
    """
    Bytes that FlashAttention 2's backward allocates inside the operator, where no dispatch mode sees them: an fp32
    accumulator of dQ, and dK and dV for every query head when heads share them
    (aten/src/ATen/native/transformers/cuda/flash_attn/flash_api.cpp, mha_bwd).
    """
    query, key = args[1], args[2]
    expanded = 2 * query.element_size() * query.numel() if key.shape[1] != query.shape[1] else 0
    return 4 * query.numel() + expanded


class Memory(TorchDispatchMode):
    """
    Live bytes by following storages: counted when an operator returns one, dropped when Python frees it. Exact for
    tensors; what kernels allocate inside themselves is added from WORKSPACES.
    """

    WORKSPACES = {aten._scaled_dot_product_flash_attention_backward.default: flash_backward_workspace}

    def __init__(self, scalar):
        super().__init__()
        self.live = 0
        self.sizes = {}  # storage key -> (bytes, label)
        self.weights = set()  # storage keys of parameters
        self.peaks = {}
        self.phase = "load"
        self.at_entry = 0
        self.module = ""
        self.scalar = scalar  # what reading a fake integer answers: every token carries a label
        self.step_ops = 0
        self.peak_ops = {}
        self.snapshot_at = {}
        self.snapshots = {}

    def enter(self, phase):
        """Starts a phase; its peak is at least what is alive now."""
        self.phase = phase
        self.at_entry = self.live
        self.peaks[phase] = self.live
        self.peak_ops[phase] = self.step_ops

    def new_step(self):
        self.step_ops = 0

    def track(self, tensor, label):
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key in self.sizes:
            return
        size = rounded(storage.nbytes())
        self.sizes[key] = (size, label)
        self.live += size
        weakref.finalize(storage, self._freed, key)

    def bytes_of(self, tensors):
        """Bytes of distinct storages."""
        keys = {tensor.untyped_storage()._cdata for tensor in tensors}
        return sum(self.sizes[key][0] for key in keys if key in self.sizes)

    def weight_casts(self):
        """Bytes of 16-bit copies that autocast made of parameters and keeps."""
        return sum(size for size, label in self.sizes.values() if label[0] == "weight-cast")

    def _freed(self, key):
        size, _ = self.sizes.pop(key)
        self.live -= size

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        if func is aten._local_scalar_dense.default:
            return self._scalar(args[0])
        out = self._run(func, args, kwargs or {})
        if func.namespace == "prim":  # questions about a tensor, which allocate nothing
            return out
        self.step_ops += 1
        label = self._label(func, args)
        for tensor in tree_leaves(out):
            if isinstance(tensor, torch.Tensor):
                self.track(tensor, (*label, tensor.dtype, tensor.shape))
        inside = self.WORKSPACES[func](args) if func in self.WORKSPACES else 0
        self._note(inside)
        return out

    def _run(self, func, args, kwargs):
        """
        The backward of gather adds into zeros in place, unless it sees a tensor subclass such as a fake tensor
        (aten/src/ATen/native/TensorAdvancedIndexing.cpp, gather_backward).
        """
        if func is aten.scatter_add.default and not torch.is_grad_enabled():
            aten.scatter_add_.default(*args, **kwargs)
            return args[0]
        return func(*args, **kwargs)

    def _scalar(self, tensor):
        if tensor.dtype == torch.bool:
            return False  # OPT asks whether to drop a layer
        return 1.0 if tensor.dtype.is_floating_point else self.scalar

    def _label(self, func, args):
        source = args[0] if args and isinstance(args[0], torch.Tensor) else None
        cast = func is aten._to_copy.default and source.untyped_storage()._cdata in self.weights
        return ("weight-cast" if cast else self.phase, self.module, func)

    def _note(self, inside):
        total = self.live + inside
        if total > self.peaks.get(self.phase, 0):
            self.peaks[self.phase] = total
            self.peak_ops[self.phase] = self.step_ops
        if self.snapshot_at.get(self.phase) == self.step_ops:
            self.snapshots[self.phase] = self.table(inside)

    def table(self, inside=0):
        """Live bytes by (phase of origin, module, operator, dtype, shape), largest first."""
        sums = {}
        for size, label in self.sizes.values():
            sums[label] = sums.get(label, 0) + size
        if inside:
            sums[("inside the kernel", "", "", "", ())] = inside
        return sorted(sums.items(), key=lambda item: -item[1])
