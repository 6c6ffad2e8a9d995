import { Client, Pool } from 'pg';
import type { TestDatabase } from './postgres';

/** A process that dies: its connections end with whatever they had open, and nothing it does reaches anything. */
export type Victim = Readonly<{ pool: Pool; kill: () => Promise<void> }>;

export function victimOf({ appUrl, adminUrl }: Pick<TestDatabase, 'appUrl' | 'adminUrl'>): Victim {
  const pool = new Pool({ connectionString: appUrl, max: 10, application_name: 'victim' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kill = async (): Promise<void> => {
    Object.assign(pool, { connect: () => Promise.reject(new Error('Connection terminated')) });
    Object.assign(pool, { query: () => Promise.reject(new Error('Connection terminated')) });
    const admin = new Client({ connectionString: adminUrl });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim' AND datname = current_database()`,
    );
    await admin.end();
  };
  return { pool, kill };
}
