/**
 * One colour per memory component, the same in every chart. Told apart with any kind of colour vision: the hues are Paul
 * Tol's "bright" scheme (https://sronpersonalpages.nl/~pault/), lighter or greyer where a component belongs to another.
 */
interface Swatch {
  readonly fill: string;
  /** For text on the fill; at least 4.5 : 1 against it. */
  readonly ink: string;
}

const DARK = '#14181f';
const LIGHT = '#ffffff';

const SWATCHES = {
  weights: { fill: '#3f70a3', ink: LIGHT },
  'held-weights': { fill: '#6f94bd', ink: DARK },
  'lora-weights': { fill: '#66ccee', ink: DARK },
  'gathered-weights': { fill: '#9db8d2', ink: DARK },
  gradients: { fill: '#ccbb44', ink: DARK },
  'optimizer-states': { fill: '#ee6677', ink: DARK },
  activations: { fill: '#228833', ink: LIGHT },
  block: { fill: '#86c488', ink: DARK },
  logits: { fill: '#aa3377', ink: LIGHT },
  'kv-cache': { fill: '#dda0c0', ink: DARK },
  workspace: { fill: '#c2b08c', ink: DARK },
  runtime: { fill: '#7d8694', ink: DARK },
  fragmentation: { fill: '#b4bac3', ink: DARK },
} as const satisfies Record<string, Swatch>;

export const PALETTE: Readonly<Record<string, Swatch>> = SWATCHES;

const OTHER: Swatch = { fill: '#b0a8b9', ink: DARK };

/** The colours of a chart's segment; a quiet violet grey for one that has none of its own. */
export function swatchOf(id: string): Swatch {
  return Object.hasOwn(PALETTE, id) ? (PALETTE[id] ?? OTHER) : OTHER;
}

/**
 * Colours of curves, which stand for no component: from Paul Tol's "vibrant" scheme, for lines on light and dark grounds.
 */
export const SERIES = ['#1a80c4', '#dd5f12', '#00917f', '#e0397c', '#8a63c9', '#8c7a2a'] as const;
