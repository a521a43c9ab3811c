import { describe, expect, it } from 'vitest';
import { resultOf, run } from '../../bench/accuracy/bench.ts';
import { recalibrate } from '../../bench/accuracy/calibrate.ts';
import { decide, decisionFigures } from '../../bench/accuracy/fit-decisions.ts';
import { fit, foldsOf, validate, type Fitting } from '../../bench/accuracy/fit.ts';
import { requestOf, Skip } from '../../bench/accuracy/map.ts';
import { minimise } from '../../bench/accuracy/nelder-mead.ts';
import { measureOf, predict } from '../../bench/accuracy/predict.ts';
import { OPEN_ROWS, parseRows, readRows, type Row } from '../../bench/accuracy/rows.ts';
import { partsOf, recompute } from '../../bench/accuracy/recompute.ts';
import { figures, macroMedian, quantile } from '../../bench/accuracy/score.ts';
import { coverage, errorWidths } from '../../bench/accuracy/widths.ts';
import { ERROR_WIDTHS } from '../../src/facts/error-widths.ts';
import { CALIBRATION } from '../../src/facts/calibration.ts';
import { estimate, GIB } from '../../src/index.ts';

const row = (more: Partial<Row> = {}): Row =>
  parseRows([
    {
      id: 'one',
      kind: 'measured',
      outcome: 'ok',
      core: true,
      quality: 'A',
      group: 'a',
      source_repo: 'somebody/something',
      framework: 'HF Trainer + peft',
      model: 'meta-llama/Llama-2-7b-hf',
      method: 'lora',
      quantization: 'none',
      adapter_rank: 8,
      adapter_targets: ['q_proj', 'v_proj'],
      micro_batch_size: 2,
      seq_len: 1024,
      seq_len_kind: 'packed',
      gradient_checkpointing: true,
      num_gpus: 1,
      parallelism: 'none',
      value_gib_per_gpu: 16,
      what_measured: 'torch max_memory_allocated',
      ...more,
    },
  ])[0]!;

const idOf = ({ model }: { model: string | { id: string } }) => (typeof model === 'string' ? model : model.id);

describe('a row becomes a request', () => {
  it('takes over what is stated and leaves the rest to the preset', () => {
    const { model, ...rest } = requestOf(row());
    expect(idOf({ model })).toBe('meta-llama/Llama-2-7b-hf');
    expect(rest).toMatchObject({
      method: 'lora',
      quantization: 'none',
      framework: 'transformers',
      microBatch: 2,
      sequenceLength: 1024,
      rank: 8,
      targets: 'qv',
      checkpointing: 'on',
      varyingLengths: false,
      optimizer: undefined,
      loss: undefined,
    });
  });

  it.each([
    ['framework', { framework: 'axolotl 0.9' }, { framework: 'axolotl' }],
    ['framework', { framework: 'ms-swift (HF Trainer), torch 2.1.1' }, { framework: 'ms-swift' }],
    ['kernels', { framework: 'HF Trainer + Liger kernels' }, { overrides: { fusedKernels: true } }],
    ['nf4', { quantization: 'bnb.nf4 (no double quant)' }, { quantization: 'nf4', method: 'qlora' }],
    ['nf4-dq', { quantization: 'bitsandbytes nf4, double quant' }, { quantization: 'nf4-dq', method: 'qlora' }],
    ['gptq', { quantization: 'GPTQ int4 checkpoint' }, { quantization: 'gptq', method: 'qlora' }],
    ['unstated', { method: 'qlora', quantization: null }, { quantization: 'nf4-dq' }],
    ['dora', { method: 'dora' }, { method: 'dora' }],
    ['optimizer', { optimizer: 'adamw_torch (foreach)' }, { optimizer: 'adamw-foreach' }],
    ['optimizer', { optimizer: 'adamw_bnb_8bit' }, { optimizer: 'adamw-8bit' }],
    ['optimizer', { optimizer: 'AdamW (torch; fused on CUDA)' }, { optimizer: 'adamw-fused' }],
    ['DeepSpeed', { optimizer: 'adamw_torch', parallelism: 'DeepSpeed zero3' }, { optimizer: 'adamw-fused' }],
    ['loss', { loss_impl: 'Liger fused linear cross entropy' }, { loss: 'liger' }],
    ['loss', { loss_impl: 'fast (triton) cross entropy on materialised logits' }, { loss: 'triton' }],
    ['loss', { loss_impl: 'HF causal-LM loss (logits upcast to fp32)' }, { loss: 'materialized' }],
    ['pure', { method: 'full', compute_dtype: 'pure bfloat16' }, { precision: 'pure-bf16', autocast: false }],
    ['masters', { method: 'full', weight_dtype: 'float32 sharded master' }, { precision: 'fp32-master' }],
    ['lengths', { seq_len_kind: 'max only, real batches shorter' }, { varyingLengths: true }],
    ['targets', { adapter_targets: 'all-linear' }, { targets: 'all-linear' }],
    ['targets', { adapter_targets: ['q_proj', 'k_proj', 'v_proj', 'o_proj'] }, { targets: 'attention' }],
    ['checkpointing', { gradient_checkpointing: 'every 2nd layer' }, { checkpointing: 'alternate' }],
    ['embeddings', { method: 'lora+embeddings' }, { trainsEmbeddings: true, method: 'lora' }],
    ['several', { num_gpus: 4, parallelism: 'FSDP2 full shard' }, { gpus: 4, sharding: 'fsdp2' }],
    [
      'context',
      { num_gpus: 8, parallelism: 'FSDP2 + CP 8', seq_len: 8192 },
      { sequenceLength: 8192, contextParallel: 8 },
    ],
  ] satisfies [string, Partial<Row>, object][])('%s: %j', (_, stated, expected) => {
    expect(requestOf(row(stated))).toMatchObject(expected);
  });

  it.each([
    ['TheBloke/Llama-2-70B-GPTQ', 'meta-llama/Llama-2-70b-hf'],
    ['Qwen/Qwen3-0.6B (bf16)', 'Qwen/Qwen3-0.6B'],
    ['unsloth/mistral-7b-instruct-v0.3-bnb-4bit', 'mistralai/Mistral-7B-v0.3'],
  ])('finds the model behind %s', (model, id) => {
    expect(idOf(requestOf(row({ model })))).toBe(id);
  });

  it('lets a model of the same size stand in for one that nobody knows', () => {
    const { model } = requestOf(row({ model: 'somebody/nobody-knows-this-7b' }));
    expect(estimate({ model, method: 'inference' }).peak.allocatedBytes).toBeGreaterThan(12e9);
  });

  it.each([
    ['no model', { model: null }],
    ['an unknown model without a size', { model: 'somebody/nobody-knows-this' }],
    ['an unknown method', { method: 'lora (PPO)' }],
    ['no length', { seq_len: null }],
    ['unknown parallelism', { num_gpus: 4, parallelism: 'something else' }],
  ] satisfies [string, Partial<Row>][])('skips %s with a reason', (_, stated) => {
    expect(() => requestOf(row(stated))).toThrow(Skip);
  });
});

describe('a row says what it measured', () => {
  it.each([
    ['torch max_memory_allocated / 1e9', 'allocated'],
    ['torch max_memory_reserved (trainer perf log)', 'reserved'],
    ['nvidia-smi peak minus level before start', 'device'],
    ['unstated ("GPU memory", printed with suffix G)', 'unstated'],
    [null, 'unstated'],
  ])('%s', (what_measured, measure) => {
    expect(measureOf(row({ what_measured }))).toBe(measure);
  });

  it('is compared with that figure, and with a range as wide as that of what is required', () => {
    const { estimate: found, predicted, low, high } = predict(row());
    expect(predicted).toBeCloseTo(found.peak.allocatedBytes / 2 ** 30, 9);
    expect((predicted - low) * 2 ** 30).toBeCloseTo(found.peak.requiredBytes - found.range.lowBytes, 1);
    expect((high - predicted) * 2 ** 30).toBeCloseTo(found.range.highBytes - found.peak.requiredBytes, 1);
  });
});

describe('scores', () => {
  const scored = (predicted: number, measured: number) => ({
    predicted,
    measured,
    low: predicted,
    high: predicted * 1.1,
  });

  it('are fractions of the measured value', () => {
    const some = [scored(10.8, 10), scored(9.5, 10), scored(15, 10), scored(10, 10)];
    expect(figures(some)).toEqual({
      rows: 4,
      median: expect.closeTo(0.065) as number,
      p90: expect.closeTo(0.374) as number,
      within10: 0.75,
      within20: 0.75,
      bias: expect.closeTo(0.04) as number,
      tooLow: 0.25,
      rangeCoverage: 0.5,
    });
  });

  it('interpolate quantiles', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([0, 10], 0.9)).toBeCloseTo(9);
  });

  it('average medians over groups of at least five', () => {
    const group = (error: number, rows: number) => Array.from({ length: rows }, () => scored(10 * (1 + error), 10));
    expect(macroMedian([group(0.1, 5), group(0.3, 7), group(5, 4)])).toBeCloseTo(0.2);
  });

  it('judge runs on a named card: out of memory must be refused, a run accepted', () => {
    const on = (stated: Partial<Row>) => {
      const one = row(stated);
      return decide(one, predict(one).estimate);
    };
    const ran = on({ gpu_type: 'A100 80GB' })!;
    const oom = on({ gpu_type: 'RTX 3060 12GB', outcome: 'oom' })!;
    const wrong = on({ gpu_type: 'A100 80GB', outcome: 'oom' })!;
    expect([ran.right, oom.right, wrong.right]).toEqual([true, true, false]);
    expect(on({ gpu_type: 'unstated' })).toBeUndefined();
    expect(decisionFigures([ran, oom, wrong])).toEqual({ oomRight: 0.5, ranRight: 1, balanced: 0.75 });
  });
});

describe('constants', () => {
  const point = (group: string, source: string, x: number) => ({ group, source, x, measured: 3 * x + 2 });
  const cases = [1, 2, 4, 8, 16, 32].flatMap((x, i) => [point(`a${i}`, 'a', x), point(`b${i}`, 'b', 2 * x)]);
  const fitting: Fitting<(typeof cases)[number]> = {
    cases,
    constants: [
      { name: 'slope', start: 1, low: 0, high: 10 },
      { name: 'floor', start: 0, low: 0, high: 10 },
    ],
    predict: ({ x }, values) => values['slope']! * x + values['floor']! + 1e-9,
    about: (one) => one,
  };

  it('are found where one law holds, and hold on what was left out', () => {
    const found = fit(fitting);
    expect(found['slope']).toBeCloseTo(3, 1);
    expect(found['floor']).toBeCloseTo(2, 0);
    const { inSample, byGroup, bySource } = validate(fitting);
    for (const one of [inSample, byGroup, bySource]) expect(one.macroMedian).toBeLessThan(0.02);
  });

  it('are fitted with siblings kept in one fold', () => {
    const fold = foldsOf(fitting);
    expect(new Set(cases.filter(({ group }) => group === 'a3').map(fold)).size).toBe(1);
    expect(new Set(cases.map(fold)).size).toBe(6);
  });

  it('stay within their bounds', () => {
    const [best] = minimise(([x]) => (x! - 5) ** 2, [1], [{ low: 0, high: 3 }]);
    expect(best).toBeCloseTo(3, 3);
  });
});

describe('the benchmark', () => {
  const all = run(readRows([OPEN_ROWS]));
  const result = resultOf(all);

  it('takes estimates apart without changing them', () => {
    for (const { estimate: found, measure, predicted } of all.scored) {
      expect(recompute(partsOf(found), measure, CALIBRATION) / GIB).toBeCloseTo(predicted, 9);
    }
  });

  it('has the shape that other tools read', () => {
    const shape = {
      rows: expect.any(Number),
      skipped: expect.any(Number),
      macroMedian: expect.any(Number),
      median: expect.any(Number),
      p90: expect.any(Number),
      within10: expect.any(Number),
      within20: expect.any(Number),
      bias: expect.any(Number),
      tooLow: expect.any(Number),
      rangeCoverage: expect.any(Number),
      fit: { oomRight: expect.any(Number), ranRight: expect.any(Number), balanced: expect.any(Number) },
    };
    expect(Object.keys(result)).toEqual(['overall', 'bySource', 'byMethod', 'byMeasure', 'byCards', 'skipped']);
    for (const group of [result.overall, ...Object.values(result.bySource)]) expect(group).toEqual(shape);
  });

  it('counts 70B and 405B over 256 and 512 GPUs in up to four dimensions, which no constant was fitted on', () => {
    const divided = readRows([OPEN_ROWS]).filter(({ parallelism }) => / TP \d/.test(parallelism ?? ''));
    expect(divided.length).toBe(8);
    for (const one of divided) {
      const { predicted, measured } = predict(one);
      expect(Math.abs(predicted / measured - 1), `${one.id} ${one.parallelism}`).toBeLessThan(0.15);
    }
  });

  it('counts ZeRO-3 in host memory on two, four and eight GPUs, which no constant was fitted on', () => {
    const offloaded = readRows([OPEN_ROWS]).filter(({ id }) => /^minicpmv-/.test(id));
    expect(offloaded.length).toBe(6);
    for (const one of offloaded) {
      const { predicted, measured } = predict(one);
      expect(Math.abs(predicted / measured - 1), one.id).toBeLessThan(0.15);
    }
  });

  it('declines few core rows, each with a reason', () => {
    const { rows, skipped } = result.overall;
    expect(result.skipped).toHaveLength(skipped);
    expect(result.skipped.every(({ reason }) => reason.length > 0)).toBe(true);
    expect(skipped / (rows + skipped)).toBeLessThanOrEqual(0.04);
  });

  it('stays as accurate as it was', () => {
    expect(result.overall.macroMedian).toBeLessThan(0.09);
    expect(result.overall.median).toBeLessThan(0.06);
    expect(result.byMeasure['allocated']!.median).toBeLessThan(0.03);
    expect(result.overall.fit.balanced).toBeGreaterThan(0.84);
  });

  it('is where the committed widths come from, which hold nine runs of ten', () => {
    const validated = recalibrate(all.scored);
    const fresh = errorWidths(validated);
    expect(fresh.frameworks).toEqual(ERROR_WIDTHS.frameworks);
    for (const name of ['measured', 'unmeasured'] as const) {
      for (const measure of ['tensors', 'held'] as const) {
        const [found, committed] = [fresh[name][measure], ERROR_WIDTHS[name][measure]];
        expect(Object.keys(found)).toEqual(Object.keys(committed));
        for (const [kind, { rows, low, high }] of Object.entries(found)) {
          expect(rows, kind).toBe(committed[kind]!.rows);
          expect(Math.abs(low - committed[kind]!.low), kind).toBeLessThan(0.01);
          expect(Math.abs(high - committed[kind]!.high), kind).toBeLessThan(0.01);
        }
      }
    }
    const inside = coverage(validated.heldOut);
    expect(inside.byGroup).toBeGreaterThan(0.85);
    expect(inside.byGroup).toBeLessThan(0.95);
  });
});
