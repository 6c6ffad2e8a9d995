import type { Occurred, Recorded, Release, StreamId } from '@tributary/kernel';
import type { ChildId, RecordId } from '@tributary/kernel';
import { formatPosition, parsePosition, recordStream } from '@tributary/kernel';
import type { Statement } from '../domain/statement';
import type { Column } from './bulk';

/** A statement on its way into a child's rows. */
export type Placed<S extends Statement = Statement> = Readonly<{ childId: ChildId; statement: S }>;

const RECORD_PREFIX = 'record-'.length;
/** The uuid of a record's stream: half the size of its text. */
export const recordOf = (stream: StreamId): string => stream.slice(RECORD_PREFIX);

/** An open release is the rule, and stored as null. */
const releaseText = (release: Release): string | null => (release.state === 'open' ? null : JSON.stringify(release));

/** The columns that every row of a statement has. */
export const statementColumns: readonly Column<Placed>[] = [
  { name: 'child_id', type: 'uuid', of: (r) => r.childId },
  { name: 'record_id', type: 'uuid', of: (r) => recordOf(r.statement.streamId) },
  { name: 'place', type: 'text', of: (r) => formatPosition(r.statement.at) },
  { name: 'item', type: 'text', of: (r) => r.statement.item },
  { name: 'version', type: 'int', of: (r) => r.statement.version },
  { name: 'revision', type: 'text', of: (r) => r.statement.revision },
  { name: 'event_id', type: 'uuid', of: (r) => r.statement.eventId },
  { name: 'type', type: 'text', of: (r) => r.statement.type },
  { name: 'occurred', type: 'text', of: (r) => JSON.stringify(r.statement.occurred) },
  { name: 'began', type: 'text', of: (r) => r.statement.began },
  { name: 'recorded_at', type: 'text', of: (r) => r.statement.recordedAt },
  { name: 'received_at', type: 'text', of: (r) => r.statement.receivedAt },
  { name: 'known_from', type: 'text', of: (r) => r.statement.knownFrom },
  { name: 'agency', type: 'text', of: (r) => r.statement.agency },
  { name: 'feed', type: 'text', of: (r) => r.statement.feed },
  { name: 'data_class', type: 'text', of: (r) => r.statement.dataClass },
  { name: 'release', type: 'text', of: (r) => releaseText(r.statement.release) },
];

/**
 * Their DDL. Instants are kept as their text, which sorts as they do: reading a child of 10,000 events spent most of
 * its time in making dates of time stamps and text of dates.
 */
export const STATEMENT_DDL = `
    child_id uuid NOT NULL,
    record_id uuid NOT NULL,
    place text NOT NULL,
    item text NOT NULL,
    version integer NOT NULL,
    revision text COLLATE "C",
    event_id uuid NOT NULL,
    type text NOT NULL,
    occurred text NOT NULL,
    began text COLLATE "C" NOT NULL,
    recorded_at text,
    received_at text NOT NULL,
    known_from text COLLATE "C" NOT NULL,
    agency text NOT NULL,
    feed text NOT NULL,
    data_class text NOT NULL,
    release text`;

export type StatementRow = Readonly<{
  record_id: string;
  place: string;
  item: string;
  version: number;
  revision: string | null;
  event_id: string;
  type: string;
  occurred: string;
  began: string;
  recorded_at: string | null;
  received_at: string;
  known_from: string;
  agency: string;
  feed: string;
  data_class: string;
  release: string | null;
}>;

/** What was written, read again. The brands were checked when the event was appended. */
export function statementFrom(row: StatementRow): Statement {
  return {
    at: parsePosition(row.place),
    streamId: recordStream(row.record_id as RecordId),
    item: row.item,
    version: row.version,
    revision: row.revision,
    eventId: row.event_id,
    type: row.type,
    occurred: JSON.parse(row.occurred) as Occurred,
    began: row.began,
    recordedAt: row.recorded_at,
    receivedAt: row.received_at,
    knownFrom: row.known_from,
    agency: row.agency,
    feed: row.feed,
    dataClass: row.data_class,
    release: row.release === null ? { state: 'open' } : (JSON.parse(row.release) as Release),
  } as Statement;
}

/** The events of a batch that belong to a child, as one kind of statement. */
export function placedFrom<S extends Statement>(
  batch: readonly Recorded[],
  statement: (recorded: Recorded) => S | undefined,
): Placed<S>[] {
  return batch.flatMap((recorded) => {
    const { childId } = recorded.event;
    const said = childId && statement(recorded);
    return childId && said ? [{ childId, statement: said }] : [];
  });
}
