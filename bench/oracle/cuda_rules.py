"""
What CUDA would run, said to PyTorch's CPU build: fake tensors lie on the CPU (a build without CUDA cannot differentiate
fake CUDA tensors), so the choices that depend on the device are made here.
"""

import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

aten = torch.ops.aten
LOW = (torch.bfloat16, torch.float16)

# Of autocast's fp32 list for CUDA (aten/src/ATen/autocast_mode.h, AT_FORALL_FP32), what models call; the CPU's list
# lacks them.
FP32_UNDER_AUTOCAST = {
    F.layer_norm, F.group_norm, F.rms_norm, F.softmax, F.log_softmax, F.cross_entropy, F.nll_loss, F.softplus,
    torch.softmax, torch.log_softmax, torch.pow, torch.rsqrt, torch.exp, torch.log, torch.cumsum, torch.sum,
    torch.prod, torch.norm, torch.Tensor.softmax, torch.Tensor.log_softmax, torch.Tensor.pow, torch.Tensor.__pow__,
    torch.Tensor.rsqrt, torch.Tensor.exp, torch.Tensor.log, torch.Tensor.cumsum, torch.Tensor.sum,
    torch.Tensor.norm,
}  # fmt: skip


def raised(value):
    return value.float() if isinstance(value, torch.Tensor) and value.dtype in LOW else value


class CudaRules(TorchFunctionMode):
    """CUDA's fused attention, its dropout with a mask of one byte, and autocast's fp32 list."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        autocast = torch.is_autocast_enabled("cpu")
        if func is F.scaled_dot_product_attention:
            return attention(autocast, *args, **kwargs)
        if func is F.dropout:
            return dropout(*args, **kwargs)
        if autocast and func in FP32_UNDER_AUTOCAST:
            args = [raised(one) for one in args]
            kwargs = {name: raised(one) for name, one in kwargs.items()}
        return func(*args, **kwargs)


def dropout(input, p=0.5, training=True, inplace=False):
    return aten.native_dropout(input, p, True)[0] if training and p > 0 else input


def attention(autocast, query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False):
    """
    The kernel that CUDA picks: flash without a mask in 16 bit with heads to 256 wide and equal widths, else the
    memory-efficient one, and plain mathematics in fp32 for keys that are fewer than the queries and not said to be
    (aten/src/ATen/native/transformers/cuda/sdp_utils.cpp).
    """
    if autocast:
        query, key, value = (one.to(torch.bfloat16) for one in (query, key, value))
    if not enable_gqa and key.shape[1] != query.shape[1]:
        return aten._scaled_dot_product_attention_math(query, key, value, attn_mask, dropout_p, is_causal, scale=scale)[0]
    width, value_width = query.shape[-1], value.shape[-1]
    if attn_mask is None and query.dtype in LOW and width == value_width <= 256:
        return aten._scaled_dot_product_flash_attention(query, key, value, dropout_p, is_causal, False, scale=scale)[0]
    if enable_gqa:
        groups = query.shape[1] // key.shape[1]
        key, value = key.repeat_interleave(groups, 1), value.repeat_interleave(groups, 1)
    bias = bias_of(attn_mask, query, key)
    return aten._scaled_dot_product_efficient_attention(
        query, key, value, bias, True, dropout_p, is_causal, scale=scale
    )[0]


def bias_of(mask, query, key):
    """A mask of booleans becomes a bias in the queries' dtype, as the efficient kernel takes it."""
    if mask is None:
        return None
    if mask.dtype == torch.bool:
        mask = torch.where(mask, 0.0, float("-inf"))
    return mask.to(query.dtype).expand(query.shape[0], query.shape[1], query.shape[2], key.shape[2])


def backward(loss):
    """
    Tensor.backward without passing through torch-function modes: PyTorch takes the mode off while it handles a call, and
    checkpointed blocks would be recomputed without it.
    """
    torch.autograd.graph._engine_run_backward(
        (loss,), (torch.ones_like(loss),), False, False, (), allow_unreachable=True, accumulate_grad=True
    )
