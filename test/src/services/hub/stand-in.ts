/** A server that answers as the Hugging Face Hub does, or as it should not. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface StandIn {
  readonly url: string;
  /** Method and path of every request. */
  readonly requests: readonly string[];
  /** The authorization headers, in order; empty where there was none. */
  readonly tokens: readonly string[];
  /** Answers paths that contain a text; later ones go first. */
  on(part: string, answer: Answer): void;
  close(): Promise<void>;
}

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export async function startStandIn(): Promise<StandIn> {
  const answers: { readonly part: string; readonly answer: Answer }[] = [];
  const requests: string[] = [];
  const tokens: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method} ${path.split('?')[0]}`);
    tokens.push(request.headers.authorization ?? '');
    const found = answers.findLast(({ part }) => path.includes(part));
    if (found) found.answer(request, response);
    else status(404, { error: 'Repository not found' })(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    tokens,
    on: (part, answer) => void answers.push({ part, answer }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(body: unknown): Answer {
  return status(200, body);
}

export function status(code: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export function page(code = 200): Answer {
  return (_, response) => {
    response.writeHead(code, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
  };
}

export function redirect(to: string): Answer {
  return (_, response) => void response.writeHead(302, { location: to }).end();
}

/** Sends `bytes` of a JSON text that never ends. */
export function endless(bytes: number): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.on('error', () => {});
    const chunk = Buffer.alloc(1_000_000, '[');
    let sent = 0;
    const more = () => {
      while (sent < bytes) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
}

/** Breaks off in the middle. */
export const truncated: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"sha": "0123', () => response.destroy());
};

/** The page of a model as `GET /api/models/<id>/revision/HEAD` gives it. */
export function modelPage(id: string, more: object = {}): Answer {
  return json({
    _id: '1',
    id,
    sha: COMMIT,
    private: false,
    gated: false,
    downloads: 1,
    likes: 1,
    lastModified: '2026-01-01T00:00:00.000Z',
    ...more,
  });
}
