/**
 * Who is computed for next: chats before the anonymous page, then every server in turn, in a server every person in turn,
 * and a person's questions in the order in which they came. So nobody who asks much makes others wait.
 */

/** Where a question waits. */
export interface Place {
  /** Anonymous callers come after people that a platform knows. */
  readonly isAnonymous: boolean;
  /** A platform's server or workspace, or the network address of an anonymous caller. */
  readonly group: string;
  /** One person of the group. */
  readonly person: string;
}

interface Waiting<T> {
  readonly place: Place;
  readonly item: T;
}

/** Questions that wait, by group and person; insertion order of the maps is whose turn it is. */
type Lanes<T> = Map<string, Map<string, Waiting<T>[]>>;

export class FairQueue<T> {
  readonly #chats: Lanes<T> = new Map();
  readonly #anonymous: Lanes<T> = new Map();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many of one person wait. */
  waitingOf(place: Place): number {
    return this.#lanesOf(place).get(place.group)?.get(place.person)?.length ?? 0;
  }

  push(place: Place, item: T): void {
    const lanes = this.#lanesOf(place);
    const group = lanes.get(place.group) ?? new Map<string, Waiting<T>[]>();
    lanes.set(place.group, group);
    group.set(place.person, [...(group.get(place.person) ?? []), { place, item }]);
    this.#size += 1;
  }

  /** The next, taken out; undefined when nobody waits. Who was served goes to the end of the turn. */
  shift(): T | undefined {
    const lanes = this.#chats.size > 0 ? this.#chats : this.#anonymous;
    const [group] = lanes;
    if (!group) return undefined;
    const [name, people] = group;
    const [person, [first, ...others]] = [...people][0]!;
    people.delete(person);
    if (others.length > 0) people.set(person, others);
    lanes.delete(name);
    if (people.size > 0) lanes.set(name, people);
    this.#size -= 1;
    return first?.item;
  }

  /** Takes out one that waits. @returns whether it was still there. */
  remove(place: Place, item: T): boolean {
    const lanes = this.#lanesOf(place);
    const people = lanes.get(place.group);
    const line = people?.get(place.person) ?? [];
    const left = line.filter((one) => one.item !== item);
    if (!people || left.length === line.length) return false;
    if (left.length > 0) people.set(place.person, left);
    else people.delete(place.person);
    if (people.size === 0) lanes.delete(place.group);
    this.#size -= 1;
    return true;
  }

  #lanesOf({ isAnonymous }: Place): Lanes<T> {
    return isAnonymous ? this.#anonymous : this.#chats;
  }
}
