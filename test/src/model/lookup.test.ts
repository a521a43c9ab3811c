import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { findModels, modelSlug, resolveModel, suggestModels } from '../../../src/model/lookup.ts';
import { MODELS } from '../../../src/facts/models/index.ts';
import { stepsOf } from '../../cost.ts';

/** Of a suggestion; it was up to 80. */
const STEPS_A_ROW = 150;

function refusal(typed: string): UserError {
  try {
    resolveModel(typed);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${typed} was resolved`);
}

describe('a bare size', () => {
  it.each([
    ['1b', 'Llama 3.2 1B'],
    ['3b', 'Llama 3.2 3B'],
    ['4b', 'Qwen3 4B'],
    ['7b', 'Mistral 7B v0.3'],
    ['8b', 'Llama 3.1 8B'],
    ['12b', 'Gemma 3 12B'],
    ['13b', 'Llama 2 13B'],
    ['14b', 'Qwen3 14B'],
    ['20b', 'gpt-oss 20b'],
    ['24b', 'Mistral Small 3 24B'],
    ['27b', 'Gemma 3 27B'],
    ['30b', 'Qwen3 30B-A3B'],
    ['32b', 'Qwen3 32B'],
    ['70b', 'Llama 3.3 70B Instruct'],
    ['72b', 'Qwen2.5 72B'],
    ['120b', 'gpt-oss 120b'],
    ['405b', 'Llama 3.1 405B'],
    ['671b', 'DeepSeek-V3 / R1 671B'],
    ['8x7b', 'Mixtral 8x7B'],
    ['70B', 'Llama 3.3 70B Instruct'],
    ['70 b', 'Llama 3.3 70B Instruct'],
  ])('%s is %s', (typed, name) => {
    const { model, exact } = resolveModel(typed);
    expect(model.name).toBe(name);
    expect(exact).toBe(false);
  });

  it('offers the next ones of that size, best first', () => {
    expect(resolveModel('7b').alternatives[0]?.name).toBe('Qwen2.5 7B');
    expect(resolveModel('70b').alternatives.map((model) => model.name)).toEqual([
      'Llama 3.1 70B',
      'DeepSeek-R1-Distill-Llama-70B',
      'Llama 2 70B',
      'Llama 3 70B',
      'Code Llama 70B',
    ]);
  });
});

describe('names as people type them', () => {
  it.each([
    ['qwen3 32b', 'Qwen3 32B'],
    ['gemma 27b', 'Gemma 3 27B'],
    ['llama3.1-8b-instruct', 'Llama 3.1 8B'],
    ['r1 distill 14b', 'DeepSeek-R1-Distill-Qwen-14B'],
    ['gpt oss 20b', 'gpt-oss 20b'],
    ['mixtral', 'Mixtral 8x7B'],
    ['llama 70b', 'Llama 3.3 70B Instruct'],
    ['llama3.1:8b', 'Llama 3.1 8B'],
    ['llama-3.3-70b-instruct', 'Llama 3.3 70B Instruct'],
    ['meta-llama/Llama-3.1-8B-Instruct', 'Llama 3.1 8B'],
    ['unsloth/llama-3-8b-bnb-4bit', 'Llama 3 8B'],
    ['LLaMA 3.1 (8B)', 'Llama 3.1 8B'],
    ['qwen3-8b-instruct', 'Qwen3 8B'],
    ['qwen 7b', 'Qwen2.5 7B'],
    ['phi4', 'Phi-4 14B'],
    ['vicuna 13b', 'Llama 2 13B'],
    ['gemma3n e4b', 'Gemma 3n E4B'],
    ['deepseek r1', 'DeepSeek-V3 / R1 671B'],
    ['qwen 2.5 coder 7b', 'Qwen2.5 7B'],
  ])('%s is %s', (typed, name) => {
    expect(resolveModel(typed).model.name).toBe(name);
  });

  it.each([
    ['lama 3.1 8b', 'Llama 3.1 8B'],
    ['mistrall', 'Mistral 7B v0.3'],
    ['gema 27b', 'Gemma 3 27B'],
    ['qwne 32b', 'Qwen3 32B'],
    ['falcn 40b', 'Falcon 40B'],
    ['mistrla 7b', 'Mistral 7B v0.3'],
  ])('with a typing mistake: %s is %s', (typed, name) => {
    const { model, exact } = resolveModel(typed);
    expect(model.name).toBe(name);
    expect(exact).toBe(false);
  });

  it('says whether another model could be meant', () => {
    expect(resolveModel('qwen3 32b')).toMatchObject({ exact: true, alternatives: [] });
    expect(resolveModel('gemma 27b').exact).toBe(false);
    expect(resolveModel('gemma 27b').alternatives.map((model) => model.name)).toContain('Gemma 2 27B');
  });

  it.each(MODELS.map((model) => [model.id, model] as const))('%s by its id, slug, name and aliases', (id, model) => {
    for (const typed of [id, modelSlug(model), model.name]) {
      expect(resolveModel(typed)).toEqual({ model, alternatives: [], exact: true });
    }
    for (const typed of model.also) expect(resolveModel(typed).model).toBe(model);
    for (const typed of model.aliases) {
      const { model: first, alternatives } = resolveModel(typed);
      expect([first, ...alternatives].slice(0, 2)).toContain(model);
    }
  });
});

describe('what is not in the catalogue', () => {
  it('names the sizes of the family instead of taking the nearest', () => {
    const error = refusal('llama 3.1 9b');
    expect(error.code).toBe('unknown-model');
    expect(error.message).toBe('No model "llama 3.1 9b" is in the catalogue; sizes there are: 4b, 8b, 70b, 405b.');
    expect(error.hint).toContain('Hugging Face id');
  });

  it('asks for a unit', () => {
    expect(refusal('70').hint).toBe('Write a size with its unit: 70b.');
  });

  it('names the nearest sizes', () => {
    expect(refusal('93b').hint).toContain('Llama 3.2 90B Vision');
  });

  it.each([
    '',
    '   ',
    'bert',
    'chatgpt',
    'claude',
    'vit',
    'cohere',
    'someone/llama-3-8b-finetune',
    '__proto__',
    'メタ',
  ])('refuses %j with a next step', (typed) => {
    expect(refusal(typed)).toMatchObject({ code: 'unknown-model', hint: expect.stringMatching(/[.?]$/) });
  });

  it('answers any text with a model or a UserError', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (typed) => {
        expect(findModels(typed, 3).length).toBeLessThanOrEqual(3);
        try {
          expect(MODELS).toContain(resolveModel(typed).model);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reads only the beginning of an endless text', () => {
    expect(refusal('llama '.repeat(100_000)).message.length).toBeLessThan(200);
  });
});

describe('suggestions', () => {
  it('start with what people fine-tune most', () => {
    expect(suggestModels('', 3).map((model) => model.name)).toEqual(['Llama 3.1 8B', 'Mistral 7B v0.3', 'Qwen2.5 7B']);
  });

  it.each([
    ['lla', 'Llama 3.1 8B'],
    ['qwen3 3', 'Qwen3 32B'],
    ['gemma 3 2', 'Gemma 3 27B'],
    ['deepseek-r1-d', 'DeepSeek-R1-Distill-Llama-8B'],
    ['7', 'Mistral 7B v0.3'],
    ['lama', 'Llama 3.1 8B'],
    ['meta-llama/Llama-3.1-8B', 'Llama 3.1 8B'],
  ])('%j first suggests %s', (typed, name) => {
    expect(suggestModels(typed, 5)[0]?.name).toBe(name);
  });

  it('keep to the limit, without repeats', () => {
    const found = suggestModels('q', 25);
    expect(found.length).toBe(25);
    expect(new Set(found).size).toBe(25);
    expect(suggestModels('xyzzy')).toEqual([]);
  });

  it('look at each row of the catalogue a few times at most', () => {
    for (const typed of ['q', 'qwen3 3', 'lama', 'mistrall', 'zzzzzzzz', 'deepseek-r1-distill']) {
      // The first one makes the indices.
      suggestModels(typed);
      expect(stepsOf(() => suggestModels(typed))).toBeLessThan(STEPS_A_ROW * MODELS.length);
    }
  });
});
