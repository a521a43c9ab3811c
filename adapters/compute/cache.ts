/** Answers that were computed already, shared by all platforms: one that is being computed is waited for by all who ask it. */
import { LRUCache } from 'lru-cache';
import type { Call } from '../../commands/core/bot.ts';
import type { Command } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';

const MOST_ANSWERS = 2000;

/** What a call's answer depends on, besides what the program itself knows. */
export function keyOf({ command: name, given, caller }: Call, commands: readonly Command[], version: number) {
  const options = commands.find((command) => command.name === name)?.options ?? {};
  // What somebody pasted is theirs: its answer is nobody else's.
  const isOwn = Object.keys(given).some((option) => options[option]?.type.kind === 'attachment');
  return isOwn ? undefined : JSON.stringify([name, given, caller.tenant !== '', version]);
}

interface AnswerCache {
  /** The answer, or what makes it; an answer that is not to be shared is forgotten as it comes. */
  get(key: string, make: () => Promise<{ readonly reply: Reply; readonly shared: boolean }>): Promise<Reply>;
  readonly counts: { readonly hits: number; readonly misses: number };
}

export function createAnswerCache(): AnswerCache {
  const kept = new LRUCache<string, Reply>({ max: MOST_ANSWERS });
  const open = new Map<string, Promise<{ readonly reply: Reply; readonly shared: boolean }>>();
  const counts = { hits: 0, misses: 0 };
  return {
    counts,
    async get(key, make) {
      const known = kept.get(key);
      const running = open.get(key);
      counts[known || running ? 'hits' : 'misses'] += 1;
      if (known) return known;
      // Whoever waits for another's question takes its answer only where it may be shared.
      if (running) {
        const other = await running.catch(() => undefined);
        if (other?.shared) return other.reply;
      }
      const made = make();
      open.set(key, made);
      try {
        const { reply, shared } = await made;
        if (shared) kept.set(key, reply);
        return reply;
      } finally {
        if (open.get(key) === made) open.delete(key);
      }
    },
  };
}
