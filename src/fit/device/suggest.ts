/** Autocomplete and "did you mean" for devices, from memory. */
import { gpus, gpusOfLabel, type GpuFacts } from '../../facts/gpus.ts';
import { nearest } from '../../nearest.ts';
import { MAX_LENGTH, normalise } from './words.ts';

interface DeviceSuggestion {
  readonly gpu: GpuFacts;
  /** What to fill in: parses to this device. */
  readonly value: string;
  /** What to show: the value and what is usable of it. */
  readonly label: string;
}

const squeeze = (text: string): string => text.replace(/[^a-z0-9.]/g, '');

/** Every way to write a device, squeezed, with the device. */
const spellings: readonly (readonly [string, GpuFacts])[] = gpus.flatMap((gpu) =>
  [gpu.name, gpu.name.replace(/^(RTX|GTX|RX|Apple|Radeon|Instinct|Arc) /, ''), ...(gpu.aliases ?? [])].map(
    (text) => [squeeze(text.toLowerCase()), gpu] as const,
  ),
);

const deviceOf = new Map(spellings.toReversed());

/** Devices that what was typed so far may become, likely ones first; with nothing typed, the most common. */
export function suggestDevices(typed: string, limit: number): readonly DeviceSuggestion[] {
  const text = normalise(typed.slice(0, MAX_LENGTH));
  const counted = /^(\d+\s*x)\s*/.exec(text);
  const rest = counted === null ? text : text.slice(counted[0].length);
  const prefix = counted === null ? '' : `${counted[1]?.replace(/\s/g, '')} `;
  const found = rest === '' ? gpus : matching(rest);
  const devices = found.length > 0 ? found : nearestDevices(rest, limit);
  return devices.slice(0, Math.max(0, limit)).map((gpu) => suggestion(gpu, prefix));
}

/** The devices whose spelling is nearest to a mistyped one. */
export function nearestDevices(text: string, limit: number): readonly GpuFacts[] {
  const names = nearest(squeeze(text), [...deviceOf.keys()], limit * 4);
  const devices = names.map((name) => deviceOf.get(name)).filter((gpu) => gpu !== undefined);
  return [...new Set(devices)].slice(0, limit);
}

function suggestion(gpu: GpuFacts, prefix: string): DeviceSuggestion {
  const value = prefix + gpu.name;
  return { gpu, value, label: `${value} (${gpu.usableGib.toFixed(1)} GiB usable)` };
}

/** Best first: it or its memory is what was typed, it begins so, it contains it. */
function matching(text: string): readonly GpuFacts[] {
  const wanted = squeeze(text);
  const gb = Number(/^(\d+)(?:g|gb|gib)?$/.exec(wanted)?.[1]);
  const scores = new Map<GpuFacts, number>();
  for (const gpu of gpusOfLabel(gb)) scores.set(gpu, 0);
  for (const [spelling, gpu] of spellings) {
    const score = spelling === wanted ? 0 : spelling.startsWith(wanted) ? 1 : spelling.includes(wanted) ? 2 : Infinity;
    if (score < (scores.get(gpu) ?? Infinity)) scores.set(gpu, score);
  }
  return [...scores].toSorted(([a, x], [b, y]) => x - y || a.commonness - b.commonness).map(([gpu]) => gpu);
}
