import { type AnyEvent, definitionOf } from '@tributary/catalogue';
import type { Matter, Status } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type {
  AgencyId,
  EventId,
  Instant,
  PlainDate,
  PractitionerId,
  Recorded,
  RecordRef,
  RoleCode,
} from '@tributary/kernel';
import { agencyOf } from '../domain/scene';

type RefOf = (kind: string, ...parts: readonly string[]) => RecordRef;

/** Targeted work that somebody does with a child now, as its agency states it. */
export type Work = Readonly<{
  /** Keyed hash of the agency's number of whoever does it. */
  ref: RecordRef;
  who: Readonly<{ practitioner: PractitionerId; role: RoleCode; agency: AgencyId }>;
  team: string | undefined;
  /** Kind of state that names them. */
  kind: string;
  since: PlainDate;
  /** What states it: access to that decides who may know of the work. */
  stated: Matter & Readonly<{ eventId: EventId }>;
  knownFrom: Instant;
  history: boolean;
}>;

export type WorkScene = Readonly<{ status: Status; facts: readonly AnyEvent[]; view: DirectoryView; refOf: RefOf }>;

/** Who does targeted work with the child now, by states whose event says that it is such work. Pure. */
export function worksOf({ status, facts, view, refOf }: WorkScene): readonly Work[] {
  const byId = new Map<string, AnyEvent>(facts.map((fact) => [fact.id, fact]));
  return status.kinds.flatMap(({ kind, accounts }) =>
    accounts.flatMap(({ since, statedBy }) => {
      const fact = byId.get(statedBy.eventId);
      const number = fact && numberIn(fact);
      return fact === undefined || number === undefined
        ? []
        : (workOf({ fact, number, kind, since }, view, refOf) ?? []);
    }),
  );
}

type Stated = Readonly<{ fact: AnyEvent; number: string; kind: string; since: PlainDate }>;

/** Undefined where the directory does not know the number, or the person holds no role there. */
function workOf({ fact, number, kind, since }: Stated, view: DirectoryView, refOf: RefOf): Work | undefined {
  const agency = agencyOf(fact);
  const person = view.worker(agency, number);
  const held = person && view.workingHat(person.id, agency);
  if (!person || !held) return undefined;
  const { id: eventId, type, dataClass, release, knownFrom } = fact;
  return {
    ref: refOf('worker', agency, number),
    who: { practitioner: person.id, role: held.role, agency },
    team: held.team,
    ...{ kind, since, knownFrom },
    stated: { eventId, type, agency, dataClass, release },
    history: fact.backfill === true,
  };
}

/** Everybody whom a statement in the child's records, past ones too, ever named as doing such work: notices may stand. */
export const everNamed = (history: readonly Recorded[], refOf: RefOf): readonly RecordRef[] => [
  ...new Set(
    history.flatMap(({ event }) => {
      const number = numberIn(event);
      return number === undefined ? [] : [refOf('worker', agencyOf(event as AnyEvent), number)];
    }),
  ),
];

/** The agency's number of whoever does the work; undefined where the type is of no such work, or names nobody. */
function numberIn({ type, data }: Readonly<{ type: string; data: unknown }>): string | undefined {
  const { targeted } = definitionOf(type) ?? {};
  if (!targeted || data === null || typeof data !== 'object') return undefined;
  const value: unknown = Reflect.get(data, targeted.worker);
  return typeof value === 'string' ? value : undefined;
}
