/** Waiting in steps: whatever could happen by itself has happened after so many turns of the event loop. */
const TURNS = 100;

export async function turns(count = TURNS): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
