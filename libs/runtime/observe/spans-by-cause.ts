import type { Envelope } from '@tributary/kernel';
import type { Done, Traces } from './traces';

type Work = Pick<Done, 'name' | 'began' | 'attributes'>;

/** One span in the trace of each delivery, alert or decision that the events came of, with how many of them did. */
export function spansByCause(traces: Traces, events: readonly Envelope[], { attributes, ...work }: Work): void {
  for (const [of, own] of Map.groupBy(events, ({ correlationId }) => correlationId)) {
    traces.done({ ...work, of, attributes: { ...attributes, count: own.length } });
  }
}
