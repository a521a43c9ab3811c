/** The card that a run was made on. */
import { parseDevice, type GpuFacts } from '../../../src/index.ts';
import type { Row } from '../rows.ts';

/** The card that a row names, without remarks; undefined where it names none. */
export function cardOf({ gpu_type: stated }: Row): GpuFacts | undefined {
  if (stated == null || /unstated|class|not always|\//.test(stated)) return undefined;
  const name = stated
    .replace(/\([^)]*\)/g, '')
    .replace(/\b(?:card|target)\b/g, '')
    .trim();
  try {
    return parseDevice(name).gpu;
  } catch {
    return undefined;
  }
}
