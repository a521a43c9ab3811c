/** The blocks of a vision tower, as those of the text model are described. Sources: those of towers.ts. */
import type { VisionFacts } from '../../facts/towers.ts';
import type { LinearPart } from '../../facts/targets.ts';
import type { LinearModule, Mixer, Mlp } from './types.ts';

export interface TowerLinear extends LinearModule {
  readonly part: LinearPart;
}

export interface TowerBlocks {
  readonly layers: number;
  readonly width: number;
  readonly mixer: Mixer;
  readonly mlp: Mlp;
  readonly normsPerLayer: number;
  /** LayerNorm keeps its input alone, RMSNorm its fp32 copy. */
  readonly norm: 'rms' | 'input';
  /** Queries, keys and values come from one matrix. */
  readonly fusedQkv: boolean;
  /** Attention runs image by image, and what comes out is put together in a copy. */
  readonly joinsImages?: true;
  /** Linears over all its blocks, by the names that LoRA targets use. */
  readonly linears: readonly TowerLinear[];
  /** Values of one patch as it comes in. */
  readonly patchValues: number;
}

type Style = Pick<TowerBlocks, 'normsPerLayer' | 'norm' | 'fusedQkv' | 'joinsImages'> & {
  readonly qkNorm: 'none' | 'head';
  readonly matrices: 2 | 3;
  readonly names: { readonly qkv?: string; readonly out: string; readonly mlp: readonly string[] };
};

const PLAIN: Style = {
  normsPerLayer: 2,
  norm: 'input',
  fusedQkv: false,
  qkNorm: 'none',
  matrices: 2,
  names: { out: 'out_proj', mlp: ['fc1', 'fc2'] },
};
const GATED: Style = {
  ...PLAIN,
  norm: 'rms',
  matrices: 3,
  names: { out: 'o_proj', mlp: ['gate_proj', 'up_proj', 'down_proj'] },
};

const STYLES: Readonly<Record<string, Style>> = {
  clip: PLAIN,
  siglip: PLAIN,
  mllama: { ...PLAIN, names: { out: 'o_proj', mlp: ['fc1', 'fc2'] } },
  llama4: { ...PLAIN, names: { out: 'o_proj', mlp: ['fc1', 'fc2'] } },
  'qwen2-vl': { ...PLAIN, fusedQkv: true, joinsImages: true, names: { qkv: 'qkv', out: 'proj', mlp: ['fc1', 'fc2'] } },
  'qwen3-vl': {
    ...PLAIN,
    fusedQkv: true,
    joinsImages: true,
    names: { qkv: 'qkv', out: 'proj', mlp: ['linear_fc1', 'linear_fc2'] },
  },
  'qwen2.5-vl': { ...GATED, fusedQkv: true, joinsImages: true, names: { ...GATED.names, qkv: 'qkv', out: 'proj' } },
  pixtral: GATED,
  gemma4: { ...GATED, normsPerLayer: 4, qkNorm: 'head' },
};

const known = new WeakMap<VisionFacts, TowerBlocks | undefined>();

/** @returns undefined for a tower without transformer blocks, or of an unknown kind; the same for the same facts. */
export function towerBlocks(vision: VisionFacts): TowerBlocks | undefined {
  if (!known.has(vision)) known.set(vision, derive(vision));
  return known.get(vision);
}

function derive(vision: VisionFacts): TowerBlocks | undefined {
  const style = STYLES[vision.kind];
  if (!style || !('layers' in vision)) return undefined;
  const { hiddenSize: width, heads, intermediateSize: intermediate, patchSize } = vision;
  const layers = vision.layers + ('globalLayers' in vision ? vision.globalLayers : 0);
  const headDim = 'headDim' in vision ? vision.headDim : Math.floor(width / heads);
  const temporal = 'temporalPatch' in vision ? vision.temporalPatch : 1;
  return {
    layers,
    width,
    mixer: attention(heads, headDim, style.qkNorm),
    mlp: {
      kind: 'dense',
      intermediate,
      matrices: style.matrices,
      activation: style.matrices === 3 ? 'swiglu' : 'gelu',
    },
    ...style,
    linears: linears(style, layers, width, heads * headDim, intermediate),
    patchValues: 3 * temporal * patchSize ** 2,
  };
}

function attention(heads: number, headDim: number, qkNorm: Style['qkNorm']): Mixer {
  return {
    kind: 'attention',
    heads,
    kvHeads: heads,
    headDim,
    valueHeadDim: headDim,
    qkNorm,
    window: null,
    cross: false,
    kvShared: false,
    outputGate: false,
    mla: null,
  };
}

function linears(
  { names }: Style,
  layers: number,
  width: number,
  inner: number,
  intermediate: number,
): readonly TowerLinear[] {
  const one = (name: string, from: number, to: number, part: LinearPart): TowerLinear => ({
    name,
    in: from,
    out: to,
    count: layers,
    role: part === 'up' || part === 'down' ? 'mlp' : 'attention',
    part,
  });
  const inputs = names.qkv
    ? [one(names.qkv, width, 3 * inner, 'qkv')]
    : [one('q_proj', width, inner, 'query'), one('k_proj', width, inner, 'key'), one('v_proj', width, inner, 'value')];
  const ups = names.mlp.slice(0, -1).map((name) => one(name, width, intermediate, 'up'));
  return [
    ...inputs,
    one(names.out, inner, width, 'output'),
    ...ups,
    one(names.mlp.at(-1)!, intermediate, width, 'down'),
  ];
}
