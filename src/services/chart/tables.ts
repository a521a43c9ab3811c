/** Where a TrueType file's tables begin. */

/** A font file's bytes, and where each of its tables begins. */
export interface Tables {
  readonly bytes: Buffer;
  /** @throws Error when the font has no such table. */
  readonly at: (tag: string) => number;
}

export function tablesOf(bytes: Buffer): Tables {
  const starts = new Map<string, number>();
  for (let i = 0; i < bytes.readUInt16BE(4); i += 1) {
    const record = 12 + 16 * i;
    starts.set(bytes.toString('latin1', record, record + 4), bytes.readUInt32BE(record + 8));
  }
  return {
    bytes,
    at(tag) {
      const start = starts.get(tag);
      if (start === undefined) throw new Error(`the font has no table ${tag}`);
      return start;
    },
  };
}
