/** The sizes of state spaces, which decoders of several families have. */
import type { MambaFacts } from '../../facts/types.ts';
import { fail, flag, size, sizeOr, type Fields } from './fields.ts';

export function mamba2Sizes(fields: Fields, inner: number): Omit<MambaFacts, 'layers' | 'attentionLayers'> {
  const heads = sizeOr(fields, 'mamba_n_heads') ?? size(fields, 'mamba_num_heads');
  const said = fields.get('mamba_d_head') ?? fields.get('mamba_head_dim');
  const headDim =
    typeof said === 'number'
      ? (sizeOr(fields, 'mamba_d_head') ?? size(fields, 'mamba_head_dim'))
      : Math.floor(inner / heads);
  return {
    heads,
    headDim: headDim >= 1 ? headDim : fail(`The configuration has ${heads} state-space heads on a width of ${inner}.`),
    stateSize: sizeOr(fields, 'mamba_d_state') ?? size(fields, 'ssm_state_size'),
    groups: sizeOr(fields, 'mamba_n_groups') ?? size(fields, 'n_groups'),
    convKernel: sizeOr(fields, 'mamba_d_conv') ?? size(fields, 'conv_kernel'),
  };
}

export function mambaBiases(
  fields: Fields,
  { heads, headDim, groups, stateSize }: Omit<MambaFacts, 'layers' | 'attentionLayers'>,
  hidden: number,
): number {
  const inner = heads * headDim;
  const convolved = inner + 2 * groups * stateSize;
  const convolution = flag(fields, 'mamba_conv_bias', true) ? 0 : -convolved;
  return convolution + (flag(fields, 'mamba_proj_bias') ? inner + convolved + heads + hidden : 0);
}

/** Mamba-1 in layers, the sizes in its own spelling. */
export function mamba1Sizes(
  fields: Fields,
  inner: number,
  rank: number,
): Omit<MambaFacts, 'layers' | 'attentionLayers'> {
  return {
    heads: inner,
    headDim: 1,
    stateSize: sizeOr(fields, 'mamba_d_state') ?? size(fields, 'state_size'),
    groups: 1,
    convKernel: sizeOr(fields, 'mamba_d_conv') ?? size(fields, 'conv_kernel'),
    timeStepRank: rank,
  };
}
