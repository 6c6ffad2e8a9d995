import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Prometheus metrics of one process. Labels are names of our own (consumers, routes, feeds), never of people. */
export class Metrics {
  readonly registry = new Registry();

  readonly appends = this.counter('tributary_appends_total', 'Appends, by outcome', ['outcome']);
  readonly eventsAppended = this.counter('tributary_events_appended_total', 'Events appended');
  readonly appendSeconds = this.histogram('tributary_append_seconds', 'Duration of an append');
  readonly eventsConsumed = this.counter('tributary_events_consumed_total', 'Records a consumer has passed', [
    'consumer',
  ]);
  readonly batchSeconds = this.histogram('tributary_consumer_batch_seconds', 'Duration of a batch', ['consumer']);
  readonly parked = this.counter('tributary_events_parked_total', 'Events parked by a consumer', ['consumer']);
  readonly parkedNow = this.gauge('tributary_events_parked', 'Events that stand parked now', ['consumer']);
  readonly retries = this.counter('tributary_consumer_retries_total', 'Repeated attempts', ['consumer', 'why']);
  readonly refolds = this.counter('tributary_refolds_total', 'Children folded anew', ['consumer']);
  readonly lagRecords = this.gauge('tributary_feed_lag_records', 'Records published and not yet handled', ['group']);
  readonly lagSeconds = this.gauge(
    'tributary_consumer_lag_seconds',
    'Time from when the newest record a consumer has passed was appended to when it was passed',
    ['consumer'],
  );
  readonly timersFired = this.counter('tributary_timers_fired_total', 'Timers that became events', ['kind']);
  readonly relayed = this.counter('tributary_records_relayed_total', 'Records handed to Kafka');
  readonly httpSeconds = this.histogram('tributary_http_seconds', 'Duration of a request', [
    'method',
    'route',
    'status',
  ]);

  constructor(labels: Readonly<Record<string, string>> = {}) {
    this.registry.setDefaultLabels(labels);
  }

  /** Memory, event loop and garbage collection of the process; once per process. */
  watchProcess(): this {
    collectDefaultMetrics({ register: this.registry });
    return this;
  }

  counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** In seconds. */
  histogram<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }
}

const NANOSECONDS = 1e9;

/** Seconds since the call. */
export function stopwatch(): () => number {
  const start = process.hrtime.bigint();
  return () => Number(process.hrtime.bigint() - start) / NANOSECONDS;
}
