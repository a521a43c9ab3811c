/** Properties are tried on the same inputs every time; `npm run test:explore` looks for new ones. */
import fc from 'fast-check';

const SEED = 20_260_731;
const RUNS_EXPLORING = 1000;

// A failure prints its seed and path, which stand in the property's own parameters to try it again.
fc.configureGlobal(process.env['EXPLORE'] === 'yes' ? { numRuns: RUNS_EXPLORING } : { seed: SEED });
