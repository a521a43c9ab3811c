/** SVG → PNG in a thread of its own, so that no picture keeps an answer waiting. */
import { Worker } from 'node:worker_threads';
import type { Drawing } from '../../chart/index.ts';
import type { DrawResult, DrawTask } from './worker.ts';

/** Bitmap pixels for each pixel of a drawing: sharp on the screens of phones. */
const PIXELS = 2;
/** Beyond this many waiting drawings further ones are refused: whoever asks has text to fall back on. */
const MOST_WAITING = 200;

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

interface Renderer {
  /** Rejects when the drawing cannot be made, or too many wait. */
  render(drawing: Drawing): Promise<Uint8Array>;
  /** Ends the thread; what waits is rejected. */
  stop(): Promise<void>;
}

/** The thread starts with the first drawing, and anew after it died; it keeps no process from ending. */
export function createRenderer(): Renderer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let count = 0;

  const fail = (error: Error) => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const take = (result: DrawResult) => {
    const task = waiting.get(result.id);
    waiting.delete(result.id);
    if (waiting.size === 0) worker?.unref();
    if ('png' in result) task?.resolve(result.png);
    else task?.reject(new Error(`the picture could not be drawn: ${result.failure}`));
  };
  const begin = () => {
    const started = new Worker(new URL('./worker.ts', import.meta.url));
    started.on('message', take);
    started.on('error', (error) => fail(error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => worker === started && fail(new Error('the drawing thread ended')));
    return started;
  };
  return {
    render({ svg, width }) {
      if (waiting.size >= MOST_WAITING) return Promise.reject(new Error('too many pictures are waiting to be drawn'));
      return new Promise((resolve, reject) => {
        worker ??= begin();
        worker.ref();
        count += 1;
        waiting.set(count, { resolve, reject });
        worker.postMessage({ id: count, svg, width: width * PIXELS } satisfies DrawTask);
      });
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
