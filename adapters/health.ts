/** Whether the process turns, and what of it is there: what probes ask, and what decides that nothing is left to serve. */
import { Hono } from 'hono';
import type { Gauge } from '../src/ports.ts';
import type { Adapter, AdapterState } from './adapter.ts';

/** A platform that somebody set up. */
export interface Watched {
  readonly name: string;
  readonly adapter: Pick<Adapter, 'state'>;
}

export type Phase = 'starting' | 'serving' | 'stopping';

export interface HealthOptions {
  readonly platforms: readonly Watched[];
  /** Whether the store can be reached; undefined where nothing is kept. Never rejects. */
  readonly isStoreThere?: (() => Promise<boolean>) | undefined;
}

/** What `/readyz` says. */
export interface Readiness {
  /** `closed`: a platform waits for whoever runs the bot to change something; the rest serves. */
  readonly status: 'ready' | 'starting' | 'stopping' | 'closed';
  readonly platforms: Readonly<Record<string, AdapterState>>;
  /** What is kept is no condition: answers go on without it. */
  readonly store: 'reachable' | 'unreachable' | 'unused';
}

export interface Health {
  readonly phase: Phase;
  enter(phase: Phase): void;
  readiness(): Promise<Readiness>;
  /** 1 for a platform that serves, 0 for any other. */
  readonly gauge: Gauge;
  /** Why nothing that was set up will ever serve, one sentence a platform; undefined while any may, or none was set up. */
  allClosed(): string | undefined;
}

export function createHealth({ platforms, isStoreThere }: HealthOptions): Health {
  let phase: Phase = 'starting';
  const states = () => platforms.map(({ name, adapter }) => [name, stateOf(adapter)] as const);
  const statusOf = (): Readiness['status'] => {
    if (phase !== 'serving') return phase;
    return states().some(([, { status }]) => status === 'closed') ? 'closed' : 'ready';
  };
  return {
    get phase() {
      return phase;
    },
    enter: (next) => void (phase = next),
    async readiness() {
      const store = isStoreThere ? ((await isStoreThere()) ? 'reachable' : 'unreachable') : 'unused';
      return { status: statusOf(), platforms: Object.fromEntries(states()), store };
    },
    gauge: {
      name: 'headroom_platform_ready',
      help: 'Whether a platform serves.',
      label: 'platform',
      read: () => new Map(states().map(([name, { status }]) => [name, status === 'ready' ? 1 : 0])),
    },
    allClosed() {
      const closed = states().filter(([, { status }]) => status === 'closed');
      if (closed.length === 0 || closed.length < platforms.length) return undefined;
      return closed.map(([name, { reason }]) => reason ?? `${name} is closed.`).join('\n');
    },
  };
}

/** Its state; an adapter that tells none is there once it has started. */
function stateOf(adapter: Pick<Adapter, 'state'>): AdapterState {
  return adapter.state?.() ?? { status: 'ready' };
}

/** `/healthz`: the process turns. `/readyz`: what is there; 503 where somebody should look, or send nobody here. */
export function probesOf(health: Health | undefined): Hono {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  if (!health) return app;
  return app.get('/readyz', async (context) => {
    const readiness = await health.readiness();
    return context.json(readiness, readiness.status === 'ready' ? 200 : 503);
  });
}
