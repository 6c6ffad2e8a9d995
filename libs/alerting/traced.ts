import { isEvent } from '@tributary/catalogue';
import type { Appended } from '@tributary/event-store';
import type { Recorded } from '@tributary/kernel';
import type { Reactor, Traces } from '@tributary/runtime';

/** The same reactor; each alert that it raises is a span of the delivery whose event brought it about. */
export function tracedAlerts(reactor: Reactor, traces: Traces): Reactor {
  if (!traces.on) return reactor;
  return {
    ...reactor,
    react: async (batch, io) => {
      const append: typeof io.append = {
        append: async (scope, decide) => {
          const began = Date.now();
          const appended = await io.append.append(scope, decide);
          for (const raised of raisedIn(appended, batch)) {
            const { alert, rule, of } = raised;
            // An alert lives for days: its steps and its mail are a trace of its own, which begins here.
            traces.done({ name: 'alert raised', of, began, attributes: { rule }, leadsTo: alert });
            traces.done({ name: 'alert', of: alert, began, attributes: { rule }, root: true, leadsTo: of });
          }
          return appended;
        },
      };
      await reactor.react(batch, { ...io, append });
    },
  };
}

type Raised = Readonly<{ alert: string; rule: string; of: string }>;

function raisedIn({ events }: Appended, batch: readonly Recorded[]): readonly Raised[] {
  return events.flatMap((event): Raised[] => {
    if (!isEvent(event, 'alerting.alert-raised')) return [];
    const cause = batch.find((one) => one.event.id === event.causationId);
    return [
      { alert: event.correlationId, rule: event.data.rule, of: cause?.event.correlationId ?? event.correlationId },
    ];
  });
}
