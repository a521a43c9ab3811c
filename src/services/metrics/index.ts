/** What is counted, as Prometheus reads it, over prom-client: answers, memories, the process, and whatever gauges it is given. */
import { collectDefaultMetrics, Counter, Gauge as PromGauge, Histogram, Registry } from 'prom-client';
import type { Gauge, Meters } from '../../ports.ts';

export interface Metrics {
  readonly meters: Meters;
  readonly contentType: string;
  add(...gauges: readonly Gauge[]): void;
  /** All of it, in Prometheus' text format. */
  text(): Promise<string>;
}

/** Seconds: from an answer of memory to one that a person has stopped waiting for. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Of the event loop's delay, in milliseconds. */
const LOOP_PRECISION_MS = 10;

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Among them how late the event loop is: nodejs_eventloop_lag_p99_seconds.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS });
  return {
    meters: metersIn(registry),
    contentType: registry.contentType,
    add: (...gauges) => gauges.forEach((gauge) => register(gauge, registry)),
    text: () => registry.metrics(),
  };
}

function metersIn(registry: Registry): Meters {
  const registers = [registry];
  const answers = new Counter({
    name: 'headroom_answers_total',
    help: 'Answers, by what became of them.',
    labelNames: ['platform', 'command', 'outcome'] as const,
    registers,
  });
  const time = { buckets: ANSWER_BUCKETS, registers };
  const seconds = new Histogram({
    ...time,
    name: 'headroom_answer_seconds',
    help: 'From a question to its answer, before it is sent.',
    labelNames: ['platform', 'command'] as const,
  });
  const queued = new Histogram({
    ...time,
    name: 'headroom_queue_seconds',
    help: 'How long a question waited for its turn to be computed.',
    labelNames: ['platform'] as const,
  });
  const recalls = new Counter({
    name: 'headroom_cache_requests_total',
    help: 'How often a memory was asked, and whether it knew.',
    labelNames: ['cache', 'result'] as const,
    registers,
  });
  return {
    answered({ platform, command, outcome, ms, queuedMs }) {
      answers.inc({ platform, command, outcome });
      seconds.observe({ platform, command }, ms / 1000);
      queued.observe({ platform }, queuedMs / 1000);
    },
    recalled: (cache, isHit) => recalls.inc({ cache, result: isHit ? 'hit' : 'miss' }),
  };
}

function register({ name, help, label, read }: Gauge, registry: Registry): void {
  new PromGauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [key, value] of await read()) this.set(label === undefined ? {} : { [label]: key }, value);
    },
  });
}
