import { type DataOf, definitionOf, type EventType } from '@tributary/catalogue';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  derivedId,
  type EventId,
  type Instant,
  type NewEvent,
  type RecordId,
  recordStream,
  type Source,
  type StreamId,
} from '@tributary/kernel';
import type { Evidence } from './decide-child';

/** Decisions about who a child is are made here, for all agencies: the hub is their controller. */
const SUPPLY = { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion };

/** When, why and by whom. */
export type Ground = Readonly<{
  at: Instant;
  correlationId: string;
  causationId: string;
  source?: Source;
  backfill?: boolean;
}>;

type Place = Readonly<{ id: string; streamId: StreamId; childId: ChildId }>;

/** An event of the identity room on that stream. */
export function identityEvent<T extends Extract<EventType, `identity.${string}`>>(
  type: T,
  data: DataOf<T>,
  place: Place,
  ground: Ground,
): NewEvent<T, DataOf<T>> {
  return {
    id: place.id as EventId,
    type,
    schemaVersion: 1,
    streamId: place.streamId,
    childId: place.childId,
    data,
    dataClass: definitionOf(type)?.dataClass ?? 'general',
    retention: 'identity',
    release: { state: 'open' },
    occurred: { at: ground.at },
    receivedAt: ground.at,
    ...(ground.backfill ? { backfill: true as const } : {}),
    source: ground.source ?? { system: 'hub' },
    supply: SUPPLY,
    correlationId: ground.correlationId,
    causationId: ground.causationId,
  };
}

type Weighed = Readonly<{ probability: number | null; weights: string | null }>;

/** As events say it: what was not looked at is left out. */
const weighed = ({ probability, weights }: Weighed) => ({
  ...(probability === null ? {} : { probability }),
  ...(probability === null || weights === null ? {} : { weights }),
});

export type FirstSight = Readonly<{
  recordId: RecordId;
  childId: ChildId;
  /** A child was registered for this record. */
  founded: boolean;
  provisional: boolean;
  method: string;
  evidence: Evidence;
  probability: number | null;
  weights: string | null;
  /** All that stand, those found earlier among them. */
  standing: readonly Readonly<{ childId: ChildId; reason: string; evidence: Evidence } & Weighed>[];
}>;

/**
 * What a record's first sight says, on its own stream and on its child's. Ids follow from the record, so that a first
 * sight taken up again after a crash is the same one.
 */
export function firstSightEvents(sight: FirstSight, ground: Ground): readonly NewEvent[] {
  const { recordId, childId, method, evidence } = sight;
  const own = recordStream(recordId);
  const shared = childStream(childId);
  const idOf = (name: string): string => derivedId(name, recordId, childId);
  const linked = { recordId, childId, previous: null, method, evidence: [...evidence], ...weighed(sight) };
  const onRecord = { id: idOf('linked-record'), streamId: own, childId };
  const onChild = { id: idOf('linked-child'), streamId: shared, childId };
  const proposed = proposedEvent(sight, ground);
  return [
    identityEvent('identity.record-linked', linked, onRecord, ground),
    sight.founded
      ? identityEvent('identity.child-registered', { recordId, provisional: sight.provisional }, onChild, ground)
      : identityEvent('identity.record-linked', linked, onChild, ground),
    ...(proposed ? [proposed] : []),
  ];
}

function proposedEvent(sight: FirstSight, ground: Ground): NewEvent | undefined {
  const [first] = sight.standing;
  if (!first) return undefined;
  const candidates = sight.standing.slice(0, 20).map((one) => ({
    childId: one.childId,
    evidence: [...one.evidence],
    ...weighed(one),
  }));
  const place = {
    id: derivedId('proposed', sight.recordId, ...candidates.map((c) => c.childId)),
    streamId: recordStream(sight.recordId),
    childId: sight.childId,
  };
  return identityEvent(
    'identity.match-proposed',
    { recordId: sight.recordId, candidates, reason: first.reason },
    place,
    ground,
  );
}
