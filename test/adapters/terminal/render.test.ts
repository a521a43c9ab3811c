import { describe, expect, it } from 'vitest';
import { renderReply } from '../../../adapters/terminal/render.ts';
import { widthOf } from '../../../adapters/terminal/layout.ts';
import { colourLook, plainLook } from '../../../adapters/terminal/style.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { rendererContract } from '../contract.ts';

const program = (command: string) => `npm run -s ${command} --`;
const plain = (reply: Reply, width = 80) => renderReply(reply, plainLook(width), program);
const withoutColour = (text: string) => text.replace(/\u001b\[[\d;]*m/g, '');

function checkWidth(text: string, width: number): readonly string[] {
  return withoutColour(text)
    .split('\n')
    .filter((line) => widthOf(line) > width);
}

/** Anything that a terminal would obey, other than our own colours; and text that turns others' direction around. */
function obeyed(payload: unknown): readonly string[] {
  return (
    withoutColour(String(payload)).match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g) ?? []
  );
}

describe.each([
  ['plain', plainLook()],
  ['colour', colourLook()],
  ['narrow', plainLook(60)],
])('%s', (_, look) => {
  rendererContract('terminal', {
    render: (reply) => renderReply(reply, look, program),
    check: (payload) => checkWidth(String(payload), look.width),
    visibleText: (payload) => withoutColour(String(payload)).replace(/\s+/g, ' '),
    liveMarkup: obeyed,
  });
});

describe('the terminal renderer', () => {
  it('prints title, verdict, bars against the usable line, table, facts and actions', () => {
    expect(plain(FIXTURE_REPLIES.good)).toMatchInlineSnapshot(`
      "Llama 3.3 70B · QLoRA · RTX 6000 Ada
      Fits: 45.2 GiB needed (42.9 to 47.1), 47.4 GiB usable on one RTX 6000 Ada.

        Base model weights ####################################           |  36.8 GiB
        LoRA weights                                           #          |  0.77 GiB
        Gradients                                               #         |  0.77 GiB
        Optimizer states                                         ##       |   1.5 GiB
        Activations                                                ###    |   3.3 GiB
        Logits and loss                                               #   |  0.40 GiB
        Workspace                                                     #   |  0.44 GiB
        Likely range                                                  <--->
                                            RTX 6000 Ada: 47.4 GiB usable |

      Where the memory goes
        Component             GiB
        -------------------------
        Base model weights  36.80
        LoRA weights         0.77
        Gradients            0.77
        Optimizer states     1.54
        Activations          3.32
        Logits and loss      0.40
        Workspace            0.44
        -------------------------
        Peak, allocated     44.04

      Assumed
        Micro-batch      1
        Sequence length  2,048
        Framework        TRL + PEFT, current

      Show the working:
        npm run -s vram -- model:70b method:qlora gpu:48 details:yes
      Llama 3.1 70B:
        npm run -s vram -- model:llama-3.1-70b method:qlora gpu:48
      "
    `);
  });
  it('draws the other charts as a bar a row, with the line of what can be used', () => {
    const segments = (gib: number) => [{ id: 'weights', label: 'Weights', bytes: gib * 2 ** 30 }];
    const rows = [
      { label: 'LoRA', segments: segments(12), highBytes: 18 * 2 ** 30 },
      { label: 'Full', segments: segments(30), highBytes: 32 * 2 ** 30 },
    ];
    const capacity = { label: 'RTX 4090', bytes: 24 * 2 ** 30 };
    const chart = { kind: 'comparison', alt: '', title: 'By method', rows, capacity } as const;
    const sequence = {
      kind: 'sequence',
      alt: '',
      curves: [{ label: 'LoRA', points: [1024, 2048].map((tokens) => ({ tokens, bytes: tokens * 2 ** 23 })) }],
      cards: [capacity],
    } as const;
    const blocks = [chart, sequence].map((one) => ({ type: 'chart', chart: one }) as const);
    expect(plain({ ...FIXTURE_REPLIES.empty, blocks })).toMatchInlineSnapshot(`
      "Llama 3.3 70B · QLoRA · RTX 6000 Ada
      Nothing to list.

      By method
        LoRA     ####################----------          |              12.0 GiB fits
        Full     ########################################|#########---  30.0 GiB no
                               RTX 4090: 24.0 GiB usable |

        1,024 tokens, LoRA ################                                |  8.0 GiB
        2,048 tokens       ################################                | 16.0 GiB
                                                 RTX 4090: 24.0 GiB usable |
      "
    `);
  });
  it('says the verdict in the first lines', () => {
    expect(plain(FIXTURE_REPLIES.bad).split('\n').slice(0, 2)).toEqual([
      'Llama 3.3 70B · QLoRA · RTX 6000 Ada',
      FIXTURE_REPLIES.bad.summary,
    ]);
  });
  it('draws with ASCII alone in the plain look', () => {
    const { title, ...rest } = FIXTURE_REPLIES.tight;
    expect(plain({ ...rest, title: title.replaceAll('·', '/') })).toMatch(/^[\n\u0020-\u007e]*$/);
  });
  it('colours the verdict by its tone, and never the plain look', () => {
    expect(renderReply(FIXTURE_REPLIES.bad, colourLook(), program)).toContain('\u001b[1;31m✗ Does not fit');
    expect(plain(FIXTURE_REPLIES.bad)).not.toContain('\u001b');
  });
  it('keeps columns aligned under wide characters', () => {
    const rows = [
      ['通义千问', '1'],
      ['Llama 🦙', '22'],
    ];
    const columns = [
      { label: 'Model', align: 'left' },
      { label: 'GiB', align: 'right' },
    ] as const;
    const lines = plain({ ...FIXTURE_REPLIES.empty, blocks: [{ type: 'table', columns, rows }] }).split('\n');
    expect(lines.slice(5, 7).map(widthOf)).toEqual([15, 15]);
  });
  it('removes whole escape sequences, not only their first character', () => {
    const text = 'a\u001b[31mred\u001b[0m\u001b]0;title\u0007 b\u009b2J\u202Ec';
    expect(plain({ ...FIXTURE_REPLIES.empty, blocks: [{ type: 'text', text }] })).toContain('ared bc');
  });
  it('quotes an action so that a shell cannot be made to run it', () => {
    const args = { model: `$(rm -rf ~) \`id\` 'x' "y"` };
    const text = plain({
      ...FIXTURE_REPLIES.empty,
      blocks: [{ type: 'actions', actions: [{ label: 'Go', command: 'vram', args }] }],
    });
    expect(text).toContain(String.raw`npm run -s vram -- 'model:$(rm -rf ~) ` + '`id`' + String.raw` '\''x'\'' "y"'`);
  });
});
