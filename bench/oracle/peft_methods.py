"""PEFT's methods other than LoRA by the names of src/facts/methods.ts, at a size that is each one's own."""

import peft

SIZES = {
    "adalora": 12,
    "loha": 16,
    "lokr": 16,
    "oft": 32,
    "boft": 4,
    "fourierft": 1000,
    "miss": 64,
    "road": 1,
    "ia3": 1,
    "vera": 256,
    "ln-tuning": 1,
    "prompt-tuning": 20,
    "p-tuning": 20,
    "prefix-tuning": 20,
    "adapter": 10,
}


def config_of(method, size, targets, layers, hidden):
    """The library's configuration; `targets` are full names of linears, which prompts and norms do not ask."""
    on = {"target_modules": targets, "task_type": "CAUSAL_LM"}
    prompts = {"num_virtual_tokens": size, "task_type": "CAUSAL_LM"}
    downs = [name for name in targets if name.endswith("down_proj")]
    makers = {
        "adalora": lambda: peft.AdaLoraConfig(init_r=size, total_step=100, **on),
        "loha": lambda: peft.LoHaConfig(r=size, **on),
        "lokr": lambda: peft.LoKrConfig(r=size, **on),
        "oft": lambda: peft.OFTConfig(oft_block_size=size, **on),
        "boft": lambda: peft.BOFTConfig(boft_block_size=size, **on),
        "fourierft": lambda: peft.FourierFTConfig(n_frequency=size, **on),
        "miss": lambda: peft.MissConfig(r=size, **on),
        "road": lambda: peft.RoadConfig(**on),
        "ia3": lambda: peft.IA3Config(feedforward_modules=downs, **on),
        "vera": lambda: peft.VeraConfig(r=size, **on),
        "ln-tuning": lambda: peft.LNTuningConfig(
            target_modules=["input_layernorm", "post_attention_layernorm", "norm"], task_type="CAUSAL_LM"
        ),
        "prompt-tuning": lambda: peft.PromptTuningConfig(**prompts),
        "p-tuning": lambda: peft.PromptEncoderConfig(encoder_hidden_size=hidden, **prompts),
        "prefix-tuning": lambda: peft.PrefixTuningConfig(**prompts),
        "adapter": lambda: peft.AdaptionPromptConfig(adapter_len=size, adapter_layers=layers, task_type="CAUSAL_LM"),
    }
    return makers[method]()


def settle(model):
    """LoHa and LoKr ask a random number whether to skip a module, which no fake tensor answers: they are not to ask."""
    for module in model.modules():
        if hasattr(module, "module_dropout"):
            module.training = False
    return model
