/** The questions that the Hub is asked of a model: what its page says, and its config.json at a commit. */
import { downloadFile, modelInfo } from '@huggingface/hub';
import type { HubReference } from '../../ports.ts';
import { StatusError } from './guard.ts';

/** The largest real config.json lists the quantization of every module and has three million. */
export const MAX_BYTES = 5_000_000;

/** What the model's page says. */
export interface Page {
  readonly commit: string;
  readonly storedElements: number | undefined;
  readonly gated: boolean;
}

export interface Access {
  readonly hubUrl: string;
  readonly fetch: typeof fetch;
  readonly accessToken?: string;
}

export async function pageOf({ id, revision }: HubReference, access: Access): Promise<Page> {
  const page = await modelInfo({
    name: id,
    ...(revision === undefined ? {} : { revision }),
    additionalFields: ['sha', 'safetensors'],
    ...access,
  });
  const commit: unknown = page.sha;
  if (typeof commit !== 'string' || !/^[0-9a-f]{7,64}$/i.test(commit)) throw new SyntaxError('no commit');
  return {
    commit,
    storedElements: weightsIn(page.safetensors),
    gated: Boolean(page.gated),
  };
}

/** Weights that are stored one by one: packed ones (several in an integer) and their scales cannot be told apart. */
function weightsIn(safetensors: { readonly parameters?: unknown; readonly total?: unknown } | undefined) {
  const { total, parameters } = safetensors ?? {};
  const dtypes = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  const packed = dtypes.some((dtype) => /^(U|I)\d+$|^F4/i.test(dtype));
  return !packed && Number.isSafeInteger(total) && Number(total) > 0 ? Number(total) : undefined;
}

/** One plain request: what the library would ask before it, the size and where the bytes are, is settled here. */
export async function configOf({ id }: HubReference, commit: string, access: Access): Promise<string> {
  const url = `${access.hubUrl}/${id}/resolve/${commit}/config.json`;
  const file = await downloadFile({
    repo: id,
    path: 'config.json',
    revision: commit,
    xet: false,
    downloadInfo: { url, size: MAX_BYTES, etag: commit },
    ...access,
  });
  if (!file) throw new StatusError(404, undefined);
  return await file.text();
}
