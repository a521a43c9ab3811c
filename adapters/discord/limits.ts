/**
 * What Discord accepts, as one table. Lengths are in UTF-16 code units, which is never fewer than what Discord counts.
 *
 * Sources: discord/discord-api-docs @ c98d64b (resources/message.mdx, "Embed Limits"; components/reference.mdx;
 * interactions/application-commands.mdx; interactions/receiving-and-responding.mdx; reference.mdx, "Uploading Files");
 * discord/discord-api-spec @ 74fda0f specs/openapi.json.
 */
export const LIMITS = {
  embeds: 10,
  /** Titles, descriptions, field names and values over all embeds of a message. */
  embedText: 6000,
  embedTitle: 256,
  embedDescription: 4096,
  embedFields: 25,
  fieldName: 256,
  fieldValue: 1024,
  content: 2000,
  actionRows: 5,
  rowButtons: 5,
  buttonLabel: 80,
  customId: 100,
  files: 10,
  fileDescription: 1024,
  /** Bytes of one file, where the interaction names no other limit. */
  fileBytes: 10 * 1024 * 1024,
  /** Of autocompletion, and of fixed choices. */
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** Slash commands of an application, or of it in one server. */
  commands: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  /** Names, descriptions and choice values over one command. */
  commandText: 8000,
} as const;
