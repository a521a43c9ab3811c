/** Tells the ids and links of models on the Hugging Face Hub from names. */
import { UserError } from '../errors.ts';
import type { HubReference } from '../ports.ts';
import { mention, said } from '../words.ts';

/** Hosts whose links name a model by their path. Links are read, never followed. */
const HOSTS = ['huggingface.co', 'www.huggingface.co', 'hf.co', 'hf-mirror.com'];
const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;
/** First parts of addresses that are not of models. */
const NO_ORGANISATIONS = ['datasets', 'spaces', 'docs', 'api', 'collections', 'papers', 'models', 'settings', 'blog'];
const EXAMPLE = said`Write it as organisation/name, for example ${mention('model', 'Qwen/Qwen3-8B')}.`;

/**
 * `org/name`, `org/name@revision` or a link to the model; undefined for anything else.
 * @throws UserError for a link elsewhere, and for ids that no model can have.
 */
export function parseHubReference(given: string): HubReference | undefined {
  const text = given.trim().replace(/^<(.*)>$/, '$1');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return ofLink(text);
  const bare = HOSTS.find((host) => text.toLowerCase().startsWith(`${host}/`));
  if (bare) return ofLink(`https://${text}`);
  if (!text.includes('/') || /\s/.test(text)) return undefined;
  const [id = '', revision, ...more] = withoutTag(text).split('@');
  if (more.length > 0) throw notAnId(text);
  return reference(id, revision);
}

/** llama.cpp and Ollama name a file of a repository behind a colon: `org/name-GGUF:Q4_K_M`. */
function withoutTag(text: string): string {
  return text.replace(/:[A-Za-z0-9][A-Za-z0-9._-]{0,40}$/, '');
}

/** `https://huggingface.co/org/name/tree/main`, `…/blob/<revision>/config.json`. */
function ofLink(text: string): HubReference {
  if (/^hf:\/\//i.test(text)) return reference(withoutTag(text.slice(5)), undefined);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    !HOSTS.includes(url.hostname) ||
    url.port !== '' ||
    url.username !== ''
  ) {
    throw new UserError(
      'invalid-option',
      `Only links to models on huggingface.co are read, and "${text.slice(0, 80)}" is none.`,
      EXAMPLE,
    );
  }
  const [org = '', name = '', kind, revision] = withoutTag(url.pathname).split('/').slice(1);
  const named = kind === 'tree' || kind === 'blob' || kind === 'resolve' || kind === 'raw' || kind === 'commit';
  return reference(`${org}/${name}`, named && revision !== 'main' ? revision : undefined);
}

function reference(id: string, revision: string | undefined): HubReference {
  const parts = id.split('/');
  const sound =
    parts.length === 2 &&
    !NO_ORGANISATIONS.includes(parts[0] ?? '') &&
    parts.every((part) => PART.test(part) && !/\.\.|--/.test(part));
  if (!sound || /\.git$/.test(id)) throw notAnId(id);
  if (revision !== undefined && (!REVISION.test(revision) || /\.\.|\/\//.test(revision)))
    throw notAnId(`${id}@${revision}`);
  return { id, revision: revision === 'main' ? undefined : revision };
}

function notAnId(given: string): UserError {
  return new UserError(
    'invalid-option',
    `"${given.slice(0, 80)}" is no id of a model on the Hugging Face Hub.`,
    EXAMPLE,
  );
}
