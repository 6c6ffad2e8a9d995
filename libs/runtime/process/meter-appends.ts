import type { EventStore } from '@tributary/event-store';
import { spansByCause } from '../observe/spans-by-cause';
import { type Metrics, stopwatch } from '../observe/metrics';
import { NO_TRACES, type Traces } from '../observe/traces';

/** Counts and times every append of the store, the runtime's own included. */
export function meterAppends(store: EventStore, metrics: Metrics, traces: Traces = NO_TRACES): void {
  const append = store.append.bind(store);
  store.append = async (scope, decide) => {
    const seconds = stopwatch();
    const began = traces.on ? Date.now() : 0;
    try {
      const appended = await append(scope, decide);
      metrics.appends.inc({ outcome: appended.events.length > 0 ? 'written' : 'nothing-new' });
      metrics.eventsAppended.inc(appended.events.length);
      if (traces.on) spansByCause(traces, appended.events, { name: 'append', began });
      return appended;
    } catch (error) {
      metrics.appends.inc({ outcome: 'refused' });
      throw error;
    } finally {
      metrics.appendSeconds.observe(seconds());
    }
  };
}
