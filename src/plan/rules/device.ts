/** What a device cannot do, refused where it was asked for. */
import { UserError } from '../../errors.ts';
import { CHECKPOINTINGS } from '../../facts/checkpointings.ts';
import { DTYPES } from '../../facts/dtypes.ts';
import { FRAMEWORKS } from '../../facts/frameworks.ts';
import type { GpuFacts } from '../../facts/gpus.ts';
import { LOSSES } from '../../facts/losses.ts';
import { OBJECTIVES } from '../../facts/objectives.ts';
import { OPTIMIZERS } from '../../facts/optimizers.ts';
import { PRECISIONS } from '../../facts/precisions.ts';
import { QUANTIZATIONS } from '../../facts/quantizations.ts';
import { REQUIREMENTS, supports, type Option } from '../../facts/requirements.ts';
import { SHARDINGS } from '../../facts/shardings.ts';
import type { Chosen } from '../defaults.ts';

/** The fields whose rows may ask something of a device; the framework first, since it decides the others. */
const TABLES = {
  framework: FRAMEWORKS,
  quantization: QUANTIZATIONS,
  dtype: DTYPES,
  objective: OBJECTIVES,
  optimizer: OPTIMIZERS,
  loss: LOSSES,
  checkpointing: CHECKPOINTINGS,
  precision: PRECISIONS,
  sharding: SHARDINGS,
} as const satisfies Partial<Record<keyof Chosen['request'], Readonly<Record<string, Option>>>>;

type Field = keyof typeof TABLES;

/** @throws UserError naming the option, the device, and what to use instead. */
export function checkDevice({ request, method }: Chosen): void {
  const { gpu } = request;
  if (gpu === null) return;
  for (const field of fieldsThatMatter(method.trains, request.gpus)) {
    const rows: Readonly<Record<string, Option>> = TABLES[field];
    const row = rows[request[field]]!;
    if (supports(gpu, row)) continue;
    throw unsupported(gpu, row, field === 'sharding' ? `training on ${request.gpus} devices` : row.label, {
      field,
      value: request[field],
      allowed: { oneOf: Object.keys(rows).filter((id) => supports(gpu, rows[id]!)) },
    });
  }
}

function fieldsThatMatter(trains: Chosen['method']['trains'], gpus: number): readonly Field[] {
  return (Object.keys(TABLES) as readonly Field[]).filter((field) => {
    if (field === 'sharding') return gpus > 1;
    if (field === 'precision') return trains === 'all';
    return trains !== 'nothing' || field === 'framework' || field === 'quantization' || field === 'dtype';
  });
}

function unsupported(gpu: GpuFacts, { requires, instead }: Option, label: string, about: UserError['about']) {
  const need = requires ? REQUIREMENTS[requires].label : '';
  return new UserError(
    'unsupported-combination',
    `The ${gpu.name} has no ${need}${label === need ? '' : `, which ${label} needs`}.`,
    instead ?? 'Leave that option out, or name another device.',
    about,
  );
}
