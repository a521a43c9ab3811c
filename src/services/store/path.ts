/** Where everything is kept; apart, so that who only looks for the file loads no database. */
export const DEFAULT_PATH = './data/headroom.sqlite';

export type Place =
  { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'sqlite'; readonly path: string };

const ALLOWED =
  'It can be postgres://user:password@host/database, or the path of a SQLite file, also as sqlite:path/to/file.';

/**
 * Reads `postgres://…`, `sqlite:PATH` or a path.
 * @throws Error for an address of anything else, with a sentence that holds nothing of it but its scheme.
 */
export function placeOf(databaseUrl: string): Place {
  const url = databaseUrl.trim();
  if (/^postgres(ql)?:/i.test(url)) return { kind: 'postgres', url: readable(url) };
  const [prefix, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(url) ?? [];
  // One letter is a drive of Windows.
  if (prefix === undefined || scheme === undefined) return { kind: 'sqlite', path: plain(url) };
  if (/^(sqlite|file)$/i.test(scheme)) {
    return { kind: 'sqlite', path: url.slice(prefix.length).replace(/^\/\/(?=\/)/, '') };
  }
  // What stands before a colon alone may be somebody's name.
  const named = url.startsWith('//', prefix.length) ? ` of the kind "${scheme.slice(0, 20)}"` : '';
  throw new Error(`DATABASE_URL is an address${named}, which nothing can be kept at. ${ALLOWED}`);
}

/** A user without a host is how PostgreSQL's own tools write a socket of this machine. */
function readable(url: string): string {
  if (URL.canParse(url.replace('@/', '@localhost/'))) return url;
  const hint = 'Characters such as / # ? @ in the password are written %2F %23 %3F %40.';
  throw new Error(`DATABASE_URL cannot be read as an address. ${ALLOWED} ${hint}`);
}

/** An address without its scheme would become a folder with the password in its name. */
function plain(path: string): string {
  if (!path.includes('@')) return path;
  throw new Error(`DATABASE_URL has an @ and does not begin with postgres://. ${ALLOWED}`);
}
