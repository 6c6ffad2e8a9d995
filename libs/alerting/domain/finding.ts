import type { AnyEvent } from '@tributary/catalogue';
import type { AgencyId, Instant, RoleCode } from '@tributary/kernel';
import type { Severity } from './severity';

/** Whom something goes to, before the directory says who that is. */
export type Route =
  /** Who the live feed says is the child's social worker; all of them. */
  | Readonly<{ to: 'allocated-workers' }>
  /** The statutory service of the child's authority that is staffed now. */
  | Readonly<{ to: 'duty' }>
  /** Who manages the feed that states the child's statuses. */
  | Readonly<{ to: 'status-feed' }>
  /** The first who holds the role in the child's authority. */
  | Readonly<{ to: 'role'; role: RoleCode; reason: string }>
  /** The first who holds the role in an agency. */
  | Readonly<{ to: 'role-in'; agency: AgencyId; role: RoleCode; reason: string }>
  /** Who leads safeguarding in an agency. */
  | Readonly<{ to: 'lead-of'; agency: AgencyId; reason: string }>
  /** Whom an agency means by its own number of a worker. */
  | Readonly<{ to: 'worker-number'; agency: AgencyId; number: string; reason: string }>;

type About = Readonly<{
  /** The statement it is about: one alert for each item of a source. */
  about: AnyEvent;
  /** What else it rests on. */
  with?: readonly AnyEvent[];
}>;

export type Found = About &
  Readonly<{
    kind: 'found';
    /** The last moment at which it can have come to be so: how fresh it is. */
    since: Instant;
    severity?: Severity;
    /** The first of them whom the directory knows owns it; at last the duty desk. */
    owner: readonly Route[];
    informed: readonly Route[];
  }>;

/** The status that it needs is missing or too old: nobody can say. */
export type StatusUnknown = About & Readonly<{ kind: 'status-unknown'; since: Instant; informed?: readonly Route[] }>;

/** Nothing yet: it is looked at again then, unless something comes before. */
export type Waits = About & Readonly<{ kind: 'waits'; until: Instant }>;

export type Finding = Found | StatusUnknown | Waits;
