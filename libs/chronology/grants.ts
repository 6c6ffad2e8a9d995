import type { Glass, GlassBook } from '@tributary/access';
import type { DataOf } from '@tributary/catalogue';
import type { Directory } from '@tributary/directory';
import type { Appended, Appender, AppendPlan } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  type Envelope,
  type EventId,
  formatPosition,
  type Instant,
  instantOf,
  millisOf,
  type NewEvent,
  type PractitionerId,
  Problem,
  uuidv7,
} from '@tributary/kernel';
import { unknownChild } from './answers';
import { grantedAt } from './domain/granted';
import type { ChildReader } from './reader';
import type { ChildDoors, Reading, Viewer } from './ports';

/** Hours that broken glass may stay open, most. */
export const MOST_HOURS = 4;
const HOUR_MS = 3_600_000;
/** Decisions about access are made here, for all agencies: the hub is their controller. */
const SUPPLY = { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion };
const PURPOSE = 'safeguarding';

export type GrantsOptions = Readonly<{
  doors: Pick<ChildDoors, 'childOf' | 'accessOf' | 'disclose' | 'now'>;
  directory: Pick<Directory, 'current'>;
  appender: Appender;
  book: GlassBook;
  decisionsOn: (child: ChildId) => Promise<readonly Envelope[]>;
  reader: Pick<ChildReader, 'statements'>;
  /** What an agency calls a child. */
  refOf: (agency: AgencyId, child: ChildId) => Promise<string>;
}>;

export type Breaking = Readonly<{ reason: string; basis: string; hours: number }>;
export type Releasing = Readonly<{ event: EventId; audience: readonly AgencyId[] }>;
export type Verdict = Readonly<{ outcome: 'justified' | 'not-justified'; note?: string }>;

type Decision =
  | 'governance.event-released'
  | 'governance.glass-broken'
  | 'governance.glass-reviewed'
  | 'governance.family-link-declared';

/** What people decide about access to one child (design/access.md 10 and 11): each an event, each in the ledger. */
export class ChildGrants {
  constructor(private readonly options: GrantsOptions) {}

  /**
   * Opens a child to whoever has no relationship to it, for some hours. Whom a concern names, or who declared a link
   * to the family, is answered as for a child that is not there. Problems: child-unknown, glass-no-reviewer.
   */
  async breakGlass(viewer: Viewer, ref: string, { reason, basis, hours }: Breaking): Promise<object> {
    const child = await this.childFor(viewer, ref);
    const { refusal } = await this.options.doors.accessOf({ viewer, child, purpose: PURPOSE });
    if (refusal && refusal.rule !== 'no-relationship') {
      await this.write('break-glass', viewer, child, { refusal });
      throw unknownChild();
    }
    const reviewer = await this.reviewerOf(viewer);
    const at = this.options.doors.now();
    const until = instantOf(millisOf(at) + hours * HOUR_MS);
    const event = decided(
      'governance.glass-broken',
      { ...by(viewer), reason, basis, until, reviewer },
      viewer,
      child,
      at,
    );
    const { agency, role, practitioner } = viewer;
    const glass: Glass = { id: event.id, child, practitioner, role, agency, reviewer, at, until };
    const { position } = await this.append(child, event, (tx) => this.options.book.broken(tx, glass));
    await this.write('break-glass', viewer, child, {});
    return { id: event.id, until, reviewer, position: formatPosition(position) };
  }

  /** What a person has yet to review, by their agency's own reference, with the reasons given. */
  async toReview(viewer: Viewer): Promise<readonly object[]> {
    const waiting = await this.options.book.waitingFor(viewer.practitioner);
    return Promise.all(
      waiting.map(async ({ child, id, reviewer: _me, ...glass }) => ({
        ...{ id, ...glass },
        child: await this.options.refOf(viewer.agency, child),
        ...(await this.reasonsOf(child, id)),
      })),
    );
  }

  /** Problems: child-unknown, glass-unknown. Repeated it changes nothing. */
  async review(viewer: Viewer, ref: string, id: string, verdict: Verdict): Promise<object> {
    const child = await this.childFor(viewer, ref);
    const at = this.options.doors.now();
    const { glass } = grantedAt(await this.options.decisionsOn(child), at);
    const mine = glass.find((one) => one.id === id && one.reviewer === viewer.practitioner);
    if (!mine) throw glassUnknown();
    if (mine.reviewed) return { id, reviewed: true };
    const event = decided(
      'governance.glass-reviewed',
      { glass: mine.id, ...by(viewer), ...verdict },
      viewer,
      child,
      at,
    );
    const { position } = await this.append(child, event, (tx) => this.options.book.reviewed(tx, mine.id, at));
    await this.write('glass-review', viewer, child, {});
    return { id, reviewed: true, position: formatPosition(position) };
  }

  /** From then on the person opens nothing of the child, in no role. Answers the same whether or not it was known. */
  async declareFamilyLink(viewer: Viewer, ref: string): Promise<object> {
    const child = await this.childFor(viewer, ref);
    const at = this.options.doors.now();
    const { ownFamily } = grantedAt(await this.options.decisionsOn(child), at);
    if (!ownFamily.has(viewer.practitioner)) {
      await this.append(child, decided('governance.family-link-declared', by(viewer), viewer, child, at));
      await this.write('family-link', viewer, child, {});
    }
    return { declared: true };
  }

  /**
   * Releases what the viewer's role holds back in their own agency to named ones. Problems: child-unknown,
   * release-unknown (not theirs to release, or no such event), agency-unknown.
   */
  async release(viewer: Viewer, ref: string, { event: id, audience }: Releasing): Promise<object> {
    const child = await this.childFor(viewer, ref);
    const { judge, refusal } = await this.options.doors.accessOf({ viewer, child, purpose: PURPOSE });
    if (refusal) {
      await this.write('release', viewer, child, { refusal });
      throw unknownChild();
    }
    const held = (await this.options.reader.statements(child)).find(({ eventId }) => eventId === id);
    const isTheirs = held?.release.state === 'held' && held.release.by === viewer.role && held.agency === viewer.agency;
    if (!held || !isTheirs || judge(held).level !== 'content') throw releaseUnknown();
    const view = await this.options.directory.current();
    if (!audience.every((agency) => view.agency(agency))) throw agencyUnknown();
    const at = this.options.doors.now();
    const data = { event: id, audience: [...audience], ...by(viewer) };
    const { position } = await this.append(child, decided('governance.event-released', data, viewer, child, at));
    await this.write('release', viewer, child, {});
    return { event: id, audience, position: formatPosition(position) };
  }

  private async childFor(viewer: Viewer, ref: string): Promise<ChildId> {
    const child = await this.options.doors.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    return child;
  }

  private async reviewerOf({ practitioner, role, agency }: Viewer): Promise<PractitionerId> {
    const view = await this.options.directory.current();
    const held = view.practitioner(practitioner)?.roles.find((one) => one.role === role && one.agency === agency);
    if (!held?.manager || held.manager === practitioner) throw noReviewer();
    return held.manager;
  }

  private async reasonsOf(child: ChildId, id: EventId): Promise<object> {
    const event = (await this.options.decisionsOn(child)).find((one) => one.id === id);
    const { reason, basis } = (event?.data ?? {}) as Partial<DataOf<'governance.glass-broken'>>;
    return { reason, basis };
  }

  private async append(child: ChildId, event: NewEvent, also?: AppendPlan['also']): Promise<Appended> {
    const plan: AppendPlan = { events: [event], ...(also ? { also } : {}) };
    return this.options.appender.append({ streams: [childStream(child)] }, () => plan);
  }

  private async write(
    what: Reading['what'],
    viewer: Viewer,
    child: ChildId,
    more: Pick<Reading, 'refusal'>,
  ): Promise<void> {
    const said = { viewer, child, what, purpose: PURPOSE, asKnownOn: null, shown: [], withheld: [] };
    await this.options.doors.disclose({ ...said, ...more });
  }
}

const by = ({ practitioner, role, agency }: Viewer) => ({ by: practitioner, role, agency });

function decided<T extends Decision>(
  type: T,
  data: DataOf<T>,
  { practitioner, role }: Viewer,
  childId: ChildId,
  at: Instant,
): NewEvent<T, DataOf<T>> {
  const id = uuidv7() as EventId;
  return {
    ...{ id, type, schemaVersion: 1, streamId: childStream(childId), childId, data },
    ...{ dataClass: 'general', retention: 'operations', release: { state: 'open' } },
    ...{ occurred: { at }, receivedAt: at, source: { actor: practitioner, role }, supply: SUPPLY },
    ...{ correlationId: id, causationId: id },
  };
}

const noReviewer = (): Problem =>
  new Problem(
    'glass-no-reviewer',
    409,
    'Nobody could review it',
    'The directory names no manager for your role. Ring the front door, and ask whoever keeps the directory',
  );

const glassUnknown = (): Problem =>
  new Problem('glass-unknown', 404, 'Nothing of that id is yours to review', 'GET /v1/break-glass lists what is');

const releaseUnknown = (): Problem =>
  new Problem('release-unknown', 404, 'Nothing of that id is yours to release', 'Only the role that holds it back may');

const agencyUnknown = (): Problem =>
  new Problem('agency-unknown', 422, 'No such agency', 'Name agencies as the directory does');
