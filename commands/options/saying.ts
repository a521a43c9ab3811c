/** What options say to the estimator, forth and back: arguments to fields, changed fields to arguments. */
import type { RawArgs } from '../core/reply.ts';
import type { Asked, Field, FieldsOf, OptionSpecs, Saying } from '../core/option.ts';

type Plain = string | number | boolean | null | undefined;
/** Fields whose values are written as they stand. */
type PlainField = { [F in Field]-?: Asked[F] extends Plain ? F : never }[Field];

/** An option that is one field, written as it stands. */
export function field<const F extends PlainField>(name: F): Saying<NonNullable<Asked[F]>, F> {
  return {
    fields: [name],
    sets: (value) => ({ [name]: value }) as Pick<Asked, F>,
    says: (asked) => written(asked[name]),
  };
}

/** A value as people type it; undefined where there is none. */
export function written(value: Plain): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** What the arguments set; those that are no option of these are passed by. */
export function askedOf<O extends OptionSpecs>(
  options: O,
  args: { readonly [K in keyof O]?: unknown },
): Pick<Asked, FieldsOf<O>> {
  const set = Object.entries(options).map(([name, { saying }]) =>
    args[name] === undefined ? {} : (saying?.sets(args[name]) ?? {}),
  );
  return Object.assign({}, ...set);
}

/**
 * The arguments as given, with changes of what they set in them; a change to undefined takes an argument away.
 * @throws Error, a bug, for a change that no option can say: dropped in silence it would make a button lie.
 */
export function withChanges<O extends OptionSpecs, C extends Asked>(
  options: O,
  given: RawArgs,
  changes: C & { readonly [F in Exclude<keyof C, FieldsOf<O>>]: never },
): RawArgs {
  const asked: Asked = { ...askedOf(options, parsed(options, given)), ...changes };
  const args: Record<string, string> = { ...given };
  const said = new Set<string>();
  for (const [name, { saying }] of Object.entries(options)) {
    if (!saying?.fields.some((one) => Object.hasOwn(changes, one))) continue;
    const text = saying.says(asked);
    if (text === undefined) delete args[name];
    else {
      args[name] = text;
      for (const one of saying.fields) said.add(one);
    }
  }
  const dropped = Object.entries(changes).filter(([name, value]) => (value ?? null) !== null && !said.has(name));
  if (dropped.length > 0) throw new Error(`No option says ${dropped.map((pair) => pair.join(': ')).join(', ')}.`);
  return args;
}

function parsed(options: OptionSpecs, given: RawArgs): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, { type, about }]) =>
      given[name] === undefined ? [] : [[name, type.parse(given[name], { name, example: about.example })]],
    ),
  );
}
