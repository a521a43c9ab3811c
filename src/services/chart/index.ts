/** Charts as pictures: drawn once, kept while they are asked for. */
import { LRUCache } from 'lru-cache';
import { drawChart, pictureLook } from '../../chart/index.ts';
import type { Charts } from '../../ports.ts';
import { createRenderer } from './render.ts';
import { createSigner } from './signed.ts';

interface ChartOptions {
  /** Signs addresses; every process that serves them needs the same. Undefined makes one up. */
  readonly key?: string | undefined;
  /** Where browsers reach this server, as `https://host`; undefined means that pictures have no address. */
  readonly publicUrl?: string | undefined;
  /** What kept pictures may take, in bytes. */
  readonly cacheBytes?: number;
}

/** Where the signed pictures are served. */
export const CHART_PATH = '/chart.png';

export function createCharts({ key, publicUrl, cacheBytes = 32 * 1024 * 1024 }: ChartOptions = {}): Charts {
  const signer = createSigner(key);
  const renderer = createRenderer();
  const kept = new LRUCache<string, Promise<Uint8Array>>({
    max: 1000,
    maxSize: cacheBytes,
    // A picture still being drawn counts as an average one.
    sizeCalculation: () => 40_000,
  });
  const png: Charts['png'] = (chart, ground) => {
    const drawing = drawChart(chart, pictureLook(ground));
    const known = kept.get(drawing.svg);
    if (known) return known;
    const drawn = renderer.render(drawing);
    kept.set(drawing.svg, drawn);
    drawn.catch(() => kept.delete(drawing.svg));
    return drawn;
  };
  return {
    png,
    addressOf(chart, ground) {
      const q = publicUrl === undefined ? undefined : signer.sign({ chart, ground });
      return q && `${publicUrl?.replace(/\/+$/, '')}${CHART_PATH}?q=${q}`;
    },
    async pngOf(q) {
      const content = signer.read(q);
      return content && png(content.chart, content.ground);
    },
    stop: () => renderer.stop(),
  };
}
