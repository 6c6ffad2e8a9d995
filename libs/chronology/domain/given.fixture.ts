import type { DataOf, EventType } from '@tributary/catalogue';
import { definitionOf } from '@tributary/catalogue';
import {
  childStream,
  derivedId,
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  type Envelope,
  type EventId,
  type FeedId,
  type Instant,
  type Occurred,
  type Recorded,
  type RecordId,
  type RecordRef,
  recordStream,
  type StreamId,
} from '@tributary/kernel';
import type { CurrencyOf } from './currency';
import type { RefOf } from './step';

/** Events for specs: a valid default, of which a spec names what matters. Positions and versions follow the order. */
export const CHILD = derivedId('child', '1') as ChildId;
export const OTHER_CHILD = derivedId('child', '2') as ChildId;
export const COUNCIL = 'wexbourne-council' as AgencyId;
export const SCHOOL = 'elm-school' as AgencyId;
export const DAILY = 'council-daily' as FeedId;
export const CENSUS = 'council-census' as FeedId;
export const MIS = 'elm-mis' as FeedId;

export const currencyOf: CurrencyOf = (feed) => (feed === DAILY ? 'daily' : feed === MIS ? 'live' : 'return');
export const refOf: RefOf = (kind, ...parts) => derivedId('ref', kind, ...parts) as RecordRef;
export const recordId = (name: string): RecordId => derivedId('record', name) as RecordId;

type Common = { knownFrom: Instant; receivedAt?: Instant; child?: ChildId };
export type FactGiven<T extends EventType> = Common & {
  record?: string;
  type: T;
  data: DataOf<T>;
  item?: string;
  revision?: string;
  occurred?: Occurred;
  recordedAt?: Instant;
  agency?: AgencyId;
  feed?: FeedId;
};

export type Unplaced = Omit<Envelope, 'version' | 'id'>;

function unplaced(streamId: StreamId, type: string, data: unknown, common: Common): Unplaced {
  const definition = definitionOf(type);
  return {
    type,
    data,
    streamId,
    schemaVersion: 1,
    childId: common.child ?? CHILD,
    dataClass: definition?.dataClass ?? 'general',
    retention: definition?.retention ?? 'operations',
    release: { state: 'open' },
    occurred: { at: common.knownFrom },
    receivedAt: common.receivedAt ?? common.knownFrom,
    knownFrom: common.knownFrom,
    source: { system: 'hub' },
    supply: { controller: COUNCIL, agreement: '1' as AgreementVersion },
    correlationId: 'c',
    causationId: 'c',
  };
}

/** A statement of an agency about one item of its record. */
export function fact<T extends EventType>(given: FactGiven<T>): Unplaced {
  const event = unplaced(recordStream(recordId(given.record ?? 'council-1')), given.type, given.data, given);
  return {
    ...event,
    occurred: given.occurred ?? event.occurred,
    ...(given.recordedAt ? { recordedAt: given.recordedAt } : {}),
    source: {
      agency: given.agency ?? COUNCIL,
      feed: given.feed ?? DAILY,
      record: (given.item ?? given.type) as RecordRef,
      ...(given.revision ? { revision: given.revision } : {}),
    },
  };
}

export const linked = (record: string, common: Common): Unplaced =>
  unplaced(
    childStream(common.child ?? CHILD),
    'identity.record-linked',
    { recordId: recordId(record), childId: common.child ?? CHILD, previous: null, method: 'first-sight', evidence: [] },
    common,
  );

export const unlinked = (record: string, common: Common): Unplaced =>
  unplaced(
    childStream(common.child ?? CHILD),
    'identity.record-unlinked',
    { recordId: recordId(record), childId: common.child ?? CHILD },
    common,
  );

/** A delivery of a feed taken in whole; it concerns no child. */
export const delivered = (feed: FeedId, knownFrom: Instant, parked = 0): Unplaced => ({
  ...unplaced(
    `practice-${feed}` as StreamId,
    'practice.delivery-completed',
    { feed, receipt: 'receipt-1', accepted: 0, duplicate: parked ? 0 : 3, parked },
    { knownFrom },
  ),
  childId: null,
});

/** Numbers the events as a store would have: by stream and in the feed. */
export function given(...events: readonly Unplaced[]): Recorded[] {
  const versions = new Map<StreamId, number>();
  return events.map((event, i) => {
    const version = (versions.get(event.streamId) ?? 0) + 1;
    versions.set(event.streamId, version);
    const id = derivedId('event', event.streamId, String(version)) as EventId;
    return { at: { generation: 1, tx: i + 1, position: i + 1 }, event: { ...event, id, version } };
  });
}

/** Midday UTC, `day` days after 1 March 2026. */
export const onDay = (day: number): Instant => new Date(Date.UTC(2026, 2, 1 + day, 12)).toISOString() as Instant;
