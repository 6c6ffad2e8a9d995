import type { Appended, Appender, AppendPlan, StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type ChildId, fold, type Instant, type Source, type Tx } from '@tributary/kernel';
import { alertEvent } from './alert-events';
import { type AlertCommand, alertDecider, type AlertFact, alertFacts } from './domain/alert.decider';

/** Somebody else wrote to the alert between the look at it and its lock. */
class Overtaken extends Error {}

type Order = Readonly<{
  alertId: AlertId;
  childId: ChildId | null;
  command: AlertCommand;
  /** What brought it about: part of the events' ids. */
  cause: string;
  source?: Source;
  /** Rows that stand or fall with the events. */
  also?: (tx: Tx, facts: readonly AlertFact[]) => Promise<void>;
}>;

/** Loads an alert, decides, and appends; again where somebody else wrote meanwhile. */
export async function carryOut(
  io: Readonly<{ append: Appender; store: StreamReader }>,
  order: Order,
): Promise<Appended & { facts: readonly AlertFact[] }> {
  for (;;) {
    try {
      return await attempt(io, order);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

async function attempt(
  io: Readonly<{ append: Appender; store: StreamReader }>,
  order: Order,
): Promise<Appended & { facts: readonly AlertFact[] }> {
  const stream = alertStream(order.alertId);
  const past = await io.store.load(stream);
  const facts = alertDecider.decide(order.command, fold(alertDecider, alertFacts(past)));
  const childId = order.childId ?? past.find((event) => event.childId !== null)?.childId ?? null;
  const appended = await io.append.append({ streams: [stream] }, (view): AppendPlan => {
    if ((view.head(stream)?.version ?? 0) !== (past.at(-1)?.version ?? 0)) throw new Overtaken();
    const at: Instant = view.now;
    const place = {
      alertId: order.alertId,
      childId,
      at,
      cause: order.cause,
      ...(order.source ? { source: order.source } : {}),
    };
    const { also } = order;
    return {
      events: facts.map((fact) => alertEvent(fact, place)),
      ...(also && facts.length > 0 ? { also: (tx) => also(tx, facts) } : {}),
    };
  });
  return { ...appended, facts };
}
