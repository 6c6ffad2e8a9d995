import type { Appended, Appender, AppendPlan, StreamReader } from '@tributary/event-store';
import { type AlertId, alertStream, type ChildId, type Envelope, fold, type Source, type Tx } from '@tributary/kernel';
import { alertEvent } from './alert-events';
import { type AlertCommand, alertDecider, alertFacts, type AlertState } from './domain/alert.decider';

/** Somebody else wrote to the alert between the look at it and its lock. */
class Overtaken extends Error {
  constructor(readonly version: number) {
    super();
  }
}

export type AlertLog = Readonly<{ append: Appender; store: StreamReader }>;

type Order = Readonly<{
  alertId: AlertId;
  childId: ChildId | null;
  command: AlertCommand;
  /** What brought it about: an event, or a person's answer. Part of the events' ids. */
  cause: string;
  /** The person, where one did it. */
  source?: Source;
  /** Rows that stand or fall with the events. */
  also?: (tx: Tx, past: readonly Envelope[]) => Promise<void>;
}>;

export type CarriedOut = Appended & Readonly<{ state: AlertState }>;

/** Loads an alert, decides, and appends; again where somebody else wrote meanwhile. Answers how the alert then stands. */
export async function carryOut(io: AlertLog, order: Order): Promise<CarriedOut> {
  for (let seen = 0; ;) {
    try {
      return await attempt(io, order, seen);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      seen = error.version;
    }
  }
}

/** `seen`: a version that stood before this call; what cannot be loaded up to there was erased. */
async function attempt(io: AlertLog, order: Order, seen: number): Promise<CarriedOut> {
  const { alertId, cause, also, source } = order;
  const stream = alertStream(alertId);
  const past = await io.store.load(stream);
  const before = fold(alertDecider, alertFacts(past));
  const round = past.filter(({ type }) => BEGINS.includes(type)).length;
  const facts = isRepeated(past, order) ? [] : alertDecider.decide(order.command, before);
  const childId = order.childId ?? past.find((event) => event.childId !== null)?.childId ?? null;
  const known = Math.max(seen, past.at(-1)?.version ?? 0);
  const appended = await io.append.append({ streams: [stream] }, (view): AppendPlan => {
    const version = view.head(stream)?.version ?? 0;
    if (version > known) throw new Overtaken(version);
    const place = { alertId, childId, at: view.now, cause, round, ...(source ? { source } : {}) };
    return {
      events: facts.map((fact) => alertEvent(fact, place)),
      ...(also && facts.length > 0 ? { also: (tx: Tx) => also(tx, past) } : {}),
    };
  });
  const state = facts.reduce<AlertState>((now, fact) => alertDecider.evolve(now, fact), before);
  return { ...appended, state };
}

/** From each of these on a person's answer is another one. */
const BEGINS: readonly string[] = ['alerting.alert-raised', 'alerting.alert-reopened'];

/** An event is reacted to once, ever; a person's answer once for each time the alert was raised, or opened again. */
function isRepeated(past: readonly Envelope[], { cause, source }: Order): boolean {
  const since = source ? past.findLastIndex(({ type }) => BEGINS.includes(type)) + 1 : 0;
  return past.slice(since).some((event) => event.causationId === cause);
}

export const stateOf = async (io: Pick<AlertLog, 'store'>, alertId: AlertId): Promise<AlertState> =>
  fold(alertDecider, alertFacts(await io.store.load(alertStream(alertId))));
