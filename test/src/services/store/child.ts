/** A process of its own with a store: `node child.ts ADDRESS write COUNT`, or `… open`. */
import { setTimeout } from 'node:timers/promises';
import { createStores } from '../../../../src/services/store/index.ts';

const [databaseUrl, what, count = '0'] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const stores = createStores({ databaseUrl, log });
if (what === 'open') {
  // A busy machine may need more than the second that a caller is made to wait.
  let isOpen = await stores.isReachable();
  for (let tries = 0; tries < 100 && !isOpen; tries += 1) {
    await setTimeout(250);
    isOpen = await stores.isReachable();
  }
  process.stdout.write(`${isOpen}\n`);
}
for (let i = 0; what === 'write' && i < Number(count); i += 1) {
  await stores.keys.set(`key ${i}`, `value ${i}`, 3600);
  // Only what was acknowledged is told.
  process.stdout.write(`${i}\n`);
}
await stores.stop();
