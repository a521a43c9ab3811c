"""Which fields of a configuration hold no weights: `python bench/models/weightless.py > src/facts/weightless-fields.ts`.

Every decoder of transformers is built on the meta device in small sizes, then again with one field of its configuration
changed: doubled, halved, made one more, switched, or set where it was unset. A field that changes the number of parameters
of no model holds none in any of them.
"""

import json
import re
import sys
from pathlib import Path

import torch
import transformers
from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

transformers.logging.set_verbosity_error()

ROOT = Path(__file__).parents[2]
COUNTS = ROOT / "test/fixtures/configs/counts.json"
TOKENS = {"pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}
SMALL = {"num_hidden_layers": 2, "vocab_size": 1000}
# What every configuration has, whatever its model.
COMMON = set(transformers.PretrainedConfig().to_dict()) | {"model_type", "transformers_version"}
# Sizes of parts that the configurations here leave out, or that another field overrides: nothing is known of them.
GATED = re.compile(r"encoder|decoder_|ngram|^ple_|^prefix_|^prompt_|vocab_size|proj_size|mel_bins|codebooks|adapter|^image_|^num_random|^index_")
# Names in files of releases that the library's class takes and never looks at.
RELEASED = {
    "lfm2": ["block_dim", "block_mlp_init_scale", "block_out_init_scale", "conv_dim", "conv_dim_out", "block_norm_eps"],
    "falcon_h1": ["mlp_expansion_factor", "projectors_bias"],
    "granite": ["attn_dim_multiplier", "mup_base_width"],
    "qwen2": ["max_window_layers", "seq_length"],
    "deepseek_v3": ["ep_size", "num_nextn_predict_layers"],
    "gpt_neox": ["rotary_emb_base", "multiple_of"],
}


def bases():
    """Small configurations of each type: those that the reader is held to, and two layers of the class's own defaults."""
    rows = {}
    for row in json.loads(COUNTS.read_text()):
        config = dict(row["config"])
        kind = config.pop("model_type")
        if kind not in rows or len(config) > len(rows[kind]):
            rows[kind] = config
    for kind in sorted(set(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES) | set(rows)):
        yield kind, SMALL
        if kind in rows:
            yield kind, rows[kind]


def count(kind, fields):
    config = transformers.AutoConfig.for_model(kind, **fields)
    with torch.device("meta"):
        model = transformers.AutoModelForCausalLM.from_config(config)
    return sum(each.numel() for each in {id(each): each for each in model.parameters()}.values())


def changes(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [2 * value, value // 2, value + 1, value + 2] if value > 0 else [value + 1, value + 2]
    if isinstance(value, float):
        return [2 * value + 0.5]
    if isinstance(value, list) and value and all(type(each) in (int, float) for each in value):
        return [[2 * each for each in value], [each + 1 for each in value]]
    return [16, True] if value is None else []


def bears(kind, fields, name, value, before):
    """Whether a change of the field changes the count; None where no change can be built."""
    built = False
    for other in changes(value):
        try:
            after = count(kind, {**fields, name: other})
        except Exception:  # noqa: BLE001 a size that does not divide another
            continue
        built = True
        if after != before:
            return True
    return False if built else None


def read_by_rows():
    """Names that the project's own readers ask for: they are read where they count."""
    folder = ROOT / "src/model/config"
    return set(re.findall(r"'(\w+)'", "".join(file.read_text() for file in folder.rglob("*.ts") if file.name != "doubt.ts")))


def main():
    holds, none = set(), set()
    for kind, base in bases():
        fields = {**TOKENS, **base}
        try:
            before = count(kind, fields)
            said = transformers.AutoConfig.for_model(kind, **fields).to_dict()
        except Exception as error:  # noqa: BLE001
            print(f"{kind}: {str(error)[:100]}", file=sys.stderr)
            continue
        said |= {name: 64 for name in RELEASED.get(kind, []) if name not in said}
        for name, value in said.items():
            if name not in COMMON:
                found = bears(kind, fields, name, value, before)
                if found is not None:
                    (holds if found else none).add(name)
        print(f"{kind}: {before:,}", file=sys.stderr)
    names = sorted(name for name in none - holds - read_by_rows() if not GATED.search(name))
    print("/**")
    print(" * Fields of configurations that hold no weights in any decoder that has them: multipliers, thresholds, switches of kernels.")
    print(f" * Made by bench/models/weightless.py with huggingface/transformers {transformers.__version__}.")
    print(" */")
    print("// prettier-ignore")
    print("export const WEIGHTLESS_FIELDS: ReadonlySet<string> = new Set([")
    for name in names:
        print(f"  '{name}',")
    print("]);")


main()
