import type { RoomMigration } from '@tributary/event-store';
import type { ChildId, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

/** One row per child and event; an event taken twice breaks the key, and one left out is missed. */
export const tinyMigrations: readonly RoomMigration[] = [
  {
    id: '2026112190-tiny-read-model',
    up: ['read_a', 'read_b']
      .map(
        (slot) => `CREATE TABLE ${slot}.tiny (
          child_id uuid NOT NULL, position bigint NOT NULL, stream text NOT NULL, note text NOT NULL,
          PRIMARY KEY (child_id, position));`,
      )
      .join('\n'),
  },
];

export type TinyOptions = Readonly<{
  name?: string;
  version?: number;
  /** Runs before each batch is put in; throwing refuses the batch. */
  before?: (batch: readonly Recorded[], tx: Tx) => Promise<void> | void;
  /** What a row says of its event; a new fold says something else. */
  note?: (recorded: Recorded) => string;
}>;

const NOBODY = '00000000-0000-0000-0000-000000000000';
const noteOf = ({ event }: Recorded): string => {
  const { data } = event;
  return typeof data === 'object' && data !== null && 'note' in data ? String(data.note) : event.type;
};

class TinyProjection implements Projection {
  readonly name: string;
  readonly version: number;
  readonly handles = TINY_HANDLES;

  constructor(
    private readonly slot: Slot,
    private readonly options: TinyOptions,
  ) {
    this.name = options.name ?? 'tiny';
    this.version = options.version ?? 1;
  }

  async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
    await this.options.before?.(batch, tx);
    const note = this.options.note ?? noteOf;
    await tx.query(
      `INSERT INTO ${this.slot}.tiny SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])`,
      [
        batch.map(({ event }) => event.childId ?? NOBODY),
        batch.map(({ at }) => at.position),
        batch.map(({ event }) => event.streamId),
        batch.map(note),
      ],
    );
  }

  async forget(children: readonly ChildId[], tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM ${this.slot}.tiny WHERE child_id = ANY($1::uuid[])`, [children]);
  }

  async reset(tx: Tx): Promise<void> {
    await tx.query(`TRUNCATE ${this.slot}.tiny`);
  }
}

const TINY_HANDLES = ['education.attendance-recorded'];

export const tinyReadModel = (options: TinyOptions = {}): ProjectionDefinition => ({
  name: options.name ?? 'tiny',
  version: options.version ?? 1,
  handles: TINY_HANDLES,
  tables: ['tiny'],
  create: (slot) => new TinyProjection(slot, options),
});
