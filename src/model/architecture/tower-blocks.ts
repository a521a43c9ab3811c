/** The blocks of a vision tower, as those of the text model are described. */
import { visionTower, type BlockFacts, type VisionFacts } from '../../facts/towers.ts';
import type { LinearPart } from '../../facts/targets.ts';
import type { LinearModule, Mixer, Mlp } from './types.ts';

interface TowerLinear extends LinearModule {
  readonly part: LinearPart;
}

export interface TowerBlocks extends Pick<
  BlockFacts,
  'layers' | 'width' | 'normsPerLayer' | 'norm' | 'fusedQkv' | 'joinsImages' | 'patchValues'
> {
  readonly mixer: Mixer;
  readonly mlp: Mlp;
  /** Linears over all its blocks, by the names that LoRA targets use. */
  readonly linears: readonly TowerLinear[];
}

const known = new WeakMap<VisionFacts, TowerBlocks | undefined>();

/** @returns undefined for a tower without transformer blocks, or of an unknown kind; the same for the same facts. */
export function towerBlocks(vision: VisionFacts): TowerBlocks | undefined {
  if (!known.has(vision)) {
    const blocks = visionTower(vision).blocks?.(vision);
    known.set(vision, blocks && derive(blocks));
  }
  return known.get(vision);
}

function derive(blocks: BlockFacts): TowerBlocks {
  const { heads, headDim, qkNorm, matrices, intermediate } = blocks;
  return {
    ...blocks,
    mixer: {
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
    },
    mlp: { kind: 'dense', intermediate, matrices, activation: matrices === 3 ? 'swiglu' : 'gelu' },
    linears: linears(blocks),
  };
}

function linears({ names, layers, width, heads, headDim, intermediate }: BlockFacts): readonly TowerLinear[] {
  const inner = heads * headDim;
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
