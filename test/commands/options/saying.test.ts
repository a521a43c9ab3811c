/** What options say to the estimator, forth and back: no change of a run is lost on its way into a button. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AXES, type AxisRow } from '../../../commands/compare/axes.ts';
import type { Asked, OptionSpec, OptionSpecs } from '../../../commands/core/option.ts';
import type { RawArgs } from '../../../commands/core/reply.ts';
import { commands } from '../../../commands/index.ts';
import { askedOf, withChanges } from '../../../commands/options/saying.ts';
import { VRAM_OPTIONS } from '../../../commands/options/vram.ts';
import { gpus, MODELS, MODULE_PARTS, modelSlug, resolveModel, TARGETS, type Advice } from '../../../src/index.ts';
import { actionsOf, ask } from '../ask.ts';

const OPTIONS: OptionSpecs = VRAM_OPTIONS;
const saying = Object.entries(OPTIONS).flatMap(([name, spec]) => (spec.saying ? [[name, spec] as const] : []));

const card = fc
  .tuple(fc.constantFrom('', '2x ', '8x'), fc.constantFrom(...gpus.map(({ name }) => name), '24', '48gb'))
  .map(([count, name]) => count + name);
const model = fc.constantFrom(...MODELS.map(modelSlug));
const whole = (max: number) => fc.integer({ min: 1, max }).map(String);
const tokens = fc.oneof(
  whole(10_000_000),
  whole(9000).map((count) => `${count}k`),
  fc.constant('1.5k'),
);
const part = fc.oneof(
  whole(1000).map((count) => `last-${count}`),
  fc.constantFrom('embeddings', 'lm_head'),
);

/** Texts of options whose values cannot be listed. */
const TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  model,
  teacher: model,
  gpu: card,
  gpus: whole(512),
  ...Object.fromEntries(['tp', 'pp', 'cp', 'ep'].map((name) => [name, whole(512)])),
  batch: whole(4096),
  seq: tokens,
  completion: tokens,
  generations: fc.integer({ min: 2, max: 1024 }).map((count) => `${count} generations`),
  vllm: fc.oneof(
    fc.constant('no'),
    fc.integer({ min: 500, max: 9500 }).map((share) => `${share / 10_000}`),
    fc.integer({ min: 50_000, max: 950_000 }).map((share) => `${(share / 10_000).toFixed(4)}%`),
  ),
  rank: whole(4096).map((rank) => `r${rank}`),
  targets: fc.oneof(
    fc.constantFrom(...Object.keys(TARGETS)),
    fc.subarray(Object.keys(MODULE_PARTS), { minLength: 1, maxLength: 50 }).map((names) => names.join(', ')),
  ),
  scope: fc.oneof(
    part,
    whole(1000).map((count) => `last ${count} layers, embeddings`),
  ),
  accumulation: whole(65_536),
  tokens: fc.oneof(
    whole(900).map((count) => `${count}m`),
    fc.constantFrom('1.5b', '1,000,000'),
  ),
  examples: whole(100_000).map((count) => `${count} rows`),
  length: whole(100_000),
  epochs: whole(1000),
  images: fc.oneof(whole(1000), fc.constantFrom('1@1024', '4@1280x720', '640x480')),
  config: fc.constant('{}'),
  params: whole(900).map((count) => `${count}m`),
  layers: whole(1000),
  hidden: fc.integer({ min: 16, max: 20_000 }).map(String),
  heads: whole(128),
  kv: whole(128),
  intermediate: fc.integer({ min: 16, max: 20_000 }).map(String),
  vocab: fc.integer({ min: 16, max: 200_000 }).map(String),
};

function textsOf(name: string, { type }: OptionSpec<unknown>): fc.Arbitrary<string> {
  const choices = type.values?.choices?.flatMap(({ name: label, value }) => [label, value]);
  const texts = TEXTS[name] ?? (choices && fc.constantFrom(...choices));
  if (!texts) throw new Error(`Say in TEXTS what can be written for ${name}.`);
  return texts;
}

function read(given: RawArgs): Asked {
  const args = Object.entries(given).map(([name, text]) => {
    const { type, about } = OPTIONS[name]!;
    return [name, type.parse(text, { name, example: about.example })] as const;
  });
  return comparable(askedOf(OPTIONS, Object.fromEntries(args)));
}

/** A model by whatever name is the same; what is undefined or null, and one card, is not said. */
function comparable(asked: Asked): Asked {
  const { gpus: count, ...rest } = asked;
  const all = { ...rest, ...(count === 1 ? {} : { gpus: count }) };
  const said: Asked = Object.fromEntries(Object.entries(all).filter(([, value]) => (value ?? null) !== null));
  return typeof said.model === 'string' ? { ...said, model: resolveModel(said.model).model } : said;
}

describe('what an option says', () => {
  it.each(saying)('%s: written back, it is read as the same', (name, spec) => {
    fc.assert(
      fc.property(textsOf(name, spec), (text) => {
        const asked = read({ [name]: text });
        const written = spec.saying!.says(asked);
        // What describes a custom model has no text of its own, and "auto" is what holds without the option.
        if (Object.keys(asked).length > 0) expect(read({ [name]: written! })).toEqual(asked);
        else expect(written).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('is said by one option alone, but for the parts of a model and the number of cards', () => {
    const fields = saying.flatMap(([, { saying: { fields } = { fields: [] } }]) => fields);
    const shared = fields.filter((field, at) => fields.indexOf(field) < at);
    expect([...new Set(shared)].sort()).toEqual(['gpus', 'model']);
  });

  it('is the same for every command that offers the option', () => {
    const others = commands.flatMap(({ options }) => Object.entries(options).filter(([name]) => name in OPTIONS));
    for (const [name, { type, saying: said }] of others) {
      if (said) expect([name, type, said]).toEqual([name, OPTIONS[name]!.type, OPTIONS[name]!.saying]);
    }
  });
});

const someArgs: fc.Arbitrary<RawArgs> = fc
  .record(Object.fromEntries(saying.map(([name, spec]) => [name, textsOf(name, spec)])), { requiredKeys: [] })
  .map((args) => Object.fromEntries(Object.entries(args).map(([name, text]) => [name, text ?? ''])));

describe('withChanges', () => {
  const ways = Object.values<AxisRow>(AXES).flatMap((axis) => axis.ways());

  it('changes what is to be changed, and nothing else, whatever was given', () => {
    fc.assert(
      fc.property(someArgs, fc.constantFrom(...ways), (given, { set }) => {
        expect(read(withChanges(VRAM_OPTIONS, given, set))).toEqual(comparable({ ...read(given), ...set }));
      }),
      { numRuns: 300 },
    );
  });

  it('takes away what another method decides, and keeps the dtype that was named', () => {
    const given = { model: '8b', method: 'full', dtype: 'fp16', quant: 'none' };
    const set = { method: 'lora', quantization: undefined, precision: undefined } as const;
    expect(withChanges(VRAM_OPTIONS, given, set)).toEqual({ model: '8b', method: 'lora', dtype: 'fp16' });
  });

  it('replaces all that describes a model by the name of another', () => {
    const given = { model: 'custom', params: '13b', layers: '40', gpu: '24' };
    const set = { model: MODELS.find(({ name }) => name === 'Llama 3.1 8B')!.id };
    expect(withChanges(VRAM_OPTIONS, given, set)).toEqual({ model: 'llama-3.1-8b', gpu: '24' });
  });

  it('says how many cards with the card, where one is named', () => {
    expect(withChanges(VRAM_OPTIONS, { gpu: '3090', gpus: '2' }, { gpus: 4 })).toEqual({ gpu: '4x RTX 3090' });
    expect(withChanges(VRAM_OPTIONS, {}, { gpus: 4 })).toEqual({ gpus: '4' });
  });

  it('refuses a change that no option can say, by its type and as a bug', () => {
    // @ts-expect-error no option says the dropout of LoRA
    expect(() => withChanges(VRAM_OPTIONS, {}, { loraDropout: 0.1 })).toThrow('No option says loraDropout: 0.1.');
    expect(() => withChanges(VRAM_OPTIONS, {}, { precision: 'none such' as never })).toThrow(
      'No option says precision',
    );
  });
});

describe('a button of advice', () => {
  const QUESTIONS = [
    '70b full 80gb',
    '70b full 80gb dtype:fp16 objective:dpo',
    '8b lora gpu:4090 batch:8 loss:materialized checkpointing:off',
    '8b lora 16 objective:grpo vllm:0.4',
    '8b dora 12 seq:8k targets:all-linear quant:none',
    '32b qlora 24 quant:nf4 batch:4 seq:16k optimizer:adamw',
    '70b inference 48 seq:32k batch:8',
    '70b qlora 3090 framework:unsloth',
    'custom params:30b layers:48 gpu:24 full',
  ];

  it.each(QUESTIONS)('asks for what it promises: %s', async (question) => {
    const reply = await ask('vram', question);
    const { suggestions, remedies } = (reply.data as { advice: Advice }).advice;
    const promised = [
      ...remedies.map(({ labels, ...rest }) => ({ ...rest, label: labels.join(' + ') })),
      ...suggestions,
    ];
    const buttons = actionsOf(reply);
    const offered = promised.filter(({ label }) => buttons.some((button) => button.label === label));
    expect(offered.length).toBeGreaterThan(0);
    for (const { label, set, verdict } of offered) {
      const { command, args } = buttons.find((button) => button.label === label)!;
      const { request, fit } = (await ask(command, args)).data as { request: Asked; fit: { verdict: string } };
      const said = Object.entries(set).filter(([, value]) => value !== undefined);
      expect({
        label,
        verdict: fit.verdict,
        ...Object.fromEntries(said.map(([field]) => [field, request[field as keyof Asked]])),
      }).toEqual({
        label,
        verdict,
        ...Object.fromEntries(said),
      });
    }
  });
});
