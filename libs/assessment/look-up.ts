import type { StreamReader } from '@tributary/event-store';
import {
  type AssessmentId,
  assessmentStream,
  type Envelope,
  fold,
  type RecordId,
  type StreamId,
} from '@tributary/kernel';
import { assessmentIdOf } from './assessment-ids';
import { assessmentDecider, assessmentFacts } from './domain/assessment.decider';
import { isOpened, type Opened } from './domain/state';

/** Assessments of one record that are loaded at once; where all are taken, the next ones are looked at too. */
const AT_ONCE = 4;

export type Found = Readonly<{ id: AssessmentId; record: RecordId; events: readonly Envelope[]; state: Opened }>;
export type LookedUp = Readonly<{
  /** All that were ever opened about the child's records and can still be read, the oldest first. */
  all: readonly Found[];
  /** For each record the assessment that would be opened next. */
  next: ReadonlyMap<RecordId, AssessmentId>;
}>;

/**
 * Every assessment about a child, by the records that are the child's now: a record that is moved to another child takes
 * along what was opened about it. `taken`: streams known to hold something that can no longer be read.
 */
export async function lookUp(
  store: Pick<StreamReader, 'loadMany'>,
  records: readonly RecordId[],
  taken: ReadonlySet<StreamId> = new Set(),
): Promise<LookedUp> {
  const next = new Map<RecordId, AssessmentId>();
  const all: Found[] = [];
  let open = records;
  for (let from = 0; open.length > 0; from += AT_ONCE) {
    const places = open.flatMap((record) => placesOf(record, from));
    const events = Map.groupBy(
      (await store.loadMany(places.map(({ id }) => assessmentStream(id)))).map(({ event }) => event),
      (event) => event.streamId,
    );
    for (const { id, record } of places) {
      const own = events.get(assessmentStream(id));
      if (own) all.push(...foundIn(id, record, own));
    }
    for (const record of open) {
      // The last one that is there counts: what was erased before it leaves a gap.
      const isTaken = ({ id }: Place) => events.has(assessmentStream(id)) || taken.has(assessmentStream(id));
      const last = places.findLastIndex((place) => place.record === record && isTaken(place));
      const free = places.find((place, i) => place.record === record && i > last);
      if (free && !next.has(record)) next.set(record, free.id);
    }
    open = open.filter((record) => !next.has(record));
  }
  return { all: all.sort(byAge), next };
}

type Place = Readonly<{ id: AssessmentId; record: RecordId }>;
const placesOf = (record: RecordId, from: number): readonly Place[] =>
  Array.from({ length: AT_ONCE }, (_, i) => ({ id: assessmentIdOf(record, from + i), record }));

function foundIn(id: AssessmentId, record: RecordId, events: readonly Envelope[]): readonly Found[] {
  const state = fold(assessmentDecider, assessmentFacts(events));
  return isOpened(state) ? [{ id, record, events, state }] : [];
}

const byAge = (a: Found, b: Found): number => (a.state.opened.at < b.state.opened.at ? -1 : 1);

/** The one that is worked with: the first that is still open. */
export const openIn = ({ all }: LookedUp): Found | undefined => all.find(({ state }) => state.status === 'open');
