/** A process of its own with a store: `node child.ts ADDRESS write COUNT`, or `… open`. */
import { createStores } from '../../../../src/services/store/index.ts';

const [databaseUrl, what, count = '0'] = process.argv.slice(2);
const log = { debug() {}, info() {}, warn() {}, error() {} };
const stores = createStores({ databaseUrl, log });
if (what === 'open') process.stdout.write(`${await stores.isReachable()}\n`);
for (let i = 0; what === 'write' && i < Number(count); i += 1) {
  await stores.keys.set(`key ${i}`, `value ${i}`, 3600);
  // Only what was acknowledged is told.
  process.stdout.write(`${i}\n`);
}
await stores.stop();
