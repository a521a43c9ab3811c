/** A worker thread: the commands, computed where nobody waits for an acknowledgement. Piscina calls the default export. */
import { enableCompileCache } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { computeHere } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { HubModel, Log, Price } from '../../src/ports.ts';
import { outcomeOf, valueOf, type Answer, type Done, type Question, type Task } from './wire.ts';

enableCompileCache();

/** Commands that are computed here log nothing: what goes wrong rejects, and the server logs it with the invocation. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

let prices: { readonly version: number; readonly rows: readonly Price[] } | undefined;

export default async function run({ call, pricesVersion, port }: Task): Promise<Done> {
  const server = asking(port);
  try {
    if (prices?.version !== pricesVersion) prices = { version: pricesVersion, rows: await server.prices() };
    const { rows } = prices;
    let asked = false;
    const hub = {
      model(reference: Parameters<typeof server.model>[0]) {
        asked = true;
        return server.model(reference);
      },
    };
    const compute = computeHere({ commands, log: SILENT, services: { hub, prices: { current: () => rows } } });
    const outcome = await outcomeOf(() => compute(call));
    return { outcome, asked };
  } finally {
    port.close();
  }
}

/** What only the server has, asked for over the task's own port. */
function asking(port: MessagePort) {
  const open = new Map<number, (answer: Answer) => void>();
  let last = 0;
  port.on('message', (answer: Answer) => {
    open.get(answer.id)?.(answer);
    open.delete(answer.id);
  });
  const ask = async (question: DistributiveOmit<Question, 'id'>) => {
    const id = ++last;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    open.set(id, resolve);
    port.postMessage({ ...question, id });
    return valueOf(await promise);
  };
  return {
    prices: () => ask({ ask: 'prices' }) as Promise<readonly Price[]>,
    model: (reference: Extract<Question, { ask: 'model' }>['reference']) =>
      ask({ ask: 'model', reference }) as Promise<HubModel>,
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
