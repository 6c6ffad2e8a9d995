import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  derivedId,
  endOfDay,
  type EventId,
  type FeedId,
  type Instant,
  type PlainDate,
  plusDays,
  plusMillis,
  type Recorded,
  type RecordId,
  type RecordRef,
  recordStream,
  startOfDay,
} from '@tributary/kernel';

/** Statements for specs: a spec names what matters. Days are counted from the first of March 2026. */
export const FIRST_DAY = '2026-03-01' as PlainDate;
export const dayNo = (n: number): PlainDate => plusDays(FIRST_DAY, n);
/** Noon of that day, by winter's clock. */
export const noon = (n: number): Instant => plusMillis(startOfDay(dayNo(n)), 12 * 3_600_000);
export const nightAfter = (n: number): Instant => plusMillis(endOfDay(dayNo(n)), 1);

export const CHILD = derivedId('child', 'held') as ChildId;
export const SCHOOL = 'ash-lane-primary' as AgencyId;
export const COUNCIL = 'wexbourne-council' as AgencyId;

type Said<T extends EventType> = Readonly<{
  type: T;
  data: DataOf<T>;
  /** When it became known. */
  day: number;
  /** When it happened or began; the same day where it is left out. */
  on?: number;
  item?: string;
  record?: string;
  agency?: AgencyId;
  feed?: string;
}>;

let last = 0;

/** One after another, as a store would number them. */
export function said<T extends EventType>(given: Said<T>): Recorded {
  const { type, data, day, on = day, item = type, record = 'r', agency = SCHOOL, feed = 'ash-lane-events' } = given;
  const definition = definitionOf(type);
  if (!definition) throw new Error(type);
  const version = (last += 1);
  const id = derivedId('said', String(version)) as EventId;
  const source = { agency, feed: feed as FeedId, record: item as RecordRef };
  return {
    at: { generation: 1, tx: version, position: version },
    event: {
      ...{ id, type, data, source, version, schemaVersion: 1, childId: CHILD },
      streamId: recordStream(derivedId('record', record) as RecordId),
      dataClass: definition.dataClass,
      retention: definition.retention,
      release: { state: 'open' },
      occurred: { on: dayNo(on) },
      receivedAt: noon(day),
      knownFrom: noon(day),
      supply: { controller: agency, agreement: 'education-1' as AgreementVersion },
      ...{ correlationId: id, causationId: id },
    },
  };
}
