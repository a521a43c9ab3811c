/** Other calculators that run under Node, from checkouts of them: their own code, asked what ours is asked. */
import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { estimate, peakBytes, makePlan, type RequestInput } from '../../src/index.ts';
import { best } from './cpu.ts';
import type { Row, Section } from './targets.ts';

/** Llama-3.1-8B, full fine-tune, 2,048 tokens, micro-batch 1: what all of them can estimate. */
const REQUEST: RequestInput = { model: 'meta-llama/Llama-3.1-8B', method: 'full', sequenceLength: 2048, microBatch: 1 };

interface Peer {
  /** The folder of its checkout, as its repository is called. */
  readonly name: string;
  readonly file: string;
  /** @returns a function that estimates once. */
  readonly load: (folder: string, source: string) => () => unknown;
}

const PEERS: readonly Peer[] = [
  {
    name: 'gpu_poor',
    file: 'src/App.js',
    load(folder, source) {
      // Pure functions, up to the component that draws the page.
      const pure = source.slice(source.indexOf('const billion'), source.indexOf('function App()'));
      const json = (name: string) => readFileSync(join(folder, 'src', name), 'utf8');
      const run = compiled(
        `(console, window) => { const gpuJSONData = ${json('gpu_config.json')}; const cpuJSONData = ${json('cpu_config.json')}; ${pure}
        return (config, choices, fail) => getAllComputedData(config, null, '', '2048', 'fp16', choices, fail, fail, '1', true); }`,
      )({ log() {} }, { location: {} });
      const config = {
        model_type: 'llama',
        hidden_size: 4096,
        vocab_size: 128_256,
        num_attention_heads: 32,
        num_hidden_layers: 32,
        intermediate_size: 14_336,
      };
      const choices = {
        dropdownTrnOrNot: 'trn',
        dropdownFullOrNot: 'full_trn',
        dropdownOpt: 'adam_opt',
        dropdownQuant: 'no_quant',
        dropdownGPU: 'rtx-4090',
        isGradCheckPoint: true,
      };
      const fail = (reason: unknown) => {
        if (typeof reason === 'string') throw new Error(`gpu_poor: ${reason}`);
      };
      return () => run(config, choices, fail);
    },
  },
  {
    name: 'vram-calculator',
    file: 'app/_lib/index.ts',
    load(folder, source) {
      const [types, code] = [readFileSync(join(folder, 'app/_interfaces/index.ts'), 'utf8'), source].map((typed) =>
        stripTypeScriptTypes(typed, { mode: 'transform' })
          .replace(/^import .*$/gm, '')
          .replace(/^export /gm, ''),
      );
      const { estimateResult, Precision, Optimizer } = compiled(
        `() => { ${types}\n${code}\nreturn { estimateResult, Precision, Optimizer }; }`,
      )();
      const modelConfig = {
        numParams: 8.03,
        hiddenSize: 4096,
        vocabSize: 128_256,
        numAttentionHeads: 32,
        numKeyValueHeads: 8,
        intermediateSize: 14_336,
        numLayers: 32,
      };
      const runConfig = {
        isTraining: true,
        trainingPrecision: Precision.mixed,
        inferencePrecision: Precision.half,
        optimizer: Optimizer.Adam,
        optimizerSGDMomentum: false,
        sequenceLength: 2048,
        batchSize: 1,
        numGPUs: 1,
        isFSDP: false,
        isInferenceModelParallelism: false,
      };
      return () => estimateResult({ modelConfig, runConfig, unit: 'MiB' });
    },
  },
];

/** What the expression is; it is another program's code, so nothing is known of it. */
function compiled(expression: string) {
  return new Script(`(${expression})`).runInThisContext();
}

export const peers: Section = {
  name: 'peers',
  async measure({ peers: folder }) {
    const plan = makePlan(REQUEST);
    const rows: Row[] = [
      { name: 'ours: estimate, 8B full', value: 1000 * (await best(() => estimate(REQUEST))), unit: 'µs' },
      { name: 'ours: peakBytes, 8B full', value: 1000 * (await best(() => peakBytes(plan))), unit: 'µs' },
    ];
    for (const { name, file, load } of PEERS) {
      const path = join(folder ?? '', name, file);
      if (folder === undefined || !existsSync(path)) {
        const remark = folder === undefined ? 'not measured: no --peers DIR' : `not measured: ${path} is not there`;
        rows.push({ name, value: NaN, unit: 'µs', remark });
        continue;
      }
      const run = load(join(folder, name), readFileSync(path, 'utf8'));
      if (!run()) throw new Error(`${name} estimates nothing; is it another version?`);
      rows.push({ name, value: 1000 * (await best(run)), unit: 'µs', remark: 'its own code' });
    }
    return rows;
  },
};
