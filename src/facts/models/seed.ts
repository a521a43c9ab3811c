import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SEED = [
  {
    id: 'ByteDance-Seed/Seed-OSS-36B-Instruct', name: 'Seed-OSS 36B', family: 'seed-oss', sizeLabel: '36b',
    aliases: ['seed-oss', 'seed oss 36b'],
    also: ['ByteDance-Seed/Seed-OSS-36B-Base', 'ByteDance-Seed/Seed-OSS-36B-Base-woSyn'],
    hiddenSize: 5120, layers: 64, heads: 80, kvHeads: 8, headDim: 128, intermediateSize: 27648, vocabSize: 155136, maxPositions: 524288,
    qkvBias: true,
    license: 'apache-2.0', gated: false,
    published: { total: 36_151_104_512, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/seed_oss/configuration_seed_oss.py'],
    notes: 'Width 5120, where the class default says 4096.',
  },
  {
    id: 'ByteDance-Seed/Seed-Coder-8B-Base', name: 'Seed-Coder 8B', family: 'seed-coder', sizeLabel: '8b',
    aliases: ['seed-coder'],
    also: ['ByteDance-Seed/Seed-Coder-8B-Instruct', 'ByteDance-Seed/Seed-Coder-8B-Reasoning-bf16'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 155136, maxPositions: 32768,
    license: 'mit', gated: false,
    published: { total: 8_250_462_208, from: BUILT },
    sources: ['ByteDance-Seed/Seed-Coder-8B-Base:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
