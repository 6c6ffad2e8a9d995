import type { Cohort, Relationship } from '@tributary/access';
import { type DirectoryView, type Practitioner, ROLES } from '@tributary/directory';
import { type AgencyId, type Instant, londonDate, plusWorkingDays } from '@tributary/kernel';
import type { Bearings } from './domain/bearing';
import type { Account, Status } from './domain/status';
import type { RefOf, StateKind } from './domain/step';
import type { Viewer } from './ports';

/** How long a decided contact stays with those who triaged it, in national working days (design/access.md 3). */
const AFTER_DECISION = 5;

const COHORT_OF: Readonly<Partial<Record<StateKind, Cohort>>> = {
  'family-help': 'family-help',
  'need-plan': 'child-in-need',
  'protection-plan': 'protection-plan',
  'looked-after': 'looked-after',
  missing: 'missing',
};
const DUTY: readonly string[] = [ROLES.dutySocialWorker, ROLES.emergencyDuty];
const SCHOOL_LEADS: readonly string[] = [ROLES.safeguardingLead, 'deputy-safeguarding-lead', 'head'];
const VIRTUAL: readonly string[] = [ROLES.virtualSchoolHead, 'virtual-school-officer'];

/** What is known of a child at one time, as far as access turns on it. */
export type Standing = Readonly<{ status: Status; bearings: Bearings; at: Instant }>;
/** The directory of that time, and the keyed hash of an agency's number. */
export type Whos = Readonly<{ view: DirectoryView; refOf: RefOf }>;

const accountsOf = (status: Status, kind: StateKind): readonly Account[] =>
  status.kinds.find((one) => one.kind === kind)?.accounts ?? [];

/**
 * The cohorts a child is in. What a feed last said holds until it says otherwise: a feed that is late shuts nobody out
 * (the page says that the status is not current), and a return opens nothing.
 */
export function cohortsOf(status: Status): ReadonlySet<Cohort> {
  const open = status.kinds.filter(({ accounts }) => accounts.length > 0);
  return new Set(open.flatMap(({ kind }) => COHORT_OF[kind] ?? []));
}

/** People the statuses name as the child's worker, where the directory knows the agency's number. */
export const allocatedWorkers = (status: Status, view: DirectoryView, refOf: RefOf): readonly Practitioner[] =>
  namedBy(accountsOf(status, 'allocated-worker'), { view, refOf });

/** People whom an agency's own numbers in those accounts name, where the directory knows them. */
export function namedBy(accounts: readonly Pick<Account, 'worker'>[], { view, refOf }: Whos): readonly Practitioner[] {
  const refs = new Set(accounts.map((account) => account.worker));
  return view.document.practitioners.filter((p) =>
    (p.workerNumbers ?? []).some(({ agency, number }) => refs.has(refOf('worker', agency, number))),
  );
}

/**
 * How a viewer stands to a child; alerts they were sent come on top. What one role may see is not usable under
 * another: only the role of the session counts, and only where the directory says that it is held.
 */
export function relationshipsOf(viewer: Viewer, standing: Standing, whos: Whos): ReadonlySet<Relationship> {
  const { view } = whos;
  if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return new Set();
  const given: Given = { viewer, standing, whos, authority: view.authorityOf(viewer.agency)?.code ?? null };
  return new Set(TESTS.flatMap(([relationship, holds]) => (holds(given) ? [relationship] : [])));
}

type Given = Readonly<{ viewer: Viewer; standing: Standing; whos: Whos; authority: string | null }>;

const TESTS: readonly (readonly [Relationship, (given: Given) => boolean])[] = [
  ['own-record', ({ viewer, standing }) => standing.bearings.agencies.has(viewer.agency)],
  ['allocated-worker', isWorker],
  ['worker-line', isOfTheLine],
  ['duty-shift', isOnDuty],
  ['front-door', triages],
  ['family-help', leadsHelp],
  ['virtual-school', isVirtualSchool],
  ['school-of-the-roll', leadsSchool],
  ['practice-list', ({ viewer, standing }) => standing.bearings.practice === viewer.agency],
  ['auditor', ({ viewer }) => viewer.role === ROLES.auditor],
];

function isWorker({ viewer, standing, whos }: Given): boolean {
  if (viewer.role !== ROLES.socialWorker) return false;
  return allocatedWorkers(standing.status, whos.view, whos.refOf).some(({ id }) => id === viewer.practitioner);
}

function isOfTheLine({ viewer, standing, whos: { view, refOf } }: Given): boolean {
  const workers = allocatedWorkers(standing.status, view, refOf);
  return workers.some(({ id }) =>
    view
      .practitioner(id)
      ?.roles.some(
        (held) =>
          held.role === ROLES.socialWorker &&
          held.agency === viewer.agency &&
          [held.deputy, held.manager].includes(viewer.practitioner),
      ),
  );
}

/** A case is open in the authority whose duty desk it is. */
function isOnDuty({ viewer, standing: { status }, whos: { view }, authority }: Given): boolean {
  if (!DUTY.includes(viewer.role)) return false;
  const held = status.kinds.flatMap(({ kind, accounts }) => (kind === 'family-help' ? [] : accounts));
  return held.some(({ agency }) => isOf(authority, agency, view));
}

function triages({ viewer, standing: { bearings, at }, whos: { view }, authority }: Given): boolean {
  const { referral } = bearings;
  if (viewer.role !== ROLES.dutySocialWorker || !referral || !isOf(authority, referral.agency, view)) return false;
  return referral.decided === null || londonDate(at) <= plusWorkingDays(referral.decided, AFTER_DECISION);
}

function leadsHelp({ viewer, standing: { status }, whos, authority }: Given): boolean {
  const open = accountsOf(status, 'family-help').filter(({ agency }) => isOf(authority, agency, whos.view));
  if (viewer.role === ROLES.earlyHelp) return open.length > 0;
  return namedBy(open, whos).some(({ id }) => id === viewer.practitioner);
}

function isVirtualSchool({ viewer, standing: { status }, whos: { view }, authority }: Given): boolean {
  if (!VIRTUAL.includes(viewer.role)) return false;
  return accountsOf(status, 'looked-after').some(({ agency }) => isOf(authority, agency, view));
}

function leadsSchool({ viewer, standing: { bearings }, whos: { view } }: Given): boolean {
  const { agency, role } = viewer;
  const isSchool = (view.agency(agency)?.schools ?? []).length > 0;
  return isSchool && SCHOOL_LEADS.includes(role) && bearings.agencies.has(agency) && !bearings.left.has(agency);
}

const isOf = (authority: string | null, agency: AgencyId, view: DirectoryView): boolean =>
  authority !== null && view.authorityOf(agency)?.code === authority;
