import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureOf, estimate, parseConfig, readConfig, UserError } from '../../../../src/index.ts';
import { withStored } from '../../../../src/model/config/stored.ts';
import { FAMILIES, READERS } from '../../../../src/model/config/families/index.ts';
import {
  BY_HAND,
  CATALOGUED,
  GLM_5_2,
  GLM_5_2_ELEMENTS,
  WITH_TOWERS,
  LIKE_LLAMA,
  LLAMA,
  ORIGINALS,
  RELEASED,
  WITH_BIASES,
} from './released.ts';

interface Row {
  readonly config: { readonly model_type: string };
  readonly parameters: number;
}

/** Made with huggingface/transformers 5.18.0: each configuration's model on the meta device, its parameters counted. */
const rows = JSON.parse(
  readFileSync(new URL('../../../fixtures/configs/counts.json', import.meta.url), 'utf8'),
) as readonly Row[];

function read(config: unknown) {
  return readConfig(config, { id: 'org/name', name: 'name', source: 'test' });
}

function parametersOf(config: unknown): number {
  return architectureOf(read(config).model).parameters.total;
}

describe('counts are those of transformers', () => {
  it('for most of its architectures', () => {
    expect(new Set(rows.map(({ config }) => config.model_type)).size).toBeGreaterThanOrEqual(85);
  });
  it.each(rows.map(({ config, parameters }) => [config.model_type, JSON.stringify(config), parameters] as const))(
    '%s %s',
    (_, config, parameters) => {
      expect(parametersOf(JSON.parse(config))).toBe(parameters);
    },
  );
});

const cases = [...ORIGINALS, ...RELEASED, ...LIKE_LLAMA, ...BY_HAND, ...WITH_BIASES, ...CATALOGUED, ...WITH_TOWERS];

describe('released configurations', () => {
  it.each(cases)('%s', (_, config, parameters) => {
    expect(parametersOf(config)).toBe(parameters);
  });
});

it('files whose layers share what an indexer picked have the weights of those that pick', () => {
  expect(parametersOf(GLM_5_2)).toBe(GLM_5_2_ELEMENTS);
  const named = Array.from({ length: 78 }, (_, layer) => (layer < 21 ? 'full' : 'shared'));
  expect(parametersOf({ ...GLM_5_2, indexer_types: named })).toBe(GLM_5_2_ELEMENTS);
  const pattern = named.map((kind) => kind[0]!.toUpperCase()).join('');
  expect(parametersOf({ ...GLM_5_2, index_topk_pattern: pattern })).toBe(GLM_5_2_ELEMENTS);
});

it('a talker and its vocoder are said to be in the files, and not counted', () => {
  const [, omni] = WITH_TOWERS.find(([name]) => name === 'qwen2.5-omni-7b')!;
  const decoded = read(omni);
  expect(decoded.approximations).toEqual([]);
  expect(decoded.model.unloaded).toEqual({ elements: 1_800_411_520, label: 'talker and vocoder' });
  const { model, notes } = withStored(decoded, 10_732_225_440);
  expect(model.uncertainty).toBeUndefined();
  expect(notes).toEqual([expect.stringContaining('its talker and vocoder are stored, and no trainer loads them')]);
});

it.each([
  [
    { quant_method: 'fp8', weight_block_size: [128, 128] },
    { expert_dtype: 'fp4' },
    { method: 'fp8-e4m3', experts: 'mxfp4' },
  ],
  [{ quant_method: 'fp8', weight_block_size: [128, 128] }, {}, { method: 'fp8-e4m3', block: [128, 128] }],
  [
    {
      quant_method: 'compressed-tensors',
      config_groups: { group_0: { weights: { num_bits: 4 } } },
      ignore: ['re:.*self_attn.*'],
    },
    {},
    { method: 'compressed-4bit', appliesTo: 'fused-experts' },
  ],
  [{ quant_method: 'compressed-tensors' }, {}, { method: 'compressed', appliesTo: 'linears' }],
])('experts may be stored in fewer bits than the rest: %j %j', (quantization, more, expected) => {
  expect(read({ ...LLAMA, ...more, quantization_config: quantization }).model.quantization).toMatchObject(expected);
  const nested = { model_type: 'kimi_k25', text_config: { ...LLAMA, ...more, quantization_config: quantization } };
  if (!('expert_dtype' in more)) expect(read(nested).model.quantization).toMatchObject(expected);
});

describe('readers', () => {
  it('have each a count that it was held to, to the last unit', () => {
    const held = new Set([...rows, ...cases.map(([, config]) => ({ config }))].map(({ config }) => read(config).type));
    expect(Object.keys(READERS).filter((type) => !held.has(type))).toEqual([]);
  });

  it('stand each in one family', () => {
    const types = FAMILIES.flatMap((family) => Object.keys(family));
    expect(types.filter((type, at) => types.indexOf(type) !== at)).toEqual([]);
  });
});

describe('an architecture without a row', () => {
  it('is read by its field names, and says so', () => {
    const { model, approximations } = read({ ...LLAMA, model_type: 'tomorrow' });
    expect(architectureOf(model).parameters.total).toBe(8_030_261_248);
    expect(approximations).toEqual([expect.stringMatching(/"tomorrow" has no reader of its own/)]);
  });
  it.each(['__proto__', 'constructor', 'toString', '', 7])('is %s', (type) => {
    expect(read({ ...LLAMA, model_type: type }).approximations).toHaveLength(1);
  });
  it.each([
    [{}, 0.1, /an ordinary decoder$/],
    [{ hc_mult: 4, o_lora_rank: 1024 }, 0.4, /; hc_mult, o_lora_rank left out$/],
    [{ mamba_d_state: 128 }, 0.4, /; mamba_d_state left out$/],
    [{ layer_types: ['full_attention', 'tomorrow'] }, 0.25, /; layers of tomorrow left out$/],
    [{ intermediate_size: undefined }, 0.25, /; intermediate_size taken for four times the hidden size$/],
    [{ max_window_layers: 28, pad_token_id: 5, attention_dropout: 1, rope_theta: 5e5 }, 0.1, /an ordinary decoder$/],
    [Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`some_${at}_size`, 9])), 2, /and 26 more left out$/],
  ])('is doubted by what is left unread: %j', (said, uncertainty, sentence) => {
    const { model, approximations } = read({ ...LLAMA, ...said, model_type: 'tomorrow' });
    expect(model.uncertainty).toBeCloseTo(uncertainty);
    expect(approximations).toEqual([expect.stringMatching(sentence)]);
  });
  it.each([
    [{ hidden_act: 'silu', layer_norm_eps: 1e-5 }, 3],
    [{ hidden_act: 'gelu', layer_norm_eps: 1e-5 }, 2],
    [{ hidden_act: 'gelu', rms_norm_eps: 1e-5 }, 3],
    [{ hidden_act: 'relu2', rms_norm_eps: 1e-5 }, 2],
  ])('has a gated MLP or not by its activation and norm: %j', (said, matrices) => {
    const { model } = read({ ...LLAMA, ...said, model_type: 'tomorrow' });
    expect(architectureOf(model).layers[0]?.mlp).toMatchObject({ matrices });
  });
  it('has experts in every layer that is not said to be dense', () => {
    const kinds = { n_routed_experts: 8, moe_intermediate_size: 512, mlp_layer_types: ['dense', 'hash_moe', 'moe'] };
    const { model } = read({ ...LLAMA, ...kinds, num_hidden_layers: 3, model_type: 'tomorrow' });
    expect(model.moe?.moeLayers).toBe(2);
  });
  it('keeps its experts and its latent attention', () => {
    const mla = { q_lora_rank: null, kv_lora_rank: 512, qk_nope_head_dim: 128, qk_rope_head_dim: 64, v_head_dim: 128 };
    const { model } = read({
      ...LLAMA,
      ...mla,
      model_type: 'x',
      n_routed_experts: 8,
      num_experts_per_tok: 2,
      moe_intermediate_size: 512,
      first_k_dense_replace: 2,
    });
    expect(model).toMatchObject({ moe: { experts: 8, moeLayers: 30 }, mla: { qLoraRank: null, kvLoraRank: 512 } });
  });
});

describe('an architecture with a row', () => {
  it('is doubted where the file says a size that its row does not read', () => {
    const { model, approximations } = read({ ...LLAMA, routed_latent_size: 512, adapter_ranks: [8, 16] });
    expect(approximations).toEqual(['routed_latent_size, adapter_ranks of its configuration left out']);
    expect(model.uncertainty).toBeCloseTo(0.4);
    expect(read(LLAMA).model.uncertainty).toBeUndefined();
  });
  it('squeezes tokens before its experts where it says so: Kimi K3', () => {
    const text = {
      ...{ model_type: 'kimi_linear', hidden_size: 7168, intermediate_size: 33792, num_hidden_layers: 93 },
      ...{ num_attention_heads: 96, vocab_size: 163840, kv_lora_rank: 512, q_lora_rank: 1536, qk_nope_head_dim: 128 },
      ...{ qk_rope_head_dim: 64, v_head_dim: 128, num_experts: 896, num_experts_per_token: 16, num_shared_experts: 2 },
      ...{ moe_intermediate_size: 3072, first_k_dense_replace: 1, routed_expert_hidden_size: 3584 },
    };
    const { routedExperts } = architectureOf(read({ model_type: 'kimi_k3', text_config: text }).model).parameters;
    expect(routedExperts).toBe(92 * 896 * 3 * 3584 * 3072);
  });
});

describe('a file with an audio part', () => {
  const audio = {
    d_model: 1280,
    encoder_layers: 32,
    encoder_ffn_dim: 5120,
    num_mel_bins: 128,
    max_source_positions: 1500,
  };
  it('has its tower counted as an encoder of Whisper, and says so', () => {
    const { model, approximations } = read({ model_type: 'qwen2_audio', text_config: LLAMA, audio_config: audio });
    // 642.1 M: transformers 5.18.0, Qwen2AudioForConditionalGeneration without its text model.
    expect(architectureOf(model).parameters.audio / 642.1e6).toBeCloseTo(1, 2);
    expect(approximations).toEqual([expect.stringMatching(/audio tower of "qwen2_audio" is counted as a plain one/)]);
  });
  it('says what it does not count', () => {
    const parts = { audio_config: { rate: 16_000 }, encoder_config: { hidden_dim: 1024, num_layers: 16 } };
    expect(read({ model_type: 'granite_speech', text_config: LLAMA, ...parts }).approximations).toEqual([
      'the audio tower of "granite_speech" is not counted',
      'encoder_config of "granite_speech" not counted',
    ]);
  });
});

describe('what else a configuration says', () => {
  it.each([
    [{ quantization_config: { quant_method: 'mxfp4' } }, { quantization: { method: 'mxfp4' } }],
    [{ quantization_config: { quant_method: 'fp8' } }, { quantization: { method: 'fp8-e4m3' } }],
    [{ torch_dtype: 'float16' }, { dtype: 'float16' }],
    [{ dtype: 'float32' }, { dtype: 'float32' }],
    [{ tie_word_embeddings: true }, { tiedEmbeddings: true }],
    [{ model_type: 'mistral', sliding_window: 4096 }, { slidingWindow: { window: 4096, layers: 32 } }],
  ])('%j', (said, facts) => {
    expect(read({ ...LLAMA, ...said }).model).toMatchObject(facts);
  });
  it('is ignored where nobody reads it', () => {
    expect(parametersOf({ ...LLAMA, tomorrow: { deep: [1, { hidden_size: -1 }] }, hidden_act: 5 })).toBe(8_030_261_248);
  });
  it('knows its text part', () => {
    const inner = read({
      model_type: 'tomorrow_vl',
      text_config: LLAMA,
      vision_config: { hidden_size: 1024, num_hidden_layers: 24 },
    });
    expect(inner).toMatchObject({
      type: 'llama',
      approximations: [expect.stringMatching(/vision tower of "tomorrow_vl"/)],
    });
  });
});

describe('what makes no sense ends in one sentence', () => {
  it.each([
    ['negative', { ...LLAMA, hidden_size: -4096 }, /hidden_size is -4096/],
    ['fractional', { ...LLAMA, num_hidden_layers: 32.5 }, /num_hidden_layers is 32.5/],
    ['huge', { ...LLAMA, vocab_size: 1e300 }, /vocab_size is 1e\+300/],
    ['too many layers', { ...LLAMA, num_hidden_layers: 99_000_000 }, /99,000,000 layers/],
    ['all huge at once', { ...LLAMA, hidden_size: 1e8, intermediate_size: 1e8 }, /more parameters than any model/],
    ['missing', { model_type: 'tomorrow', num_hidden_layers: 3 }, /does not say hidden_size/],
    ['zero', { ...LLAMA, num_attention_heads: 0 }, /num_attention_heads is 0/],
    ['text', { ...LLAMA, hidden_size: '4096; drop' }, /hidden_size is "4096; drop"/],
    ['an object', { ...LLAMA, hidden_size: { a: 1 } }, /hidden_size is an object/],
    ['more heads than width', { ...LLAMA, hidden_size: 16 }, /32 heads on a width of 16/],
    ['a list', [LLAMA], /is a JSON object/],
    ['nothing', null, /is a JSON object/],
    ['an encoder', { model_type: 't5', d_model: 512 }, /only decoders/],
    [
      'a list of a million layers',
      { ...LLAMA, layer_types: Array(1_000_000).fill('full_attention') },
      /layer_types has 1,000,000/,
    ],
    [
      'a pattern that is none',
      { model_type: 'nemotron_h', hybrid_override_pattern: 'xyz' },
      /attention, state space or MLP/,
    ],
  ])('%s', (_, config, sentence) => {
    expect(() => read(config)).toThrow(sentence);
    expect(() => read(config)).toThrow(UserError);
  });
  it('layers with experts of which there are none are layers without an MLP', () => {
    const pattern = { model_type: 'nemotron_h', hybrid_override_pattern: 'M*E-', n_routed_experts: 0 };
    expect(parametersOf(pattern)).toBe(parametersOf({ ...pattern, hybrid_override_pattern: 'M*-' }) + 4096);
  });
  it('every row refuses an empty file or reads its defaults', () => {
    for (const { config } of rows) {
      for (const broken of [
        { model_type: config.model_type },
        { ...config, hidden_size: null, n_embd: null, d_model: null },
      ]) {
        try {
          expect(parametersOf(broken)).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }
    }
  });
});

describe('the text of a configuration', () => {
  it('may say what only Python writes', () => {
    const text =
      '{"model_type": "llama", "time_step_limit": [0.0, Infinity], "x": NaN, "y": "Infinity", "z": -Infinity}';
    expect(parseConfig(text)).toEqual({
      model_type: 'llama',
      time_step_limit: [0, null],
      x: null,
      y: 'Infinity',
      z: null,
    });
  });
  it('may start with a byte order mark', () => {
    expect(parseConfig('\uFEFF{"a": 1}')).toEqual({ a: 1 });
  });
  it('cannot reach a prototype', () => {
    const parsed = parseConfig(
      JSON.stringify(LLAMA).replace('{', '{"__proto__": {"tie_word_embeddings": true, "attention_bias": true}, '),
    );
    expect(parametersOf(parsed)).toBe(8_030_261_248);
    expect(({} as { tie_word_embeddings?: unknown }).tie_word_embeddings).toBeUndefined();
  });
  it.each([
    ['too long', ' '.repeat(5_000_001), /at most 5,000,000/],
    ['too deep in objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), /nested more than/],
    ['too deep in lists', '['.repeat(10_000) + ']'.repeat(10_000), /nested more than/],
    ['names without end', namesText(400_000), /has 400,000 names and texts; at most 300,000 are read/],
    ['texts without end', JSON.stringify({ a: Array(300_000).fill('x') }), /has 300,001 names and texts/],
    ['an object without end', namesText(80_001), /an object of 80,001 names; at most 80,000 are read/],
    ['never closed', '{"a":'.repeat(50), /not JSON/],
    ['a page', '<!doctype html><title>Sign in</title>', /starts with "<!doctype html>/],
    ['a list', '[1, 2]', /not a JSON object/],
    ['empty', '', /not JSON/],
  ])('%s', (_, text, sentence) => {
    expect(() => parseConfig(text)).toThrow(sentence);
  });
  it('may say three things of each of 70,000 modules, but no 5,001 of the model', () => {
    const dynamic = Object.fromEntries(
      Array.from({ length: 70_000 }, (_, i) => [`layers.${i}.down_proj`, { bits: 4, group: 128, sym: true }]),
    );
    const large = { ...LLAMA, quantization_config: { quant_method: 'gptq', bits: 4, dynamic } };
    expect(parametersOf(parseConfig(JSON.stringify(large)))).toBe(8_030_261_248);
    expect(() => parametersOf(parseConfig(namesText(5001)))).toThrow(
      '5,001 names side by side; at most 5,000 are read',
    );
  });
});

function namesText(count: number): string {
  return JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])));
}

const NAMES = [...new Set(rows.flatMap(({ config }) => Object.keys(config)))];
const ANYTHING = fc.oneof(
  fc.integer({ min: -5, max: 1_000_000 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, 0, -1, 1e300, 2 ** 53, '', '__proto__', 'swiglu', {}, [], [[]]),
  fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 5 }), fc.constant(null)), { maxLength: 8 }),
  fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(fc.integer(), fc.string({ maxLength: 5 })), { maxKeys: 4 }),
);

describe('anything in a configuration', () => {
  it('makes a finite estimate or a refusal, in every row', () => {
    const types = [
      ...rows.map(({ config }) => config),
      ...ORIGINALS.map(([, config]) => config),
      ...RELEASED.map(([, config]) => config),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...NAMES, 'vision_config', 'text_config', 'quantization_config'), ANYTHING, {
          maxKeys: 4,
        }),
        fc.constantFrom('qlora', 'full', 'inference'),
        (config, changes, method) => {
          try {
            const { model, approximations } = read({ ...config, ...changes });
            const { peak, range } = estimate({ model, method });
            expect(peak.requiredBytes).toBeGreaterThan(0);
            expect(Number.isFinite(range.highBytes)).toBe(true);
            expect(range.lowBytes).toBeLessThanOrEqual(peak.requiredBytes);
            expect(approximations.join()).not.toMatch(/undefined|NaN|\[object/);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            expect((error as UserError).message).not.toMatch(/undefined|NaN|\[object/);
          }
        },
      ),
      { numRuns: 500, examples: [[{ model_type: 'llama' }, { intermediate_size: NaN }, 'qlora']] },
    );
  });
});
