/** A catalogue that is not believed; the message says what is wrong with it. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}
