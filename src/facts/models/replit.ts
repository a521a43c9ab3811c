import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const REPLIT = [
  {
    id: 'replit/replit-code-v1-3b', name: 'Replit Code v1 3B', family: 'replit-code', sizeLabel: '3b',
    aliases: ['replit code'],
    also: [],
    hiddenSize: 2560, layers: 32, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 10240, vocabSize: 32768, maxPositions: 2048,
    tiedEmbeddings: true, mlp: 'gelu', norm: 'layernorm-nobias', position: 'alibi',
    modules: { qkv: 'Wqkv', out: 'out_proj', mlp: ['up_proj', 'down_proj'] },
    license: 'cc-by-sa-4.0', gated: false,
    published: { total: 2_600_634_880, from: BUILT },
    sources: ['replit/replit-code-v1-3b:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
