/**
 * What Slack accepts, as one table. Where a figure moved or two sources differ, the smaller one stands. All text lengths
 * in UTF-16 code units, which is never fewer than what Slack counts.
 *
 * Sources: @slack/types 3.2.0 doc comments; docs.slack.dev/reference/block-kit/blocks (table-block, section-block,
 * context-block, actions-block); docs.slack.dev/reference/methods/chat.postMessage; slackapi/manifest-schema
 * schemas/manifest.schema.2.0.0.json.
 */
export const LIMITS = {
  /** Blocks of a message. */
  blocks: 50,
  /** The fallback text; longer is allowed to 40,000 but discouraged. */
  fallbackText: 4000,
  headerText: 150,
  sectionText: 3000,
  contextElements: 10,
  contextText: 2000,
  /** Not published for rich text; that of a section is kept. */
  richText: 3000,
  /** Of a picture: its description and its address. */
  altText: 2000,
  imageUrl: 3000,
  actionsElements: 25,
  actionId: 255,
  buttonText: 75,
  buttonValue: 2000,
  /** Native tables of a message. */
  tables: 1,
  /** Rows of a table, its header counted. */
  tableRows: 100,
  tableColumns: 20,
  /** Characters over all cells. */
  tableText: 10_000,
  /** Text over all blocks but tables and buttons; Slack refuses longer (`msg_blocks_too_long`) without saying where. */
  messageText: 12_000,
  /** Of the manifest. */
  commands: 50,
  commandName: 32,
  commandDescription: 2000,
  commandHint: 1000,
} as const;
