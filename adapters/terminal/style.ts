/** How a terminal shows weight and colour. The plain look is ASCII alone, for pipes, logs and NO_COLOR. */
import type { Tone } from '../../commands/core/reply.ts';
import { swatchOf } from '../../src/chart/palette.ts';

export interface Look {
  /** Columns to keep to. */
  readonly width: number;
  readonly marks: Marks;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly tone: (tone: Tone, text: string) => string;
  /** The colour of a chart's segment. */
  readonly segment: (id: string, text: string) => string;
}

type Paint = (text: string) => string;

interface Marks {
  readonly bar: string;
  readonly limit: string;
  readonly rangeStart: string;
  readonly range: string;
  readonly rangeEnd: string;
  readonly rule: string;
  readonly ellipsis: string;
  readonly bullet: string;
  readonly tone: Readonly<Record<Tone, string>>;
}

const PLAIN: Marks = {
  bar: '#',
  limit: '|',
  rangeStart: '<',
  range: '-',
  rangeEnd: '>',
  rule: '-',
  ellipsis: '...',
  bullet: '*',
  tone: { good: '', warning: '', bad: '', info: '' },
};

const DRAWN: Marks = {
  bar: '█',
  limit: '│',
  rangeStart: '├',
  range: '─',
  rangeEnd: '┤',
  rule: '─',
  ellipsis: '…',
  bullet: '•',
  tone: { good: '✓ ', warning: '! ', bad: '✗ ', info: '' },
};

const TONE_CODES = { good: '1;32', warning: '1;33', bad: '1;31', info: '1' } as const satisfies Record<Tone, string>;

const asIs: Paint = (text) => text;

export function plainLook(width = 80): Look {
  return { width, marks: PLAIN, strong: asIs, faint: asIs, tone: (_, text) => text, segment: (_, text) => text };
}

export function colourLook(width = 80): Look {
  return {
    width,
    marks: DRAWN,
    strong: (text) => sgr('1', text),
    faint: (text) => sgr('2', text),
    tone: (tone, text) => sgr(TONE_CODES[tone], text),
    segment: (id, text) => sgr(`38;5;${nearest256(swatchOf(id).fill)}`, text),
  };
}

function sgr(code: string, text: string): string {
  return text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`;
}

/** The nearest colour of xterm's 6 × 6 × 6 cube, which every terminal of today has. */
function nearest256(hex: string): number {
  const level = (from: number) => Math.round((Number.parseInt(hex.slice(from, from + 2), 16) / 255) * 5);
  return 16 + 36 * level(1) + 6 * level(3) + level(5);
}
