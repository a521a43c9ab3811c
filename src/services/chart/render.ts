/** SVG → PNG with the two bundled fonts, off the event loop. */
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import type { Drawing } from '../../chart/index.ts';

/** Bitmap pixels for each pixel of a drawing: sharp on the screens of phones. */
const PIXELS = 2;

const FONTS = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'] as const;

export type Renderer = (drawing: Drawing) => Promise<Uint8Array>;

export function createRenderer(): Renderer {
  const fontFiles = FONTS.map((path) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${path}`)));
  return async ({ svg, width }) => {
    const image = await renderAsync(svg, {
      fitTo: { mode: 'width', value: width * PIXELS },
      // Fonts of the system would make the same chart another picture on another machine.
      font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' },
      logLevel: 'off',
    });
    return image.asPng();
  };
}
