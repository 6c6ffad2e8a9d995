import type { AnyEvent } from '@tributary/catalogue';
import { allocatedWorkers } from '@tributary/chronology';
import { type DirectoryView, type Holder, LEAD_ROLES, ROLES } from '@tributary/directory';
import {
  type AgencyId,
  type Instant,
  isOpenAt,
  isSchoolDay,
  londonDate,
  type PractitionerId,
  type RoleCode,
} from '@tributary/kernel';
import type { RecordRef } from '@tributary/kernel';
import { type AckPolicy, staffed } from './due';
import type { Route } from './domain/finding';
import type { Recipient } from './domain/recipient';
import type { Severity } from './domain/severity';
import { agencyOf } from './domain/scene';
import { type ChildScene, authorityIn } from './scene';

type RefOf = (kind: string, ...parts: readonly string[]) => RecordRef;
export type Routing = Readonly<{
  scene: ChildScene;
  refOf: RefOf;
  authority: string;
  leftOut: ReadonlySet<string>;
  policy: Hours;
}>;
type Hours = Pick<AckPolicy, 'serviceHours'>;
type Opening = Readonly<{ scene: Pick<ChildScene, 'view' | 'asOf'> }>;

export const recipient = (
  practitioner: PractitionerId,
  role: RoleCode,
  agency: AgencyId,
  reason: string,
): Recipient => ({ practitioner, role, agency, reason });

export const holding = (found: Holder | undefined, reason: string): readonly Recipient[] =>
  found ? [recipient(found.practitioner.id, found.held.role, found.held.agency, reason)] : [];

/** The authority whose front door is the child's: whoever states a status of the child, else where the fact comes from. */
export function authorityOf(scene: ChildScene, about: AnyEvent): string {
  const account = ['allocated-worker', 'looked-after', 'protection-plan', 'need-plan', 'open-referral'].flatMap(
    (name) => scene.status.kinds.find(({ kind }) => kind === name)?.accounts ?? [],
  )[0];
  return authorityIn(scene.view, account?.agency ?? agencyOf(about));
}

/** Who the directory says a route leads to, without those who must not be told; empty where it names nobody. */
export function follow(route: Route, routing: Routing): readonly Recipient[] {
  const free = whoIs(route, routing).filter((one) => !routing.leftOut.has(one.practitioner));
  return route.to === 'duty' ? free.slice(0, 1) : free;
}

function whoIs(route: Route, { scene, refOf, authority }: Routing): readonly Recipient[] {
  const { view, status } = scene;
  switch (route.to) {
    case 'allocated-workers':
      return allocatedWorkers(status, view, refOf).flatMap(({ id }) => {
        const held = view.roleOf(id, ROLES.socialWorker);
        return held ? [recipient(id, held.role, held.agency, 'allocated-worker')] : [];
      });
    case 'duty':
      return onDuty(view, authority);
    case 'status-feed':
      return scene.statusFeeds.slice(0, 1).flatMap((id) => feedManager(view, id));
    case 'role':
      return holding(view.holdersIn(authority, route.role)[0], route.reason);
    case 'role-in':
      return holding(
        view.holdersIn(authorityIn(view, route.agency), route.role).find(({ held }) => held.agency === route.agency),
        route.reason,
      );
    case 'lead-of':
      return holding(leadOf(view, route.agency), route.reason);
    case 'worker-number': {
      const person = view.worker(route.agency, route.number);
      const held = person && (view.workingHat(person.id, route.agency) ?? person.roles[0]);
      return person && held ? [recipient(person.id, held.role, held.agency, route.reason)] : [];
    }
  }
}

export function feedManager(view: DirectoryView, id: string): readonly Recipient[] {
  const feed = view.feed(id);
  return feed ? [recipient(feed.manager, ROLES.feedManager, feed.agency, 'feed-manager')] : [];
}

/** Who keeps the hub running, in the authority of an agency. */
export const operatorFor = (view: DirectoryView, agency: AgencyId, reason: string): readonly Recipient[] =>
  holding(view.holdersIn(authorityIn(view, agency), ROLES.operator)[0], reason);

/** The duty desk, and after it the emergency duty team. */
export const onDuty = (view: DirectoryView, authority: string): readonly Recipient[] => [
  ...holding(view.dutySocialWorker(authority), 'duty'),
  ...holding(view.holdersIn(authority, ROLES.emergencyDuty)[0], 'emergency-duty'),
];

/** Those whose service is open at that moment first. */
export const staffedFirst = (
  line: readonly Recipient[],
  { view, asOf }: Readonly<{ view: DirectoryView; asOf: Instant }>,
  policy: Hours,
): readonly Recipient[] => {
  const isStaffed = ({ agency }: Recipient): boolean => isOpenAt(asOf, staffed(view, agency, policy));
  return [...line.filter(isStaffed), ...line.filter((one) => !isStaffed(one))];
};

/** Who leads safeguarding in an agency, by the order of the roles. */
export function leadOf(view: DirectoryView, agency: AgencyId): Holder | undefined {
  const holders = LEAD_ROLES.flatMap((role) => view.holdersIn(authorityIn(view, agency), role));
  return holders.find(({ held }) => held.agency === agency);
}

export type Told = Readonly<{ owner: Recipient; informed: readonly Recipient[] }>;

/** Who owns it and who is informed; undefined where the directory names nobody for the child's authority. */
export function tellWhom(
  wanted: Readonly<{ owner: readonly Route[]; informed: readonly Route[]; severity: Severity; about: AnyEvent }>,
  routing: Routing,
): Told | undefined {
  const { scene } = routing;
  const first = wanted.owner.flatMap((route) => follow(route, routing));
  const duty = follow({ to: 'duty' }, routing);
  const lead = scene.identityConfirmed
    ? []
    : follow({ to: 'lead-of', agency: agencyOf(wanted.about), reason: 'senders-lead' }, routing);
  // An immediate alert stays with a service that is staffed now, whoever the child may turn out to be.
  const isImmediate = wanted.severity === 'immediate';
  const onCall = onDuty(scene.view, routing.authority).filter((one) => !routing.leftOut.has(one.practitioner));
  const now = isImmediate ? staffedFirst(onCall, scene, routing.policy) : [];
  const candidates = isImmediate ? [...now, ...first, ...lead] : [...lead, ...first, ...duty];
  const owner = candidates.flatMap((one) => whileOpen(one, routing))[0];
  if (!owner) return undefined;
  const others = [
    // Whoever would own it is informed, where somebody nearer at hand does; of an immediate one the duty desk does.
    ...(isImmediate ? [] : wanted.owner.slice(0, 1).flatMap((route) => follow(route, routing))),
    ...lead,
    ...wanted.informed.flatMap((route) => follow(route, routing)),
  ];
  const informed = others.filter(
    (one, i) =>
      one.practitioner !== owner.practitioner && others.findIndex((o) => o.practitioner === one.practitioner) === i,
  );
  return { owner, informed };
}

/** A school owns nothing outside its open days: then the authority's officer does, else whoever comes next. */
export function whileOpen(
  one: Recipient,
  { scene: { view, asOf }, leftOut, policy }: Pick<Routing, 'leftOut' | 'policy'> & Opening,
): readonly Recipient[] {
  const year = view.schoolYearOf(one.agency);
  if (!year || policy.serviceHours === 'always' || isSchoolDay(londonDate(asOf), year)) return [one];
  return forClosedSchool(view, one.agency).filter(({ practitioner }) => !leftOut.has(practitioner));
}

export const forClosedSchool = (view: DirectoryView, school: AgencyId): readonly Recipient[] =>
  holding(view.holdersIn(authorityIn(view, school), ROLES.educationSafeguarding)[0], 'school-closed');
