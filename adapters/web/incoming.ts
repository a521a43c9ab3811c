/** What comes with a request beside what is asked, and what goes back beside the answer. */
import type { Context as HonoContext } from 'hono';
import type { Caller } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';

/** Where a request is from. */
export type Incoming = { Bindings: { readonly address: string | undefined } };
export type Context = HonoContext<Incoming>;

/** The status of an answer; its headers say when to ask again. */
export function statusOf(context: Context, { error }: Reply): 200 | 400 | 404 | 429 | 500 {
  if (!error) return 200;
  if (error.retryAfter !== undefined) context.header('Retry-After', String(error.retryAfter));
  return ({ internal: 500, 'unknown-command': 404, busy: 429 } as const)[error.code] ?? 400;
}

export function callerOf(context: Context): Caller {
  const [locale = 'en'] = (context.req.header('accept-language') ?? 'en').split(/[,;]/);
  return { platform: 'web', tenant: '', user: '', address: context.env.address, locale };
}
