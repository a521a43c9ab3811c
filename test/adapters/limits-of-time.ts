/** Limits of time that end when a test says so, in place of the clock's. */
import { vi } from 'vitest';

/** Until `restore`, what `AbortSignal.timeout` made last ends with `end`, and nothing else does. */
export function limitsOfTime() {
  let last: AbortController | undefined;
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => (last = new AbortController()).signal);
  return {
    end: () => last?.abort(new DOMException('Time is up.', 'TimeoutError')),
    restore: () => spy.mockRestore(),
  };
}
