import { isEvent } from '@tributary/catalogue';
import type { RecordId } from '@tributary/kernel';
import type { Reactor } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { Rematch } from './rematch';
import { hasBetterEvidence } from './standing';

/**
 * A known record said something by which it matches another child: intake proposed that, for what stands on a stream is
 * moved by a decision of its own. Here the hub decides it, where no person has to. Repeated, it changes nothing.
 */
export const rematchingReactor = (options: Readonly<{ pool: Pool; rematch: Pick<Rematch, 'afterNews'> }>): Reactor => ({
  name: 'rematching',
  version: 1,
  handles: ['identity.match-proposed'],
  async react(batch) {
    for (const { event } of batch) {
      if (!isEvent(event, 'identity.match-proposed')) continue;
      const record = event.data.recordId as RecordId;
      if (await hasBetterEvidence(options.pool, record)) await options.rematch.afterNews(record);
    }
  },
});
