/** A run in words: how and what is trained, and what its estimate says of it. */
import { METHODS, OBJECTIVES, type EstimateRequest, type ObjectiveRow, type Sentence } from '../../src/index.ts';
import { phrase } from '../core/phrase.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

/** A sentence of an estimate, in the options of `vram`. */
export function told(sentence: Sentence): string {
  return phrase(sentence, VRAM_OPTIONS);
}

/** For a title: `QLoRA`, `QLoRA · DPO`. */
export function runWords(request: Pick<EstimateRequest, 'method' | 'objective'>): readonly string[] {
  return [METHODS[request.method].label, ...objectiveWords(request)];
}

/** Nothing where it is the usual one. */
export function objectiveWords({ objective }: Pick<EstimateRequest, 'objective'>): readonly string[] {
  const { usual, label }: ObjectiveRow = OBJECTIVES[objective];
  return usual ? [] : [label];
}
