import type { ChildId, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';
import { type Hearing, hearingOf, hearingsOf } from '../domain/involvement';
import { type Column, namesOf, unnestOf, valuesOf } from './bulk';
import { STATED_TYPES } from './chronology.projection';
import { recordOf } from './columns';
import { chunksOf, removal } from './removal';

const NAME = 'involvement';
const VERSION = 1;

type Row = Readonly<{ childId: ChildId; hearing: Hearing }>;
const columns: readonly Column<Row>[] = [
  { name: 'child_id', type: 'uuid', of: (r) => r.childId },
  { name: 'record_id', type: 'uuid', of: (r) => recordOf(r.hearing.streamId) },
  { name: 'agency', type: 'text', of: (r) => r.hearing.agency },
  { name: 'feed', type: 'text', of: (r) => r.hearing.feed },
  { name: 'sector', type: 'text', of: (r) => r.hearing.sector },
  { name: 'data_class', type: 'text', of: (r) => r.hearing.dataClass },
  { name: 'first_known', type: 'timestamptz', of: (r) => r.hearing.firstKnown },
  { name: 'last_known', type: 'timestamptz', of: (r) => r.hearing.lastKnown },
];

/** Which agencies have spoken of a child, by which feed, and when first and last. */
export const involvementProjection: ProjectionDefinition = {
  name: NAME,
  version: VERSION,
  handles: STATED_TYPES,
  tables: ['involvement'],
  create: (slot) => create(slot),
};

function create(slot: Slot): Projection {
  const table = `${slot}.involvement`;
  const upsert = `INSERT INTO ${table} AS old (${namesOf(columns)}) SELECT * FROM ${unnestOf(columns)}
    ON CONFLICT (child_id, record_id, feed, sector, data_class) DO UPDATE SET
      first_known = LEAST(old.first_known, EXCLUDED.first_known),
      last_known = GREATEST(old.last_known, EXCLUDED.last_known)
    WHERE EXCLUDED.first_known < old.first_known OR EXCLUDED.last_known > old.last_known`;
  return {
    name: NAME,
    version: VERSION,
    handles: STATED_TYPES,
    ...removal(table),
    async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
      for (const rows of chunksOf(rowsOf(batch))) await tx.query(upsert, valuesOf(columns, rows));
    },
  };
}

function rowsOf(batch: readonly Recorded[]): Row[] {
  const heard = batch.filter((r) => r.event.childId !== null && hearingOf(r) !== undefined);
  return [...Map.groupBy(heard, (r) => r.event.childId as ChildId).entries()].flatMap(([childId, own]) =>
    hearingsOf(own).map((hearing) => ({ childId, hearing })),
  );
}
