/** The options that describe a job and what it may cost: shared by every command that speaks of hours and money. */
import { JOB_RANGES, type JobInput } from '../../src/index.ts';
import type { OptionSpecs, OptionType } from '../core/command.ts';
import { invalidValue } from '../core/mistakes.ts';
import { integer, yesNo } from './types.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** A decimal number with a unit: `10m` = 10,000,000. Data is counted in thousands, unlike sequence lengths. */
function amount(range: { readonly min: number; readonly max: number }, allowed: string): OptionType<number> {
  return {
    kind: 'text',
    allowed,
    parse(given, option) {
      const match = /^[$~]? ?(\d[\d,_]{0,18}(?:\.\d{1,6})?) ?([kmbgt]?)(?: ?(?:tokens?|tok|usd|dollars?|\$))?$/i.exec(
        given.trim(),
      );
      const unit = UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 1;
      const value = Number(match?.[1]?.replace(/[,_]/g, '') ?? NaN) * unit;
      if (!(value >= range.min && value <= range.max)) throw invalidValue(given, option, allowed);
      return value;
    },
  };
}

export const JOB_OPTIONS = {
  tokens: {
    summary: 'Tokens in the data set: 500k, 10m, 1.5b.',
    example: '10m',
    type: amount(JOB_RANGES.tokens, '1,000 to 10,000,000,000,000, as in 10m'),
    fallback: 'examples × length',
    aliases: ['dataset_tokens', 'train_tokens'],
  },
  examples: {
    summary: 'Examples in the data set.',
    example: '5000',
    type: integer({ ...JOB_RANGES.examples, after: ['examples', 'samples', 'rows'] }),
    fallback: '50,000, an Alpaca-sized data set',
    aliases: ['samples', 'rows', 'dataset_size', 'num_examples'],
  },
  length: {
    summary: 'Tokens of an example, on average.',
    example: '600',
    type: integer({ ...JOB_RANGES.length, looksLike: () => false }),
    fallback: '512',
    aliases: ['example_length', 'tokens_per_example', 'avg_length'],
  },
  epochs: {
    summary: 'How often the data is trained on.',
    example: '3',
    type: integer({ min: 1, max: JOB_RANGES.epochs.max, after: ['epochs', 'epoch'] }),
    fallback: '3; 1 where tokens are given',
    aliases: ['epoch', 'num_train_epochs', 'num_epochs'],
  },
  packing: {
    summary: 'Several examples share a sequence, so that nothing is padded.',
    example: 'on',
    type: yesNo(),
    fallback: 'on',
    aliases: ['pack', 'packed', 'sample_packing'],
  },
} as const satisfies OptionSpecs;

export const BUDGET_OPTION = {
  summary: 'Dollars to spend: how much can be trained for them.',
  example: '20',
  type: amount({ min: 0.1, max: 1e7 }, '0.1 to 10,000,000 dollars'),
  fallback: 'none',
  aliases: ['money', 'max_cost', 'usd'],
} as const satisfies OptionSpecs[string];

/** The job that the arguments describe; other arguments are passed by. */
export function jobOf({ tokens, examples, length, epochs, packing }: JobInput): JobInput {
  return { tokens, examples, length, epochs, packing };
}
