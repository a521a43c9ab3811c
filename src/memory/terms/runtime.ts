/** What a card must give besides PyTorch's tensors: the CUDA context, communicators, and the allocator's losses. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import { FRAGMENTATION_SHARE } from '../../facts/shardings.ts';
import type { Plan } from '../../plan/plan.ts';
import { GIB, formatBytes } from '../../units.ts';

/** Context and kernels with lazy loading, stas00/ml-engineering: 0.47 to 0.92 GiB. */
const CONTEXT_BYTES = 0.55 * GIB;
/** NCCL after its first collective, stas00/ml-engineering: 1 to 2 GiB; the low end with few ranks on one host. */
const COMMUNICATOR_BYTES = 1.0 * GIB;
const FRAGMENTATION_FLOOR_BYTES = 0.5 * GIB;

const SOURCES = [
  {
    title: 'stas00/ml-engineering: memory of the CUDA context and of NCCL',
    url: 'https://github.com/stas00/ml-engineering',
  },
];

export function runtime({ chosen: { sharding }, whole: { gpus } }: Plan): readonly MemoryComponent[] {
  const talks = gpus > 1 && !sharding.oneProcess;
  const bytes = CONTEXT_BYTES + (talks ? COMMUNICATOR_BYTES : 0);
  return [
    {
      id: 'runtime',
      kind: 'runtime',
      label: 'CUDA context',
      bytes,
      working: () =>
        `context and kernels ${formatBytes(CONTEXT_BYTES)}${talks ? `, communicators ${formatBytes(COMMUNICATOR_BYTES)}` : ''}`,
      phases: ALL_PHASES,
      basis: 'allowance',
      sources: SOURCES,
    },
  ];
}

/** The allocator's loss on the bytes that come and go within a step: segments of 2 MiB, and holes between them. */
export function fragmentation(
  transientBytes: number,
  { chosen: { sharding, switches }, whole: { gpus } }: Plan,
): MemoryComponent {
  const sharded = gpus > 1 && !switches.expandableSegments;
  const share = sharded ? sharding.fragmentationShare : FRAGMENTATION_SHARE;
  return {
    id: 'fragmentation',
    kind: 'fragmentation',
    label: 'Allocator slack',
    bytes: FRAGMENTATION_FLOOR_BYTES + share * transientBytes,
    working: () =>
      `${formatBytes(FRAGMENTATION_FLOOR_BYTES)} + ${share * 100} % of ${formatBytes(transientBytes)} that comes and goes`,
    phases: ALL_PHASES,
    basis: 'allowance',
    sources: SOURCES,
  };
}
