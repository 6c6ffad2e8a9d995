import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { type Attributes, type Context, ROOT_CONTEXT, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

/** What an attribute of a span may be called; what it holds is a code word or a number. Nothing else gets out. */
const ALLOWED = [
  ...['consumer', 'count', 'feed', 'outcome', 'partition', 'rule'],
  ...['http.request.method', 'http.response.status_code', 'http.route'],
] as const;
export type SpanAttributes = Readonly<Partial<Record<(typeof ALLOWED)[number], string | number>>>;

/** A piece of work that is over. */
export type Done = Readonly<{
  name: string;
  /** What it belongs to: a delivery's id, an alert's. The trace's id is made from it, under a key. */
  of: string;
  /** When it began: milliseconds as `Date.now()` counts them. */
  began: number;
  attributes?: SpanAttributes;
  /** The beginning of its trace; what else belongs to it hangs on it, in whichever process it is done. */
  root?: boolean;
  failed?: boolean;
  /** Another trace that goes on from here. */
  leadsTo?: string;
}>;

/** Spans for OpenTelemetry. Off, each call is one look at a flag. See ADR-0017. */
export interface Traces {
  readonly on: boolean;
  done(work: Done): void;
  /** A request that begins. What it turns out to be about is told by `about` while it runs. */
  request(): RequestTrace;
  /** False where no request runs here: then what is told of is the root of its own trace. */
  about(of: string): boolean;
  close(): Promise<void>;
}

export interface RequestTrace {
  run<T>(work: () => T): T;
  /** Its span is the root of the trace of what it was about, or of its own. */
  over(request: Readonly<{ name: string; id: string; attributes: SpanAttributes }>): void;
}

export const NO_TRACES: Traces = {
  on: false,
  done: () => undefined,
  request: () => ({ run: (work) => work(), over: () => undefined }),
  about: () => false,
  close: async () => undefined,
};

export type TracesOptions = Readonly<{
  app: string;
  /** OTLP over HTTP: `/v1/traces` is added. */
  endpoint: string;
  /** Of all traces, which share is sent: 0 to 1. Decided by the trace's id, so by all processes alike. */
  share: number;
  /** A keyed hash: whoever holds a receipt must not find its trace by the id. */
  keyed: (id: string) => string;
  /** Default: to the endpoint. */
  exporter?: SpanExporter;
}>;

/** Sends what is done in the background, in batches; what cannot be sent is dropped. */
export function openTraces(options: TracesOptions): Traces {
  const ids = new GivenIds();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `tributary-${options.app}` }),
    idGenerator: ids,
    sampler: new TraceIdRatioBasedSampler(options.share),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: options.exporter ?? toCollector(options.endpoint),
      }),
    ],
  });
  const tracer = provider.getTracer('tributary');
  const requests = new AsyncLocalStorage<Request>();
  const traces: Traces = {
    on: true,
    done: ({ name, of, began, attributes = {}, root = false, failed = false, leadsTo }) => {
      const own = idsOf(options.keyed(of));
      if (root) ids.next = own;
      const links = leadsTo === undefined ? [] : [{ context: contextOf(idsOf(options.keyed(leadsTo))) }];
      const given = { startTime: began, attributes: allowed(attributes), links };
      const span = tracer.startSpan(name, given, root ? ROOT_CONTEXT : under(own));
      ids.next = undefined;
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
    request: () => {
      const request: Request = { isOver: false };
      const began = Date.now();
      return {
        run: (work) => requests.run(request, work),
        over: ({ name, id, attributes }) => {
          request.isOver = true;
          traces.done({ name, of: request.of ?? id, began, attributes, root: true });
        },
      };
    },
    about: (of) => {
      const request = requests.getStore();
      // What goes on after the answer (a queue that the request woke) is no part of it.
      if (!request || request.isOver) return false;
      request.of ??= of;
      return request.of === of;
    },
    close: async () => provider.shutdown().catch(() => undefined),
  };
  return traces;
}

const toCollector = (endpoint: string): SpanExporter =>
  new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });

type Request = { of?: string; isOver: boolean };

type Ids = Readonly<{ traceId: string; spanId: string }>;

/** Trace id and id of its root, both from the keyed hash: no process has to be told of the other's. */
function idsOf(keyed: string): Ids {
  const hash = createHash('sha256').update(keyed).digest('hex');
  return { traceId: hash.slice(0, 32), spanId: hash.slice(32, 48) };
}

const contextOf = (ids: Ids) => ({ ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });
const under = (ids: Ids): Context => trace.setSpanContext(ROOT_CONTEXT, contextOf(ids));

/** A type is no proof: what is not on the list stays in. */
const allowed = (attributes: SpanAttributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => ALLOWED.some((one) => one === name)));

/** Random, but for a root: its ids are given, just before it is begun and with nothing in between. */
class GivenIds implements IdGenerator {
  next: Ids | undefined;
  private readonly random = new RandomIdGenerator();

  generateTraceId(): string {
    return this.next?.traceId ?? this.random.generateTraceId();
  }

  generateSpanId(): string {
    return this.next?.spanId ?? this.random.generateSpanId();
  }
}
