/**
 * Answers where some facts are ten times as many: `node grown.ts nothing|models|cards|prices` prints the milliseconds of
 * CPU by question, as JSON. Rows are multiplied as their modules are loaded, so that all that is made of them is real.
 */
import { registerHooks } from 'node:module';
import type { ModelFacts } from '../../src/facts/types.ts';
import type { Price } from '../../src/ports.ts';
import { best } from './cpu.ts';
import type { Question } from './answers.ts';

const TIMES = 10;
const COPIES = Array.from({ length: TIMES - 1 }, (_, i) => i + 1);

/** Which exports are multiplied, by the end of their module's address; each function stands alone in another module. */
const GROWN: Readonly<Record<string, Readonly<Record<string, readonly [name: string, grow: string]>>>> = {
  nothing: {},
  prices: {},
  models: {
    '/facts/models/index.ts': [
      'MODELS',
      // Each copy is a little larger, so that it is a model of its own.
      String((rows: readonly ModelFacts[], copies: readonly number[]) =>
        rows.flatMap((row) => [
          row,
          ...copies.map((i) => ({
            ...row,
            id: `${row.id}-x${i}`,
            name: `${row.name} x${i}`,
            vocabSize: row.vocabSize + 64 * i,
          })),
        ]),
      ),
    ],
  },
  cards: Object.fromEntries([
    ...['consumer', 'workstation', 'datacenter', 'mig', 'amd', 'intel', 'unified', 'apple'].map((name) => [
      `/facts/gpus/${name}.ts`,
      [
        name,
        String((rows: readonly { readonly id: string; readonly name: string }[], copies: readonly number[]) =>
          rows.flatMap((row) => [
            row,
            ...copies.map((i) => ({ ...row, id: `${row.id}-x${i}`, name: `${row.name} X${i}` })),
          ]),
        ),
      ],
    ]),
    [
      '/facts/gpus/commonest.ts',
      [
        'commonest',
        String((ids: readonly string[], copies: readonly number[]) =>
          ids.flatMap((id) => [id, ...copies.map((i) => `${id}-x${i}`)]),
        ),
      ],
    ],
  ]),
};

const grown = GROWN[process.argv[2] ?? ''];
if (grown === undefined) throw new Error(`There are ${Object.keys(GROWN).join(', ')} to multiply.`);
let found = 0;
registerHooks({
  load(url, context, next) {
    const row = Object.entries(grown).find(([end]) => url.endsWith(end))?.[1];
    if (row === undefined) return next(url, context);
    found += 1;
    const [name, grow] = row;
    const base = JSON.stringify(`${url}?base`);
    const source = `export * from ${base}; import { ${name} as base } from ${base};
      export const ${name} = (${grow})(base, ${JSON.stringify(COPIES)});`;
    return { format: 'module', source, shortCircuit: true };
  },
});

const { answerOf, newBot, wordsOf } = await import('./answers.ts');
const { SHIPPED_PRICES } = await import('../../src/index.ts');
if (found < Object.keys(grown).length) throw new Error('Some facts are no longer where they were.');

const prices: readonly Price[] = SHIPPED_PRICES.current().flatMap((price) => [
  price,
  ...COPIES.map((i) => ({ ...price, region: `region ${i}`, usdPerGpuHour: price.usdPerGpuHour * (1 + i / 100) })),
]);
const bot = newBot(process.argv[2] === 'prices' ? { current: () => prices } : undefined);

const ask = (command: string, args: string): Question => ({ command, args });
const QUESTIONS: readonly Question[] = [
  ask('vram', 'model:8b method:qlora gpu:4090'),
  ask('vram', 'model:8b method:qlora'),
  ask('vram', 'model:70b method:lora gpu:4090'),
  ask('vram', 'can i finetune lama 3 8b with lora on a 4090'),
  ask('vram-fit', 'gpu:4090'),
  ask('vram-fit', 'gpu:8xh100'),
  ask('vram-max', 'model:8b gpu:4090'),
  ask('vram-cost', 'model:8b method:qlora tokens:10m'),
  ask('vram-compare', 'model:8b gpu:4090'),
  ask('vram-compare', 'model:8b by:gpu'),
  ask('vram-models', 'qwen'),
  ask('vram-models', ''),
  ask('vram-gpus', '24'),
  ask('vram-gpus', ''),
  ask('vram-help', ''),
];

const times: Record<string, number> = {};
for (const question of QUESTIONS) {
  times[wordsOf(question)] = await best(() => answerOf(bot, question), { rounds: 5 });
}
// Another length each time: nothing that was kept of the answer before helps.
let length = 2000;
const another = () => answerOf(bot, ask('vram-fit', `gpu:4090 seq:${(length += 1)}`));
times['/vram-fit gpu:4090 seq: another each time'] = await best(another, { rounds: 5, once: true });
process.stdout.write(JSON.stringify(times));
