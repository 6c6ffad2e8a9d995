import { isEvent } from '@tributary/catalogue';
import type { RecordId } from '@tributary/kernel';
import type { Reactor } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { Joining } from './joining';
import type { Rematch } from './rematch';
import { reasonsOf } from './standing';
import { TAKEN_BACK_NUMBER, type TakingBack } from './taking-back';

type Options = Readonly<{
  pool: Pool;
  rematch: Pick<Rematch, 'afterNews'>;
  joining: Pick<Joining, 'superseded' | 'merged'>;
  takingBack: Pick<TakingBack, 'of'>;
}>;

/**
 * A known record said something by which it, or its child, is of somebody else: intake proposed that, for what stands on a
 * stream is moved by a decision of its own. Here the hub decides it, where no person has to. Repeated, it changes nothing.
 */
export const rematchingReactor = (options: Options): Reactor => ({
  name: 'rematching',
  version: 1,
  handles: ['identity.match-proposed'],
  async react(batch) {
    for (const { event } of batch) {
      if (isEvent(event, 'identity.match-proposed')) await decide(event.data.recordId as RecordId, options);
    }
  },
});

async function decide(record: RecordId, { pool, rematch, joining, takingBack }: Options): Promise<void> {
  const reasons = await reasonsOf(pool, record);
  if (reasons.has(TAKEN_BACK_NUMBER)) await takingBack.of(record);
  if (reasons.has('merged-at-source')) await joining.merged(record);
  if (reasons.has('number-superseded')) await joining.superseded(record);
  if (reasons.has('better-evidence') || reasons.has('number-superseded')) await rematch.afterNews(record);
}
