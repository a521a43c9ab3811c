/** A thread that draws: drawings come in, PNGs go out, in order. */
import { parentPort } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';
import { outlined } from './letters.ts';
import { encodePng } from './png.ts';

/** What the thread is asked. */
export interface DrawTask {
  readonly id: number;
  readonly svg: string;
  /** Of the bitmap. */
  readonly width: number;
}

/** What it answers. */
export type DrawResult =
  { readonly id: number; readonly png: Uint8Array } | { readonly id: number; readonly failure: string };

parentPort?.on('message', ({ id, svg, width }: DrawTask) => {
  const answer = (result: DrawResult) => parentPort?.postMessage(result);
  try {
    answer({ id, png: draw(svg, width) });
  } catch (error) {
    answer({ id, failure: error instanceof Error ? error.message : String(error) });
  }
});

function draw(svg: string, width: number): Uint8Array {
  const image = new Resvg(outlined(svg), {
    fitTo: { mode: 'width', value: width },
    // No text is left; fonts of the system would make the same chart another picture on another machine.
    font: { loadSystemFonts: false },
    logLevel: 'off',
  }).render();
  return encodePng({ width: image.width, height: image.height, pixels: image.pixels });
}
