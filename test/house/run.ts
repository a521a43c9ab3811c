/** `npm run house`: what the house is held to, and how it stands. Ends with 1 where a target is missed. */
import { readdirSync } from 'node:fs';
import { unusedExports } from './exports.ts';
import { strayImports } from './imports.ts';
import { longFiles, longFunctions, MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION } from './lengths.ts';
import { computedImports, impurities } from './purity.ts';
import { roadFrom } from './road.ts';
import { MOST_MEMBERS, seamsIn, wideSeams } from './seams.ts';
import { readSources } from './sources.ts';

interface Measure {
  readonly what: string;
  readonly found: number;
  readonly most: number;
  /** What to look at where there is too much of it. */
  readonly which: readonly string[];
}

const sources = readSources();
const imports = await strayImports();
const isCycle = (line: string) => line.startsWith('no-cycle');
const road = roadFrom(sources, 'src/plan/plan.ts', 'makePlan');

const measures: readonly Measure[] = [
  loose('src', 8),
  loose('commands', 10),
  { what: 'files that the request passes through in makePlan', found: road.files.length, most: 12, which: road.files },
  { what: 'returns to a file it had left', found: road.reentries.length, most: 3, which: road.reentries },
  none(`seams of more than ${MOST_MEMBERS} members, of ${seamsIn(sources).length}`, wideSeams(sources)),
  none(`functions of more than ${MOST_LINES_OF_A_FUNCTION} lines`, longFunctions(sources)),
  none(`files of more than ${MOST_LINES_OF_A_FILE} lines`, longFiles(sources)),
  none('cycles, those of types included', imports.filter(isCycle)),
  none('imports against the rules', [...imports.filter((line) => !isCycle(line)), ...computedImports(sources)]),
  none('exports that nobody takes', unusedExports(sources)),
  none('impure things in the estimator', impurities(sources)),
];

for (const { what, found, most, which } of measures) {
  const isMissed = found > most;
  console.log(`${isMissed ? 'MISSED' : 'ok    '} ${String(found).padStart(4)} of at most ${most} ${what}`);
  if (isMissed) console.log(which.map((line) => `              ${line}`).join('\n'));
}
process.exitCode = measures.some(({ found, most }) => found > most) ? 1 : 0;

/** Files that lie in a folder itself, in none of its rooms. */
function loose(folder: string, most: number): Measure {
  const files = readdirSync(new URL(`../../${folder}`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return { what: `loose files in ${folder}/`, found: files.length, most, which: files };
}

function none(what: string, which: readonly string[]): Measure {
  return { what, found: which.length, most: 0, which };
}
