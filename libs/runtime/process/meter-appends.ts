import type { EventStore } from '@tributary/event-store';
import { type Metrics, stopwatch } from '../observe/metrics';

/** Counts and times every append of the store, the runtime's own included. */
export function meterAppends(store: EventStore, metrics: Metrics): void {
  const append = store.append.bind(store);
  store.append = async (scope, decide) => {
    const seconds = stopwatch();
    try {
      const appended = await append(scope, decide);
      metrics.appends.inc({ outcome: appended.events.length > 0 ? 'written' : 'nothing-new' });
      metrics.eventsAppended.inc(appended.events.length);
      return appended;
    } catch (error) {
      metrics.appends.inc({ outcome: 'refused' });
      throw error;
    } finally {
      metrics.appendSeconds.observe(seconds());
    }
  };
}
