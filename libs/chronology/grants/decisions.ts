import type { Hidden } from '@tributary/access';
import type { DataOf, EventType } from '@tributary/catalogue';
import type { Directory } from '@tributary/directory';
import type { Appended, Appender, AppendPlan } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  type Envelope,
  type EventId,
  type Instant,
  type NewEvent,
  uuidv7,
} from '@tributary/kernel';
import { unknownChild } from '../answer-parts';
import { type Granted, grantedAt } from '../domain/granted';
import type { ChildDoors, Reading, Refusal, Viewer } from '../ports';

/** Decisions about access are made here, for all agencies: the hub is their controller. */
const SUPPLY = { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion };
export const PURPOSE = 'safeguarding';

type Decision = Extract<EventType, `governance.${string}`>;

export type DecisionsOptions = Readonly<{
  doors: Pick<ChildDoors, 'childOf' | 'accessOf' | 'hiddenFrom' | 'disclose' | 'now'>;
  directory: Pick<Directory, 'current'>;
  appender: Appender;
  /** What stands on the child's own stream, oldest first. */
  decisionsOn: (child: ChildId) => Promise<readonly Envelope[]>;
  /** What an agency calls a child. */
  refOf: (agency: AgencyId, child: ChildId) => Promise<string>;
}>;

/** A decision of one person about one child, as an event on the child's stream. */
export type Made<T extends Decision> = Readonly<{ viewer: Viewer; child: ChildId; type: T; data: DataOf<T> }>;

/** What every decision about access to a child needs: the child, what stands, its event and its line in the ledger. */
export class Decisions {
  constructor(readonly options: DecisionsOptions) {}

  now(): Instant {
    return this.options.doors.now();
  }

  /** Throws child-unknown where the viewer's agency has no such reference. */
  async childFor(viewer: Viewer, ref: string): Promise<ChildId> {
    const child = await this.options.doors.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    return child;
  }

  /** Why nothing of the child is open to somebody; undefined where something may be. */
  async refusalOf(viewer: Viewer, child: ChildId): Promise<Refusal | undefined> {
    return (await this.options.doors.accessOf({ viewer, child, purpose: PURPOSE })).refusal;
  }

  /** What of the child's location must stand in no answer to somebody. */
  async hiddenFrom(viewer: Viewer, child: ChildId): Promise<Hidden | undefined> {
    return this.options.doors.hiddenFrom(viewer, child);
  }

  /** Writes the refusal down and answers as of a child that is not there. */
  async refuse(what: Reading['what'], viewer: Viewer, child: ChildId, refusal: Refusal): Promise<never> {
    await this.write(what, viewer, child, refusal);
    throw unknownChild();
  }

  async granted(child: ChildId): Promise<Granted> {
    return grantedAt(await this.options.decisionsOn(child), this.now());
  }

  event<T extends Decision>({ viewer, child, type, data }: Made<T>): NewEvent<T, DataOf<T>> {
    const id = uuidv7() as EventId;
    const at = this.now();
    return {
      ...{ id, type, schemaVersion: 1, streamId: childStream(child), childId: child, data },
      ...{ dataClass: 'general', retention: 'operations', release: { state: 'open' } },
      ...{ occurred: { at }, receivedAt: at, source: { actor: viewer.practitioner, role: viewer.role } },
      ...{ supply: SUPPLY, correlationId: id, causationId: id },
    };
  }

  async append(child: ChildId, event: NewEvent, also?: AppendPlan['also']): Promise<Appended> {
    const plan: AppendPlan = { events: [event], ...(also ? { also } : {}) };
    return this.options.appender.append({ streams: [childStream(child)] }, () => plan);
  }

  async write(what: Reading['what'], viewer: Viewer, child: ChildId, refusal?: Refusal): Promise<void> {
    const said = { viewer, child, what, purpose: PURPOSE, asKnownOn: null, shown: [], withheld: [] };
    await this.options.doors.disclose({ ...said, ...(refusal ? { refusal } : {}) });
  }
}

/** Who decided, as their event says it. */
export const by = ({ practitioner, role, agency }: Viewer) => ({ by: practitioner, role, agency });
