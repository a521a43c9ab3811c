/** What an answer should say about the device it assumed. */
import type { DeviceChoice } from './choice.ts';
import type { GpuFacts, UsableBasis } from '../../facts/gpus.ts';

const basisWords = {
  measured: 'as PyTorch reports it there',
  estimated: 'estimated from what the driver or the system gives',
  guessed: 'a guess: the label less 6 %, or a cautious share of shared memory',
} as const satisfies Record<UsableBasis, string>;

/** A difference in usable memory that can change a verdict. */
const WORTH_SAYING = 0.02;

/** Sentences: how the device was read, which others that leaves, and what its usable figure rests on. */
export function deviceNotes(choice: DeviceChoice): readonly string[] {
  const { gpu } = choice;
  const usable = `${gpu.name}: ${gib(gpu)} of ${gpu.labelGb} GB usable, ${basisWords[gpu.usableBasis]}.`;
  return [
    ...labelNotes(choice),
    ...nameNotes(choice),
    usable,
    ...(gpu.notes === undefined || gpu.usableBasis !== 'guessed' ? [] : [gpu.notes]),
  ];
}

function labelNotes({ gpu, byLabel, sameLabel }: DeviceChoice): readonly string[] {
  if (!byLabel || gpu.category === 'plain') return [];
  const read = `${gpu.labelGb} GB is read as the most common device of that size, the ${gpu.name}.`;
  const differing = sameLabel.filter((other) => Math.abs(other.usableGib / gpu.usableGib - 1) > WORTH_SAYING);
  if (differing.length === 0) return [read];
  return [read, `Not all of that label give as much: ${list(differing)}.`];
}

function nameNotes({ gpu, alternatives, given }: DeviceChoice): readonly string[] {
  return alternatives.length === 0
    ? []
    : [`\`${given}\` is read as the ${gpu.name}; it may also mean ${list(alternatives)}.`];
}

function list(gpus: readonly GpuFacts[]): string {
  const named = gpus.slice(0, 3).map((gpu) => `${gpu.name} (${gib(gpu)})`);
  return gpus.length > 3 ? `${named.join(', ')} or ${gpus.length - 3} more` : named.join(', ');
}

function gib(gpu: GpuFacts): string {
  return `${gpu.usableGib.toFixed(1)} GiB`;
}
