/** The answer of `vram` as JSON with stable keys: bytes, ids, and the working in words. */
import type { Advice, MemoryComponent, Placement } from '../../src/index.ts';
import { told } from '../words/run.ts';
import type { VramAnswer } from './answer.ts';

export function vramData({ estimate, fit, hardware, advice, cost }: VramAnswer): object {
  const { request, components, peak, range, assumptions, warnings } = estimate;
  return {
    request: {
      ...request,
      model: typeof request.model === 'string' ? request.model : request.model.id,
      gpu: request.gpu?.id ?? null,
    },
    components: components.map(componentData),
    peak,
    range: { lowBytes: range.lowBytes, highBytes: range.highBytes, from: range.from },
    fit: fit
      ? {
          verdict: fit.verdict,
          gpu: fit.gpu.name,
          gpuCount: fit.gpuCount,
          usableBytes: fit.usableBytes,
          headroomBytes: fit.headroomBytes,
        }
      : null,
    hardware: hardware.map(({ label, common, cheapest, roomiest }) => ({
      group: label,
      common: placementData(common),
      cheapest: placementData(cheapest),
      roomiest: placementData(roomiest),
    })),
    advice: advice ? adviceData(advice) : null,
    ...cost.data,
    assumptions: assumptions.map(told),
    warnings: warnings.map(told),
  };
}

function componentData(component: MemoryComponent): object {
  const { id, kind, label, bytes, phases, basis, working, sources } = component;
  return { id, kind, label, bytes, phases, basis, working: working(), sources };
}

function placementData(placement: Placement | undefined): object | null {
  if (placement === undefined) return null;
  const { gpu, gpuCount, verdict, headroomBytes, sharding } = placement;
  return { gpu: gpu.id, gpuCount, verdict, headroomBytes, sharding: sharding ?? null };
}

function adviceData({ suggestions, remedies, isCutShort, hardware }: Advice): object {
  return { suggestions, remedies, isCutShort, hardware: placementData(hardware) };
}
