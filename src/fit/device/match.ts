/** Words to rows: the index of every spelling of every device. */
import { gpuById, gpus, gpusOfLabel, USABLE_SHARE_OF_LABEL, type GpuFacts } from '../../facts/gpus.ts';
import { from80 } from '../../facts/gpus/architectures.ts';
import { PLACES, RENTED, type Machine } from '../../facts/machines.ts';
import { keyOf, read } from './words.ts';

/** Words of a name that people leave out. */
const optional = new Set([
  'rtx',
  'gtx',
  'rx',
  'arc',
  'sxm',
  'pcie',
  'nvl',
  'blackwell',
  'workstation',
  'server',
  'mig',
  'mac',
]);

const index = new Map<string, GpuFacts[]>();
for (const gpu of gpus) {
  for (const key of keysOf(gpu)) index.set(key, [...(index.get(key) ?? []), gpu]);
}

/** Types that are called as a card is, with or without a count, leave it the name: `h200`, `rtx-pro-6000x2`. */
const machineOf = new Map<string, Machine>(
  [
    ...RENTED.toReversed().flatMap((machine) => namesOf(machine).filter(([name]) => !namesCard(name))),
    ...PLACES.flatMap(namesOf),
  ].map(([name, machine]) => [compact(name), machine]),
);

function namesOf(machine: Machine): readonly (readonly [string, Machine])[] {
  return machine.names.map((name) => [name, machine]);
}

function namesCard(name: string): boolean {
  return index.has(keyOf(read(name.toLowerCase().replace(/x\d+$/, '')).words));
}

/** All rows these words may mean, the most common first; form factors that tell no row from another may be left out. */
export function rowsNamed(words: readonly string[]): readonly GpuFacts[] {
  const found = index.get(keyOf(words));
  if (found !== undefined) return found;
  if (words.at(-1) === 's') return rowsNamed(words.slice(0, -1));
  const bare = words.filter((word) => !/^(?:sxm|pcie|hbm\d?e?|ls|ac)$/.test(word));
  if (bare.length > 0 && bare.length < words.length) return rowsNamed(bare);
  return words.includes('mac') && words.length > 1 ? rowsNamed(words.filter((word) => word !== 'mac')) : [];
}

/** Colab, Kaggle, a DGX, a rented instance type: rows, the meant one first, and the machine. */
export function machineNamed(
  text: string,
): { readonly rows: readonly GpuFacts[]; readonly machine: Machine } | undefined {
  const machine = machineOf.get(compact(text));
  if (machine === undefined) return undefined;
  const rows = [machine.gpu, ...(machine.also ?? [])].map(gpuById).filter((gpu) => gpu !== undefined);
  return { rows, machine };
}

/** Rows of one name that have `gb` of memory, rarer and modified versions made up from the row when no row has it. */
export function withMemory(rows: readonly GpuFacts[], gb: number): readonly GpuFacts[] {
  const exact = rows.filter(
    (gpu) =>
      gpu.category === 'mig' || gpu.labelGb === gb || gpu.alsoSoldAsGb?.includes(gb) || gpu.alsoNamedGb?.includes(gb),
  );
  if (exact.length > 0) return exact;
  return rows.filter((gpu) => gpu.otherMemoryGb?.includes(gb)).map((gpu) => variant(gpu, gb));
}

/** The rows a name means when no memory is given: cards somebody rebuilt are meant only with it. */
export function asSold(rows: readonly GpuFacts[]): readonly GpuFacts[] {
  return rows.filter((gpu) => gpu.modified !== true);
}

/** The most common card of a label and the others of it; between labels, a card that is only a capacity. */
export function cardsOfSize(gb: number): readonly GpuFacts[] {
  const rows = asSold(gpusOfLabel(gb));
  return rows.length > 0 ? rows : [plainCard(gb)];
}

/** `RTX 3080` of `RTX 3080 10GB`. */
export function nameWithoutMemory(gpu: GpuFacts): string {
  return gpu.name.replace(/ \d+GB/, '');
}

function variant(gpu: GpuFacts, gb: number): GpuFacts {
  return {
    ...gpu,
    id: `${gpu.id}-as-${gb}gb`,
    name: `${nameWithoutMemory(gpu)} ${gb}GB`,
    notes: `A rarer or modified version of the ${gpu.name}; its usable memory is a guess.`,
    ...guess(gb),
  };
}

/** A current NVIDIA card of no known rates is assumed: bf16 and FlashAttention-2, no fp8. */
function plainCard(gb: number): GpuFacts {
  return {
    id: `card-${gb}gb`,
    name: `${gb} GB card`,
    vendor: 'any',
    category: 'plain',
    runtime: 'cuda',
    architecture: 'unknown',
    computeCapability: null,
    capabilities: from80,
    unified: false,
    bandwidthGbS: null,
    memoryBus: null,
    shaders: null,
    shaderFlops: 2,
    tensorRatios: [],
    tflops: { bf16: null, fp16: null, fp32: null, fp8: null },
    nvlinkGbS: null,
    tdpW: null,
    year: 2020,
    notes: `No card of the catalogue has ${gb} GB: its usable memory is the size less 6 %, a guess.`,
    sources: [],
    commonness: gpus.length,
    ...guess(gb),
  };
}

function guess(gb: number) {
  return {
    labelGb: gb,
    driverTotalMib: null,
    driverTotalObserved: false,
    usableGib: gb * USABLE_SHARE_OF_LABEL,
    usableBasis: 'guessed',
  } as const satisfies Partial<GpuFacts>;
}

/** Keys of a row: its name with every choice of optional words left out, its aliases and its id as they stand. */
function keysOf(gpu: GpuFacts): Set<string> {
  const keys = new Set([gpu.id, ...(gpu.aliases ?? [])].map((text) => keyOf(read(text.toLowerCase()).words)));
  for (const words of choices(read(gpu.name.toLowerCase()).words)) if (words.length > 0) keys.add(keyOf(words));
  if (gpu.category === 'apple') keys.add('mac');
  const profile = gpu.name.split(' ').find((word) => /^\dg\./.test(word));
  if (profile !== undefined) for (const words of [[profile], ['mig', profile]]) keys.add(keyOf(words));
  return keys;
}

function choices(words: readonly string[]): readonly (readonly string[])[] {
  return words.reduce<readonly (readonly string[])[]>(
    (sofar, word) => [...sofar.map((choice) => [...choice, word]), ...(optional.has(word) ? sofar : [])],
    [[]],
  );
}

function compact(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
