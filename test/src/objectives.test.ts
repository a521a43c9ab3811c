import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adviceFor,
  estimate,
  estimateOn,
  gpus,
  hardwareTable,
  makePlan,
  METHODS,
  OBJECTIVES,
  peakBytes,
  UserError,
  type RequestInput,
} from '../../src/index.ts';
import { trainingTime } from '../../src/cost/time.ts';

const LLAMA = 'meta-llama/Llama-3.1-8B';
const PARAMETERS = 8_030_261_248;
const VOCABULARY = 128_256;
const HIDDEN = 4096;
const HEAD = VOCABULARY * HIDDEN;
const MIB = 2 ** 20;

const a100 = gpus.find(({ id }) => id === 'a100-80gb-sxm')!;

function bytesOf(request: RequestInput, label: string): number {
  return estimate(request).components.reduce((sum, one) => (one.label === label ? sum + one.bytes : sum), 0);
}

describe('models beside the trained one', () => {
  it.each<[NonNullable<RequestInput['objective']>, RequestInput['method'], RequestInput['precision'], string, number]>([
    // TRL's create_model_from_path loads both in one dtype: fp32 unless it is told otherwise.
    ['dpo', 'full', 'fp32-master', 'Reference model', 4 * PARAMETERS],
    ['dpo', 'full', 'pure-bf16', 'Reference model', 2 * PARAMETERS],
    ['dpo', 'full', 'bf16-master', 'Reference model', 2 * PARAMETERS],
    ['kto', 'full', 'pure-bf16', 'Reference model', 2 * PARAMETERS],
    ['dpo', 'lora', undefined, 'Reference model', 0],
    ['kto', 'qlora', undefined, 'Reference model', 0],
    ['orpo', 'full', undefined, 'Reference model', 0],
    ['grpo', 'full', undefined, 'Reference model', 0],
    ['reward', 'full', undefined, 'Reference model', 0],
    ['ppo', 'full', 'pure-bf16', 'Reference model', 2 * PARAMETERS],
    ['ppo', 'full', 'pure-bf16', 'Reward model', 2 * PARAMETERS],
    ['ppo', 'full', 'pure-bf16', 'Model weights of the value model', 2 * PARAMETERS],
    ['ppo', 'full', 'pure-bf16', 'Optimizer states of the value model', 4 * PARAMETERS],
    ['ppo', 'qlora', undefined, 'Reward model', 2 * PARAMETERS],
    ['ppo', 'qlora', undefined, 'Gradients of the value model', 0],
    ['distillation', 'qlora', undefined, 'Teacher', 2 * PARAMETERS],
  ])('%s with %s (%s): %s of %d bytes', (objective, method, precision, label, bytes) => {
    expect(bytesOf({ model: LLAMA, objective, method, precision }, label)).toBeCloseTo(bytes, -1);
  });

  it.each<[NonNullable<RequestInput['objective']>, boolean, number]>([
    ['dpo', false, 0],
    ['kto', false, 0],
    // beta above 0: TRL's GRPO loads a reference model.
    ['grpo', true, 2 * PARAMETERS],
  ])('%s with reference %s holds %d bytes of one', (objective, reference, bytes) => {
    const asked: RequestInput = { model: LLAMA, method: 'full', precision: 'pure-bf16', objective, reference };
    expect(bytesOf(asked, 'Reference model')).toBe(bytes);
    expect(estimate(asked).assumptions.join()).toContain(
      reference ? 'a frozen reference model' : 'computed beforehand',
    );
  });

  it('a teacher may be another model, divided among GPUs as the weights are', () => {
    const teacher = 'meta-llama/Llama-3.3-70B-Instruct';
    const asked: RequestInput = { model: LLAMA, objective: 'distillation', method: 'lora', teacher };
    const bytes = 2 * 70_553_706_496;
    expect(bytesOf(asked, 'Teacher')).toBeCloseTo(bytes, -1);
    expect(bytesOf({ ...asked, gpus: 4, sharding: 'fsdp' }, 'Teacher')).toBeCloseTo(bytes / 4, -1);
  });

  it('a reward or embedding model has no head: 1.0 GiB less where that is no copy of the token table', () => {
    const weights = (objective: RequestInput['objective']) =>
      bytesOf({ model: LLAMA, method: 'lora', objective }, 'Base model weights');
    expect(weights('sft') - weights('reward')).toBe(2 * HEAD);
    expect(weights('sft') - weights('embedding')).toBe(2 * HEAD);
    expect(bytesOf({ model: LLAMA, method: 'full', objective: 'reward' }, 'Gradient of the head')).toBe(0);
  });
});

describe('logits and loss', () => {
  const logits = (objective: RequestInput['objective'], more: Partial<RequestInput> = {}) =>
    bytesOf({ model: LLAMA, method: 'lora', objective, sequenceLength: 1024, ...more }, 'Logits and loss');
  const per = (tokens: number, all: number, bytesPerLogit: number, entropyBytes = 0) =>
    bytesPerLogit * tokens * VOCABULARY + entropyBytes * 3 * 128 * VOCABULARY + 6 * all * HIDDEN;

  it.each<[string, number, number]>([
    // Two sequences of 1024; under autocast fp32 logits of policy and reference, and a copy without the last token.
    ['DPO under autocast', logits('dpo'), per(2048, 2048, 12, 4)],
    // Policy, reference, a copy without the last token and log-softmax, 2 B each; the entropy of 128 rows at a time.
    ['DPO in bf16', logits('dpo', { autocast: false }), per(2048, 2048, 8, 2)],
    // Without the reference's: policy, copy and log-softmax.
    ['DPO without a reference', logits('dpo', { autocast: false, reference: false }), per(2048, 2048, 6, 2)],
    ['ORPO under autocast', logits('orpo'), per(2048, 2048, 14)],
    ['KTO under autocast', logits('kto', { microBatch: 2 }), per(2048, 2048, 14)],
    [
      'GRPO: completions alone have logits',
      logits('grpo', { microBatch: 4, completionLength: 256 }),
      per(1024, 4096, 12),
    ],
    // One sequence alone: its logits, difference, exponential and gradient, 4 B each.
    ['PPO: whole sequences', logits('ppo', { completionLength: 256 }), per(1024, 1024, 16)],
    ['Liger: one example at a time', logits('dpo', { microBatch: 4, loss: 'liger' }), per(2048, 8192, 12)],
    ['distillation: 256 tokens at a time', logits('distillation'), 36 * 256 * VOCABULARY + 8 * 1024 * HIDDEN],
    ['reward models have none', logits('reward'), 0],
    ['embedding models have none', logits('embedding'), 0],
  ])('%s', (_, bytes, expected) => {
    expect(bytes).toBeCloseTo(expected, -1);
  });

  it('a loss that a trainer has not got is not offered', () => {
    const answer = (objective: RequestInput['objective']) => logits(objective, { microBatch: 4, loss: 'liger' });
    expect(answer('orpo')).toBe(logits('orpo', { microBatch: 4 }));
    expect(answer('kto')).toBeLessThan(logits('kto', { microBatch: 4 }));
  });
});

describe('generation', () => {
  const asked: RequestInput = { model: LLAMA, objective: 'grpo', method: 'qlora', sequenceLength: 2048 };
  // 32 layers, 8 heads of keys and of values, 128 wide, 2 B each.
  const CACHE = 2048 * 32 * 2 * 8 * 128 * 2;

  it.each<[Partial<RequestInput>, number]>([
    [{}, 8],
    [{ generations: 4 }, 4],
    [{ generations: 4, microBatch: 2, accumulation: 3 }, 8],
    [{ microBatch: 16 }, 16],
    [{ objective: 'ppo', microBatch: 2, accumulation: 4 }, 8],
  ])('%j generates %d sequences together, each with a cache of its whole length', (more, sequences) => {
    expect(bytesOf({ ...asked, ...more }, 'KV cache of generation')).toBe(sequences * CACHE);
  });

  it("PPO keeps fp32 logits of what was generated: TRL's logitss", () => {
    const bytes = bytesOf({ ...asked, objective: 'ppo', microBatch: 2 }, 'Logits of generated tokens');
    expect(bytes).toBe(2 * 512 * VOCABULARY * 4);
  });

  it('vLLM on the same card takes its share of all that the card has, and gives it back when it sleeps', () => {
    const share = { ...asked, gpu: a100, vllmShare: 0.3 };
    const label = 'vLLM on the same card';
    expect(bytesOf(share, label)).toBeCloseTo(0.3 * a100.driverTotalMib! * MIB, -1);
    expect(bytesOf(share, 'KV cache of generation')).toBe(0);
    const awake = estimate(share).components.find((one) => one.label === label)!;
    const asleep = estimate({ ...share, vllmSleeps: true }).components.find((one) => one.label === label)!;
    expect(awake.phases).toContain('loss');
    expect(asleep.phases).toEqual(['generation']);
  });

  it('a share that does not hold the weights is warned of', () => {
    const warnings = (vllmShare: number) => estimate({ ...asked, gpu: a100, vllmShare }).warnings.join();
    expect(warnings(0.1)).toContain('it will not start');
    expect(warnings(0.3)).not.toContain('vLLM');
  });

  it('the hardware table takes the share of each card', () => {
    const request: RequestInput = { model: LLAMA, method: 'lora', objective: 'grpo', microBatch: 16, vllmShare: 0.5 };
    const rows = hardwareTable(request);
    const a100Fits = rows
      .flatMap(({ common, roomiest }) => [common, roomiest])
      .filter((one) => one?.gpu.id === a100.id);
    expect(estimateOn(request, a100, 1).fit.verdict).toBe('tight');
    expect(a100Fits.filter((one) => one?.verdict === 'fits')).toEqual([]);
  });

  it('mlx-lm has supervised training alone', () => {
    const mac = gpus.find(({ category }) => category === 'apple')!;
    expect(() => estimate({ model: LLAMA, objective: 'dpo', gpu: mac })).toThrow('which DPO needs');
  });

  it('completions longer than usual make sequences longer: their prompts have room beside them', () => {
    const { request } = estimate({ model: LLAMA, objective: 'grpo', completionLength: 4096 });
    expect(request.sequenceLength).toBe(4096 + 512);
  });

  it.each<[RequestInput, string]>([
    [{ model: LLAMA, completionLength: 512 }, 'generates nothing'],
    [{ model: LLAMA, objective: 'dpo', vllmShare: 0.3 }, 'generates nothing'],
    [{ model: LLAMA, objective: 'dpo', teacher: LLAMA }, 'no teacher'],
    [{ model: LLAMA, objective: 'orpo', reference: true }, 'no reference model'],
    [
      { model: LLAMA, objective: 'grpo', completionLength: 4096, sequenceLength: 2048 },
      'longer than the whole sequence',
    ],
  ])('%j is refused in a sentence', (request, words) => {
    expect(() => estimate(request)).toThrow(words);
    expect(() => estimate(request)).toThrow(UserError);
  });
});

describe('laws of objectives', () => {
  const keys = <T extends object>(table: T) => fc.constantFrom(...(Object.keys(table) as (keyof T & string)[]));
  const requests = fc.record({
    model: fc.constantFrom(LLAMA, 'meta-llama/Llama-3.2-1B', 'Qwen/Qwen3-8B', 'google/gemma-2-9b'),
    method: keys(METHODS).filter((id) => METHODS[id].trains !== 'nothing'),
    microBatch: fc.integer({ min: 1, max: 8 }),
    sequenceLength: fc.integer({ min: 64, max: 16_384 }),
    accumulation: fc.integer({ min: 1, max: 8 }),
    checkpointing: fc.constantFrom('on' as const, 'off' as const),
    autocast: fc.boolean(),
  });
  const peak = (request: RequestInput) => peakBytes(makePlan(request));

  it.each([
    ['dpo', 'materialized'],
    ['ppo', 'chunked'],
    ['orpo', 'cut-cross-entropy'],
    ['kto', 'cut-cross-entropy'],
  ] as const)('%s never needs less than supervised fine-tuning with %s loss', (objective, loss) => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(peak({ ...request, objective })).toBeGreaterThanOrEqual(peak({ ...request, loss }));
      }),
    );
  });

  it.each([
    ['generations', 2],
    ['completionLength', 2],
    ['vllmShare', 2],
  ] as const)('more %s never lowers the peak', (field, factor) => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 2, max: 32 }), (request, generations) => {
        const sequenceLength = Math.max(request.sequenceLength, 1024);
        const before: RequestInput = {
          ...request,
          sequenceLength,
          objective: 'grpo',
          gpu: a100,
          generations,
          completionLength: 512,
          vllmShare: field === 'vllmShare' ? 0.2 : 0,
        };
        expect(peak({ ...before, [field]: before[field]! * factor })).toBeGreaterThanOrEqual(peak(before));
      }),
    );
  });

  it('sleeping vLLM never needs more than vLLM awake', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const awake: RequestInput = { ...request, objective: 'grpo', gpu: a100, vllmShare: 0.4 };
        expect(peak({ ...awake, vllmSleeps: true })).toBeLessThanOrEqual(peak(awake));
      }),
    );
  });

  it('every objective has an estimate with every method, all parts finite', () => {
    fc.assert(
      fc.property(requests, keys(OBJECTIVES), (request, objective) => {
        for (const { bytes } of estimate({ ...request, objective }).components) {
          expect(Number.isFinite(bytes)).toBe(true);
          expect(bytes).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('hours', () => {
  const seconds = (objective: RequestInput['objective']) =>
    trainingTime(makePlan({ model: LLAMA, method: 'lora', objective }), a100, { tokens: 1e7, packing: false })!;

  it('a reference is one more forward pass: DPO takes longer, ORPO does not', () => {
    expect(seconds('dpo').seconds).toBeGreaterThan(1.15 * seconds('orpo').seconds);
    expect(seconds('dpo').seconds).toBeLessThan(1.5 * seconds('orpo').seconds);
  });

  it('what is generated is not counted, and the answer says so', () => {
    expect(seconds('grpo').assumptions.join()).toContain('generating completions not counted');
    expect(seconds('sft').assumptions.join()).not.toContain('generating');
  });

  it('preferences are not packed unless said', () => {
    expect(trainingTime(makePlan({ model: LLAMA, objective: 'dpo' }), a100)!.job.packing).toBe(false);
    expect(trainingTime(makePlan({ model: LLAMA }), a100)!.job.packing).toBe(true);
  });
});

describe('logits that a model bounds', () => {
  it.each([
    ['materialized', 2],
    ['chunked', 0],
    ['liger', 0],
  ] as const)('keep the tanh of %s logits: %d bytes for each of all tokens', (loss, bytes) => {
    const gemma = makePlan({ model: 'google/gemma-2-9b', method: 'lora', loss, sequenceLength: 4096 });
    const { softcapsLogits: _, ...unbound } = gemma.whole.model;
    const logits = (model: RequestInput['model']) =>
      bytesOf({ model, method: 'lora', loss, sequenceLength: 4096 }, 'Logits and loss');
    const all = loss === 'chunked' ? 2 * 256 * 256_000 : bytes * 4096 * 256_000;
    expect(logits(gemma.whole.model) - logits(unbound)).toBe(all);
  });
});

describe('advice', () => {
  it('a full DPO that does not fit is told to compute its reference beforehand', () => {
    const request: RequestInput = { model: LLAMA, method: 'full', precision: 'pure-bf16', objective: 'dpo' };
    const { suggestions } = adviceFor(request, a100, 1);
    const found = suggestions.find(({ id }) => id === 'reference')!;
    expect(found.set).toEqual({ reference: false });
    expect(found.savedBytes).toBeGreaterThan(2 * PARAMETERS);
    expect(adviceFor({ ...request, method: 'lora' }, a100, 1).suggestions.map(({ id }) => id)).not.toContain(
      'reference',
    );
  });

  it('vLLM that leaves no room is told to sleep', () => {
    const request: RequestInput = { model: LLAMA, method: 'lora', objective: 'grpo', microBatch: 16, vllmShare: 0.5 };
    expect(adviceFor(request, a100, 1).suggestions.map(({ id }) => id)).toContain('vllm-sleep');
  });
});
