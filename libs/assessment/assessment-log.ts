import type { Appended, Appender, StreamReader } from '@tributary/event-store';
import { cancelTimers, setTimer } from '@tributary/event-store';
import {
  type AssessmentId,
  assessmentStream,
  type ChildId,
  fold,
  plusDays,
  type RecordId,
  startOfDay,
  type StreamId,
  type Tx,
} from '@tributary/kernel';
import { assessmentEvent } from './assessment-events';
import { REVIEW_TIMER, reviewTimerId } from './assessment-ids';
import { assessmentDecider, assessmentFacts } from './domain/assessment.decider';
import type { Command } from './domain/commands';
import { noAssessment } from './domain/problems';
import { type AssessmentFact, isOpened, type Opened } from './domain/state';
import { type Found, lookUp, type LookedUp, openIn } from './look-up';
import type { AssessmentBook } from './storage/book';

export type AssessmentLog = Readonly<{ store: Appender & StreamReader; book: AssessmentBook }>;
export type CarriedOut = Pick<Appended, 'position'> & Readonly<{ id: AssessmentId; state: Opened; changed: boolean }>;

/** Somebody else wrote to a stream between the look at it and its lock. */
class Overtaken extends Error {
  constructor(
    readonly stream: StreamId,
    readonly version: number,
  ) {
    super();
  }
}

async function untilCalm<T>(attempt: (seen: ReadonlyMap<StreamId, number>) => Promise<T>): Promise<T> {
  const seen = new Map<StreamId, number>();
  for (;;) {
    try {
      return await attempt(seen);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      seen.set(error.stream, error.version);
    }
  }
}

type Opening = Readonly<{
  child: ChildId;
  records: readonly RecordId[];
  command: Extract<Command, { kind: 'open' }>;
}>;

/**
 * Opens one where none is open, and answers the one that is where there is one. The locks are those of every stream that
 * somebody could open one in for this child: of two who open at once, the second finds the first's.
 */
export const openOne = (log: AssessmentLog, opening: Opening): Promise<CarriedOut> =>
  untilCalm(async (seen) => {
    const { records, command } = opening;
    const found = await lookUp(log.store, records, new Set(seen.keys()));
    const standing = openIn(found);
    if (standing) return unchanged(log, standing);
    const id = found.next.get(command.record);
    if (!id) throw noAssessment();
    const facts = assessmentDecider.decide(command, assessmentDecider.initial());
    return append(
      log,
      { ...opening, id, facts, state: assessmentDecider.initial(), streams: streamsOf(found) },
      () => 0,
    );
  });

const streamsOf = ({ next }: LookedUp): readonly StreamId[] => [...next.values()].map(assessmentStream);

async function unchanged({ store }: AssessmentLog, { id, state }: Found): Promise<CarriedOut> {
  const { position } = await store.append({ streams: [assessmentStream(id)] }, () => ({ events: [] }));
  return { id, state, position, changed: false };
}

type Change = Readonly<{ id: AssessmentId; child: ChildId; command: Exclude<Command, { kind: 'open' }> }>;

/** Loads an assessment, decides, and appends; again where somebody else wrote meanwhile. */
export const carryOut = (log: AssessmentLog, { id, child, command }: Change): Promise<CarriedOut> =>
  untilCalm(async (seen) => {
    const stream = assessmentStream(id);
    const past = await log.store.load(stream);
    const state = fold(assessmentDecider, assessmentFacts(past));
    const facts = assessmentDecider.decide(command, state);
    const known = Math.max(past.at(-1)?.version ?? 0, seen.get(stream) ?? 0);
    // It stays in the order of the child for whom it was opened, wherever its record went since.
    const childId = past.find((event) => event.childId !== null)?.childId ?? child;
    return append(log, { id, child: childId, command, facts, state, streams: [stream] }, () => known);
  });

type Plan = Readonly<{
  id: AssessmentId;
  child: ChildId;
  command: Command;
  facts: readonly AssessmentFact[];
  state: ReturnType<typeof assessmentDecider.initial>;
  streams: readonly StreamId[];
}>;

async function append(log: AssessmentLog, plan: Plan, known: (stream: StreamId) => number): Promise<CarriedOut> {
  const { id, child, command, facts, streams } = plan;
  const state = facts.reduce((now, fact) => assessmentDecider.evolve(now, fact), plan.state);
  if (!isOpened(state)) throw noAssessment();
  const { position } = await log.store.append({ streams }, (view) => {
    for (const stream of streams) {
      const version = view.head(stream)?.version ?? 0;
      if (version > known(stream)) throw new Overtaken(stream, version);
    }
    const events = facts.map((one) => assessmentEvent(one, { id, childId: child, by: command.by, at: view.now }));
    return { events, ...(events.length > 0 ? { also: (tx: Tx) => rowsOf(log, id, state, tx) } : {}) };
  });
  return { id, state, position, changed: facts.length > 0 };
}

/** What stands or falls with the events: the row in the book, and the clock of the next review. */
async function rowsOf({ book }: AssessmentLog, id: AssessmentId, state: Opened, tx: Tx): Promise<void> {
  await book.put(tx, id, state);
  const timer = { id: reviewTimerId(id), streamId: assessmentStream(id), kind: REVIEW_TIMER };
  if (state.reviewBy === null) await cancelTimers([timer.id], tx);
  else await setTimer({ ...timer, dueAt: startOfDay(plusDays(state.reviewBy, 1)) }, tx);
}
