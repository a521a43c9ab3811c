import { describe, expect, it } from 'vitest';
import { architectureOf, estimate, readConfig, resolveModel, textOf, type RequestInput } from '../../../src/index.ts';
import { nativeBytes } from '../../../src/memory/native.ts';

const GIB = 2 ** 30;
const warningsOf = (request: RequestInput) =>
  estimate(request)
    .warnings.map((one) => textOf(one))
    .join('\n');

const CONFIG = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};
const copy = (quantization_config: object) =>
  readConfig({ ...CONFIG, quantization_config }, { id: 'org/copy', name: 'Copy', source: 'test' }).model;

describe('the size of a release that is quantized', () => {
  /** Bytes of the safetensors files of the releases: 13.76 GB, 65.25 GB; 688.6 GB with multi-token prediction of 13.5 B. */
  it.each([
    ['openai/gpt-oss-20b', 13.76e9, 0.01],
    ['openai/gpt-oss-120b', 65.25e9, 0.01],
    ['deepseek-ai/DeepSeek-V3', 688.6e9 - 13.5e9, 0.01],
  ])('%s', (id, bytes, tolerance) => {
    const { model } = resolveModel(id);
    expect(Math.abs(nativeBytes(architectureOf(model), model.quantization!) / bytes - 1)).toBeLessThan(tolerance);
  });
});

describe('a release in a format that nothing is trained on', () => {
  it('says how it is loaded, and what it is then', () => {
    expect(warningsOf({ model: 'openai/gpt-oss-20b', method: 'lora' })).toMatch(
      /published in MXFP4, 12\.8 GiB; transformers trains nothing on it, and loads it with Mxfp4Config\(dequantize=True\): 39\.0 GiB in bf16/,
    );
    expect(warningsOf({ model: 'deepseek-ai/DeepSeek-V3', method: 'full' })).toMatch(
      /published in fp8, 62\d\.\d GiB; .*FineGrainedFP8Config\(dequantize=True\): 1249\.\d GiB/,
    );
  });
  it('says that it cannot be quantized again', () => {
    expect(warningsOf({ model: 'openai/gpt-oss-20b', method: 'qlora' })).toMatch(
      /refuses to quantize it again \(nf4, double quantization\): save a bf16 copy of 39\.0 GiB first/,
    );
  });
  it('says what it takes as it is, where it is only served', () => {
    expect(warningsOf({ model: 'openai/gpt-oss-20b', method: 'inference' })).toMatch(
      /served as it is, it takes so much/,
    );
  });
  it('needs both copies of the experts of a layer while it loads', () => {
    const { components } = estimate({ model: 'deepseek-ai/DeepSeek-V3', method: 'lora' });
    const loading = components.filter(({ phases }) => phases.length === 1 && phases[0] === 'load');
    // 256 experts, gate and up of 2,048 each on a width of 7,168, and 3 B a weight.
    expect(loading.map(({ bytes }) => bytes)).toEqual([256 * 2 * 2048 * 7168 * 3]);
    for (const method of ['qlora', 'inference'] as const) {
      const others = estimate({ model: 'deepseek-ai/DeepSeek-V3', method }).components;
      expect(others.some(({ phases }) => phases.join() === 'load')).toBe(false);
    }
  });
});

describe('a copy in few bits', () => {
  it.each([
    [{ quant_method: 'bitsandbytes', load_in_4bit: true }, /published in bitsandbytes 4-bit, 5\.\d GiB/],
    [{ quant_method: 'bitsandbytes', load_in_8bit: true }, /published in bitsandbytes 8-bit/],
    [{ quant_method: 'gptq', bits: 4 }, /published in GPTQ/],
    [{ quant_method: 'awq', bits: 4 }, /published in AWQ/],
  ])('%j carries LoRA weights, and is not trained whole', (quantization, sentence) => {
    const model = copy(quantization);
    expect(warningsOf({ model, method: 'qlora' })).not.toMatch(/published/);
    expect(warningsOf({ model, method: 'full' })).toMatch(sentence);
    expect(warningsOf({ model, method: 'full' })).toMatch(/take the release it was made from/);
    expect(warningsOf({ model, method: 'lora' })).toMatch(/method: qlora trains on it as it is/);
  });
  it.each([
    [{ quant_method: 'compressed-tensors' }, /CompressedTensorsConfig\(dequantize=True\)/],
    [{ quant_method: 'fp8', weight_block_size: [128, 128] }, /FineGrainedFP8Config/],
    [{ quant_method: 'fbgemm_fp8' }, /published in fp8/],
  ])('%j is dequantized', (quantization, sentence) => {
    expect(warningsOf({ model: copy(quantization), method: 'lora' })).toMatch(sentence);
  });
  it.each([
    {},
    { quant_method: 'tomorrow' },
    { quant_method: 7, load_in_4bit: 'yes' },
    { quant_method: 'fp8', weight_block_size: ['a', {}] },
    [],
  ])('%j breaks nothing', (quantization) => {
    expect(estimate({ model: copy(quantization), method: 'lora' }).peak.requiredBytes / GIB).toBeGreaterThan(15);
  });
});
