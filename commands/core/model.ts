/** Which model is meant: the catalogue first, then a configuration, dimensions, or the Hub. */
import {
  architectureOf,
  copiedBy,
  customModel,
  findModels,
  formatParameters,
  parseConfig,
  parseHubReference,
  readConfig,
  resolveModel,
  joined,
  UserError,
  withStored,
  type DecodedModel,
  type Dimensions,
  type ModelFacts,
  type ResolvedModel,
} from '../../src/index.ts';
import type { Hub, HubModel, HubReference } from '../../src/ports.ts';

/** The model, what else the text could mean, and what to know about how it was read. */
export interface ChosenModel extends ResolvedModel {
  readonly notes: readonly string[];
}

interface ModelArgs extends Dimensions {
  readonly model?: string | undefined;
  /** The text of a config.json. */
  readonly config?: string | undefined;
}

/** Names that say the model is described by other options. */
const CUSTOM = ['custom', 'mine', 'own'];

/** @throws UserError for a model that cannot be found or read, with what to do instead. */
export async function chooseModel(args: ModelArgs, hub: Hub | undefined): Promise<ChosenModel> {
  if (args.config !== undefined) return fromConfig(args.config, args.model);
  const name = args.model ?? 'custom';
  if (CUSTOM.includes(name.trim().toLowerCase())) return fromDimensions(args);
  refuseDimensions(args, name);
  const reference = parseHubReference(name);
  if (!reference) return { ...resolveModel(name), notes: [] };
  const [known] = reference.revision === undefined ? findModels(reference.id, 1) : [];
  if (known?.by === 'id') return { model: known.model, alternatives: [], exact: true, notes: [] };
  const original = reference.revision === undefined ? copiedBy(reference.id) : undefined;
  if (original) return { ...only(original), notes: [`${reference.id} is read as a copy of ${original.name}.`] };
  return await fromHub(reference, hub);
}

// ----- A configuration -----

function fromConfig(text: string, name: string | undefined): ChosenModel {
  const shown = name === undefined || CUSTOM.includes(name.toLowerCase()) ? 'Your model' : name.slice(0, 60);
  const decoded = readConfig(parseConfig(text), { id: 'config.json', name: shown, source: 'the config.json given' });
  return { ...only(decoded.model), notes: approximationsOf(decoded) };
}

function only(model: ModelFacts): ResolvedModel {
  return { model, alternatives: [], exact: true };
}

function approximationsOf({ approximations, model }: DecodedModel): readonly string[] {
  const size = formatParameters(architectureOf(model).parameters.total);
  return approximations.map((what) => `${model.name} is approximated at ${size} parameters: ${what}.`);
}

// ----- Dimensions -----

function fromDimensions(args: ModelArgs): ChosenModel {
  const { model, note } = customModel(args);
  return { model, alternatives: [], exact: true, notes: note === undefined ? [] : [note] };
}

function refuseDimensions({ params, layers, hidden, heads, kv, intermediate, vocab }: ModelArgs, name: string): void {
  if ([params, layers, hidden, heads, kv, intermediate, vocab].every((value) => value === undefined)) return;
  throw new UserError(
    'invalid-option',
    `Dimensions describe a custom model, and model is "${name.slice(0, 60)}".`,
    'Write model:custom with them, or leave them out.',
  );
}

// ----- The Hub -----

function rememberedNote({ isRemembered, commit }: HubModel): readonly string[] {
  return isRemembered
    ? [`The Hub could not be reached just now; this is the model as it last was, at commit ${commit.slice(0, 12)}.`]
    : [];
}

async function fromHub(reference: HubReference, hub: Hub | undefined): Promise<ChosenModel> {
  try {
    if (!hub) throw offline(reference);
    const found = await hub.model(reference);
    const source = `${found.id}/config.json at ${found.commit.slice(0, 12)}`;
    const name = reference.revision === undefined ? found.id : `${found.id}@${reference.revision}`;
    const decoded = readConfig(parseConfig(found.config), { id: found.id, name, source });
    const { model, notes } = withStored(decoded, found.storedElements);
    return { ...only(model), notes: [...approximationsOf({ ...decoded, model }), ...notes, ...rememberedNote(found)] };
  } catch (error) {
    throw error instanceof UserError ? withNearest(error, reference) : error;
  }
}

function offline({ id }: HubReference): UserError {
  return new UserError(
    'not-available',
    `${id} is not in the catalogue, and this bot does not ask the Hugging Face Hub.`,
    'Attach its config.json (option config), or describe it: model:custom params:7b.',
  );
}

/** The nearest name of the catalogue, as the next thing to try. */
function withNearest(error: UserError, { id }: HubReference): UserError {
  const words = id.slice(id.indexOf('/') + 1).split(/[-_]/);
  // Names of fine-tunes end in words of their own: the longest beginning that means a model is the nearest.
  const beginnings = words.map((_, dropped) => words.slice(0, words.length - dropped).join(' '));
  const near = beginnings.flatMap((name) => findModels(name, 1))[0];
  if (!near) return error;
  const instead = `The nearest in the catalogue is ${near.model.name}.`;
  return new UserError(error.code, error.what, joined(...(error.next ? [error.next] : []), instead));
}
