import type { Appended, Appender, AppendPlan, LockedView } from '@tributary/event-store';
import {
  type ChildId,
  childStream,
  derivedId,
  type NewEvent,
  type PractitionerId,
  Problem,
  type RecordId,
  recordStream,
  type RoleCode,
} from '@tributary/kernel';
import type { Pool } from 'pg';
import { type Ground, identityEvent } from './domain/link-events';
import { moveReferences } from './storage/references';

/** Who moves a record by hand, and why, in their own words. */
export type ByHand = Readonly<{ by: PractitionerId; role: RoleCode; reason: string }>;

type Move = Readonly<{
  recordId: RecordId;
  from: ChildId;
  to: ChildId;
  /** `to` may come into being by it. */ made: boolean;
}>;

/**
 * Links and unlinks by hand. One transaction under the record's lock writes to the record and to both children, so an
 * append to the record falls wholly before or wholly after. Repeating a move changes nothing.
 */
export class IdentityDesk {
  constructor(private readonly options: Readonly<{ pool: Pool; appender: Appender }>) {}

  /** The record is of that child, who must be there already. Problems: record-unknown, child-unknown, record-moved. */
  async link(recordId: RecordId, to: ChildId, byHand: ByHand): Promise<Appended> {
    return this.move({ recordId, from: await this.childOf(recordId), to, made: false }, byHand);
  }

  /** The record is not of that child: it gets one of its own, which is answered. Problems: record-unknown, record-moved. */
  async unlink(recordId: RecordId, from: ChildId, byHand: ByHand): Promise<Appended & { childId: ChildId }> {
    await this.childOf(recordId);
    const childId = derivedId('unlinked', recordId, from, byHand.reason) as ChildId;
    return { ...(await this.move({ recordId, from, to: childId, made: true }, byHand)), childId };
  }

  private async move(move: Move, byHand: ByHand): Promise<Appended> {
    const { recordId, from, to } = move;
    const streams = [...new Set([recordStream(recordId), childStream(from), childStream(to)])];
    return this.options.appender.append({ streams }, (view) => planOf(move, byHand, view));
  }

  private async childOf(recordId: RecordId): Promise<ChildId> {
    const { rows } = await this.options.pool.query<{ child_id: ChildId }>(
      'SELECT child_id FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    if (rows[0]) return rows[0].child_id;
    throw new Problem('record-unknown', 404, 'No such record', 'Name a record as its receipt or the review list does');
  }
}

function planOf(move: Move, byHand: ByHand, view: LockedView): AppendPlan {
  const { recordId, from, to, made } = move;
  const head = view.head(recordStream(recordId));
  if (head?.childId === to) return { events: [] };
  // Claimed, not yet appended; or elsewhere by now: whoever asked looked at something that is not so.
  if (head?.childId !== from) throw movedProblem();
  if (!made && !view.head(childStream(to))) throw noSuchChild();
  return {
    events: moveEvents(move, byHand, view),
    links: [{ streamId: recordStream(recordId), childId: to }],
    also: async (tx) => {
      await tx.query('UPDATE identity.records SET child_id = $2, review = false WHERE record_id = $1', [recordId, to]);
      await tx.query('DELETE FROM identity.proposals WHERE record_id = $1', [recordId]);
      await moveReferences(tx, move);
    },
  };
}

const movedProblem = (): Problem =>
  new Problem(
    'record-moved',
    409,
    'The record is not of that child now',
    'Somebody moved it, or its first events are still on their way. Look again and decide again',
  );

const noSuchChild = (): Problem =>
  new Problem('child-unknown', 404, 'No such child', 'Name a child that has a record, as the review list does');

function moveEvents({ recordId, from, to }: Move, byHand: ByHand, view: LockedView): readonly NewEvent[] {
  const { by, role, reason } = byHand;
  const version = view.head(recordStream(recordId))?.version ?? 0;
  const cause = derivedId('move', recordId, from, to, String(version));
  const ground: Ground = { at: view.now, correlationId: cause, causationId: cause, source: { actor: by, role } };
  const unlinked = { recordId, childId: from, by, role, reason };
  const linked = { recordId, childId: to, previous: from, method: 'by-hand', evidence: [], by, role, reason };
  const place = (name: string, childId: ChildId, own: boolean) => ({
    id: derivedId(name, cause),
    streamId: own ? recordStream(recordId) : childStream(childId),
    childId,
  });
  return [
    identityEvent('identity.record-unlinked', unlinked, place('unlinked-record', from, true), ground),
    identityEvent('identity.record-unlinked', unlinked, place('unlinked-child', from, false), ground),
    identityEvent('identity.record-linked', linked, place('linked-record', to, true), ground),
    identityEvent('identity.record-linked', linked, place('linked-child', to, false), ground),
  ];
}
