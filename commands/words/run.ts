/** How and what is trained, for a title: `QLoRA`, `QLoRA · DPO`. */
import { METHODS, OBJECTIVES, type EstimateRequest, type ObjectiveRow } from '../../src/index.ts';

export function runWords(request: Pick<EstimateRequest, 'method' | 'objective'>): readonly string[] {
  return [METHODS[request.method].label, ...objectiveWords(request)];
}

/** Nothing where it is the usual one. */
export function objectiveWords({ objective }: Pick<EstimateRequest, 'objective'>): readonly string[] {
  const { usual, label }: ObjectiveRow = OBJECTIVES[objective];
  return usual ? [] : [label];
}
