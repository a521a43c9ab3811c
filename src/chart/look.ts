/** How a picture looks: its width, its colours besides the components', its type. Everything a maker needs is in here. */

/** The colours of everything that is no component. All texts reach 4.5 : 1 on their ground. */
export interface Theme {
  readonly ground: string;
  readonly text: string;
  readonly soft: string;
  readonly line: string;
  readonly track: string;
  readonly good: string;
  readonly warning: string;
  readonly bad: string;
}

export interface Look {
  /** In pixels of the page; a bitmap has twice as many. */
  readonly width: number;
  readonly theme: Theme;
  /** As an SVG's `font-family`. */
  readonly family: string;
  /** How much wider than Inter the family may run; texts are cut and placed for it. 1 is Inter itself. */
  readonly widen: number;
}

const LIGHT = {
  ground: '#ffffff',
  text: '#1b2430',
  soft: '#55606e',
  line: '#d5d8dc',
  track: '#eceef1',
  good: '#0f6e5c',
  warning: '#8a5300',
  bad: '#b3261e',
} as const satisfies Theme;

const DARK = {
  ground: '#1f242c',
  text: '#eef0f3',
  soft: '#aab4c0',
  line: '#3f4854',
  track: '#2e3540',
  good: '#6fd3b9',
  warning: '#f0bd62',
  bad: '#ff9a8c',
} as const satisfies Theme;

/** The grounds that a picture can stand on: a chat's light or dark one. */
export const THEMES = { light: LIGHT, dark: DARK } as const satisfies Record<string, Theme>;
export type Ground = keyof typeof THEMES;

/** For bitmaps: 600 wide, so that at twice the pixels the smallest text is 30 of them on a width of 1200. */
export function pictureLook(ground: Ground): Look {
  return { width: 600, theme: THEMES[ground], family: 'Inter', widen: 1 };
}

/** Sizes of text in pixels of the page; none is smaller than `small`. */
export const TYPE = { small: 15, body: 16, strong: 20, verdict: 38 } as const;

/** Below this width names stand over what they name, since beside it nothing is left. */
export const NARROW = 420;

/** The free edge around everything. */
export const EDGE = 20;
