/**
 * Who may import whom. One direction: adapters know commands, commands know the estimator's door, the estimator knows
 * nobody. `npm run house` applies it, `npx depcruise src commands adapters` does too.
 */

/** The words that everybody speaks: errors, sentences, units, ports, colours. They import nothing but each other. */
const VOCABULARY = '^src/((errors|nearest|ports|units|words|chart/palette)[.]ts$|ports/)';
/** The estimator's door, that of the makers of charts, and charts as bars of text, which need none of the makers. */
const DOORS = ['^src/index[.]ts$', '^src/chart/(index|bars)[.]ts$', VOCABULARY];
/** What every platform is made of besides its own folder: the seam, and how work, claims and answers are handled. */
const SEAM = '^adapters/(adapter|connection|delivery|jobs|known|once)[.]ts$';
/** What makes the services and hands them on. */
const MAIN = '^adapters/main([.]ts$|/)';
const ESTIMATOR = '^src/(?!services/)';

/** Packages by name, as they lie in node_modules. */
const packages = (/** @type {string} */ names) => `^node_modules/(${names})/`;

/** The libraries of the platforms, each written in that platform's folder and its tests alone. */
const LIBRARIES = {
  discord: packages('discord[.]js|@discordjs/[^/]+|discord-api-types'),
  slack: packages('@slack/[^/]+'),
  compute: packages('piscina'),
};

/** @type {(name: string, comment: string, from: object, to: object) => import('dependency-cruiser').IForbiddenRuleType} */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    never('no-cycle', 'Files that need each other are one idea, or lack one that both need.', {}, { circular: true }),
    never('resolvable', 'Whatever is imported is there.', {}, { couldNotResolve: true }),
    never(
      'declared',
      'What runs is in the dependencies of package.json.',
      { path: '^(src|commands|adapters)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    never(
      'no-require',
      'Modules are imported.',
      { path: '^(src|commands|adapters|bench)/' },
      { dependencyTypes: ['require'] },
    ),
    never('main-is-the-root', 'adapters/main.ts and its folder start everything.', { pathNot: MAIN }, { path: MAIN }),
    never('vocabulary', 'What everybody imports imports nothing else.', { path: VOCABULARY }, { pathNot: VOCABULARY }),
    never(
      'estimator-is-pure',
      'The estimator is facts and formulas: no built-in module, no library but zod, no service.',
      { path: ESTIMATOR },
      { pathNot: [ESTIMATOR, packages('zod')] },
    ),
    never(
      'services-stand-alone',
      'A service knows the estimator, its own folder and its own library.',
      { path: '^src/services/([^/]+)/' },
      { path: ['^(commands|adapters|test|bench)/', '^src/services/'], pathNot: '^src/services/$1/' },
    ),
    never(
      'commands-use-doors',
      'A command knows the doors of the estimator and the ports, no service and no platform.',
      { path: '^commands/' },
      { pathNot: [...DOORS, '^commands/', packages('zod')] },
    ),
    never(
      'root-of-adapters',
      'The list of platforms, the environment, the log and the server know every platform by its variables and its door.',
      { path: '^adapters/[^/]+[.]ts$', pathNot: MAIN },
      {
        pathNot: [
          ...DOORS,
          '^commands/',
          '^adapters/[^/]+[.]ts$',
          '^adapters/[^/]+/(env|index)[.]ts$',
          packages('zod|pino|hono|@hono/node-server|dotenv|lru-cache'),
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    never(
      'platforms-stand-alone',
      'A platform knows commands, the doors, the seam and its own folder; no other platform and no service.',
      { path: '^adapters/([^/]+)/', pathNot: MAIN },
      {
        pathNot: [...DOORS, '^commands/', SEAM, '^adapters/$1/', '^node_modules/'],
        dependencyTypesNot: ['core'],
      },
    ),
    never(
      'platforms-libraries',
      'A platform takes zod and its own library.',
      { path: '^adapters/[^/]+/', pathNot: MAIN },
      { path: '^node_modules/', pathNot: [packages('zod|hono|lru-cache'), ...Object.values(LIBRARIES)] },
    ),
    never(
      'hono-is-the-web',
      'Only the page routes with Hono; what others answer over HTTP is a function of a Request.',
      { path: '^adapters/[^/]+/', pathNot: '^adapters/web/' },
      { path: packages('hono'), dependencyTypesNot: ['type-only'] },
    ),
    ...Object.entries(LIBRARIES).map(([platform, library]) =>
      never(
        `${platform}-alone`,
        `Only adapters/${platform} knows its library.`,
        { pathNot: `^(test/)?(adapters/${platform}|conformance)/` },
        { path: library },
      ),
    ),
    never(
      'sources-know-no-tests',
      'Tests and benchmarks know the sources, not the other way.',
      { path: '^(src|commands|adapters)/' },
      { path: '^(test|bench)/' },
    ),
  ],
  options: {
    // Cycles of types are cycles too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    // A file of ours is named whole, with its ending.
    enhancedResolveOptions: {
      extensions: ['.js'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types', 'default'],
    },
  },
};
