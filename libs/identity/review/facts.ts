import { RESTRICTED } from '@tributary/access';
import { type ChildReader, cohortsOf, FRESH_FOR_MS, referenceOf, statusFrom } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { type ChildId, type EventId, type Instant, type RecordId, recordStream } from '@tributary/kernel';
import type { Children } from '../children';
import type { ChildFacts } from './domain/effects';

type Statements = Awaited<ReturnType<ChildReader['statements']>>;

/** What this room needs of others to say what follows from a move. */
export type FactsIo = Readonly<{
  reader: Pick<ChildReader, 'statements' | 'statesNow'>;
  /** Alerts about a child that are open, to whomever they went. */
  openAlerts(child: ChildId): Promise<ChildFacts['alerts']>;
  /** Whether an assessment is open that was opened about one of these records. */
  isAssessed(records: readonly RecordId[]): Promise<boolean>;
  children: Pick<Children, 'recordsOf'>;
}>;
type Now = Readonly<{ view: DirectoryView; at: Instant }>;

/** As the read models stand. */
export async function factsOf(io: FactsIo, child: ChildId, { view, at }: Now): Promise<ChildFacts> {
  const { reader, children } = io;
  const reference = referenceOf(view);
  const [records, statements, { states, confirmations }, alerts] = await Promise.all([
    children.recordsOf(child),
    reader.statements(child),
    reader.statesNow(child, at, reference),
    io.openAlerts(child),
  ]);
  const freshness = { currencyOf: reference.currencyOf, confirmations, limitMs: FRESH_FOR_MS };
  const assessed = await Promise.all(records.map(({ recordId }) => io.isAssessed([recordId])));
  return {
    records,
    eventsOf: new Map(records.map(({ recordId }) => [recordId, eventsIn(recordId, statements)])),
    cohortsOf: new Map(
      records.map(({ recordId }) => {
        const own = states.filter(({ streamId }) => streamId === recordStream(recordId));
        return [recordId, cohortsOf(statusFrom(own, at, freshness))];
      }),
    ),
    restricted: statements.some((one) => isRestricted(one, view)),
    alerts,
    assessed: new Set(records.flatMap(({ recordId }, i) => (assessed[i] ? [recordId] : []))),
  };
}

const eventsIn = (record: RecordId, statements: Statements): ReadonlySet<EventId> =>
  new Set(statements.filter(({ streamId }) => streamId === recordStream(record)).map(({ eventId }) => eventId));

const isRestricted = ({ dataClass, feed, release }: Statements[number], view: DirectoryView): boolean =>
  RESTRICTED.has(dataClass) || release.state === 'held' || (view.feed(feed)?.restricted ?? false);
