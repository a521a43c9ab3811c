"""
Measures a training step without a GPU, and with one.

    pip install torch transformers peft trl                       # requirements.txt has the versions of the rows
    python bench/oracle/oracle.py --grid small --out rows.json    # fake tensors: no weights, no GPU, minutes
    python bench/oracle/oracle.py --grid full --out bench/oracle/rows.json    # measures what the file lacks
    python bench/oracle/oracle.py --prove                         # depth: 2, 4, 8 layers and all of them agree exactly
    python bench/oracle/oracle.py --explain ID                    # what was alive at the peak of each phase
    python bench/oracle/oracle.py --device cuda --grid full --out bench/oracle/gpu-rows.json
    python bench/oracle/trainer.py --out bench/oracle/trainer-rows.json    # TRL's SFTTrainer, on a GPU

A real transformers model is built from the catalogue's dimensions (configs.json, written by configs.ts), with PEFT's
LoRA or DoRA where asked, and takes two real steps (objectives.py calls the losses of TRL's trainers): forward, loss, backward, optimizer.step, zero_grad. The second step is
the one reported, since optimizer states appear in the first.

On fake tensors (`memory.py`) every storage is followed from the operator that made it to the moment Python frees it,
rounded up to 512 bytes as CUDA's caching allocator does; the result stands for torch.cuda.max_memory_allocated. The
tensors lie on the CPU, and `cuda_rules.py` makes the choices that CUDA would: flash or memory-efficient attention with
their saved tensors, dropout with a one-byte mask, autocast's fp32 list. FlashAttention's backward allocates inside its
kernel; that is added from its source. Not counted: cuBLAS workspaces, the CUDA context, blocks that the allocator splits
off. On an H200 the same steps allocate what fake tensors say to 0.9 % at the median of 253 runs (gpu-rows.json), and
blocks with LoRA exactly that; accumulated gradients of embeddings are over-counted, since fake ones are copied. Models are run at two depths and extended linearly, which --prove checks.

Phases: apart in passes without gradients before the trained one, which count as forward; forward until the last block's
output exists; loss until its gradient does (head, loss, final norm, both ways); backward through the blocks and the
embedding; optimizer-step. `activations` is what the blocks keep at the end of forward, `weight-casts` the 16-bit weights
that autocast caches.

On CUDA the same steps are measured: peaks from torch.cuda, reserved and device memory beside, NF4 through bitsandbytes.
"""

import argparse
import json
import sys
from pathlib import Path

import models
import rows
import step
from grid import Request, grid

FAKE = "fake-tensor oracle: peak allocated, the sum of live storages"


def measure(request):
    """One row: at two depths on fake tensors, extended to the model's own."""
    depths = [depth + request.last for depth in models.depths(models.CONFIGS[request.model])]
    runs = [(depth, step.run(request, depth)) for depth in depths]
    figures = runs[0][1] if len(runs) == 1 else rows.extend(*runs, rows.layers_of(request))
    return rows.row_of(request, figures, FAKE)


def measure_all(requests, measure_one, out):
    """
    Measures what the file `out` does not hold yet, in order, and writes after each, so that nothing is lost. Failures
    are named and left out.
    """
    before = {row["id"]: row for row in json.loads(Path(out).read_text())} if out and Path(out).exists() else {}
    found, failed = {name: before.get(name) for name in map(rows.id_of, requests)}, []
    for request in requests:
        name = rows.id_of(request)
        try:
            found[name] = found[name] or measure_one(request)
        except Exception as error:
            failed.append(f"{name}: {type(error).__name__}: {str(error).splitlines()[0][:200]}")
            continue
        if name not in before:
            print(f"{found[name]['value_gib_per_gpu']:9.3f} GiB  {name}", flush=True)
            if out:
                write([row for row in found.values() if row], out)
    print(f"{len(requests) - len(failed)} rows, {len(failed)} left out", *failed, sep="\n", file=sys.stderr)


def write(found, out):
    """One row a line, so that a change of one row is a change of one line."""
    Path(out).write_text("[\n" + ",\n".join(json.dumps(row) for row in found) + "\n]\n")


# ----- Proofs and explanations -----

PROOFS = (
    Request("meta-llama/Llama-3.2-1B", method="full", autocast=False),
    Request("meta-llama/Llama-3.2-1B", checkpointing=False),
    Request("meta-llama/Llama-3.1-8B", loss="chunked"),
    Request("Qwen/Qwen3-0.6B", method="dora", lora_dtype="bf16", autocast=False),
)


def prove():
    """@raises AssertionError naming the figure that is not linear in the depth."""
    for request in PROOFS:
        runs = [(depth, step.run(request, depth)) for depth in (2, 4, 8, rows.layers_of(request))]
        for depth, figures in runs[2:]:
            extended = rows.extend(runs[0], runs[1], depth)
            wrong = {name: (extended[name], figures[name]) for name in extended if extended[name] != figures[name]}
            assert not wrong, (request, depth, wrong)
        print(f"2 and 4 layers give 8 and {runs[3][0]} exactly: {rows.id_of(request)}")


def explain(request):
    """Prints the live tensors at the peak of each phase, at the smaller depth."""
    depth = models.depths(models.CONFIGS[request.model])[0] + request.last
    figures = step.run(request, depth, snapshots=True)
    tokens = request.batch * request.seq
    for phase, table in figures["snapshots"].items():
        print(f"\n{phase}, {depth} layers, bytes per token")
        for (origin, module, operator, dtype, shape), size in table:
            if origin != "weights" and size > tokens:
                print(f"{size / tokens:12,.1f}  {origin:16} {module:40} {operator} {dtype} {list(shape)}")


def by_id(name):
    known = {rows.id_of(one): one for one in grid("full")}
    if name not in known:
        sys.exit(f"No request of the full grid is called {name}; --list shows them.")
    return known[name]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--grid", choices=("small", "full"), default="small")
    parser.add_argument("--device", choices=("fake", "cuda"), default="fake")
    parser.add_argument("--only", help="requests whose id contains this text")
    parser.add_argument("--out", help="file to write the rows to")
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--explain", metavar="ID")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    requests = [one for one in grid(options.grid) if (options.only or "") in rows.id_of(one)]
    if options.prove:
        prove()
    elif options.explain:
        explain(by_id(options.explain))
    elif options.list:
        print(*(rows.id_of(one) for one in requests), sep="\n")
    elif options.device == "cuda":
        import on_gpu

        measure_all(on_gpu.with_quantized(requests), on_gpu.measure, options.out)
    else:
        measure_all(requests, measure, options.out)


if __name__ == "__main__":
    main()
