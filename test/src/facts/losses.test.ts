/** What each loss holds, counted from the code that its row names. A row without a count fails. */
import { describe, expect, it } from 'vitest';
import { estimate, LOSSES } from '../../../src/index.ts';
import type { LossId, LossRow } from '../../../src/facts/losses.ts';

/** Llama 2 7B, 1,024 tokens in one sequence. */
const TOKENS = 1024;
const VOCABULARY = 32_000;
/** Elements of all logits, of all hidden states, and of the head. */
const LOGITS = TOKENS * VOCABULARY;
const HIDDEN = TOKENS * 4096;
const HEAD = VOCABULARY * 4096;
const of = (tokens: number) => tokens * VOCABULARY;

interface Count {
  /** With a frozen head. */
  readonly frozen: number;
  /** With a trained head, whose gradient is 16-bit as the logits' then are. */
  readonly trained: number;
  /** What outlives the step. */
  readonly afterwards?: number;
}

const COUNTS: Readonly<Record<LossId, Count>> = {
  // 256 tokens: logits, log-softmax, two of the entropy, in fp32. The head's gradient: the sum, a chunk's, and their sum.
  chunked: { frozen: 16 * of(256) + 8 * HIDDEN, trained: 2 * of(256) + 3 * 2 * HEAD + 8 * HIDDEN },
  // fp32 log-softmax, its gradient and that of the fp32 logits.
  materialized: { frozen: 12 * LOGITS + 6 * HIDDEN, trained: 12 * LOGITS + 6 * HIDDEN },
  triton: { frozen: 8 * LOGITS + 6 * HIDDEN, trained: 2 * LOGITS + 2 * HEAD + 6 * HIDDEN },
  compiled: { frozen: 4 * LOGITS + 6 * HIDDEN, trained: 2 * LOGITS + 2 * HEAD + 6 * HIDDEN },
  // All chunks' fp32 logits and log-softmax, and the gradients of 128 tokens.
  'kept-chunks': {
    frozen: 8 * LOGITS + 8 * of(128) + 6 * HIDDEN,
    trained: 8 * LOGITS + 2 * of(128) + 2 * HEAD + 6 * HIDDEN,
    afterwards: 4 * LOGITS,
  },
  'kept-eighths': {
    frozen: 4 * LOGITS + 8 * of(128) + 8 * HIDDEN,
    trained: 4 * LOGITS + 2 * of(128) + 2 * HEAD + 8 * HIDDEN,
  },
  // bf16 logits and their fp32 log-softmax of all, the fp32 copy of an eighth.
  'chunked-logits': {
    frozen: 6 * LOGITS + 4 * of(128) + 6 * HIDDEN,
    trained: 6 * LOGITS + 2 * of(128) + 2 * HEAD + 6 * HIDDEN,
  },
  'chunked-eighths': { frozen: 14 * of(128) + 6 * HIDDEN, trained: 2 * of(128) + 2 * 2 * HEAD + 6 * HIDDEN },
  // inc_factor = ceil(32,000 / 4,096) = 8, chunks of 1,024 / 8 tokens.
  liger: { frozen: 8 * of(128) + 4 * HIDDEN, trained: 2 * of(128) + 2 * HEAD + 4 * HIDDEN },
  'vocab-parallel': { frozen: 6 * LOGITS + 6 * HIDDEN, trained: 2 * LOGITS + 2 * HEAD + 6 * HIDDEN },
  'fused-adaptive': { frozen: 6 * HIDDEN, trained: 2 * HEAD + 6 * HIDDEN },
  'cut-cross-entropy': { frozen: 6 * HIDDEN, trained: 2 * HEAD + 6 * HIDDEN },
};

const rows: Readonly<Record<string, LossRow>> = LOSSES;
const bytesOf = (loss: string, method: 'lora' | 'full', label: string, more: object = {}) =>
  estimate({
    model: 'meta-llama/Llama-2-7b-hf',
    framework: 'torchtune',
    sequenceLength: TOKENS,
    method,
    loss: loss as LossId,
    ...more,
  })
    .components.filter((one) => one.label === label)
    .reduce((sum, { bytes }) => sum + bytes, 0);

it('every loss is counted', () => {
  expect(Object.keys(COUNTS).toSorted()).toEqual(Object.keys(rows).toSorted());
});

describe.each(Object.entries(COUNTS))('%s', (loss, { frozen, trained, afterwards = 0 }) => {
  it('holds so many bytes', () => {
    expect(bytesOf(loss, 'lora', 'Logits and loss')).toBe(frozen);
    expect(bytesOf(loss, 'full', 'Logits and loss')).toBe(trained);
    expect(bytesOf(loss, 'lora', 'Logits that the loop still refers to')).toBe(afterwards);
  });

  it('says where that is from', () => {
    const { sources, derivation, label } = rows[loss]!;
    expect([label, derivation].every((text) => text.length > 4)).toBe(true);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources)
      expect(source).toEqual({ title: expect.stringMatching(/.{10}/), url: expect.stringMatching(/^https:/) });
  });
});

describe('chunks', () => {
  // Twice the tokens: what is a chunk of a fixed size stays, what is an eighth doubles.
  it.each([
    ['chunked', 16 * of(256)],
    ['kept-chunks', 2 * 8 * LOGITS + 8 * of(128)],
    ['kept-eighths', 2 * 4 * LOGITS + 8 * of(256)],
    ['chunked-eighths', 14 * of(256)],
    ['liger', 8 * of(256)],
  ] as const)('%s, of twice the tokens', (loss, logits) => {
    const hidden = rows[loss]!.bytesPerHidden * 2 * HIDDEN;
    expect(bytesOf(loss, 'lora', 'Logits and loss', { sequenceLength: 2 * TOKENS })).toBe(logits + hidden);
  });

  it('of litgpt are 128 tokens of each sequence', () => {
    const bytes = bytesOf('kept-chunks', 'lora', 'Logits and loss', { sequenceLength: TOKENS / 2, microBatch: 2 });
    expect(bytes).toBe(8 * LOGITS + 8 * of(256) + 6 * HIDDEN);
  });

  it.each(['chunked', 'kept-chunks', 'kept-eighths', 'liger'] as const)('%s of fewer tokens than one', (loss) => {
    expect(rows[loss]!.tokensInFlight(5, VOCABULARY, 4096, 1)).toBe(
      { 'kept-eighths': 1, liger: 1 }[loss as string] ?? 5,
    );
  });
});

it('keeps logits beside where the trainer does: 2 bytes more', () => {
  const kept = bytesOf('materialized', 'lora', 'Logits and loss', { overrides: { keepsLogits: true } });
  expect(kept - COUNTS.materialized.frozen).toBe(2 * LOGITS);
});
