/** What people say around a request when they ask in a channel, and what the numbers in words are. */

export interface FillerGroup {
  /** Why these say nothing that an option could take. */
  readonly reason: string;
  /** Words, or several with spaces between, in small letters; one that is an option's name too may still be that. */
  readonly phrases: readonly string[];
  /** Whether the words around it still belong together: `rank of 64`, `on a 4090`. */
  readonly joins: boolean;
}

/** None of them is a whole word in the name of a model or a device. */
export const FILLERS = [
  {
    reason: 'They stand before a noun, whatever it is.',
    phrases: words('a an the my our your his her their this that these those of'),
    joins: true,
  },
  {
    reason: 'They name what the value beside them already is: "the 70b model", "sequence length 4096".',
    phrases: words('model sequence'),
    joins: true,
  },
  {
    reason: 'They ask; every request is a question.',
    phrases: [
      ...words(`can can't could couldn't would wouldn't will won't should shall may might do does did don't doesn't is are
        am be been being if whether when what whats what's which how why who there there's much many`),
      ...[
        'how much vram',
        'how much memory',
        'how much gpu memory',
        'how much gpu',
        'how much ram',
        'how much gpu ram',
      ],
      ...['how many gpus', 'how many cards', 'how many gb', 'how many gigs', 'how big', 'how large', 'how long'],
      ...['what gpu', 'what gpus', 'what card', 'what cards', 'what hardware', 'what device', 'what size'],
      ...['which gpu', 'which gpus', 'which card', 'which cards', 'which hardware', 'which device'],
    ],
    joins: false,
  },
  {
    // Alone it ends the names of instruction-tuned models: gemma 2 9b it.
    reason: 'The model, said again after a verb.',
    phrases: [
      ...['does it', 'will it', 'can it', 'would it', 'could it', 'should it', 'is it', 'make it', 'get it', 'do it'],
      ...['fit it', 'run it', 'train it', 'tune it', 'finetune it', 'fine-tune it', 'fine tune it', 'use it'],
    ],
    joins: false,
  },
  {
    reason: 'Who asks, and what everybody who asks has, needs or wants.',
    phrases: words(`i i'm im i've ive i'd we we're we've you he she they us me anyone anybody someone somebody
      have has had having got get getting need needs needed want wants wanna require requires required requirement
      requirements take takes use uses using used try trying going gonna know knows tell say let's lets like`),
    joins: false,
  },
  {
    reason: 'Training is what all requests are about, unless a value is made of it: "full fine-tuning".',
    phrases: [
      ...words(`fine-tune fine-tunes fine-tuned fine-tuning finetune finetunes finetuned finetuning tuning
        train trains trained training run runs running job`),
      // Alone it is torchtune.
      ...['i tune', 'we tune', 'you tune', 'to tune', 'tune a', 'tune an', 'tune the', 'tune my'],
      ...['fine tune', 'fine tunes', 'fine tuned', 'fine tuning'],
    ],
    joins: false,
  },
  {
    reason: 'Whether it fits is what is answered.',
    phrases: words(`fit fits fitting work works go goes handle handles enough sufficient suffice possible possibly
      able feasible doable best better cheapest good way ways ok okay min minimum least`),
    joins: false,
  },
  {
    reason: 'They tie one thing to the next as a comma does.',
    phrases: words('with for and in at on from by per as to via within under onto but so then not'),
    joins: false,
  },
  {
    reason: 'The hardware without its name; said beside one, it is part of it.',
    phrases: [
      ...words('gpu gpus card cards device vram memory ram hardware machine rig box setup pc'),
      ...['gpu memory', 'gpu ram', 'video memory'],
    ],
    joins: false,
  },
  {
    reason: 'Courtesy and emphasis.',
    phrases: words(`please pls plz thanks thank thx hi hey hello guys folks just only also even still actually really
      maybe perhaps probably now about around roughly`),
    joins: false,
  },
] as const satisfies readonly FillerGroup[];

/** Names of options said in several words, and the one word that says the same; a word of them may be another's name. */
export const SPOKEN_NAMES: ReadonlyMap<string, string> = new Map(
  ['context', 'sequence', 'max context', 'max sequence', 'maximum context', 'maximum sequence']
    .flatMap((name) => [`${name} length`, `${name} size`, `${name} window`])
    .map((name) => [name, 'context']),
);

/** Numbers as people say them before a device: `two 3090s`, `a pair of 4090s`. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ one: 1, single: 1, two: 2, dual: 2, double: 2, pair: 2, couple: 2, three: 3, triple: 3, four: 4, quad: 4 },
    ...{ five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, sixteen: 16 },
  }),
);

function words(list: string): readonly string[] {
  return list.split(/\s+/);
}
