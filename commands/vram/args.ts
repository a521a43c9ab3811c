/** From changes of a request back to the options that ask for them, so that a button can run them. */
import { modelSlug, resolveModel, type GpuFacts, type RequestInput } from '../../src/index.ts';
import type { RawArgs } from '../core/reply.ts';

/** Options that describe a model; another model replaces them all. */
const MODEL_ARGS = ['config', 'params', 'layers', 'hidden', 'heads', 'kv', 'intermediate', 'vocab'];

type Writer = (value: string, gpu: GpuFacts | undefined) => Readonly<Record<string, string | undefined>>;

const plain =
  (option: string): Writer =>
  (value) => ({ [option]: value });

/** How each field of a request is asked for. */
const WRITERS: Readonly<Partial<Record<keyof RequestInput, Writer>>> = {
  model: (value) => ({
    ...Object.fromEntries(MODEL_ARGS.map((name) => [name, undefined])),
    model: modelSlug(resolveModel(value).model),
  }),
  method: plain('method'),
  objective: plain('objective'),
  reference: (value) => ({ reference: value === 'true' ? 'yes' : 'no' }),
  vllmSleeps: (value) => ({ sleep: value === 'true' ? 'yes' : 'no' }),
  quantization: plain('quant'),
  framework: plain('framework'),
  microBatch: plain('batch'),
  sequenceLength: plain('seq'),
  accumulation: plain('accumulation'),
  rank: plain('rank'),
  targets: plain('targets'),
  optimizer: plain('optimizer'),
  checkpointing: plain('checkpointing'),
  loss: plain('loss'),
  precision: plain('dtype'),
  sharding: plain('sharding'),
  kvCache: plain('kv_cache'),
  attention: plain('attn'),
  gpus: (value, gpu) => (gpu ? { gpus: undefined, gpu: `${value}x ${gpu.name}` } : { gpus: value }),
};

/** The arguments as given, with changes of the request in them; a change to undefined takes an argument away. */
export function withChanges(given: RawArgs, set: Partial<RequestInput>, gpu: GpuFacts | undefined): RawArgs {
  const args: Record<string, string | undefined> = { ...given };
  for (const [field, value] of Object.entries(set)) {
    const written = WRITERS[field as keyof RequestInput]?.(String(value), gpu) ?? {};
    for (const [option, text] of Object.entries(written)) args[option] = value === undefined ? undefined : text;
  }
  return Object.fromEntries(
    Object.entries(args).flatMap(([option, text]) => (text === undefined ? [] : [[option, text]])),
  );
}
