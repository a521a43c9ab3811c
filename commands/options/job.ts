/** The options that describe a job and what it may cost: shared by every command that speaks of hours and money. */
import { formatCount, JOB_RANGES, OBJECTIVES } from '../../src/index.ts';
import { defineOptions } from '../core/option.ts';
import { idsOf, perRow } from './per-row.ts';
import { field } from './saying.ts';
import { yesNo } from './types/choice.ts';
import { amount, integer } from './types/number.ts';
import { formatTokens } from '../words/money.ts';

export const JOB_OPTIONS = defineOptions({
  tokens: {
    about: {
      summary: 'Tokens in the data set: 500k, 10m, 1.5b.',
      example: '10m',
      aliases: ['dataset_tokens', 'train_tokens'],
    },
    type: amount(JOB_RANGES.tokens, '1,000 to 10,000,000,000,000, as in 10m'),
    saying: field('tokens'),
    otherwise: { text: (assumed) => `examples × length; ${formatTokens(assumed().tokens)}` },
  },
  examples: {
    about: {
      summary: 'Examples in the data set.',
      example: '5000',
      aliases: ['samples', 'rows', 'dataset_size', 'num_examples'],
    },
    type: integer({ ...JOB_RANGES.examples, after: ['examples', 'samples', 'rows'] }),
    saying: field('examples'),
    otherwise: { text: (assumed) => `${formatCount(assumed().examples)}, an Alpaca-sized data set` },
  },
  length: {
    about: {
      summary: 'Tokens of an example, on average.',
      example: '600',
      aliases: ['example_length', 'tokens_per_example', 'avg_length'],
    },
    type: integer({ ...JOB_RANGES.length, look: null }),
    saying: field('length'),
  },
  epochs: {
    about: {
      summary: 'How often the data is trained on.',
      example: '3',
      aliases: ['epoch', 'num_train_epochs', 'num_epochs'],
    },
    type: integer({ min: 1, max: JOB_RANGES.epochs.max, after: ['epochs', 'epoch'] }),
    saying: field('epochs'),
    otherwise: {
      text: (assumed) => `${assumed().epochs}; ${assumed({ tokens: 1e7 }).epochs} where tokens are given`,
    },
  },
  packing: {
    about: {
      summary: 'Several examples share a sequence, so that nothing is padded.',
      example: 'on',
      aliases: ['pack', 'packed', 'sample_packing'],
    },
    type: yesNo(),
    saying: field('packing'),
    otherwise: {
      text: (assumed) => perRow(idsOf(OBJECTIVES), (objective) => (assumed({ objective }).packing ? 'on' : 'off')),
    },
  },
});

export const { budget: BUDGET_OPTION } = defineOptions({
  budget: {
    about: {
      summary: 'Dollars to spend: how much can be trained for them.',
      example: '20',
      aliases: ['money', 'max_cost', 'usd'],
    },
    type: amount({ min: 0.1, max: 1e7 }, '0.1 to 10,000,000 dollars'),
    otherwise: { text: 'none' },
  },
});
