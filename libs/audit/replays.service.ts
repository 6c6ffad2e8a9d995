import { createHash } from 'node:crypto';
import { AUDIT } from '@tributary/access';
import {
  asKnownInstant,
  type ChildDoors,
  type Question,
  type Reference,
  type ReferenceAt,
  type RefOf,
  type Viewer,
} from '@tributary/chronology';
import { type AgencyId, type FeedPosition, type Instant, isUuid, Problem, uuidv7 } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Moment } from './comparison';
import { replay, type ReplayRequest, type ReplaySetting, type ReplaySource, seenBy } from './replay';
import type { Versions } from './versions';
import { AUDITOR, purposeOf } from './purpose';
import { findReplay, insertReplay, type ReplayRow } from './storage/replays';

/** What is asked for, as it comes over the wire or the command line. */
export type ReplayOrder = Readonly<{
  /** A reference for the child, and whose; by default the viewer's agency's own. */
  child: string;
  agency?: AgencyId;
  /** A day (its end in Europe/London) or an RFC 3339 time. Default: now. */
  asKnownOn?: string;
  view?: string;
  /** For `held`: the agency that held. */
  for?: string;
  /** A code word; mandatory. */
  purpose?: string;
  /** Up to which event; by default the newest there is. */
  position?: FeedPosition;
}>;

export type ReplaysOptions = Readonly<{
  pool: Pool;
  doors: Pick<ChildDoors, 'childOf' | 'disclose' | 'accessOf' | 'now'>;
  /** Where answers come from; the store, as a rule. */
  source: ReplaySource;
  head: () => Promise<FeedPosition>;
  referenceAt: ReferenceAt;
  refOf: RefOf;
  versions: () => Promise<Versions>;
  /** How old a status may be, in milliseconds. Default: two days. */
  statusLimitMs?: number;
}>;

/** A replay made: its canonical JSON, and whether it equals what was first answered. */
export type ReplayMade = Readonly<{ row: ReplayRow; json: string; equal: boolean }>;

/** What a page about a replay is made from. */
export type Staged = Readonly<{ row: ReplayRow; then: Moment; now: Moment; setting: ReplaySetting }>;

export const digestOf = (json: string): string => createHash('sha256').update(json).digest('hex');

/** Replays with a purpose: asked for once, and made again, the same, whenever they are looked at. */
export class ReplaysService {
  constructor(private readonly options: ReplaysOptions) {}

  /** Throws a Problem where the purpose is missing, the viewer no auditor, or the question wrong. */
  async ask(viewer: Viewer, order: ReplayOrder): Promise<ReplayMade> {
    const request = await this.requestOf(viewer, order);
    const json = await this.run(viewer, request);
    const { now } = this.options.doors;
    const row = { ...request, id: uuidv7(), askedAt: now(), viewer, digest: digestOf(json) };
    await this.disclosed(viewer, request);
    await insertReplay(this.options.pool, row);
    return { row, json, equal: true };
  }

  /** Makes a replay again. It differs where something in it was erased since, or by another version of the code. */
  async again(viewer: Viewer, id: string): Promise<ReplayMade> {
    const row = await this.rowOf(viewer, id);
    const json = await this.run(viewer, row);
    await this.disclosed(viewer, row);
    return { row, json, equal: digestOf(json) === row.digest };
  }

  /** A replay's moment and the time it was asked for, for a page that sets them side by side. */
  async stage(viewer: Viewer, id: string): Promise<Staged> {
    const row = await this.rowOf(viewer, id);
    const then = row.question.at;
    const [setting, after] = [await this.settingOf(viewer, row, then), await this.options.referenceAt(row.askedAt)];
    const moment = async (at: Instant, reference: Reference): Promise<Moment> => {
      const recorded = await this.options.source.history(row.child, reference, row.position);
      return { at, reference, seen: seenBy(setting.judge, recorded) };
    };
    const staged = { row, setting, then: await moment(then, setting.reference), now: await moment(row.askedAt, after) };
    await this.disclosed(viewer, row);
    return staged;
  }

  private async rowOf(viewer: Viewer, id: string): Promise<ReplayRow> {
    onlyAuditors(viewer);
    const row = isUuid(id) ? await findReplay(this.options.pool, id) : undefined;
    if (row && row.viewer.agency === viewer.agency) return row;
    throw new Problem('replay-unknown', 404, 'No such replay', 'Use the id that POST /v1/replays gave you.');
  }

  private async run(viewer: Viewer, request: ReplayRequest): Promise<string> {
    return replay(request, this.options.source, await this.settingOf(viewer, request, request.question.at));
  }

  private async settingOf(viewer: Viewer, request: ReplayRequest, at: Instant): Promise<ReplaySetting> {
    const { doors, referenceAt, versions, refOf, statusLimitMs } = this.options;
    // Access knows one purpose of this kind; what the auditor stated stands in the answer and in the ledger.
    const { judge, hidden, refusal } = await doors.accessOf({ viewer, child: request.child, purpose: AUDIT });
    if (refusal) {
      const asked = { viewer, child: request.child, purpose: request.purpose, asKnownOn: at };
      await doors.disclose({ ...asked, what: 'replay', shown: [], withheld: [], refusal });
      throw unknownChild();
    }
    const setting = { reference: await referenceAt(at), judge, hidden, refOf, versions: await versions() };
    return { ...setting, ...(statusLimitMs === undefined ? {} : { statusLimitMs }) };
  }

  private async requestOf(viewer: Viewer, order: ReplayOrder): Promise<ReplayRequest> {
    onlyAuditors(viewer);
    const purpose = purposeOf(order.purpose);
    const question = questionOf(order, this.options.doors.now());
    const reference = { agency: order.agency ?? viewer.agency, child: order.child };
    const child = await this.options.doors.childOf(reference.agency, reference.child);
    if (!child) throw unknownChild();
    return { child, reference, question, purpose, position: order.position ?? (await this.options.head()) };
  }

  private async disclosed(viewer: Viewer, { child, question, purpose }: ReplayRequest): Promise<void> {
    const rule = { agency: viewer.agency, dataClass: 'general', rule: 'audit', version: '1' };
    const asKnownOn = question.at;
    await this.options.doors.disclose({
      ...{ viewer, child, what: 'replay', purpose, asKnownOn, withheld: [] },
      shown: [rule],
    });
  }
}

function onlyAuditors({ role }: Viewer): void {
  if (role === AUDITOR) return;
  throw new Problem(
    'role-wrong',
    403,
    'Only an auditor may replay',
    'Sign in in the role of auditor; a child’s chronology takes asKnownOn for everybody else.',
  );
}

export function questionOf(order: Pick<ReplayOrder, 'asKnownOn' | 'view' | 'for'>, now: Instant): Question {
  const at = order.asKnownOn === undefined ? now : asKnownInstant(order.asKnownOn, now);
  if (order.view === 'held' && order.for) return { view: 'held', for: order.for as AgencyId, at };
  if ((order.view ?? 'available') === 'available' && order.for === undefined) return { view: 'available', at };
  throw new Problem(
    'view-wrong',
    400,
    'That is not a question that can be replayed',
    'Ask for view available, or for view held with the agency that held in for.',
  );
}

const unknownChild = (): Problem =>
  new Problem(
    'child-unknown',
    404,
    'No child with that reference',
    'Give the reference in child, and in agency whose reference it is where it is not your own agency’s.',
  );
