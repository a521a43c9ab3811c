/** Discord's limits as its documentation has them, whatever the adapter's own table says; and that the checker keeps to them. */
import { describe, expect, it } from 'vitest';
import { checkChoices, checkCommands, checkMessage } from './check.ts';
import { LIMITS } from '../../../adapters/discord/limits.ts';

const MESSAGE = 'https://docs.discord.com/developers/resources/message';
const COMPONENTS = 'https://docs.discord.com/developers/components/reference';
const COMMANDS = 'https://docs.discord.com/developers/interactions/application-commands';
const RECEIVING = 'https://docs.discord.com/developers/interactions/receiving-and-responding';
const REFERENCE = 'https://docs.discord.com/developers/reference';

const DOCUMENTED: Readonly<Record<keyof typeof LIMITS, readonly [limit: number, where: string]>> = {
  embeds: [10, `${MESSAGE}#create-message`],
  embedText: [6000, `${MESSAGE}#embed-object-embed-limits`],
  embedTitle: [256, `${MESSAGE}#embed-object-embed-limits`],
  embedDescription: [4096, `${MESSAGE}#embed-object-embed-limits`],
  embedFields: [25, `${MESSAGE}#embed-object-embed-limits`],
  fieldName: [256, `${MESSAGE}#embed-object-embed-limits`],
  fieldValue: [1024, `${MESSAGE}#embed-object-embed-limits`],
  content: [2000, `${MESSAGE}#create-message`],
  actionRows: [5, `${COMPONENTS}#legacy-message-component-behavior`],
  rowButtons: [5, `${COMPONENTS}#action-row`],
  buttonLabel: [80, `${COMPONENTS}#button-button-structure`],
  customId: [100, `${COMPONENTS}#anatomy-of-a-component-custom-id`],
  files: [10, 'https://github.com/discord/discord-api-spec/blob/main/specs/openapi.json'],
  fileDescription: [1024, `${MESSAGE}#attachment-object`],
  fileBytes: [10_485_760, `${REFERENCE}#uploading-files`],
  choices: [25, `${RECEIVING}#interaction-response-object-autocomplete`],
  choiceName: [100, `${COMMANDS}#application-command-object-application-command-option-choice-structure`],
  choiceValue: [100, `${COMMANDS}#application-command-object-application-command-option-choice-structure`],
  commands: [100, `${COMMANDS}#registering-a-command`],
  commandName: [32, `${COMMANDS}#application-command-object-application-command-naming`],
  commandDescription: [100, `${COMMANDS}#application-command-object-application-command-structure`],
  commandOptions: [25, `${COMMANDS}#application-command-object-application-command-structure`],
  commandText: [8000, `${COMMANDS}#slash-commands`],
};

it('the table of limits is Discord’s', () => {
  expect(LIMITS).toEqual(Object.fromEntries(Object.entries(DOCUMENTED).map(([name, [limit]]) => [name, limit])));
});

const x = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const embed = (fields: object) => ({ embeds: [{ title: 'x', ...fields }] });
const row = (count: number, from = 0) => ({
  components: many(count, (i) => ({ label: 'x', custom_id: `${from + i}` })),
});
const button = (fields: object) => ({
  ...embed({}),
  components: [{ components: [{ label: 'x', custom_id: 'x', ...fields }] }],
});
const command = (fields: object) => [{ name: 'x', description: 'x', ...fields }];
const option = (fields: object, count = 1) =>
  command({ options: many(count, (i) => ({ name: `o${i}`, description: 'x', type: 3, ...fields })) });

/** What is made as large as it may be, and one larger. */
const MEASURED: Readonly<
  Record<string, readonly [limit: number, check: (size: number) => readonly string[], violation: string]>
> = {
  embeds: [10, (n) => checkMessage({ embeds: many(n, () => ({ title: 'x' })) }), 'embeds: 11, 0 to 10 allowed'],
  embedText: [
    6000,
    (n) => checkMessage({ embeds: [{ description: x(3000) }, { description: x(n - 3000) }] }),
    'text over all embeds: more than 6000',
  ],
  embedTitle: [256, (n) => checkMessage(embed({ title: x(n) })), 'embeds[0]: title: 257 characters, 1 to 256 allowed'],
  embedDescription: [
    4096,
    (n) => checkMessage(embed({ description: x(n) })),
    'embeds[0]: description: 4097 characters, 1 to 4096 allowed',
  ],
  embedFields: [
    25,
    (n) => checkMessage(embed({ fields: many(n, () => ({ name: 'x', value: 'x' })) })),
    'embeds[0]: fields: 26, 0 to 25 allowed',
  ],
  fieldName: [
    256,
    (n) => checkMessage(embed({ fields: [{ name: x(n), value: 'x' }] })),
    'embeds[0]: field name: 257 characters, 1 to 256 allowed',
  ],
  fieldValue: [
    1024,
    (n) => checkMessage(embed({ fields: [{ name: 'x', value: x(n) }] })),
    'embeds[0]: field value: 1025 characters, 1 to 1024 allowed',
  ],
  content: [2000, (n) => checkMessage({ content: x(n) }), 'content: 2001 characters, 0 to 2000 allowed'],
  actionRows: [
    5,
    (n) => checkMessage({ ...embed({}), components: many(n, (i) => row(1, i)) }),
    'components: 6, 0 to 5 allowed',
  ],
  rowButtons: [5, (n) => checkMessage({ ...embed({}), components: [row(n)] }), 'row: 6, 1 to 5 allowed'],
  buttonLabel: [80, (n) => checkMessage(button({ label: x(n) })), 'button label: 81 characters, 1 to 80 allowed'],
  customId: [100, (n) => checkMessage(button({ custom_id: x(n) })), 'custom_id: 101 characters, 1 to 100 allowed'],
  files: [
    10,
    (n) => checkMessage({ ...embed({}), files: many(n - 4, () => ({})), attachments: many(4, () => ({})) }),
    'files: 11, 0 to 10 allowed',
  ],
  choices: [25, (n) => checkChoices(many(n, () => ({ name: 'x', value: 'x' }))), 'choices: 26, 0 to 25 allowed'],
  choiceName: [100, (n) => checkChoices([{ name: x(n), value: 'x' }]), 'choice name: 101 characters, 1 to 100 allowed'],
  choiceValue: [
    100,
    (n) => checkChoices([{ name: 'x', value: x(n) }]),
    'choice value: 101 characters, 1 to 100 allowed',
  ],
  commands: [
    100,
    (n) => checkCommands(many(n, (i) => ({ name: `c${i}`, description: 'x' }))),
    'commands: 101, 0 to 100 allowed',
  ],
  commandName: [32, (n) => checkCommands(command({ name: x(n) })), `${x(33)}: name ${x(33)} is not allowed`],
  commandDescription: [
    100,
    (n) => checkCommands(command({ description: x(n) })),
    'x: description: 101 characters, 1 to 100 allowed',
  ],
  optionDescription: [
    100,
    (n) => checkCommands(option({ description: x(n) })),
    'x: description: 101 characters, 1 to 100 allowed',
  ],
  commandOptions: [25, (n) => checkCommands(option({}, n)), 'x: options: 26, 0 to 25 allowed'],
  fixedChoices: [
    25,
    (n) => checkCommands(option({ choices: many(n, () => ({ name: 'x', value: 'x' })) })),
    'x: choices: 26, 0 to 25 allowed',
  ],
  // Two characters of the command, and for each of 20 options 3 or 4 and its choices.
  commandText: [
    8000,
    (n) => {
      const options = many(20, (i) => ({
        name: `o${i % 10}${Math.floor(i / 10)}`,
        description: 'x',
        choices: many(2, () => ({ name: x(100), value: x(97) })),
      }));
      const used = 2 + 20 * (4 + 2 * 197);
      return checkCommands([
        { name: 'x', description: 'x', options: [...options, { name: 'last', description: x(n - used - 4) }] },
      ]);
    },
    'x: text: 8001, at most 8000',
  ],
};

describe.each(Object.entries(MEASURED))('%s', (_, [limit, check, violation]) => {
  it('may be as large as it may', () => expect(check(limit)).toEqual([]));
  it('is told when it is one larger', () => expect(check(limit + 1)).toEqual([violation]));
});

describe('what no number says', () => {
  it.each([
    ['an empty title', checkMessage(embed({ title: ' ' })), ['embeds[0]: title: 0 characters, 1 to 256 allowed']],
    [
      'an empty description',
      checkMessage(embed({ description: '' })),
      ['embeds[0]: description: 0 characters, 1 to 4096 allowed'],
    ],
    [
      'a field of blanks',
      checkMessage(embed({ fields: [{ name: ' ', value: 'x' }] })),
      ['embeds[0]: field name: 0 characters, 1 to 256 allowed'],
    ],
    [
      'a field that is no text',
      checkMessage(embed({ fields: [{ name: 'x', value: 7 }] })),
      ['embeds[0]: field value: is no text'],
    ],
    ['an empty embed', checkMessage({ embeds: [{}] }), ['embeds[0]: is empty']],
    ['an open code block', checkMessage(embed({ description: '```\nx' })), ['embeds[0]: a code block is not closed']],
    ['an empty row', checkMessage({ ...embed({}), components: [{ components: [] }] }), ['row: 0, 1 to 5 allowed']],
    ['two buttons of one id', checkMessage({ ...embed({}), components: [row(1), row(1)] }), ['custom_id: not unique']],
    ['a button without words', checkMessage(button({ label: '' })), ['button label: 0 characters, 1 to 80 allowed']],
    ['a mark that turns text', checkMessage(button({ label: 'a\u202eb' })), ['a control character is sent']],
    ['half a character', checkMessage(embed({ title: 'a\ud800' })), ['a control character is sent']],
    ['a name in capitals', checkCommands(command({ name: 'Vram' })), ['Vram: name Vram is not allowed']],
    ['an option with a blank', checkCommands(option({ name: 'a b' })), ['x: name a b is not allowed']],
    ['two commands of one name', checkCommands([...command({}), ...command({})]), ['name: not unique']],
    ['two options of one name', checkCommands(option({ name: 'o' }, 2)), ['x: name: not unique']],
    [
      'no description',
      checkCommands([{ name: 'x', description: '' }]),
      ['x: description: 0 characters, 1 to 100 allowed'],
    ],
    [
      'choices and completion',
      checkCommands(option({ choices: [], autocomplete: true })),
      ['x: an option has both choices and autocompletion'],
    ],
    [
      'a required option that comes late',
      checkCommands(
        command({
          options: [
            { name: 'a', description: 'x' },
            { name: 'b', description: 'x', required: true },
          ],
        }),
      ),
      ['x: a required option stands after an optional one'],
    ],
    [
      'required options first',
      checkCommands(
        command({
          options: [
            { name: 'a', description: 'x', required: true },
            { name: 'b', description: 'x' },
          ],
        }),
      ),
      [],
    ],
    ['no message', checkMessage(undefined), []],
  ])('%s', (_, found, violations) => {
    expect(found).toEqual(violations);
  });
});
