import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { NO_TRACES, openTraces, type Traces } from './traces';

let spans: ReadableSpan[];
beforeEach(() => {
  spans = [];
});

const exporter: SpanExporter = {
  export: (some, done) => {
    spans.push(...some);
    done({ code: 0 });
  },
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};
const open = (share = 1): Traces =>
  openTraces({ app: 'test', endpoint: 'http://127.0.0.1:1', share, keyed: (id) => `key ${id}`, exporter });
const began = Date.now() - 10;

/** The span of that name, which must be there. */
function named(name: string): ReadableSpan {
  const found = spans.find((span) => span.name === name);
  if (!found) throw new Error(`there is no span ${name}`);
  return found;
}
const traceOf = (span: ReadableSpan): string => span.spanContext().traceId;

describe('traces', () => {
  it('of one thing are one trace under one root, whichever process sends what', async () => {
    const [intake, alerter] = [open(), open()];
    alerter.done({ name: 'consume', of: 'delivery-1', began });
    intake.done({ name: 'intake', of: 'delivery-1', began, root: true });
    intake.done({ name: 'other', of: 'delivery-2', began });
    await Promise.all([intake.close(), alerter.close()]);
    expect(traceOf(named('consume'))).toBe(traceOf(named('intake')));
    expect(named('consume').parentSpanContext?.spanId).toBe(named('intake').spanContext().spanId);
    expect(named('intake').parentSpanContext).toBeUndefined();
    expect(traceOf(named('other'))).not.toBe(traceOf(named('intake')));
  });

  it('carry no attribute that is not on the list, and no id that they were made from', async () => {
    const traces = open();
    const attributes = { feed: 'school', child: 'Wren Okoro-Lyle', 'url.full': '/children/abc' };
    traces.done({ name: 'intake', of: 'delivery-1', began, attributes });
    await traces.close();
    expect(named('intake').attributes).toEqual({ feed: 'school' });
    expect(JSON.stringify(named('intake').spanContext())).not.toContain('delivery-1');
  });

  it('take what a request is about for its trace, and what goes on after its answer for none of it', async () => {
    const traces = open();
    const request = traces.request();
    expect(request.run(() => traces.about('delivery-1'))).toBe(true);
    request.over({ name: 'POST', id: 'request-1', attributes: {} });
    expect(request.run(() => traces.about('delivery-1'))).toBe(false);
    expect(traces.about('delivery-2')).toBe(false);
    traces.done({ name: 'intake', of: 'delivery-1', began });
    await traces.close();
    expect(named('intake').parentSpanContext?.spanId).toBe(named('POST').spanContext().spanId);
  });

  it('are left out whole, by their share, by all processes alike', async () => {
    const [intake, alerter] = [open(0.5), open(0.5)];
    for (const of of Array.from({ length: 40 }, (_, i) => `delivery-${i}`)) {
      intake.done({ name: 'intake', of, began, root: true });
      alerter.done({ name: 'consume', of, began });
    }
    await Promise.all([intake.close(), alerter.close()]);
    const tracesOf = (name: string): readonly string[] => spans.filter((one) => one.name === name).map(traceOf);
    expect(tracesOf('intake').length).toBeGreaterThan(5);
    expect(tracesOf('intake').length).toBeLessThan(35);
    expect(new Set(tracesOf('consume'))).toEqual(new Set(tracesOf('intake')));
  });

  it('are nothing where they are off', () => {
    const request = NO_TRACES.request();
    expect(request.run(() => 'answer')).toBe('answer');
    expect(NO_TRACES.about('delivery-1')).toBe(false);
    NO_TRACES.done({ name: 'intake', of: 'delivery-1', began });
    expect(spans).toEqual([]);
  });
});
