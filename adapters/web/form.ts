/** A form from a command's options. */
import { html } from 'hono/html';
import type { Command } from '../../commands/core/command.ts';
import type { Choice, OptionSpec } from '../../commands/core/option.ts';
import { otherwiseText } from '../../commands/core/otherwise.ts';
import type { RawArgs } from '../../commands/core/reply.ts';
import { withoutControls } from '../adapter.ts';
import type { Html } from './chart.ts';
import { LIMITS } from './limits.ts';

/** Before an option's name, so that no option can collide with the page's own fields. */
export const FIELD = 'o.';

type Suggest = (option: string, typed: string) => readonly Choice[];

export function renderForm(command: Command, given: RawArgs, suggest: Suggest): Html {
  const fields = Object.entries(command.options)
    .filter(([, { type }]) => type.kind !== 'attachment')
    .map(([name, spec]) => ({
      name,
      field: renderField(name, spec, withoutControls(given[name] ?? ''), suggest),
    }));
  const more = fields.slice(LIMITS.openOptions);
  const files = Object.entries(command.options).filter(([, { type }]) => type.kind === 'attachment');
  const isOpen = more.some(({ name }) => given[name] !== undefined);
  return html`<form class="options" action="/" method="get" aria-label="Options of ${command.name}">
    <input type="hidden" name="form" value="${command.name}" />
    <div class="fields">${fields.slice(0, LIMITS.openOptions).map(({ field }) => field)}</div>
    ${
      more.length > 0
        ? html`<details ${isOpen ? 'open' : ''}>
            <summary>More options</summary>
            <div class="fields">${more.map(({ field }) => field)}</div>
          </details>`
        : ''
    }
    <button type="submit">Answer</button>
    ${files.map(([name, spec]) => renderFile(name, spec, given[name] ?? ''))}
  </form>`;
}

/** A file or its text; sent in the body, since it is too long for an address and nobody else's business. */
function renderFile(name: string, { about }: OptionSpec<unknown>, value: string): Html {
  const id = `field-${name}`;
  return html`<details class="file" ${value === '' ? '' : 'open'}>
    <summary>Or with a file: ${name}</summary>
    <label for="${id}">${about.summary} Paste it, or choose the file.</label>
    <textarea id="${id}" name="${FIELD}${name}" rows="4" spellcheck="false" autocomplete="off">${value}</textarea>
    <label for="${id}-file">The file</label>
    <input id="${id}-file" type="file" name="${FIELD}${name}" accept=".json,application/json" />
    <button type="submit" formmethod="post" formenctype="multipart/form-data">Answer with it</button>
  </details>`;
}

function renderField(name: string, spec: OptionSpec<unknown>, value: string, suggest: Suggest): Html {
  const id = `field-${name}`;
  return html`<div class="field">
    <label for="${id}">${name}</label>
    ${control(id, name, spec, value, suggest)}
    <small id="${id}-hint">${spec.about.summary}</small>
  </div>`;
}

function control(id: string, name: string, spec: OptionSpec<unknown>, value: string, suggest: Suggest): Html {
  const choices = choicesOf(spec);
  if (choices) return renderSelect(id, name, spec, withValue(choices, value), value);
  const suggests = spec.type.values?.suggest !== undefined;
  const listed = suggests ? suggest(name, value) : [];
  return html`<input
      id="${id}"
      name="${FIELD}${name}"
      value="${value}"
      placeholder="${spec.about.example}"
      aria-describedby="${id}-hint"
      autocomplete="off"
      spellcheck="false"
      maxlength="200"
      ${suggests ? html`list="${id}-list" data-option="${name}"` : ''}
    />${suggests ? html`<datalist id="${id}-list">${listed.map(renderOption)}</datalist>` : ''}`;
}

function renderSelect(
  id: string,
  name: string,
  spec: OptionSpec<unknown>,
  choices: readonly Choice[],
  value: string,
): Html {
  return html`<select id="${id}" name="${FIELD}${name}" aria-describedby="${id}-hint">
    <option value="">${otherwiseText(spec) ?? 'not given'}</option>
    ${choices.map(
      (choice) =>
        html`<option value="${choice.value}" ${choice.value === value.toLowerCase() ? 'selected' : ''}>
          ${choice.name}
        </option>`,
    )}
  </select>`;
}

const YES_OR_NO: readonly Choice[] = [
  { name: 'yes', value: 'yes' },
  { name: 'no', value: 'no' },
];

function choicesOf({ type }: OptionSpec<unknown>): readonly Choice[] | undefined {
  return type.values?.choices ?? (type.kind === 'boolean' ? YES_OR_NO : undefined);
}

/** A value that was typed another way stands in the list too, so that sending the form keeps it. */
function withValue(choices: readonly Choice[], value: string): readonly Choice[] {
  const known = value === '' || choices.some((choice) => choice.value === value.toLowerCase());
  return known ? choices : [{ name: value, value: value.toLowerCase() }, ...choices];
}

function renderOption({ name, value }: Choice): Html {
  return html`<option value="${value}">${name}</option>`;
}
