/** What the page loads besides itself: a style sheet, a script and an icon, all from this server. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { swatchOf } from '../../src/chart/palette.ts';
import type { Assets } from './page.ts';

interface Asset {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b2430"/><rect x="6" y="18" width="5" height="8" rx="1" fill="${swatchOf('activations').fill}"/><rect x="13.5" y="13" width="5" height="13" rx="1" fill="${swatchOf('gradients').fill}"/><rect x="21" y="9" width="5" height="17" rx="1" fill="${swatchOf('lora-weights').fill}"/><path d="M5 6h22" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>`;

/** Reads the files once. */
export function loadAssets(): readonly Asset[] {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  return [
    { path: '/style.css', type: 'text/css; charset=utf-8', content: read('style.css') },
    { path: '/client.js', type: 'text/javascript; charset=utf-8', content: read('client.js') },
    { path: '/favicon.svg', type: 'image/svg+xml', content: ICON },
  ];
}

/** The addresses with a mark of the contents, so that a browser may keep them for long. */
export function addressesOf(assets: readonly Asset[]): Assets {
  const address = (path: string) => {
    const content = assets.find((asset) => asset.path === path)?.content ?? '';
    return `${path}?v=${createHash('sha256').update(content).digest('hex').slice(0, 10)}`;
  };
  return { style: address('/style.css'), script: address('/client.js') };
}
