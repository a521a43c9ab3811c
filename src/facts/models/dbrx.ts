import type { ModelFacts } from '../types.ts';
import { BUILT, QUOTED_CONFIG } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const DBRX = [
  {
    id: 'databricks/dbrx-base', name: 'DBRX 132B', family: 'dbrx', sizeLabel: '132b',
    aliases: ['dbrx'],
    also: ['databricks/dbrx-instruct', 'LnL-AI/dbrx-base-converted-v2'],
    hiddenSize: 6144, layers: 40, heads: 48, kvHeads: 8, headDim: 128, vocabSize: 100352, maxPositions: 32768,
    norm: 'layernorm-nobias',
    moe: { experts: 16, expertsPerToken: 4, expertIntermediate: 10752, moeLayers: 40, fusedExperts: true },
    modules: { qkv: 'Wqkv', out: 'out_proj' },
    license: 'databricks-open-model', gated: true,
    published: { total: 131_596_523_520, from: BUILT },
    sources: [QUOTED_CONFIG, 'huggingface/transformers:src/transformers/models/dbrx/modeling_dbrx.py'],
  },
] satisfies readonly ModelFacts[];
