/**
 * Figures to the byte, for walls that are moved and must change none of them: every model, every kind of configuration, every
 * row of every table, every card. Written again like the other golden files, after a change that is meant to change figures.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  type MethodId,
  unlessRefused,
  adviceFor,
  ATTENTIONS,
  CHECKPOINTINGS,
  estimate,
  estimateOn,
  FRAMEWORKS,
  gpus,
  hostBytes,
  KV_CACHES,
  limitOf,
  LOSSES,
  makePlan,
  METHODS,
  MODELS,
  OBJECTIVES,
  OPTIMIZERS,
  PRECISIONS,
  QUANTIZATIONS,
  readConfig,
  TOWER_TRAININGS,
  trainingTime,
  UserError,
  type GpuFacts,
  type ModelFacts,
  type RequestInput,
} from '../../src/index.ts';
import { SHARDINGS } from '../../src/facts/shardings.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const gpu = (id: string): GpuFacts => gpus.find((row) => row.id === id)!;
const lines = (all: readonly string[]) => `${all.join('\n')}\n`;

/** What is told of what cannot be counted. */
function orRefusal(tell: () => string): string {
  try {
    return tell();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `refused: ${error.message}`;
  }
}

/** Every component with its bytes and phases, what they come to, and what is said with them. */
function inFull(request: RequestInput): string {
  const { components, peak, range, deviceRange, warnings } = estimate(request);
  return [
    ...components.map(({ label, bytes, phases }) => `  ${Math.round(bytes)} ${label} (${phases.join(' ')})`),
    `  peak in ${peak.phase}: allocated ${Math.round(peak.allocatedBytes)}, reserved ${Math.round(peak.reservedBytes)}, device ${Math.round(peak.deviceBytes)}, required ${Math.round(peak.requiredBytes)}`,
    `  range ${Math.round(range.lowBytes)} to ${Math.round(range.highBytes)}, on the device ${Math.round(deviceRange.lowBytes)} to ${Math.round(deviceRange.highBytes)}, on the host ${Math.round(hostBytes(makePlan(request)))}`,
    ...warnings.map((warning) => `  ${warning}`),
  ].join('\n');
}

/** One line: what is trained of a model, what that needs at two lengths, and how long a token takes. */
function inShort(model: ModelFacts | string): string {
  const need = (request: Partial<RequestInput>) => {
    const { peak, range } = estimate({ model, ...request });
    return `${Math.round(peak.requiredBytes)} (to ${Math.round(range.highBytes)})`;
  };
  const plan = makePlan({ model, method: 'lora', gpu: gpu('h100-sxm') });
  const { parameters } = plan.whole.architecture;
  const time = trainingTime(plan, gpu('h100-sxm'), { tokens: 1e9 });
  return [
    `${parameters.total} parameters, ${Math.round(parameters.active)} active`,
    `LoRA ${plan.share.trained.elements}`,
    `qlora ${need({ method: 'qlora' })}`,
    `lora kept ${need({ method: 'lora', checkpointing: 'off', sequenceLength: 512 })}`,
    `full ${need({ method: 'full', sequenceLength: 16_384 })}`,
    `on two ${orRefusal(() => need({ method: 'lora', gpus: 2, sharding: 'fsdp' }))}`,
    `served ${need({ method: 'inference', sequenceLength: 8192 })}`,
    `${time?.seconds.toPrecision(6)} s`,
  ].join('; ');
}

it('of every model', async () => {
  const all = MODELS.map((model) => `${model.id}: ${orRefusal(() => inShort(model))}`);
  await expect(lines(all)).toMatchFileSnapshot('figures/models.txt');
});

it('of every kind of configuration', async () => {
  const path = new URL('../fixtures/configs/counts.json', import.meta.url);
  const configs = JSON.parse(readFileSync(path, 'utf8')) as readonly { readonly config: Record<string, unknown> }[];
  const all = configs.map(({ config }, i) => {
    const told = orRefusal(() => {
      const { model, ...doubts } = readConfig(config, { id: 'test/model', name: 'A model', source: 'a test' });
      return `${inShort(model)}; ${JSON.stringify(doubts)}`;
    });
    return `${i} ${String(config['model_type'])}: ${told}`;
  });
  await expect(lines(all)).toMatchFileSnapshot('figures/configurations.txt');
});

const QWEN_VL = 'Qwen/Qwen2.5-VL-7B-Instruct';
const MIXTRAL = 'mistralai/Mixtral-8x7B-v0.1';
const each = <T extends string>(rows: Readonly<Record<T, unknown>>, request: (id: T) => RequestInput) =>
  (Object.keys(rows) as T[]).map((id) => [id, request(id)] as const);

const TABLES: Readonly<Record<string, readonly (readonly [string, RequestInput])[]>> = {
  methods: each(METHODS, (method) => ({ model: LLAMA_8B, method })),
  optimizers: each(OPTIMIZERS, (optimizer) => ({ model: LLAMA_8B, method: 'full', optimizer })),
  frameworks: each(FRAMEWORKS, (framework) => ({ model: LLAMA_8B, method: 'lora', framework, microBatch: 2 })),
  'frameworks-full': each(FRAMEWORKS, (framework) => ({ model: LLAMA_8B, method: 'full', framework, accumulation: 4 })),
  losses: each(LOSSES, (loss) => ({ model: LLAMA_8B, method: 'full', loss })),
  shardings: each(SHARDINGS, (sharding) => ({
    model: sharding === 'ep' ? MIXTRAL : LLAMA_8B,
    method: 'full',
    gpus: 8,
    sharding,
    microBatch: 4,
  })),
  'shardings-qlora': each(SHARDINGS, (sharding) => ({
    model: sharding === 'ep' ? MIXTRAL : LLAMA_8B,
    method: 'qlora',
    gpus: 4,
    sharding,
  })),
  checkpointings: each(CHECKPOINTINGS, (checkpointing) => ({ model: LLAMA_8B, method: 'lora', checkpointing })),
  precisions: each(PRECISIONS, (precision) => ({ model: LLAMA_8B, method: 'full', precision })),
  quantizations: each(QUANTIZATIONS, (quantization) => ({
    model: LLAMA_8B,
    method: quantization === 'none' ? 'lora' : 'qlora',
    quantization,
  })),
  attentions: each(ATTENTIONS, (attention) => ({ model: LLAMA_8B, method: 'lora', attention, checkpointing: 'off' })),
  'kv-caches': each(KV_CACHES, (kvCache) => ({
    model: LLAMA_8B,
    method: 'inference',
    kvCache,
    sequenceLength: 32_768,
  })),
  objectives: each(OBJECTIVES, (objective) => ({ model: LLAMA_8B, method: 'lora', objective })),
  'objectives-full': each(OBJECTIVES, (objective) => ({
    model: LLAMA_8B,
    method: 'full',
    objective,
    gpus: 8,
    sharding: 'zero3',
  })),
  'tower-trainings': each(TOWER_TRAININGS, (tower) => ({
    model: QWEN_VL,
    method: 'lora',
    tower,
    images: { count: 2, size: { width: 1024, height: 768 } },
  })),
  layouts: (
    [
      [16, { tensorParallel: 4, pipelineParallel: 2, sharding: 'zero1' }],
      [64, { tensorParallel: 8, pipelineParallel: 2, sharding: 'fsdp' }],
      [16, { contextParallel: 4, sharding: 'fsdp2', sequenceLength: 131_072 }],
      [8, { tensorParallel: 2, sequenceParallel: false, sharding: 'ddp' }],
      [32, { sharding: 'hsdp', accumulation: 8 }],
      [8, { pipelineParallel: 8, framework: 'torchtitan', sharding: 'ddp', microBatch: 2 }],
    ] as const
  ).map(([count, layout]) => [JSON.stringify(layout), { model: LLAMA_8B, method: 'full', gpus: count, ...layout }]),
};

it.each(Object.entries(TABLES))('of every row of %s', async (name, requests) => {
  const all = requests.map(([id, request]) => `${id}\n${orRefusal(() => inFull(request))}\n`);
  await expect(lines(all)).toMatchFileSnapshot(`figures/${name}.txt`);
});

it('of every card', async () => {
  const asked = (method: MethodId): RequestInput => ({ model: 'Qwen/Qwen3-14B', method, sequenceLength: 4096 });
  const all = gpus.map((card) => {
    // Some have no kernels for 4 bit.
    const refused = unlessRefused(() => estimateOn(asked('qlora'), card, 1)) === undefined;
    const request = asked(refused ? 'lora' : 'qlora');
    const { fit, estimate: estimated } = estimateOn(request, card, 1);
    const time = trainingTime(makePlan({ ...request, gpu: card }), card, { tokens: 1e8 });
    const longest = limitOf(request, 'sequenceLength', card);
    const seconds =
      time && [time.lowSeconds, time.seconds, time.highSeconds].map((one) => one.toPrecision(6)).join(' ');
    return `${card.id}: ${request.method} ${fit.verdict} ${Math.round(estimated.peak.requiredBytes)} of ${fit.usableBytes}; longest ${longest.fits} (tight ${longest.tight}); ${seconds} s, ${time?.confidence}`;
  });
  await expect(lines(all)).toMatchFileSnapshot('figures/cards.txt');
});

it('of advice', async () => {
  const asked: readonly (readonly [RequestInput, string, number])[] = [
    [{ model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'lora' }, 'a100-80gb-sxm', 1],
    [{ model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'full' }, 'h100-sxm', 8],
    [{ model: LLAMA_8B, method: 'full' }, 'rtx-4090', 1],
    [{ model: LLAMA_8B, method: 'lora', sequenceLength: 32_768, microBatch: 4, loss: 'materialized' }, 'rtx-3090', 2],
    [{ model: MIXTRAL, method: 'qlora' }, 'rtx-4090', 1],
    [{ model: QWEN_VL, method: 'lora', images: { count: 8 } }, 'rtx-4060-ti-16gb', 1],
    [{ model: LLAMA_8B, method: 'lora', objective: 'grpo', vllmShare: 0.5 }, 'a100-40gb-sxm', 1],
  ];
  const all = asked.map(([request, card, count]) => {
    const told = JSON.stringify(
      adviceFor(request, gpu(card), count),
      (name, value: unknown) =>
        name === 'gpu'
          ? (value as GpuFacts).id
          : name === 'model' && typeof value === 'object'
            ? (value as ModelFacts).id
            : value,
      1,
    );
    return `${count} × ${card}: ${JSON.stringify(request)}\n${told}\n`;
  });
  await expect(lines(all)).toMatchFileSnapshot('figures/advice.txt');
});
