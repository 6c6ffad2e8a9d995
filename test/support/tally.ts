import type { RoomMigration } from '@tributary/event-store';
import type { ChildId, Projection, Recorded, Tx } from '@tributary/kernel';
import type { ProjectionDefinition, Slot } from '@tributary/runtime';

const HANDLES = ['education.attendance-recorded'];

export const tallyMigrations: readonly RoomMigration[] = [
  {
    id: '2026112191-tally',
    up: ['read_a', 'read_b']
      .map(
        (slot) => `CREATE TABLE ${slot}.tally (child_id uuid PRIMARY KEY, events int NOT NULL, latest text NOT NULL);
          GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ${slot}.tally TO tributary_app;`,
      )
      .join('\n'),
  },
];

export type TallyOptions = Readonly<{
  /** Runs in the batch's transaction, before its rows. */
  before?: () => Promise<void>;
  /** What is kept of a child's latest event. Default: when it is known from. */
  latest?: (recorded: Recorded) => string;
}>;

class Tally implements Projection {
  readonly name = 'tally';
  readonly version = 1;
  readonly handles = HANDLES;

  constructor(
    private readonly slot: Slot,
    private readonly options: TallyOptions,
  ) {}

  async apply(batch: readonly Recorded[], tx: Tx): Promise<void> {
    await this.options.before?.();
    const latest = this.options.latest ?? (({ event }: Recorded) => event.knownFrom);
    for (const recorded of batch)
      await tx.query(
        `INSERT INTO ${this.slot}.tally AS old VALUES ($1, 1, $2)
         ON CONFLICT (child_id) DO UPDATE SET events = old.events + 1, latest = EXCLUDED.latest`,
        [recorded.event.childId, latest(recorded)],
      );
  }

  async forget(children: readonly ChildId[], tx: Tx): Promise<void> {
    await tx.query(`DELETE FROM ${this.slot}.tally WHERE child_id = ANY($1::uuid[])`, [children]);
  }

  async reset(tx: Tx): Promise<void> {
    await tx.query(`TRUNCATE ${this.slot}.tally`);
  }
}

/** Counts each child's events: nothing in its tables hinders it from counting one twice. */
export const tally = (options: TallyOptions = {}): ProjectionDefinition => ({
  name: 'tally',
  version: 1,
  handles: HANDLES,
  tables: ['tally'],
  create: (slot) => new Tally(slot, options),
});
