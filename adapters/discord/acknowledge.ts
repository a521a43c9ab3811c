/** Telling Discord within its three seconds that an answer will come. */
import { InteractionResponseType, MessageFlags, type RepliableInteraction, Routes } from 'discord.js';
import type { Reply } from '../../commands/core/reply.ts';
import { type Clock, handOver, type Patience } from '../delivery.ts';
import type { Log } from '../../src/ports.ts';
import { isAnswered, refusalOf } from './refusals.ts';

/** Discord gives up after 3 s; what is sent later is refused. */
export const FIRST_PATIENCE: Patience = { tries: 10, firstMs: 100, longestMs: 400, withinMs: 2700 };
/** A try that hangs leaves time for another one. */
const LONGEST_SHARE = 0.45;

/** `nothing` for a press that needs no answer of its own. */
type Kept = Reply['visibility'] | 'nothing';

export interface Acknowledging {
  readonly log: Log;
  readonly clock: Clock;
  readonly patience: Patience;
}

/**
 * @param kept for whom a place is kept: it cannot be changed afterwards.
 * @returns whether the answer is this process's to give: Discord takes one acknowledgement, of whoever was first.
 */
export async function acknowledge(
  interaction: RepliableInteraction,
  kept: Kept,
  { log, clock, patience }: Acknowledging,
): Promise<boolean> {
  const { id, token, client } = interaction;
  let wasCutOff = false;
  let isOthers = false;
  const ladder = {
    patience,
    rungs: [
      {
        ...{ name: 'acknowledgement', way: 'callback', isRepeatable: true },
        send: () =>
          client.rest.post(Routes.interactionCallback(id, token), {
            body: bodyOf(kept),
            auth: false,
            signal: AbortSignal.timeout(LONGEST_SHARE * patience.withinMs),
          }),
      },
    ],
    read: (error: unknown) => {
      const refusal = refusalOf(error);
      isOthers = isAnswered(error) && !wasCutOff;
      if (isAnswered(error)) return { ...refusal, next: wasCutOff ? 'taken' : 'over' } as const;
      wasCutOff ||= refusal.next === 'unsure';
      return refusal.next === 'simpler' ? ({ ...refusal, next: 'over' } as const) : refusal;
    },
  };
  const { result, attempts, reason } = await handOver(ladder, clock);
  interaction.deferred = result === 'delivered';
  if (isOthers) log.info({ invocation: id }, 'discord: another process answers');
  else if (!interaction.deferred) log.warn({ invocation: id, attempts, reason }, 'discord: not acknowledged in time');
  return interaction.deferred;
}

function bodyOf(kept: Kept) {
  if (kept === 'nothing') return { type: InteractionResponseType.DeferredMessageUpdate };
  const data = kept === 'caller' ? { flags: MessageFlags.Ephemeral } : {};
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data };
}
