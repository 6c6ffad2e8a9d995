import { Problem } from '@tributary/kernel';
import { Client } from 'pg';

/** Locks in the server itself: they end with their holder, however it ends, and with the server. */
const HUB_LOCK = 20_261_101;
const USERS_LOCK = 20_261_102;
/** Milliseconds. */
const LOCK_WITHIN = 4_000;

/** Who uses the embedded server: a hub alone, any number of command lines beside it. */
export class ServerLocks {
  /** Comes when the connection that holds them ends, let go or broken: they are held no longer. */
  readonly ended: Promise<void>;

  private constructor(private readonly client: Client) {
    this.ended = new Promise((resolve) => client.once('end', resolve));
  }

  /** `alone`: throws `home-in-use` where another hub is. */
  static async hold(url: string, alone: boolean): Promise<ServerLocks> {
    const client = new Client({ connectionString: url });
    // The server going away is told by the pools, by readiness and by `ended`.
    client.on('error', () => undefined);
    const locks = new ServerLocks(client);
    await client.connect();
    try {
      await client.query(`SET lock_timeout = ${LOCK_WITHIN}`);
      await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
      // A hub that was killed a moment ago lets go as soon as the server sees its connections end.
      if (alone) await client.query('SELECT pg_advisory_lock($1)', [HUB_LOCK]).catch(refused);
      return locks;
    } catch (error) {
      await locks.letGo();
      throw error;
    }
  }

  /** Whether nobody else uses the server; false where it is gone already. */
  async areLast(): Promise<boolean> {
    try {
      await this.client.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
      const { rows } = await this.client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
        USERS_LOCK,
      ]);
      return rows[0]?.last ?? false;
    } catch {
      return false;
    }
  }

  async letGo(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

function refused(): never {
  throw new Problem(
    'home-in-use',
    503,
    'Another hub runs on this folder',
    'Stop it first, or give this one a TRIBUTARY_HOME of its own',
  );
}
