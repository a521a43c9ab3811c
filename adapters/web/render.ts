/** A reply as HTML. Pure; `html` escapes every text, `plain` takes out what would turn its direction around. */
import { html } from 'hono/html';
import type { Action, Block, Fact, Reply, TableBlock, Tone } from '../../commands/core/reply.ts';
import { webAddress, withoutControls as plain } from '../adapter.ts';
import { type Html, renderChart } from './chart.ts';

/** The address that runs an action. */
type LinkTo = (action: Action) => string;

/** Besides their colours, tones differ by their mark. */
const MARKS = { good: '✓', warning: '!', bad: '✕', info: 'i' } as const satisfies Record<Tone, string>;

export function renderReply(reply: Reply, linkTo: LinkTo): Html {
  return html`<article class="reply" aria-labelledby="verdict">
    <header class="verdict ${reply.tone}">
      <span class="mark" aria-hidden="true">${MARKS[reply.tone]}</span>
      <div>
        <p class="title" dir="auto">${plain(reply.title)}</p>
        <h2 id="verdict" dir="auto">${plain(reply.summary)}</h2>
      </div>
    </header>
    ${reply.blocks.map((block) => renderBlock(block, linkTo))}
  </article>`;
}

function renderBlock(block: Block, linkTo: LinkTo): Html {
  switch (block.type) {
    case 'text':
      return html`<p class="text" dir="auto">${plain(block.text)}</p>`;
    case 'facts':
      return renderFacts(block.title, block.items);
    case 'table':
      return renderTable(block);
    case 'chart':
      return renderChart(block.chart);
    case 'note':
      return html`<p class="note ${block.tone}" dir="auto">${plain(block.text)}</p>`;
    case 'link':
      return renderLink(block.label, block.url);
    case 'actions':
      return html`<nav class="actions" aria-label="What to try next">
        ${block.actions.map((action) => html`<a href="${linkTo(action)}" dir="auto">${plain(action.label)}</a>`)}
      </nav>`;
    case 'file':
      return renderFile(block);
    default:
      return block satisfies never;
  }
}

function renderLink(label: string, url: string): Html {
  const address = webAddress(url);
  return address === undefined
    ? html`<p class="text" dir="auto">${plain(label)}: ${plain(url)}</p>`
    : html`<p class="text" dir="auto"><a href="${address}">${plain(label)}</a></p>`;
}

function renderFacts(title: string | undefined, items: readonly Fact[]): Html {
  return html`<section>
    ${heading(title)}
    <dl>
      ${items.map(
        ({ label, value }) =>
          html`<div>
            <dt dir="auto">${plain(label)}</dt>
            <dd dir="auto">${plain(value)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function renderTable({ title, columns, rows, total }: TableBlock): Html {
  const row = (cells: readonly string[]) =>
    html`<tr>
      ${columns.map(({ align }, i) => html`<td class="${align}" dir="auto">${plain(cells[i] ?? '')}</td>`)}
    </tr>`;
  return html`<section>
    ${heading(title)}
    <div class="scroll" tabindex="0" role="group" aria-label="${plain(title ?? 'Table')}">
      <table>
        <thead>
          <tr>
            ${columns.map(({ label, align }) => html`<th scope="col" class="${align}" dir="auto">${plain(label)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(row)}
        </tbody>
        ${
          total
            ? html`<tfoot>
                ${row(total)}
              </tfoot>`
            : ''
        }
      </table>
    </div>
  </section>`;
}

/** Shown, and offered as a download; the type is ours to choose, so no text can make the browser run it. */
function renderFile({ name, content }: Extract<Block, { type: 'file' }>): Html {
  const address = `data:application/octet-stream,${encodeURIComponent(content.toWellFormed())}`;
  return html`<section>
    <p><a download="${plain(name)}" href="${address}">Download ${plain(name)}</a></p>
    <pre dir="auto">${plain(content)}</pre>
  </section>`;
}

function heading(title: string | undefined): Html {
  return title === undefined ? html`` : html`<h3 dir="auto">${plain(title)}</h3>`;
}
