import { type PoolConfig, Pool } from 'pg';
import type { Logger } from '../observe/logger';

export type Pools = Readonly<{ events: Pool; keys: Pool }>;

type Options = Readonly<{ app: string; logger: Logger; max?: number }>;

/**
 * Limits in milliseconds. An open transaction holds the committed feed back for everybody, so one that idles is ended.
 */
const LIMITS = {
  connectionTimeoutMillis: 5_000,
  idleTimeoutMillis: 30_000,
  statement_timeout: 60_000,
  lock_timeout: 30_000,
  idle_in_transaction_session_timeout: 30_000,
} satisfies PoolConfig;

export function openPools(urls: Readonly<{ events: string; keys: string }>, options: Options): Pools {
  const open = (name: 'events' | 'keys', max: number): Pool => {
    const pool = new Pool({
      ...LIMITS,
      connectionString: urls[name],
      max,
      keepAlive: true,
      application_name: `tributary-${options.app}`,
    });
    const lost = (error: Error): void =>
      options.logger.warn('a database connection was lost', { context: name, error });
    // Unheard, the event would end the process. The pool hears its idle connections alone; one that breaks while it is
    // lent, between two queries, must be heard too: its next query fails, and that is what its user sees.
    pool.on('error', lost);
    pool.on('connect', (client) => client.on('error', lost));
    return pool;
  };
  const max = options.max ?? 16;
  return { events: open('events', max), keys: open('keys', Math.max(4, Math.floor(max / 2))) };
}

export async function closePools(pools: Pools): Promise<void> {
  await Promise.all([pools.events.end(), pools.keys.end()]);
}
