/** Models of the measured rows that the catalogue lacks: by their dimensions, or as a catalogue model scaled to their size. */
import { architectureOf, MODELS, type ModelFacts } from '../../src/index.ts';

/** mosaicml/llm-foundry, scripts/train/yamls/pretrain/mpt-*.yaml: width, layers, heads; all else is the same. */
const MPT: Readonly<Record<string, readonly [hiddenSize: number, layers: number, heads: number]>> = {
  '125m': [768, 12, 12],
  '350m': [1024, 24, 16],
  '760m': [1536, 24, 12],
  '1b': [2048, 24, 16],
  '3b': [2560, 32, 20],
  '7b': [4096, 32, 32],
  '13b': [5120, 40, 40],
  '30b': [7168, 48, 56],
  '65b': [8192, 80, 64],
  '70b': [8192, 80, 64],
};

/** The facts of an MPT model by its name; undefined for any other. */
export function mptModel(name: string): ModelFacts | undefined {
  const size = /^mpt-?(\d+[mb])/i.exec(name.trim())?.[1]?.toLowerCase();
  const dimensions = size === undefined ? undefined : MPT[size];
  if (dimensions === undefined) return undefined;
  const [hiddenSize, layers, heads] = dimensions;
  return {
    id: `mosaicml/mpt-${size}`,
    name,
    family: 'mpt',
    aliases: [],
    also: [],
    hiddenSize,
    layers,
    heads,
    kvHeads: heads,
    headDim: hiddenSize / heads,
    intermediateSize: 4 * hiddenSize,
    vocabSize: 50_368,
    maxPositions: 2048,
    tiedEmbeddings: true,
    mlp: 'gelu',
    norm: 'layernorm-nobias',
    position: 'alibi',
    sources: ['mosaicml/llm-foundry:scripts/train/yamls/pretrain'],
  };
}

/** The dense catalogue model that is nearest in size, with as many layers as make up the stated count. */
export function scaledModel(name: string, parameters: number): ModelFacts {
  const total = (model: ModelFacts) => architectureOf(model).parameters.total;
  const dense = MODELS.filter(({ moe, family }) => moe === undefined && /llama|mistral|qwen/.test(family));
  const nearest = dense.toSorted(
    (a, b) => Math.abs(Math.log(total(a) / parameters)) - Math.abs(Math.log(total(b) / parameters)),
  )[0]!;
  const layers = Math.max(1, Math.round((nearest.layers * parameters) / total(nearest)));
  return { ...nearest, id: name, name, layers };
}
