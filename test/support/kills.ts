import type { Pool } from 'pg';
import type { Shape } from './shapes';

/** What of a house can be killed: its database, its broker, each of its apps. */
export type Target = Readonly<{
  name: string;
  kill(): Promise<void>;
  bringBack(): Promise<void>;
  /** Whether something stands open at this moment that the kill cuts. */
  isBusy(): Promise<boolean>;
}>;

type Watch = Readonly<{ pool: Pool; deliverer: Readonly<{ unanswered: number }> }>;

export function targetsOf(shape: Shape, watch: Watch): readonly Target[] {
  const { postgres, broker } = shape;
  const unanswered = async (): Promise<boolean> => watch.deliverer.unanswered > 0;
  const apps = shape.apps.map((app): Target => {
    const takesIn = app.name === 'hub' || app.name === 'intake';
    const open = app.name === 'relay' ? () => unsent(watch.pool) : () => transacts(watch.pool, app.name);
    return {
      name: app.name,
      kill: () => app.kill(),
      bringBack: async () => void (await app.start().ready()),
      isBusy: takesIn ? unanswered : open,
    };
  });
  const database: Target = {
    name: 'postgres',
    kill: () => postgres.kill(),
    bringBack: () => postgres.restart(),
    isBusy: unanswered,
  };
  const brokers: readonly Target[] = broker
    ? [
        {
          name: 'broker',
          kill: () => broker.kill(),
          bringBack: () => broker.restart(),
          isBusy: () => unsent(watch.pool),
        },
      ]
    : [];
  // The console writes nothing but its ledger when it is read: there is nothing of the load to cut.
  return [database, ...brokers, ...apps.filter(({ name }) => name !== 'console')];
}

async function transacts(pool: Pool, app: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM pg_stat_activity WHERE application_name = $1 AND (state = 'idle in transaction' OR backend_xid IS NOT NULL)",
    [`tributary-${app}`],
  );
  return (rowCount ?? 0) > 0;
}

/** Whether the relay has committed events before it whose sending nobody has confirmed. */
async function unsent(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT FROM store.events e
      WHERE (e.generation, e.tx, e.position) > (SELECT c.generation, c.tx::text::xid8, c.position FROM store.checkpoints c WHERE name = 'relay')
      LIMIT 1`,
  );
  return (rowCount ?? 0) > 0;
}
