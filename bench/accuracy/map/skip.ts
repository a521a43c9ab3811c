/** A row that cannot be put as a request, and why. */
export class Skip extends Error {
  override readonly name = 'Skip';
}
