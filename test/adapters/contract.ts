/** One contract for every adapter's renderer. */
import { describe, expect, it } from 'vitest';
import type { Reply } from '../../commands/core/reply.ts';
import { FIXTURE_REPLIES } from '../fixtures/replies.ts';

interface RendererUnderTest {
  /** The payload as it would be sent. */
  render(reply: Reply): unknown;
  /** Violations of the platform's limits and rules; none when it may be sent. */
  check(payload: unknown): readonly string[];
  /** All the text a person would read, markup removed or not. */
  visibleText(payload: unknown): string;
  /** Mentions, links or markup that user text managed to make live; none in an inert payload. */
  liveMarkup(payload: unknown): readonly string[];
}

export function rendererContract(platform: string, renderer: RendererUnderTest): void {
  const names = Object.keys(FIXTURE_REPLIES) as (keyof typeof FIXTURE_REPLIES)[];
  describe(`${platform} renderer contract`, () => {
    it.each(names)('keeps the limits of the platform: %s', (name) => {
      expect(renderer.check(renderer.render(FIXTURE_REPLIES[name]))).toEqual([]);
    });
    it.each(names)('is pure: %s', (name) => {
      const frozen = deepFreeze(structuredClone<Reply>(FIXTURE_REPLIES[name]));
      expect(renderer.render(frozen)).toEqual(renderer.render(frozen));
    });
    it.each(['good', 'tight', 'bad', 'error', 'empty'] as const)('shows title and summary: %s', (name) => {
      const text = renderer.visibleText(renderer.render(FIXTURE_REPLIES[name]));
      expect(text).toContain(FIXTURE_REPLIES[name].summary);
      expect(text).toContain(FIXTURE_REPLIES[name].title);
    });
    it('shows every component and the total', () => {
      const text = renderer.visibleText(renderer.render(FIXTURE_REPLIES.good));
      for (const wanted of [
        'Base model weights',
        '36.80',
        'LoRA weights',
        'Peak, allocated',
        '44.04',
        'Micro-batch',
        '2,048',
      ]) {
        expect(text).toContain(wanted);
      }
    });
    it('says what a table leaves out, or shows all of it', () => {
      const text = renderer.visibleText(renderer.render(FIXTURE_REPLIES.longTable));
      const shown = Array.from({ length: 40 }, (_, i) => `Card number ${i + 1}`).filter((card) =>
        new RegExp(`${card}\\b`).test(text),
      ).length;
      expect(shown).toBeGreaterThan(9);
      if (shown < 40) expect(text).toContain(`${40 - shown} more rows`);
    });
    it('says that long text was cut, or shows all of it', () => {
      const text = renderer.visibleText(renderer.render(FIXTURE_REPLIES.long));
      expect(text).toMatch(/…|(A sentence of some length that goes on\. ){124}/);
    });
    it('makes hostile text inert', () => {
      expect(renderer.liveMarkup(renderer.render(FIXTURE_REPLIES.hostile))).toEqual([]);
    });
  });
}

function deepFreeze<T>(value: T): T {
  if (value && typeof value === 'object') Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
