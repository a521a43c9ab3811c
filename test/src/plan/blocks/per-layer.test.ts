import { describe, expect, it } from 'vitest';
import { estimate, makePlan, readConfig } from '../../../../src/index.ts';

/** Saved tensors of huggingface/transformers 5.18.0 with PEFT 0.21, bf16 and SDPA: bytes per token of a layer, six less two. */
const MEASURED = [
  { type: 'gemma4_text', method: 'lora', size: 256, checkpointed: 2568, whole: 26_850 },
  { type: 'gemma4_text', method: 'lora', size: 512, checkpointed: 4104, whole: 29_410 },
  { type: 'gemma4_text', method: 'full', size: 256, checkpointed: 3592, whole: 41_130 },
  { type: 'gemma4_text', method: 'full', size: 512, checkpointed: 6152, whole: 45_226 },
  { type: 'gemma3n_text', method: 'lora', size: 256, checkpointed: 5640, whole: 41_306 },
  { type: 'gemma3n_text', method: 'lora', size: 512, checkpointed: 7176, whole: 43_866 },
  { type: 'gemma3n_text', method: 'full', size: 256, checkpointed: 6664, whole: 64_946 },
  { type: 'gemma3n_text', method: 'full', size: 512, checkpointed: 9224, whole: 69_042 },
] as const;

const LAYERS = 6;

describe('what a layer with an input of its own keeps', () => {
  it.each(MEASURED)('$type $method $size', ({ type, method, size, checkpointed, whole }) => {
    const config = {
      ...{ model_type: type, hidden_size: 512, intermediate_size: 1024, num_hidden_layers: LAYERS, vocab_size: 1000 },
      ...{ num_attention_heads: 4, num_key_value_heads: 2, head_dim: 64, global_head_dim: 64, num_kv_shared_layers: 0 },
      ...{ vocab_size_per_layer_input: 1000, hidden_size_per_layer_input: size },
      layer_types: Array(LAYERS).fill('full_attention'),
    };
    const { model } = readConfig(config, { id: 'x', name: 'x', source: 'test' });
    const exact = {
      precision: 'pure-bf16',
      loraDtype: 'bf16',
      autocast: false,
      rank: 4,
      sequenceLength: 1024,
    } as const;
    const kept = (checkpointing: 'on' | 'off') => {
      const { components } = estimate({ model, method, checkpointing, framework: 'trl', ...exact });
      const bytes = components.filter(({ kind, phases }) => kind === 'activations' && phases.includes('forward'));
      return bytes.reduce((sum, one) => sum + one.bytes, 0) / 1024 / LAYERS;
    };
    expect(Math.abs(kept('on') / checkpointed - 1)).toBeLessThan(0.01);
    expect(Math.abs(kept('off') / whole - 1)).toBeLessThan(0.03);
  });
});

describe('the table of per-layer embeddings', () => {
  it('lies on the GPU, and no 4-bit library covers it', () => {
    const { base, architecture } = makePlan({ model: 'google/gemma-4-E4B', method: 'qlora' }).share;
    expect(architecture.parameters.perLayerEmbedding).toBe(2_818_572_288);
    expect(base.plainElements).toBeGreaterThan(architecture.parameters.perLayerEmbedding);
    const { assumptions } = estimate({ model: 'google/gemma-4-E4B', method: 'qlora' });
    expect(assumptions.join()).toMatch(/per-layer embeddings on the GPU, 5\.3 GiB of it/);
    expect(estimate({ model: 'Qwen/Qwen3-8B' }).assumptions.join()).not.toMatch(/per-layer/);
  });
});
