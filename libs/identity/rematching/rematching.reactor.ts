import { isEvent } from '@tributary/catalogue';
import { type ChildId, childStream, type Envelope, type RecordId } from '@tributary/kernel';
import type { Reactor } from '@tributary/runtime';
import type { Pool } from 'pg';
import { TAKEN_BACK } from '../domain/move-events';
import type { FollowingRecords, TakenBack } from './following';
import type { Joining } from './joining';
import type { Rematch } from './rematch';
import { reasonsOf } from './standing';
import { TAKEN_BACK_NUMBER, type TakingBack } from './taking-back';

type Options = Readonly<{
  pool: Pool;
  rematch: Pick<Rematch, 'afterNews'>;
  joining: Pick<Joining, 'superseded' | 'merged'>;
  takingBack: Pick<TakingBack, 'of'>;
  following: Pick<FollowingRecords, 'after'>;
}>;

/**
 * A known record said something by which it, or its child, is of somebody else: intake proposed that, for what stands on a
 * stream is moved by a decision of its own. Here the hub decides it, where no person has to; and what becomes of the records
 * that were linked because of one that was taken out. Repeated, it changes nothing.
 */
export const rematchingReactor = (options: Options): Reactor => ({
  name: 'rematching',
  version: 1,
  handles: ['identity.match-proposed', ...TAKINGS],
  async react(batch) {
    for (const { event } of batch) {
      const taken = takenBackBy(event);
      if (taken) await options.following.after(taken);
      if (isEvent(event, 'identity.match-proposed')) await decide(event.data.recordId as RecordId, options);
    }
  },
});

const TAKINGS = ['identity.record-linked', 'identity.child-split'] as const;

/** What an event on the stream of a child says of records that came back to it; of several at once their decision says it. */
function takenBackBy(event: Envelope): TakenBack | undefined {
  if (isEvent(event, 'identity.child-split')) {
    const { records, from, to } = event.data;
    return event.streamId === childStream(to as ChildId) ? takenBack(records, from, to) : undefined;
  }
  if (!isEvent(event, 'identity.record-linked') || event.data.method !== TAKEN_BACK) return undefined;
  const { recordId, childId, previous, decision } = event.data;
  const isHere = event.streamId === childStream(childId as ChildId) && decision === undefined;
  return isHere && previous !== null ? takenBack([recordId], previous, childId) : undefined;
}

const takenBack = (records: readonly string[], from: string, to: string): TakenBack => ({
  records: records.map((record) => record as RecordId),
  from: from as ChildId,
  to: to as ChildId,
});

async function decide(record: RecordId, { pool, rematch, joining, takingBack }: Options): Promise<void> {
  const reasons = await reasonsOf(pool, record);
  if (reasons.has(TAKEN_BACK_NUMBER)) await takingBack.of(record);
  if (reasons.has('merged-at-source')) await joining.merged(record);
  if (reasons.has('number-superseded')) await joining.superseded(record);
  if (reasons.has('better-evidence') || reasons.has('number-superseded')) await rematch.afterNews(record);
}
