/** The pages. */
import { html } from 'hono/html';
import type { Command } from '../../commands/core/command.ts';
import type { Html } from './chart.ts';
import { LIMITS } from './limits.ts';

interface AnswerPage {
  /** What stands in the text box. */
  readonly question: string;
  readonly command: Command;
  readonly commands: readonly Command[];
  readonly form: Html;
  readonly reply: Html;
  /** Whether the answer is to an example, because nothing was asked. */
  readonly isExample: boolean;
  /** The address of this very answer; undefined where a file was asked about. */
  readonly permalink: string | undefined;
  readonly title: string;
}

/** The addresses of the style sheet and the script, which change with their contents. */
export interface Assets {
  readonly style: string;
  readonly script: string;
}

export function answerPage(page: AnswerPage, assets: Assets): Html {
  const { question, command, form, reply, isExample, permalink } = page;
  const body = html`<section class="ask">
      <form class="box" action="/" method="get" role="search">
        <label for="q">Ask in a line</label>
        <div class="line">
          <input
            id="q"
            name="q"
            value="${question}"
            placeholder="${command.about.examples[0] ?? ''}"
            maxlength="${LIMITS.question}"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
          />
          <button type="submit">Answer</button>
        </div>
      </form>
      ${isExample ? renderExamples(command, page.commands) : ''}
      <details class="form" ${isExample ? 'open' : ''}>
        <summary>Or choose, option by option</summary>
        ${form}
      </details>
    </section>
    ${isExample ? html`<p class="eyebrow">For example: <code>${permalinkText(permalink ?? '')}</code></p>` : ''}
    ${reply} ${permalink === undefined ? '' : renderPermalink(permalink)}`;
  return shell(page.title, navigation(page.commands, command), body, assets);
}

function renderPermalink(permalink: string): Html {
  return html`<p class="permalink">
    <a href="${permalink}">Link to this answer</a>
    <button type="button" hidden data-copy="${permalink}">Copy it</button>
  </p>`;
}

function renderExamples({ name, about }: Command, commands: readonly Command[]): Html {
  return html`<p class="examples">
    Try ${about.examples.map((example) => html`<a href="${linkOf(name, example, commands)}">${example}</a> `)}
  </p>`;
}

export function messagePage(title: string, text: string, assets: Assets): Html {
  const body = html`<section class="message">
    <h2>${title}</h2>
    <p>${text}</p>
    <p><a href="/">Ask a question</a></p>
  </section>`;
  return shell(title, '', body, assets);
}

/** The address that asks `text` of a command; the first command needs no name. */
export function linkOf(command: string, text: string, commands: readonly Command[]): string {
  const question = command === commands[0]?.name ? text : `${command} ${text}`.trim();
  return `/?q=${encodeURIComponent(question.toWellFormed())}`;
}

function permalinkText(permalink: string): string {
  return decodeURIComponent(permalink.slice('/?q='.length));
}

function navigation(commands: readonly Command[], current: Command): Html {
  return html`<nav class="commands" aria-label="Commands">
    ${commands
      .filter(({ call }) => !call?.needsCaller)
      .map(
        ({ name, about }) =>
          html`<a
            href="/?command=${name}"
            title="${about.summary}"
            ${name === current.name ? html`aria-current="page"` : ''}
            >${name}</a
          > `,
      )}
  </nav>`;
}

function shell(title: string, nav: Html | string, body: Html, { style, script }: Assets): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Headroom</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${style}" />
        <script src="${script}" defer></script>
      </head>
      <body>
        <header class="top">
          <h1><a href="/">Headroom</a></h1>
          <p>Does a fine-tune fit, and where does the memory go?</p>
          ${nav}
        </header>
        <main>${body}</main>
      </body>
    </html>`;
}
