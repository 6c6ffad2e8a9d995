import {
  type Agreement,
  type Agreements,
  decide,
  type Grounds,
  type Hidden,
  isMeant,
  narrower,
  NO_GROUNDS,
  type Reader,
  refusalOf,
} from '@tributary/access';
import type { Directory, DirectoryView } from '@tributary/directory';
import {
  type AgencyId,
  type ChildId,
  type Envelope,
  type EventId,
  type Instant,
  londonDate,
  type RecordRef,
} from '@tributary/kernel';
import { bearingsOf } from './domain/bearing';
import { grantedAt, type Granted, sharedWith, standing as standingOpening } from './domain/granted';
import { referenceOf } from './directory-reference';
import { FRESH_FOR_MS, type Status, statusFrom } from './domain/status';
import type { Judge, Matter, Reach } from './domain/view';
import { isAddressProtected, sealsOn } from './domain/protected-address';
import { hiddenFrom } from './hidden-places';
import { namedInConcerns, relativesAmongStaff } from './excluded';
import type { Access, Asked, Viewer } from './ports';
import type { Bearing, ChildReader, Told } from './reader';
import { cohortsOf, relationshipsOf, type Standing } from './standing';

/** Events that alerts sent to somebody name, each with the rules of those alerts. */
export type Named = ReadonlyMap<EventId, ReadonlySet<string>>;

export type AccessIo = Readonly<{
  reader: ChildReader;
  directory: Pick<Directory, 'current' | 'at'>;
  agreements: Agreements;
  refOf: (kind: string, ...parts: readonly string[]) => RecordRef;
  /** What alerts about the child name that were open to the viewer at that time. */
  alertsNaming: (viewer: Viewer, child: ChildId, at: Instant | null) => Promise<Named>;
  now(): Instant;
  /** What stands on the child's own stream, oldest first: decisions about who may see it are among it. */
  decisionsOn: (child: ChildId) => Promise<readonly Envelope[]>;
  /** Other children who may live with the child: a marker on one of them hides where it is too. */
  householdOf: (child: ChildId) => Promise<readonly ChildId[]>;
  /** How old a status may be, in milliseconds. Default: two days. */
  statusLimitMs?: number;
}>;

/**
 * What a viewer may see of a child. Of an earlier time they see what was open to them then, by the grounds,
 * relationships, agreements and directory of that time, and is open to them still: an old relationship opens nothing.
 */
export async function accessTo(io: AccessIo, asked: Asked): Promise<Access> {
  const now = await accessNow(io, asked);
  if (!asked.then || now.refusal || isAuditor(now.reader)) return now;
  const then = await accessThen(io, asked, asked.then);
  const judge: Judge = (matter) => narrower(then.judge(matter), now.judge(matter));
  // Whoever may know of the child now is answered: that nothing was open to them then is no missing child.
  return { judge, hidden: now.hidden, refusal: undefined };
}

type Made = Access & Readonly<{ reader: Reader }>;
const isAuditor = ({ relationships }: Reader): boolean => relationships.has('auditor');

async function accessNow(io: AccessIo, asked: Asked): Promise<Made> {
  const { viewer, child } = asked;
  const at = io.now();
  const view = await io.directory.current();
  const [bearing, named, decisions] = await Promise.all([
    io.reader.bearing(child, at, referenceOf(view)),
    io.alertsNaming(viewer, child, null),
    io.decisionsOn(child),
  ]);
  const granted = grantedAt(decisions, at);
  const isItself = granted.sealed || isAddressProtected(bearing.bearing);
  const sealed = isItself || (await isHouseholdMarked(io, child));
  return made(io, asked, { view, at, bearing, named, granted, sealed });
}

async function accessThen(io: AccessIo, asked: Asked, { at, told }: NonNullable<Asked['then']>): Promise<Made> {
  const { viewer, child } = asked;
  const [view, named, decisions] = await Promise.all([
    io.directory.at(at),
    io.alertsNaming(viewer, child, at),
    io.decisionsOn(child),
  ]);
  const { states, confirmations, statements } = told;
  const bearing = { states, confirmations, bearing: statements, agencies: new Set(statements.map((s) => s.agency)) };
  // What is hidden is decided by what is known now: an earlier day is sealed as today is.
  return made(io, asked, { view, at, bearing, named, granted: grantedAt(decisions, at), sealed: false });
}

type Scene = Readonly<{ view: DirectoryView; at: Instant; bearing: Bearing; named: Named; granted: Granted }> &
  Readonly<{ sealed: boolean }>;

async function made(io: AccessIo, { viewer, purpose, assessment }: Asked, scene: Scene): Promise<Made> {
  const { view, at, named, granted } = scene;
  const standing = standingOf(io, scene);
  const relationships = new Set(relationshipsOf(viewer, standing, { view, refOf: io.refOf }));
  if (named.size > 0 && view.holds(viewer.practitioner, viewer.role, viewer.agency))
    relationships.add('alert-recipient');
  if (assessment?.takesPart && view.holds(viewer.practitioner, viewer.role, viewer.agency))
    relationships.add('assessment-team');
  const barred = await barredBy(io, viewer, scene, standing);
  const reader: Reader = {
    ...{ agency: viewer.agency, role: viewer.role, purpose, relationships },
    sector: view.agency(viewer.agency)?.sector,
    ...(barred ? { barred } : {}),
  };
  const grounds: Grounds = {
    ...NO_GROUNDS,
    cohorts: cohortsOf(standing.status),
    named,
    answered: assessment?.answered ?? NO_GROUNDS.answered,
    released: granted.released,
    shared: sharedWith(granted, viewer, { purpose, at }),
    glass: standingOpening(granted, 'break-glass', viewer, at) !== undefined,
    protection: standingOpening(granted, 'protection-ground', viewer, at) !== undefined,
  };
  const agreementOf = agreementsOn(io.agreements, view, at);
  const judge = judgeFor({ reader, grounds, agreementOf });
  const refused = refusalOf(reader, grounds);
  const hidden = scene.sealed
    ? hiddenFrom({ agency: viewer.agency, view, refOf: io.refOf, opens: opensLocation(reader, agreementOf) })
    : undefined;
  return { judge, hidden, reader, refusal: refused && { rule: refused.rule, reason: refused.reason } };
}

/** A child as it was known at a time, for a decision that nobody asked for by a call. */
export type Known = Readonly<{
  told: Told;
  status: Status;
  view: DirectoryView;
  at: Instant;
  /** What stands on the child's own stream. */
  decisions: readonly Envelope[];
  /** Those whom a concern names, and their line; staff whom a record names around the child. */
  named: ReadonlySet<string>;
}>;

/**
 * What a person could be told of a child by what was known then: relationships, grounds and agreements of that time; no
 * alert, no answer to a request and nothing that somebody opened by their own word counts. Pure.
 */
export function judgeAsKnown(
  viewer: Viewer,
  purpose: string,
  { told, status, view, at, decisions, named }: Known,
  { agreements, refOf }: Pick<AccessIo, 'agreements' | 'refOf'>,
): Judge {
  const granted = grantedAt(decisions, at);
  const agencies = new Set(told.statements.map((one) => one.agency));
  const standing = { status, bearings: bearingsOf(told.statements, agencies), at };
  const barred = granted.ownFamily.has(viewer.practitioner)
    ? ('own-family' as const)
    : named.has(viewer.practitioner)
      ? ('named-in-concern' as const)
      : undefined;
  const reader: Reader = {
    ...{ agency: viewer.agency, role: viewer.role, purpose },
    relationships: new Set(relationshipsOf(viewer, standing, { view, refOf })),
    sector: view.agency(viewer.agency)?.sector,
    ...(barred ? { barred } : {}),
  };
  const grounds: Grounds = { ...NO_GROUNDS, cohorts: cohortsOf(status), released: granted.released };
  return judgeFor({ reader, grounds, agreementOf: agreementsOn(agreements, view, at) });
}

function standingOf(io: AccessIo, { view, at, bearing }: Scene): Standing {
  const { states, confirmations } = bearing;
  const limitMs = io.statusLimitMs ?? FRESH_FOR_MS;
  const { currencyOf } = referenceOf(view);
  const status = statusFrom(states, at, { currencyOf, confirmations, limitMs });
  return { status, bearings: bearingsOf(bearing.bearing, bearing.agencies), at };
}

async function barredBy(
  io: AccessIo,
  viewer: Viewer,
  { view, granted }: Scene,
  { bearings }: Standing,
): Promise<Reader['barred']> {
  if (!view.holds(viewer.practitioner, viewer.role, viewer.agency)) return 'role-not-held';
  if (granted.ownFamily.has(viewer.practitioner)) return 'own-family';
  const said = await io.reader.dataOf([...bearings.concerns, ...bearings.family]);
  if (relativesAmongStaff(said, view).has(viewer.practitioner)) return 'own-family';
  return namedInConcerns(said, view).has(viewer.practitioner) ? 'named-in-concern' : undefined;
}

/** Whether a record of the child bears a marker now, or somebody set one by hand. */
async function isMarked(io: AccessIo, child: ChildId): Promise<boolean> {
  const [decisions, marks] = await Promise.all([io.decisionsOn(child), io.reader.marks(child)]);
  return sealsOn(decisions).length > 0 || isAddressProtected(marks);
}

/** A marker on anyone of the household seals all of it (design/access.md 7): two who live together are in one place. */
async function isHouseholdMarked(io: AccessIo, child: ChildId): Promise<boolean> {
  const mates = await io.householdOf(child);
  return (await Promise.all(mates.map((mate) => isMarked(io, mate)))).includes(true);
}

const opensLocation =
  (reader: Reader, agreementOf: AgreementOf) =>
  (supplier: AgencyId): boolean =>
    agreementOf(supplier)?.location?.some((line) => isMeant(line, reader)) ?? false;

/** As `accessTo`, for a door that decides by other rules what to show; most children have no seal, and it ends there. */
export async function hiddenOf(io: AccessIo, viewer: Viewer, child: ChildId): Promise<Hidden | undefined> {
  if (!(await isMarked(io, child)) && !(await isHouseholdMarked(io, child))) return undefined;
  return (await accessNow(io, { viewer, child, purpose: 'direct-work' })).hidden;
}

type AgreementOf = (agency: AgencyId) => Agreement | undefined;

function agreementsOn(agreements: Agreements, view: DirectoryView, at: Instant): AgreementOf {
  const day = londonDate(at);
  const known = new Map<AgencyId, Agreement | undefined>();
  return (id) => {
    const agency = view.agency(id);
    if (!known.has(id) && agency) known.set(id, agreements.inForce(agency, day));
    return known.get(id);
  };
}

type Deciding = Readonly<{ reader: Reader; grounds: Grounds; agreementOf: AgreementOf }>;

/** Decides each kind of matter once; an event that is named, or was held, for itself. */
function judgeFor({ reader, grounds, agreementOf }: Deciding): Judge {
  const known = new Map<string, Reach>();
  const decided = (matter: Matter): Reach => decide(reader, matter, { grounds, agreement: agreementOf(matter.agency) });
  return (matter) => {
    const { eventId } = matter;
    const isOne = eventId !== undefined && (grounds.named.has(eventId) || grounds.shared.has(eventId));
    if (isOne || matter.release.state === 'held' || matter.type.startsWith('identity.')) return decided(matter);
    const key = `${matter.agency} ${matter.dataClass}`;
    const reach = known.get(key) ?? decided(matter);
    known.set(key, reach);
    return reach;
  };
}
