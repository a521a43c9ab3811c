/** A change to a run that does not fit, and how strongly it can be made. */
import type { Chosen } from '../../plan/defaults.ts';
import type { Whole } from '../../plan/plan.ts';
import type { RequestInput } from '../../plan/request.ts';

type Run = 'model' | 'method' | 'microBatch' | 'sequenceLength' | 'accumulation' | 'gpus' | 'sharding';
type Stored = 'quantization' | 'precision' | 'targets' | 'optimizer' | 'kvCache' | 'reference' | 'vllmSleeps';

/** What advice changes of a request: all that its buttons must be able to say. */
export type Changes = Partial<Pick<RequestInput, Run | Stored | 'checkpointing' | 'loss'>>;

/** A change at one strength. */
export interface Level {
  /** As an instruction: "Chunked loss". */
  readonly label: string;
  readonly set: Changes;
  /** How unwelcome it is; the search adds these up. */
  readonly burden: number;
}

export interface Change {
  readonly id: string;
  /** What it costs in speed or quality. */
  readonly cost: string;
  readonly levels: readonly Level[];
}

/** Reads a plan that does not fit, and offers a change or nothing. */
export type Changer = (chosen: Chosen, whole: Whole) => Change | undefined;
