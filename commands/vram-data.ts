/** The answer of `vram` as JSON with stable keys: bytes, ids, and the working in words. */
import { modelSlug } from '../src/index.ts';
import type { VramAnswer } from './vram.ts';

export function vramData({ estimate, fit }: VramAnswer): object {
  const { request, components, peak, range, assumptions, warnings } = estimate;
  return {
    request: {
      ...request,
      model: typeof request.model === 'string' ? request.model : request.model.id,
      gpu: request.gpu?.id ?? null,
    },
    components: components.map(({ id, label, bytes, phases, basis, working, sources }) => ({
      id,
      label,
      bytes,
      phases,
      basis,
      working: working(),
      sources,
    })),
    peak,
    range,
    fit: fit
      ? {
          verdict: fit.verdict,
          gpu: fit.gpu.name,
          gpuCount: fit.gpuCount,
          usableBytes: fit.usableBytes,
          headroomBytes: fit.headroomBytes,
        }
      : null,
    assumptions,
    warnings,
  };
}

/** How an action names a model. */
export const modelArgument = modelSlug;
