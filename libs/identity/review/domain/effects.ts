import type { AgencyId, EventId, RecordId } from '@tributary/kernel';

/** What is known of a child as far as a move of a record changes it. */
export type ChildFacts = Readonly<{
  records: readonly Readonly<{ recordId: RecordId; agency: AgencyId }>[];
  /** Events that each record holds. */
  eventsOf: ReadonlyMap<RecordId, ReadonlySet<EventId>>;
  /** The cohorts that the child is in by what each record says. */
  cohortsOf: ReadonlyMap<RecordId, ReadonlySet<string>>;
  /** Something of it is of a kind or a service that nobody is told of, or is held back. */
  restricted: boolean;
  alerts: readonly Readonly<{ rule: string; evidence: readonly EventId[] }>[];
  /** Records about which an assessment is open. */
  assessed: ReadonlySet<RecordId>;
}>;

/** What would follow from moving records of one child to another; no more than counts and names of agencies. */
export type Effects<A = AgencyId> = Readonly<{
  /** Agencies that come to share a child with those whose records move, and those that cease to. */
  agencies: Readonly<{ moving: readonly A[]; comeTogether: readonly A[]; part: readonly A[] }>;
  /** How many events move; null where something restricted is on either side. */
  events: number | null;
  /** Open alerts that would be looked at anew for the other child, and of them those that it has one of already. */
  alerts: Readonly<{ move: number; merge: number }>;
  assessments: Readonly<{ move: boolean; merge: boolean }>;
  /** Cohorts that open what the agencies there supply: to those whose records move, and by what moves to the others. */
  cohorts: Readonly<{ openToMoving: readonly string[]; openToOthers: readonly string[] }>;
  /** Something on either side is restricted; what, nobody is told. */
  restricted: boolean;
}>;

export type Between = Readonly<{ moving: readonly RecordId[]; from: ChildFacts; to: ChildFacts }>;

export function effectsOf({ moving, from, to }: Between): Effects {
  const moves = (recordId: RecordId): boolean => moving.includes(recordId);
  const going = agenciesOf(from.records.filter(({ recordId }) => moves(recordId)));
  const staying = agenciesOf(from.records.filter(({ recordId }) => !moves(recordId)));
  const there = agenciesOf(to.records);
  const events = new Set(moving.flatMap((record) => [...(from.eventsOf.get(record) ?? [])]));
  const alerts = from.alerts.filter(({ evidence }) => evidence.some((id) => events.has(id)));
  const brought = cohortsIn(from, moves);
  const standing = cohortsIn(to, () => true);
  const left = cohortsIn(from, (record) => !moves(record));
  const restricted = from.restricted || to.restricted;
  return {
    agencies: {
      moving: going,
      comeTogether: there.filter((agency) => !going.includes(agency) && !staying.includes(agency)),
      part: staying.filter((agency) => !going.includes(agency) && !there.includes(agency)),
    },
    events: restricted ? null : events.size,
    alerts: {
      move: alerts.length,
      merge: alerts.filter(({ rule }) => to.alerts.some((other) => other.rule === rule)).length,
    },
    assessments: {
      move: moving.some((record) => from.assessed.has(record)),
      merge: moving.some((record) => from.assessed.has(record)) && to.assessed.size > 0,
    },
    cohorts: {
      openToMoving: less(standing, new Set([...brought, ...left])),
      openToOthers: less(brought, standing),
    },
    restricted,
  };
}

const agenciesOf = (records: ChildFacts['records']): readonly AgencyId[] =>
  [...new Set(records.map(({ agency }) => agency))].sort();

const cohortsIn = ({ cohortsOf }: ChildFacts, counts: (record: RecordId) => boolean): ReadonlySet<string> =>
  new Set([...cohortsOf].flatMap(([record, cohorts]) => (counts(record) ? [...cohorts] : [])));

const less = (some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...some].filter((one) => !others.has(one)).sort();

/** All that two children are in, by any of their records. */
export const allCohorts = (...children: readonly ChildFacts[]): ReadonlySet<string> =>
  new Set(children.flatMap((facts) => [...cohortsIn(facts, () => true)]));
