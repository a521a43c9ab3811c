/** Parts of the program, each of which the tests must watch by itself. */

export const STRATA = {
  estimator: [/^src\/(plan|memory|fit|cost|model)\//, /^src\/facts\/(towers\/)?[\w.-]+\.ts$/, /^src\/[\w-]+\.ts$/],
  commands: [/^commands\//],
  discord: [/^adapters\/discord\//],
  slack: [/^adapters\/slack\//],
  'terminal and web': [/^adapters\/(terminal|web)\//, /^adapters\/[\w-]+\.ts$/],
  services: [/^src\/(services|ports)\//, /^adapters\/compute\//],
  charts: [/^src\/chart\//],
} as const satisfies Record<string, readonly RegExp[]>;

export type Stratum = keyof typeof STRATA;

/** Tables of data, which tests of their own recount: how wide letters are, and what was fitted to measured runs. */
const DATA = /^src\/(chart\/inter|facts\/(calibration|error-widths|index))\.ts$/;

export function stratumOf(path: string): Stratum | undefined {
  if (DATA.test(path) || !path.endsWith('.ts')) return undefined;
  return (Object.keys(STRATA) as Stratum[]).find((name) => STRATA[name].some((part) => part.test(path)));
}
