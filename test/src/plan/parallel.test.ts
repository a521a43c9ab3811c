import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  architectureOf,
  estimate,
  formatBytes,
  judgePlan,
  makePlan,
  MODELS,
  parseDevice,
  peakBytes,
  resolveModel,
  UserError,
  type ModelFacts,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const LLAMA_70B = 'meta-llama/Llama-3.3-70B-Instruct';
const MIXTRAL = 'mistralai/Mixtral-8x7B-v0.1';
const full = { method: 'full', precision: 'pure-bf16' } as const;

function bytesOf(request: RequestInput, kind: string): number {
  return estimate(request)
    .components.filter((one) => one.kind === kind)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

function refusal(request: RequestInput): UserError {
  try {
    makePlan(request);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('tensor parallel', () => {
  it.each([2, 4, 8])('divides every matrix by %i and leaves norms whole', (tensor) => {
    const { parameters, layers } = architectureOf(resolveModel(LLAMA_8B).model);
    const norms = (layers[0]!.count * 2 + 1) * 4096;
    const rank = makePlan({ model: LLAMA_8B, ...full, gpus: tensor, sharding: 'tp' }).share.architecture.parameters;
    expect(rank.total).toBe((parameters.total - norms) / tensor + norms);
    expect(parameters.other).toBe(norms);
  });

  it('copies keys and values where there are more ranks than heads of them', () => {
    const { linears } = makePlan({ model: LLAMA_8B, gpus: 16, sharding: 'tp' }).share.architecture;
    expect(linears.find(({ name }) => name === 'k_proj')?.out).toBe(128);
    expect(linears.find(({ name }) => name === 'q_proj')?.out).toBe(256);
  });

  it('splits one of the two LoRA matrices', () => {
    const whole = makePlan({ model: LLAMA_8B, method: 'lora', targets: ['q_proj'] }).share.trained.elements;
    const rank = makePlan({ model: LLAMA_8B, method: 'lora', targets: ['q_proj'], gpus: 4, sharding: 'tp' });
    expect(whole).toBe(32 * 16 * (4096 + 4096));
    expect(rank.share.trained.elements).toBe(32 * 16 * (4096 + 4096 / 4));
  });

  /** A GPT block, the case of arXiv 2205.05198: as many key heads as heads, an MLP four times as wide, no gate. */
  const gpt: ModelFacts = {
    id: 'test/gpt',
    name: 'GPT',
    family: 'gpt',
    aliases: [],
    also: [],
    hiddenSize: 1024,
    layers: 4,
    heads: 16,
    kvHeads: 16,
    headDim: 64,
    intermediateSize: 4096,
    vocabSize: 32_000,
    maxPositions: 2048,
    mlp: 'gelu',
    norm: 'layernorm',
    sources: [],
  };

  /** Table 2 of the paper without its dropout masks, 2 B of the 34 per value, which these models do not have. */
  it.each([
    ['without sequence parallelism: sbh (8 + 24/t)', false, (t: number) => 8 + 24 / t],
    ['with it: sbh 32/t', true, (t: number) => 32 / t],
  ] as const)('keeps as much as arXiv 2205.05198 says, %s', (_, sequenceParallel, perValue) => {
    for (const tensor of [1, 2, 4, 8]) {
      const plan = makePlan({
        model: gpt,
        ...full,
        autocast: false,
        sequenceParallel,
        gpus: tensor,
        tensorParallel: tensor,
      });
      const logSumExp = (4 * 16) / tensor;
      expect(plan.share.blocks[0]!.storedBytes).toBeCloseTo(perValue(tensor) * 1024 + logSumExp, 6);
    }
  });

  it('divides the logits by the vocabulary, and checkpoints only under sequence parallelism', () => {
    const on = (sequenceParallel: boolean) =>
      ({ model: LLAMA_8B, ...full, loss: 'materialized', gpus: 8, sharding: 'tp', sequenceParallel }) as const;
    const one = { model: LLAMA_8B, ...full, loss: 'materialized' } as const;
    expect(bytesOf(on(true), 'logits')).toBeLessThan(0.2 * bytesOf(one, 'logits'));
    expect(bytesOf(on(false), 'activations')).toBe(bytesOf(one, 'activations'));
    expect(bytesOf(on(true), 'activations')).toBe(bytesOf(one, 'activations') / 8);
  });

  it('is refused where heads do not divide', () => {
    expect(refusal({ model: LLAMA_8B, gpus: 3, sharding: 'tp' }).message).toContain('32 attention heads');
  });
});

describe('pipeline parallel', () => {
  it('holds as many micro-batches on the first stage as there are stages (1F1B)', () => {
    const request = { model: LLAMA_70B, ...full, gpus: 8, sharding: 'pp' } as const;
    const { lastStage, ...first } = makePlan(request);
    const perLayer = 2 * 8192 * 2048;
    expect(bytesOf({ ...request, sharding: 'split' }, 'activations')).toBe(10 * perLayer);
    expect(first.share.inFlight).toBe(8);
    expect(lastStage?.share.inFlight).toBe(1);
  });

  it('puts the embedding on the first stage, and head and loss on the last', () => {
    const {
      share: { architecture },
      lastStage,
    } = makePlan({ model: LLAMA_8B, ...full, gpus: 4, sharding: 'pp' });
    const table = 128_256 * 4096;
    expect(architecture.parameters).toMatchObject({ embedding: table, head: 0 });
    expect(lastStage?.share.architecture.parameters).toMatchObject({ embedding: 0, head: table });
  });

  it('keeps a tied matrix on both ends', () => {
    const {
      share: { architecture },
      lastStage,
    } = makePlan({ model: 'meta-llama/Llama-3.2-1B', gpus: 2, sharding: 'pp' });
    expect(lastStage?.share.architecture.parameters.head).toBe(architecture.parameters.embedding);
  });

  it('is judged by the fuller end: the first by activations, the last by logits', () => {
    const stage = (request: RequestInput) => estimate(request).assumptions.join(' ');
    const request = { model: LLAMA_8B, ...full, gpus: 4, sharding: 'pp' } as const;
    expect(stage({ ...request, microBatch: 8, checkpointing: 'off', loss: 'liger' })).toContain('the first stage');
    expect(stage({ ...request, loss: 'materialized', microBatch: 8 })).toContain('the last stage');
  });

  it('has no more stages than layers', () => {
    expect(refusal({ model: LLAMA_8B, gpus: 64, sharding: 'pp' }).message).toContain('32 layers');
  });
});

describe('expert parallel', () => {
  it('divides the routed experts alone', () => {
    const whole = architectureOf(resolveModel(MIXTRAL).model).parameters;
    const rank = makePlan({ model: MIXTRAL, ...full, gpus: 8, sharding: 'ep' }).share.architecture.parameters;
    expect(rank.routedExperts).toBe(whole.routedExperts / 8);
    expect(rank.total).toBe(whole.total - (7 / 8) * whole.routedExperts);
  });

  it('under full sharding leaves every GPU the same share, and gathers less', () => {
    const request = { model: MIXTRAL, ...full, gpus: 8, sharding: 'fsdp' } as const;
    const divided = { ...request, expertParallel: 8 };
    expect(bytesOf(divided, 'weights')).toBeCloseTo(bytesOf(request, 'weights'), -3);
    expect(bytesOf(divided, 'gathered-weights')).toBeLessThan(0.5 * bytesOf(request, 'gathered-weights'));
  });

  it('needs experts', () => {
    expect(refusal({ model: LLAMA_8B, gpus: 8, sharding: 'ep' }).message).toContain('no routed experts');
  });
});

describe('context parallel', () => {
  const request = { model: LLAMA_8B, ...full, gpus: 8, sequenceLength: 131_072 } as const;

  it('divides tokens, and shards weights over the same GPUs', () => {
    const plan = makePlan({ ...request, sharding: 'cp' });
    expect(plan.share.tokens).toBe(131_072 / 8);
    expect(plan.share.shards.weights).toBe(8);
    expect(bytesOf({ ...request, sharding: 'cp' }, 'activations')).toBe(
      bytesOf({ ...request, sharding: 'fsdp' }, 'activations') / 8,
    );
  });

  it('still gathers keys and values of the whole sequence', () => {
    const block = (contextParallel: number) =>
      bytesOf({ ...request, gpus: contextParallel, sharding: 'cp', sequenceLength: 16_384 * contextParallel }, 'block');
    // 4 KiB of keys and values a token: twice the GPUs with twice the tokens gather twice as many.
    expect(block(128) - block(64)).toBeCloseTo(64 * 16_384 * 4096, -1);
  });
});

describe('a framework that passes keys and values on', () => {
  it.each(['ms-swift', 'axolotl', 'deepspeed', 'megatron-bridge'] as const)('%s gathers none', (framework) => {
    const block = (contextParallel: number) =>
      bytesOf(
        {
          model: LLAMA_8B,
          method: 'lora',
          framework,
          gpus: contextParallel,
          sharding: 'cp',
          sequenceLength: 16_384 * contextParallel,
        },
        'block',
      );
    expect(block(64)).toBe(block(8));
  });
});

describe('degrees', () => {
  it('multiply with data parallelism, and FSDP shards what is left', () => {
    const {
      whole: { layout },
      share: { shards },
    } = makePlan({
      model: LLAMA_70B,
      ...full,
      gpus: 64,
      sharding: 'fsdp',
      tensorParallel: 8,
      pipelineParallel: 2,
    });
    expect(layout).toEqual({ data: 4, tensor: 8, pipeline: 2, context: 1, experts: 1 });
    expect(shards.weights).toBe(4);
  });

  it('that do not divide the GPUs are refused with what would', () => {
    const error = refusal({ model: LLAMA_8B, gpus: 6, tensorParallel: 4, pipelineParallel: 2 });
    expect(error.message).toBe('tp:4 × pp:2 takes 8 GPUs or a multiple of them, and there are 6.');
  });

  const layouts = fc.record({
    tensorParallel: fc.constantFrom(1, 2, 4),
    pipelineParallel: fc.constantFrom(1, 2, 4),
    contextParallel: fc.constantFrom(1, 2),
    data: fc.constantFrom(1, 2, 8),
    sharding: fc.constantFrom('ddp', 'zero1', 'zero2', 'zero3', 'fsdp', 'fsdp-offload'),
    method: fc.constantFrom('full', 'lora', 'qlora'),
    model: fc.constantFrom(...MODELS.map(({ id }) => id)),
    sequenceLength: fc.integer({ min: 1, max: 32_768 }),
  });

  it('every combination is counted or refused in a sentence, and never holds more weights than one GPU would', () => {
    const property = fc.property(layouts, ({ data, ...request }) => {
      const { tensorParallel, pipelineParallel, contextParallel } = request;
      const gpus = data * tensorParallel * pipelineParallel * contextParallel;
      try {
        const plan = makePlan({ ...request, gpus });
        expect(peakBytes(plan)).toBeGreaterThan(0);
        const { precision } = plan.chosen.request;
        const alone = bytesOf({ model: request.model, method: request.method, precision }, 'weights');
        expect(bytesOf({ ...request, gpus }, 'weights'), formatBytes(alone)).toBeLessThanOrEqual(alone * 1.001);
        const gpu = parseDevice('h100').gpu;
        expect(judgePlan(plan, gpu).requiredBytes).toBe(estimate(plan.chosen.request).peak.requiredBytes);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('longer sequences and larger batches never need less, in any layout', () => {
    const property = fc.property(layouts, fc.integer({ min: 1, max: 8 }), ({ data, ...request }, more) => {
      const { tensorParallel, pipelineParallel, contextParallel } = request;
      const gpus = data * tensorParallel * pipelineParallel * contextParallel;
      const peak = (changes: Partial<RequestInput>) => peakBytes(makePlan({ ...request, ...changes, gpus }));
      try {
        expect(peak({ sequenceLength: request.sequenceLength * more })).toBeGreaterThanOrEqual(peak({}));
        expect(peak({ microBatch: more })).toBeGreaterThanOrEqual(peak({}));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('strategies of FSDP', () => {
  const weights = (sharding: 'fsdp' | 'hsdp' | 'fsdp-grad-op', gpus: number, id = 'weights') =>
    bytesOf({ model: LLAMA_8B, ...full, gpus, sharding }, id);

  it('hybrid: shards within eight GPUs, and copies beyond them', () => {
    expect(weights('hsdp', 4)).toBe(weights('fsdp', 4));
    expect(weights('hsdp', 32)).toBe(weights('fsdp', 8));
    expect(bytesOf({ model: LLAMA_8B, ...full, gpus: 32, sharding: 'hsdp' }, 'optimizer-states')).toBe(
      bytesOf({ model: LLAMA_8B, ...full, gpus: 8, sharding: 'fsdp' }, 'optimizer-states'),
    );
  });

  it('SHARD_GRAD_OP: keeps the whole model gathered, a quantized one as it is stored', () => {
    const { total } = architectureOf(resolveModel(LLAMA_8B).model).parameters;
    expect(weights('fsdp-grad-op', 8, 'gathered-weights')).toBe(2 * total);
    const { base } = makePlan({ model: LLAMA_8B, method: 'qlora' }).share;
    const gathered = bytesOf(
      { model: LLAMA_8B, method: 'qlora', gpus: 8, sharding: 'fsdp-grad-op' },
      'gathered-weights',
    );
    expect(gathered).toBeCloseTo(base.bytes, -3);
  });
});

describe('FSDP2', () => {
  const table = 128_256 * 4096;

  it('has embedding and head apart, and gathers the larger of them', () => {
    const root = (sharding: 'fsdp' | 'fsdp2', blocks: number) =>
      bytesOf({ model: LLAMA_8B, ...full, gpus: 8, sharding }, 'gathered-weights') -
      blocks * 2 * architectureOf(resolveModel(LLAMA_8B).model).layers[0]!.parameters;
    expect(root('fsdp', 1)).toBe(2 * 2 * table);
    expect(root('fsdp2', 2)).toBe(2 * table);
  });

  it('joins the gradients of a unit before they are scattered, in fp32 where the framework reduces so', () => {
    const joined = (framework: 'torchtitan' | 'trl') =>
      estimate({ model: LLAMA_8B, ...full, framework, gpus: 8, sharding: 'fsdp2' }).components.find(
        ({ label }) => label === 'Gradients before they are scattered',
      )!.bytes;
    expect(joined('torchtitan') - joined('trl')).toBe(2 * table);
  });

  it('loads a 4-bit base whole on every GPU before it shards it', () => {
    const load = (request: Partial<RequestInput>) =>
      estimate({ model: LLAMA_70B, gpus: 4, sharding: 'fsdp2', ...request }).components.find(({ label }) =>
        label.startsWith('Whole base'),
      )?.bytes;
    expect(load({})).toBeCloseTo(3 * bytesOf({ model: LLAMA_70B, gpus: 4, sharding: 'fsdp' }, 'weights'), -3);
    expect(load({ sharding: 'fsdp' })).toBeUndefined();
    expect(load({ method: 'lora' })).toBeUndefined();
    expect(load({ quantization: 'int8' })).toBeUndefined();
  });

  it('says how a 4-bit base must be stored to be sharded', () => {
    const warnings = (sharding: 'fsdp' | 'ddp') => estimate({ model: LLAMA_8B, gpus: 2, sharding }).warnings.join(' ');
    expect(warnings('fsdp')).toContain('bnb_4bit_quant_storage=bfloat16');
    expect(warnings('ddp')).not.toContain('bnb_4bit_quant_storage');
  });

  it('keeps a pipeline stage gathered, and its gradients whole, from micro-batch to micro-batch', () => {
    const request = { model: LLAMA_70B, ...full, framework: 'torchtitan', gpus: 16, pipelineParallel: 2 } as const;
    const stage = makePlan({ ...request, sharding: 'fsdp2' }).share.architecture.parameters.total;
    const { components } = estimate({ ...request, sharding: 'fsdp2' });
    const named = (words: string) => components.find(({ label }) => label === words)?.bytes;
    expect(named('Gathered weights, kept')).toBeCloseTo(2 * stage, -9);
    expect(named('Gradients of the stage, whole')).toBeCloseTo(4 * stage, -9);
  });
});
