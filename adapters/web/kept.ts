/** Addresses that others were given: pictures that we signed, and short ones that the store keeps. */
import type { Context } from 'hono';
import type { Charts, Links } from '../../src/ports.ts';
import { type Assets, messagePage } from './page.ts';

/** A chart whose address we signed: the same address is the same picture for ever. */
export async function answerAsPicture(context: Context, chart: Charts | undefined) {
  const png = await chart?.pngOf(context.req.query('q') ?? '');
  if (!png) return context.text('There is no picture at this address.', 404);
  return context.body(new Uint8Array(png), 200, {
    'Content-Type': 'image/png',
    'Cache-Control': 'public, max-age=31536000, immutable',
    // Chats show it on pages of their own.
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
}

/** To the answer of the question behind a key. */
export async function followLink(
  context: Context,
  links: Links | undefined,
  assets: Assets,
  onFailure: (error: unknown) => void,
) {
  context.header('Cache-Control', 'no-store');
  const page = (title: string, text: string) => messagePage(title, text, assets);
  try {
    const question = await links?.questionOf(context.req.param('key') ?? '');
    if (question !== undefined) return context.redirect(`/?q=${encodeURIComponent(question.toWellFormed())}`, 302);
    return context.html(
      page('No answer behind this link', 'It is too old, or not complete. Links work for 90 days.'),
      404,
    );
  } catch (error) {
    onFailure(error);
    return context.html(
      page('Not just now', 'The link cannot be looked up just now. Please try again in a minute.'),
      503,
    );
  }
}
