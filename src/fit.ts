/** Estimate × hardware → verdict, by one rule: judged on what PyTorch can have on that card, never on its label. */
import { estimate, type Estimate } from './estimate.ts';
import { usableBytes, type GpuFacts } from './facts/gpus.ts';
import { METHODS } from './facts/methods.ts';
import type { ShardingId } from './facts/shardings.ts';
import type { RequestInput } from './request.ts';

/** fits: the high end of the range is usable; tight: what is required is, the high end is not; no: not even that. */
export type Verdict = 'fits' | 'tight' | 'no';

export interface Fit {
  readonly verdict: Verdict;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  /** Of one card. */
  readonly usableBytes: number;
  /** Usable less required; negative when it does not fit. */
  readonly headroomBytes: number;
}

/** The one rule, in bytes of one card. */
export function verdictOf(requiredBytes: number, highBytes: number, usable: number): Verdict {
  return highBytes <= usable ? 'fits' : requiredBytes <= usable ? 'tight' : 'no';
}

/** The verdict on cards of one kind; the estimate is per card. */
export function judge({ peak, range }: Estimate, gpu: GpuFacts, gpuCount: number): Fit {
  const usable = usableBytes(gpu);
  const verdict = verdictOf(peak.requiredBytes, range.highBytes, usable);
  return { verdict, gpu, gpuCount, usableBytes: usable, headroomBytes: usable - peak.requiredBytes };
}

export interface FittedEstimate {
  readonly estimate: Estimate;
  readonly fit: Fit;
}

/** Tried in this order on several cards: a whole copy on each is simplest and fastest, sharding is what saves memory. */
const SHARDINGS_TO_TRY: readonly ShardingId[] = ['ddp', 'fsdp'];

/**
 * The estimate on so many cards of a kind. On several cards without a named sharding: plain data parallel where that
 * fits, else full sharding.
 * @throws UserError as `estimate` does.
 */
export function estimateOn(request: RequestInput, gpu: GpuFacts, gpuCount: number): FittedEstimate {
  const on = (sharding: ShardingId | undefined): FittedEstimate => {
    const result = estimate({ ...request, gpu, gpus: gpuCount, sharding });
    return { estimate: result, fit: judge(result, gpu, gpuCount) };
  };
  const trains = METHODS[request.method ?? 'qlora'].trains !== 'nothing';
  if (gpuCount === 1 || request.sharding !== undefined || !trains) return on(request.sharding);
  const tried = SHARDINGS_TO_TRY.map(on);
  return (
    tried.find(({ fit }) => fit.verdict === 'fits') ?? tried.find(({ fit }) => fit.verdict === 'tight') ?? tried.at(-1)!
  );
}
