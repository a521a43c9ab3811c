/** What methods beside LoRA train and keep. */
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, METHODS, type MethodId, type RequestInput } from '../../src/index.ts';

const MODEL = 'meta-llama/Llama-3.2-3B';
const planOf = (method: MethodId, request: Partial<RequestInput> = {}) =>
  makePlan({ model: MODEL, method, ...request });

describe('trained parameters', () => {
  // method_comparison/MetaMathQA/results of PEFT at 5d602fd, on Llama 3.2 3B.
  it.each<readonly [MethodId, Partial<RequestInput>, number]>([
    ['lora', { targets: 'qv', rank: 32 }, 9_175_040],
    ['lora-fa', { targets: 'qv', rank: 32 }, 3_670_016],
    ['vera', { targets: 'qv' }, 129_024],
    ['ia3', {}, 286_720],
    ['loha', { targets: 'qv', rank: 32 }, 18_350_080],
    ['boft', { targets: 'qv' }, 802_816],
    ['fourierft', { targets: 'qv' }, 56_000],
    ['miss', { targets: 'qv' }, 7_340_032],
    ['ln-tuning', {}, 175_104],
    ['prompt-tuning', { rank: 200 }, 614_400],
    ['p-tuning', {}, 28_382_208],
    ['prefix-tuning', { rank: 200 }, 11_468_800],
    ['adapter', { rank: 100 }, 8_601_628],
  ])('%s %j: %d', (method, request, count) => {
    expect(planOf(method, request).share.trained.elements).toBe(count);
  });
});

describe('what is kept beside a frozen base, without checkpointing', () => {
  const kept = (method: MethodId, request: Partial<RequestInput> = {}) => {
    const { components } = estimate({
      model: MODEL,
      method,
      checkpointing: 'off',
      loraDtype: 'bf16',
      autocast: false,
      targets: 'all-linear',
      ...request,
    });
    return components.reduce((sum, { kind, bytes }) => (kind === 'activations' ? sum + bytes : sum), 0);
  };
  const [tokens, layers, hidden, outputs] = [2048, 28, 3072, 3072 + 1024 + 1024 + 3072 + 8192 + 8192 + 3072];
  const frozen = kept('bitfit');

  it.each<readonly [MethodId, number]>([
    // Inputs of q, k, v and of gate, up are one tensor each, and the output projection's is kept by the attention.
    ['lora', 2 * (2 * hidden + 8192 + 7 * 16)],
    ['lora-fa', 2 * 7 * 16],
    ['dora', 2 * (2 * hidden + 8192 + 7 * 16 + 2 * outputs)],
    ['vera', 2 * (outputs + 7 * 256)],
    ['ia3', 2 * (outputs - hidden + 8192)],
    ['road', 2 * 2 * outputs],
    ['miss', 2 * 7 * 64],
    ['ln-tuning', 2 * 2 * hidden],
    ['adapter', 2 * hidden + 8 * 24 * 10],
  ])('%s keeps %d bytes a token and block', (method, perToken) => {
    expect((kept(method) - frozen) / tokens / layers).toBeCloseTo(perToken, 6);
  });

  it('methods that make their product whole keep it, however few the tokens', () => {
    const weights = layers * (2 * hidden * (hidden + 1024) + 3 * hidden * 8192);
    const few = { sequenceLength: 1 };
    for (const method of ['loha', 'lokr', 'fourierft'] as const)
      expect(kept(method, few) / (2 * weights)).toBeCloseTo(1, 2);
  });

  it('prompts are tokens more', () => {
    const asked = kept('prompt-tuning', { rank: 52, sequenceLength: 1996 });
    expect(asked).toBe(kept('bitfit', { sequenceLength: 2048 }));
  });
});

it('every method can be estimated at its own defaults, and says what it trains', () => {
  for (const method of Object.keys(METHODS) as MethodId[]) {
    const { peak, assumptions } = estimate({ model: MODEL, method });
    expect(peak.allocatedBytes, method).toBeGreaterThan(0);
    expect(assumptions.join(), method).not.toMatch(/undefined|NaN/);
  }
});
