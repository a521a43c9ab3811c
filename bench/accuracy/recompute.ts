/** An estimate taken apart, so that other values of the fitted constants cost an addition instead of an estimate. */
import { PHASES, usableBytes, type Estimate, type Phase } from '../../src/index.ts';
import { CALIBRATION } from '../../src/facts/calibration.ts';
import { METHODS } from '../../src/facts/methods.ts';
import { keptBytes } from '../../src/reserved.ts';
import type { Values } from './fit.ts';
import type { Measure } from './predict.ts';

type Calibration = Readonly<Record<keyof typeof CALIBRATION, number>>;
type BytesByPhase = Readonly<Record<Phase, number>>;

/** Sums of an estimate with the committed constants, and what each constant multiplies. All in bytes. */
export interface Parts {
  readonly tensors: BytesByPhase;
  readonly modelled: BytesByPhase;
  readonly modelledOfAll: number;
  readonly varyingLogits: number;
  readonly context: number;
  /** Tokens × hidden size: the bytes of one more byte held per hidden unit while a block is differentiated. */
  readonly perHeld: number;
  readonly held: 'heldPerHiddenLora' | 'heldPerHiddenFull';
  readonly expandable: boolean;
  readonly usable: number;
}

export function partsOf({ components, request }: Estimate, hiddenSize: number): Parts {
  const tensors = { load: 0, forward: 0, loss: 0, backward: 0, 'optimizer-step': 0 };
  const modelled = { ...tensors };
  let [modelledOfAll, logits, context] = [0, 0, 0];
  for (const { id, basis, bytes, phases } of components) {
    if (id === 'runtime') context += bytes;
    if (id === 'logits') logits += bytes;
    if (basis === 'allowance') continue;
    if (basis === 'modelled') modelledOfAll += bytes;
    for (const phase of phases) {
      tensors[phase] += bytes;
      if (basis === 'modelled') modelled[phase] += bytes;
    }
  }
  const trains = METHODS[request.method].trains;
  return {
    tensors,
    modelled,
    modelledOfAll,
    varyingLogits: request.varyingLengths ? logits : 0,
    context,
    perHeld: trains === 'nothing' ? 0 : request.microBatch * request.sequenceLength * hiddenSize,
    held: trains === 'all' ? 'heldPerHiddenFull' : 'heldPerHiddenLora',
    expandable: request.expandableSegments,
    usable: request.gpu ? usableBytes(request.gpu) : Infinity,
  };
}

/** What the estimator would say of this measure with other constants, in bytes. */
export function recompute(parts: Parts, measure: Measure, values: Values): number {
  const constants = values as Calibration;
  const more = (constants[parts.held] - CALIBRATION[parts.held]) * parts.perHeld;
  const shift = (phase: Phase) => (phase === 'backward' ? more : 0);
  let peak: Phase = 'load';
  for (const phase of PHASES) if (parts.tensors[phase] + shift(phase) > parts.tensors[peak] + shift(peak)) peak = phase;
  const allocated = parts.tensors[peak] + shift(peak);
  if (measure === 'allocated') return allocated;
  const transient = parts.modelled[peak] + shift(peak);
  const { varyingLogits, expandable, usable, context } = parts;
  const idle = parts.modelledOfAll + more - transient;
  const kept = keptBytes({ transient, idle, varyingLogits, expandable, room: usable - allocated }, constants);
  return allocated + kept + (measure === 'reserved' ? 0 : context);
}
