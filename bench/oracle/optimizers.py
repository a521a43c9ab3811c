"""Optimizers by the names of src/facts/optimizers.ts; those of bitsandbytes need a GPU."""

import torch
from transformers.optimization import Adafactor


def adamw(**how):
    return lambda parameters: torch.optim.AdamW(parameters, **how)


def muon(parameters):
    """Muon steps the matrices, AdamW the rest (torch.optim.Muon takes 2-D parameters alone)."""
    matrices = [one for one in parameters if one.ndim == 2]
    rest = [one for one in parameters if one.ndim != 2]
    return Both([torch.optim.Muon(matrices), *([torch.optim.AdamW(rest, foreach=False)] if rest else [])])


class Both:
    """Several optimizers stepped as one."""

    def __init__(self, parts):
        self.parts = parts

    def step(self):
        for part in self.parts:
            part.step()

    def zero_grad(self, set_to_none):
        for part in self.parts:
            part.zero_grad(set_to_none=set_to_none)


class Lion(torch.optim.Optimizer):
    """Chen et al., arXiv 2302.06675, as in google/automl lion_pytorch.py: PyTorch has none."""

    def __init__(self, parameters):
        super().__init__(parameters, {"lr": 1e-4, "betas": (0.9, 0.99)})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._step_one(parameter, *group["betas"], group["lr"])

    def _step_one(self, parameter, beta1, beta2, rate):
        state = self.state[parameter]
        if not state:
            state["exp_avg"] = torch.zeros_like(parameter)
        momentum = state["exp_avg"]
        update = momentum * beta1 + parameter.grad * (1 - beta1)
        parameter.add_(update.sign_(), alpha=-rate)
        momentum.mul_(beta2).add_(parameter.grad, alpha=1 - beta2)


def bitsandbytes(name, **how):
    def make(parameters):
        import bitsandbytes

        return getattr(bitsandbytes.optim, name)(parameters, **how)

    return make


OPTIMIZERS = {
    "adamw-fused": adamw(fused=True),
    "adamw-foreach": adamw(foreach=True),
    "adamw-loop": adamw(foreach=False),
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=1e-4, foreach=True),
    "sgd-momentum": lambda parameters: torch.optim.SGD(parameters, lr=1e-4, momentum=0.9, foreach=True),
    "adafactor": lambda parameters: Adafactor(parameters, scale_parameter=False, relative_step=False, lr=1e-4),
    "torch-adafactor": lambda parameters: torch.optim.Adafactor(parameters, foreach=False),
    "lion": Lion,
    "muon": muon,
    "adamw-8bit": bitsandbytes("AdamW8bit"),
    "paged-adamw-8bit": bitsandbytes("PagedAdamW8bit"),
    "lion-8bit": bitsandbytes("Lion8bit"),
}
NEEDS_CUDA = {"adamw-8bit", "paged-adamw-8bit", "lion-8bit"}
