/** Which parts of a model run as fused kernels: what is asked for, else torch.compile's, else the preset's. */
import type { FrameworkRow } from '../facts/frameworks.ts';
import { METHODS } from '../facts/methods.ts';
import type { EstimateRequest, RequestInput } from './request.ts';

type Kernels = Pick<EstimateRequest, 'compiled' | 'fusedKernels' | 'fusedMlp' | 'fusedLora'>;

export function kernelsOf(input: RequestInput, preset: FrameworkRow): Kernels {
  const compiled = input.compiled ?? false;
  const fusedKernels = input.fusedKernels ?? (compiled || preset.fusedKernels);
  const fusesLora = preset.fusedLora === true;
  const adds = METHODS[input.method ?? 'qlora'].trains === 'added';
  return {
    compiled,
    fusedKernels,
    fusedMlp: input.fusedMlp ?? (fusedKernels || (fusesLora && adds)),
    fusedLora: input.fusedLora ?? (fusesLora && (input.loraDropout ?? preset.loraDropout) === 0),
  };
}
