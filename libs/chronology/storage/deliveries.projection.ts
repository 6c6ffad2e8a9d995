import type { Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';
import { confirmationOf, DELIVERED } from '../domain/deliveries';
import { type Column, namesOf, unnestOf, valuesOf } from './bulk';

const NAME = 'feed-deliveries';
const VERSION = 1;

type Row = Readonly<{ agency: string; feed: string; at: string; eventId: string }>;
const columns: readonly Column<Row>[] = [
  { name: 'agency', type: 'text', of: (r) => r.agency },
  { name: 'feed', type: 'text', of: (r) => r.feed },
  { name: 'known_from', type: 'timestamptz', of: (r) => r.at },
  { name: 'event_id', type: 'uuid', of: (r) => r.eventId },
];

/** When each feed delivered: what it did not say again, it thereby confirmed. It concerns no child. */
export const deliveriesProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: [DELIVERED],
  tables: ['feed_deliveries'],
  create: (slot) => create(slot),
};

function create(slot: Slot): Projection {
  const table = `${slot}.feed_deliveries`;
  return {
    name: NAME,
    version: VERSION,
    handles: [DELIVERED],
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      const rows = batch.flatMap((recorded): Row[] => {
        const said = confirmationOf(recorded);
        return said ? [{ ...said, eventId: recorded.event.id }] : [];
      });
      if (rows.length === 0) return;
      const insert = `INSERT INTO ${table} (${namesOf(columns)}) SELECT * FROM ${unnestOf(columns)}`;
      await tx.query(insert, valuesOf(columns, rows));
    },
    async forget(): Promise<void> {},
    async reset(tx: Tx): Promise<void> {
      await tx.query(`TRUNCATE ${table}`);
    },
  };
}
