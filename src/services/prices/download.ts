/** Bytes of a catalogue as they arrive: bounded in time and size, from the first address that gives them. */
import { Readable } from 'node:stream';
import { Unzip, UnzipInflate, UnzipPassThrough, type UnzipFile } from 'fflate';
import { CatalogueError } from './errors.ts';
import type { CatalogueSource } from './sources.ts';

interface DownloadOptions {
  /** For one file, from the request to its last byte. */
  readonly timeoutMs: number;
  /** Of one file, unpacked. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

interface Catalogue {
  readonly bytes: Readable;
  readonly url: string;
  /** The day it was made as far as it says so. */
  readonly date: string | undefined;
}

/** Asks for a catalogue below one address. @throws CatalogueError, and what `fetch` throws; its bytes fail likewise. */
export function download(
  { format, path }: CatalogueSource,
  address: string,
  options: DownloadOptions,
): Promise<Catalogue> {
  return READERS[format](new URL(path, address).href, options);
}

type Reader = (address: string, options: DownloadOptions) => Promise<Catalogue>;

const READERS: Readonly<Record<CatalogueSource['format'], Reader>> = {
  async skypilot(url, options) {
    const response = await get(url, options);
    return { bytes: limited(bodyOf(response), options.maxBytes), url, date: lastModified(response) };
  },
  async gpuhunt(base, options) {
    const version = (await (await get(`${base}/version`, options)).text()).trim();
    // It becomes part of an address.
    if (!/^[\w.-]{1,64}$/.test(version)) throw new CatalogueError(`${base}/version holds no version`);
    const url = `${base}/${version}/catalog.zip`;
    const zipped = limited(bodyOf(await get(url, options)), options.maxBytes);
    const [, year, month, day] = /^(20\d\d)(\d\d)(\d\d)/.exec(version) ?? [];
    return {
      bytes: limited(Readable.from(unzipped(zipped, url)), options.maxBytes),
      url,
      date: year === undefined ? undefined : `${year}-${month}-${day}`,
    };
  },
};

async function get(url: string, { timeoutMs, signal }: DownloadOptions): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) });
  if (response.ok) return response;
  await response.body?.cancel();
  throw new CatalogueError(`${url} answered ${response.status}`);
}

function bodyOf(response: Response): Readable {
  return Readable.from(chunksOf(response));
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  for await (const chunk of body ?? []) yield chunk;
}

function limited(bytes: Readable, maxBytes: number): Readable {
  return Readable.from(
    (async function* () {
      let size = 0;
      for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
        size += chunk.byteLength;
        if (size > maxBytes) throw new CatalogueError(`more than ${maxBytes} bytes`);
        yield chunk;
      }
    })(),
  );
}

/** The first CSV of a zip, while the zip arrives. */
async function* unzipped(zip: Readable, url: string): AsyncGenerator<Uint8Array> {
  const state: { pending: Uint8Array[]; chosen: UnzipFile | undefined; done: boolean; failure: unknown } = {
    pending: [],
    chosen: undefined,
    done: false,
    failure: undefined,
  };
  const unzip = new Unzip((file) => {
    if (state.chosen !== undefined || !file.name.endsWith('.csv')) return;
    state.chosen = file;
    file.ondata = (error, chunk, final) => {
      if (error) state.failure = error;
      else state.pending.push(chunk);
      state.done ||= final;
    };
    file.start();
  });
  unzip.register(UnzipPassThrough);
  unzip.register(UnzipInflate);
  for await (const chunk of zip as AsyncIterable<Uint8Array>) {
    unzip.push(chunk);
    if (state.failure) throw new CatalogueError(`${url} is broken`, { cause: state.failure });
    yield* state.pending.splice(0);
  }
  if (!state.done) throw new CatalogueError(`${url} holds no whole CSV`);
}

function lastModified(response: Response): string | undefined {
  const time = Date.parse(response.headers.get('last-modified') ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}
