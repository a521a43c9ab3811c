/**
 * Where an answer to an interaction goes: into the place that its acknowledgement keeps, or, where that is for the wrong
 * people or was deleted, into a message of its own.
 */
import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Reply } from '../../commands/core/reply.ts';
import type { Ladder, Patience, Refusal, Rung } from '../delivery.ts';
import { type Form, NOTICE, type Payload } from './forms.ts';
import { isAnswered, isRemoved, refusalOf } from './refusals.ts';

type Visibility = Reply['visibility'];

/** An interaction has one. */
const WAY = { way: 'interaction' };

interface Seat {
  readonly isRepeatable: boolean;
  send(payload: Payload): Promise<unknown>;
  read(error: unknown): Refusal;
  /** For when no form can be sent there. */
  readonly last?: readonly Rung[];
}

/** The place kept for `kept`, for an answer that `visibility` may see. */
export function keptSeat({ webhook }: RepliableInteraction, kept: Visibility, visibility: Visibility): Seat {
  let isOwn = kept !== visibility;
  let isFree = !isOwn;
  const clear = async () => {
    // A message sent while the place is kept would only fill it.
    await webhook.deleteMessage('@original').catch((error: unknown) => {
      if (!isRemoved(error)) throw error;
    });
    isFree = true;
  };
  // An answer for the caller never goes into a place that everyone sees.
  const notice = () => webhook.editMessage('@original', NOTICE.payload());
  return {
    last: isOwn && kept === 'everyone' ? [{ ...WAY, name: NOTICE.name, isRepeatable: true, send: notice }] : [],
    get isRepeatable() {
      return !isOwn || visibility === 'caller';
    },
    async send(payload) {
      if (!isOwn) return webhook.editMessage('@original', payload);
      if (!isFree) await clear();
      return webhook.send({ ...payload, ...flagsFor(visibility) });
    },
    read(error) {
      const refusal = refusalOf(error);
      if (isOwn || !isRemoved(error)) return refusal;
      isOwn = true;
      return { ...refusal, next: 'again' };
    },
  };
}

/** The answer itself as the acknowledgement, where it is there already. */
export function firstSeat(interaction: RepliableInteraction, visibility: Visibility): Seat {
  let wasCutOff = false;
  return {
    isRepeatable: true,
    send: (payload) => interaction.reply({ ...payload, ...flagsFor(visibility) }),
    read(error) {
      const refusal = refusalOf(error);
      if (isAnswered(error)) return { ...refusal, next: wasCutOff ? 'taken' : 'over' };
      wasCutOff ||= refusal.next === 'unsure';
      return refusal;
    },
  };
}

/** The forms on their way to the seat, best first. */
export function ladderOf(seat: Seat, forms: readonly Form[], patience: Patience): Ladder {
  const rungs = forms.map(({ name, payload }): Rung => ({
    ...WAY,
    name,
    get isRepeatable() {
      return seat.isRepeatable;
    },
    // A form that cannot be made is one that cannot be sent.
    send: async () => seat.send(payload()),
  }));
  return { rungs: [...rungs, ...(seat.last ?? [])], patience, read: (error) => seat.read(error) };
}

function flagsFor(visibility: Visibility): { readonly flags?: MessageFlags.Ephemeral } {
  return visibility === 'caller' ? { flags: MessageFlags.Ephemeral } : {};
}
