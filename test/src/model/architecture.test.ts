import { describe, expect, it } from 'vitest';
import { architectureOf, type LinearModule, type LinearRole } from '../../../src/model/architecture.ts';
import { MODELS } from '../../../src/facts/models/index.ts';
import type { ModelFacts } from '../../../src/facts/types.ts';

function model(id: string): ModelFacts {
  const found = MODELS.find((one) => one.id === id);
  if (!found) throw new Error(`no row ${id}`);
  return found;
}

function loraParameters(linears: readonly LinearModule[], rank: number): number {
  return linears.reduce((total, one) => total + one.count * rank * (one.in + one.out), 0);
}

const rows = MODELS.map((one) => [one.id, one] as const);

describe('every row of the catalogue', () => {
  it.each(rows)('%s: parts sum to the total', (_, one) => {
    const { parameters: p } = architectureOf(one);
    const parts = [p.embedding, p.head, p.linears, p.fusedExperts, p.perLayerEmbedding, p.vision, p.audio, p.other];
    expect(parts.reduce((a, b) => a + b)).toBe(p.total);
    expect(parts.every(Number.isSafeInteger)).toBe(true);
    // What a row says of elements that its dimensions count too many is the one part that may be negative.
    const overcounted = Math.min(0, one.otherElements ?? 0);
    expect(Math.min(...parts.slice(0, -1), p.other - overcounted)).toBeGreaterThanOrEqual(0);
    expect(p.active).toBeLessThanOrEqual(p.total);
  });

  it.each(rows)('%s: its layers add up', (_, one) => {
    const { layers, parameters, linears } = architectureOf(one);
    const over = (field: 'parameters' | 'linearParameters' | 'fusedExpertParameters') =>
      layers.reduce((total, group) => total + group.count * group[field], 0);
    expect(layers.reduce((total, group) => total + group.count, 0)).toBe(one.layers);
    expect(over('linearParameters')).toBe(parameters.linears);
    expect(over('fusedExpertParameters')).toBe(parameters.fusedExperts);
    const vectors = { rmsnorm: 1, layernorm: 2, 'layernorm-nobias': 1, none: 0 }[one.norm ?? 'rmsnorm'];
    const outside = linears.filter((linear) => linear.role === 'outside-layers');
    const beside =
      parameters.embedding +
      parameters.head +
      parameters.perLayerEmbedding +
      parameters.vision +
      parameters.audio +
      vectors * one.hiddenSize +
      (one.otherElements ?? 0) +
      (one.perLayerEmbedding?.size ?? 0) +
      outside.reduce((total, linear) => total + linear.count * linear.in * linear.out, 0);
    expect(over('parameters') + beside).toBe(parameters.total);
  });

  it.each(rows)('%s: its linears are those of its layers', (_, one) => {
    const { linears, parameters, largestLinear } = architectureOf(one);
    const elements = (...roles: LinearRole[]) =>
      linears
        .filter((linear) => roles.includes(linear.role))
        .reduce((total, linear) => total + linear.count * linear.in * linear.out, 0);
    expect(elements('attention', 'mlp', 'experts')).toBe(parameters.linears);
    expect(elements('fused-experts')).toBe(parameters.fusedExperts);
    expect(linears.some((linear) => linear.in * linear.out === largestLinear)).toBe(true);
  });
});

describe('parameters', () => {
  it.each([
    // [model, total, nn.Linear weights in layers, embedding and head]
    ['meta-llama/Llama-3.1-8B', 8_030_261_248, 6_979_321_856, 1_050_673_152],
    ['meta-llama/Meta-Llama-3-70B', 70_553_706_496, 68_451_041_280, 2_101_346_304],
    ['meta-llama/Llama-2-7b-hf', 6_738_415_616, 6_476_005_376, 262_144_000],
    ['Qwen/Qwen3-8B', 8_190_735_360, 6_945_767_424, 1_244_659_712],
    ['Qwen/Qwen3-4B', 4_022_468_096, 3_633_315_840, 388_956_160],
  ])('%s', (id, total, linears, vocabulary) => {
    const { parameters } = architectureOf(model(id));
    expect(parameters).toMatchObject({ total, linears });
    expect(parameters.embedding + parameters.head).toBe(vocabulary);
  });

  it.each([
    ['openai/gpt-oss-20b', 4_187_440_704],
    ['Qwen/Qwen3-30B-A3B', 3_353_032_704],
    ['mistralai/Mixtral-8x7B-v0.1', 12_879_925_248],
    ['deepseek-ai/DeepSeek-V2-Lite', 2_661_150_208],
    ['nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', 3_580_073_408],
  ])('%s: active', (id, active) => {
    expect(architectureOf(model(id)).parameters.active).toBe(active);
  });

  it.each([
    ['google/gemma-3-4b-pt', 419_816_304, 0],
    ['meta-llama/Llama-3.2-11B-Vision-Instruct', 895_028_755, 0],
    ['Qwen/Qwen2.5-VL-7B-Instruct', 676_550_144, 0],
    ['google/gemma-3n-E4B', 298_587_456, 684_694_048],
    ['google/gemma-4-E2B', 168_544_256, 307_183_904],
  ])('%s: towers', (id, vision, audio) => {
    expect(architectureOf(model(id)).parameters).toMatchObject({ vision, audio });
  });

  it('keeps the per-layer table apart, since it need not be on the GPU', () => {
    const { perLayerEmbedding } = architectureOf(model('google/gemma-3n-E4B')).parameters;
    expect(perLayerEmbedding).toBe(262_144 * 35 * 256);
  });
});

describe('LoRA sizes', () => {
  // Arithmetic vectors; gpt-oss as printed by a training library: attention only, since its experts are not linears.
  it.each([
    ['meta-llama/Llama-3.1-8B', 16, ['attention', 'mlp'], 41_943_040],
    ['meta-llama/Meta-Llama-3-70B', 16, ['attention', 'mlp'], 207_093_760],
    ['meta-llama/Llama-2-7b-hf', 16, ['attention', 'mlp'], 39_976_960],
    ['Qwen/Qwen3-8B', 16, ['attention', 'mlp'], 43_646_976],
    ['Qwen/Qwen3-4B', 16, ['attention', 'mlp'], 33_030_144],
    ['openai/gpt-oss-20b', 8, ['attention', 'mlp'], 3_981_312],
  ])('%s rank %i over %j', (id, rank, roles, expected) => {
    const chosen = architectureOf(model(id)).linears.filter((linear) => roles.includes(linear.role));
    expect(loraParameters(chosen, rank)).toBe(expected);
  });

  it.each([
    ['meta-llama/Llama-3.1-8B', 6_815_744],
    ['meta-llama/Meta-Llama-3-70B', 32_768_000],
    ['meta-llama/Llama-2-7b-hf', 8_388_608],
  ])('%s rank 16 over q_proj and v_proj', (id, expected) => {
    const chosen = architectureOf(model(id)).linears.filter((linear) => ['q_proj', 'v_proj'].includes(linear.name));
    expect(loraParameters(chosen, 16)).toBe(expected);
  });
});

describe('layers', () => {
  it('groups sliding and full attention', () => {
    const { layers } = architectureOf(model('google/gemma-3-4b-pt'));
    expect(layers.map(({ count, mixer }) => [count, mixer.kind === 'attention' && mixer.window])).toEqual([
      [29, 1024],
      [5, null],
    ]);
    expect(layers[0]?.normsPerLayer).toBe(4);
  });

  it('reads a pattern of single mixers', () => {
    const { layers } = architectureOf(model('nvidia/NVIDIA-Nemotron-3-Nano-4B-BF16'));
    expect(layers.map(({ count, mixer, mlp }) => `${count} ${mixer.kind}/${mlp.kind}`)).toEqual([
      '21 mamba/none',
      '17 none/dense',
      '4 attention/none',
    ]);
    expect(layers.some((layer) => layer.parallelBlock)).toBe(false);
  });

  it('knows dense layers before experts, and shared experts', () => {
    const { layers } = architectureOf(model('deepseek-ai/DeepSeek-V3'));
    expect(layers.map(({ count, mlp }) => [count, mlp.kind])).toEqual([
      [3, 'dense'],
      [58, 'moe'],
    ]);
    expect(layers[1]?.mlp).toMatchObject({ experts: 256, expertsPerToken: 8, sharedIntermediate: 2048, fused: false });
    expect(layers[0]?.mixer).toMatchObject({ kind: 'attention', headDim: 192, valueHeadDim: 128 });
  });

  it('doubles the MLP where keys and values are reused', () => {
    const { layers } = architectureOf(model('google/gemma-4-E2B'));
    const widths = layers.map(({ mixer, mlp }) => [
      mixer.kind === 'attention' && mixer.kvShared,
      mlp.kind === 'dense' && mlp.intermediate,
    ]);
    expect(widths).toEqual([
      [false, 6144],
      [false, 6144],
      [true, 12_288],
      [true, 12_288],
    ]);
  });

  it.each([
    ['tiiuae/falcon-7b', true],
    ['tiiuae/falcon-40b', false],
    ['microsoft/phi-2', true],
    ['CohereLabs/c4ai-command-r-v01', true],
    ['meta-llama/Llama-3.1-8B', false],
  ])('%s: parallel block %s', (id, parallel) => {
    expect(architectureOf(model(id)).layers.every((layer) => layer.parallelBlock === parallel)).toBe(true);
  });
});

describe('cache', () => {
  it.each([
    ['meta-llama/Llama-3.1-8B', 65_536, 0, null, 0],
    ['google/gemma-3-4b-pt', 10_240, 59_392, 1024, 0],
    ['google/gemma-3n-E4B', 4096, 16_384, 512, 0],
    ['deepseek-ai/DeepSeek-V3.2', 42_944, 0, null, 0],
    ['Qwen/Qwen3-Next-80B-A3B-Instruct', 12_288, 0, null, 19_759_104],
    ['LiquidAI/LFM2-350M', 6144, 0, null, 20_480],
    ['MiniMaxAI/MiniMax-M1-80k', 20_480, 0, null, 73_400_320],
    ['meta-llama/Llama-3.2-11B-Vision', 65_536, 0, null, 0],
  ])('%s', (id, fullElementsPerToken, slidingElementsPerToken, window, fixedStateElements) => {
    expect(architectureOf(model(id)).kvCache).toEqual({
      fullElementsPerToken,
      slidingElementsPerToken,
      window,
      fixedStateElements,
    });
  });
});

it('derives once per row', () => {
  const row = model('Qwen/Qwen3-4B');
  expect(architectureOf(row)).toBe(architectureOf(row));
});

it('says which width is missing', () => {
  const { intermediateSize: _, ...row } = model('Qwen/Qwen3-4B');
  expect(() => architectureOf(row)).toThrow('width of its MLP');
});
