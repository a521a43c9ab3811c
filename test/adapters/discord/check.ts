/** Checks what we send against the limits of Discord and our own rules. */
import { LIMITS } from '../../../adapters/discord/limits.ts';
import { plain } from '../../../adapters/discord/text.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Every violation in the body of a message (as sent, or as rendered); none when it may be sent. */
export function checkMessage(message: unknown): readonly string[] {
  const { embeds, components, content, files, attachments } = fields(message);
  const texts = list(embeds).flatMap(textsOf);
  const buttons = list(components).flatMap((row) => list(row['components']));
  return [
    ...within('content', content, 0, LIMITS.content),
    ...count('embeds', list(embeds), 0, LIMITS.embeds),
    ...(texts.join('').length > LIMITS.embedText ? [`text over all embeds: more than ${LIMITS.embedText}`] : []),
    ...list(embeds).flatMap((embed, i) => checkEmbed(embed).map((violation) => `embeds[${i}]: ${violation}`)),
    ...count('components', list(components), 0, LIMITS.actionRows),
    ...list(components).flatMap((row) => count('row', list(row['components']), 1, LIMITS.rowButtons)),
    ...buttons.flatMap(checkButton),
    ...unique('custom_id', buttons),
    ...count('files', [...list(files), ...list(attachments)], 0, LIMITS.files),
    ...[...texts, ...buttons.map(({ label }) => String(label))].flatMap(checkCharacters),
  ];
}

function checkEmbed(embed: Fields): readonly string[] {
  const { title, description } = embed;
  const boxes = list(embed['fields']);
  return [
    ...(title === undefined ? [] : within('title', title, 1, LIMITS.embedTitle)),
    ...(description === undefined ? [] : within('description', description, 1, LIMITS.embedDescription)),
    ...count('fields', boxes, 0, LIMITS.embedFields),
    ...boxes.flatMap(({ name, value }) => [
      ...within('field name', name, 1, LIMITS.fieldName),
      ...within('field value', value, 1, LIMITS.fieldValue),
    ]),
    ...(textsOf(embed).length === 0 ? ['is empty'] : []),
    ...textsOf(embed).flatMap((text) => (text.split('```').length % 2 === 0 ? ['a code block is not closed'] : [])),
  ];
}

function checkButton(button: Fields): readonly string[] {
  return [
    ...within('button label', button['label'], 1, LIMITS.buttonLabel),
    ...within('custom_id', button['custom_id'], 1, LIMITS.customId),
  ];
}

/** Every violation in the choices of an autocompletion. */
export function checkChoices(choices: unknown): readonly string[] {
  return [
    ...count('choices', list(choices), 0, LIMITS.choices),
    ...list(choices).flatMap(({ name, value }) => [
      ...within('choice name', name, 1, LIMITS.choiceName),
      ...within('choice value', value, 1, LIMITS.choiceValue),
    ]),
  ];
}

/** Every violation in the definitions that are registered. */
export function checkCommands(commands: unknown): readonly string[] {
  return [
    ...count('commands', list(commands), 0, LIMITS.commands),
    ...unique('name', list(commands)),
    ...list(commands).flatMap((command) =>
      checkCommand(command).map((violation) => `${String(command['name'])}: ${violation}`),
    ),
  ];
}

function checkCommand(command: Fields): readonly string[] {
  const options = list(command['options']);
  const firstOptional = options.findIndex(({ required }) => required !== true);
  const all = [command, ...options];
  const values = options.flatMap(({ choices }) => list(choices).flatMap(({ name, value }) => [name, value]));
  const text = [...all.flatMap(({ name, description }) => [name, description]), ...values].map(String).join('');
  return [
    ...all.flatMap(({ name, description }) => [
      ...(/^[-_\p{Ll}\p{N}]{1,32}$/u.test(String(name)) ? [] : [`name ${String(name)} is not allowed`]),
      ...within('description', description, 1, LIMITS.commandDescription),
    ]),
    ...count('options', options, 0, LIMITS.commandOptions),
    ...unique('name', options),
    ...options.flatMap(({ choices }) => checkChoices(choices)),
    ...options.flatMap(({ choices, autocomplete }) =>
      choices !== undefined && autocomplete === true ? ['an option has both choices and autocompletion'] : [],
    ),
    ...(firstOptional >= 0 && options.slice(firstOptional).some(({ required }) => required === true)
      ? ['a required option stands after an optional one']
      : []),
    ...(text.length > LIMITS.commandText ? [`text: ${text.length}, at most ${LIMITS.commandText}`] : []),
  ];
}

// ----- The kinds of rules -----

function textsOf({ title, description, fields: boxes }: Fields): readonly string[] {
  return [title, description, ...list(boxes).flatMap(({ name, value }) => [name, value])].filter(
    (text) => typeof text === 'string',
  );
}

function within(what: string, text: unknown, least: number, most: number): readonly string[] {
  if (text === undefined && least === 0) return [];
  if (typeof text !== 'string') return [`${what}: is no text`];
  const length = text.trim().length < least ? 0 : text.length;
  return length < least || length > most ? [`${what}: ${length} characters, ${least} to ${most} allowed`] : [];
}

function count(what: string, items: readonly unknown[], least: number, most: number): readonly string[] {
  const { length } = items;
  return length < least || length > most ? [`${what}: ${length}, ${least} to ${most} allowed`] : [];
}

function unique(what: string, items: readonly Fields[]): readonly string[] {
  const values = items.map((item) => item[what]);
  return new Set(values).size === values.length ? [] : [`${what}: not unique`];
}

/** Control characters, marks that turn the direction of text, and halves of characters are never sent. */
function checkCharacters(text: string): readonly string[] {
  return plain(text) === text.toWellFormed().trim() && text.isWellFormed() ? [] : ['a control character is sent'];
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
