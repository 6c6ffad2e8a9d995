import { FEED_START, type FeedPosition, type NewEvent, type StreamId, type Token } from '@tributary/kernel';
import { Client, type Pool, type PoolClient } from 'pg';
import { anEvent, aRecord, testStore, type TestStore } from '../testing/store';

/**
 * The two ways in which a feed read from a table silently goes wrong, each beside the right way, under the same eight
 * writers. A spec in which the wrong way lost nothing would prove nothing: it asserts that the wrong way loses.
 */
const WRITERS = 8;
const EACH = 60;

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(() => t.close());

/** Pauses of 0 to 3 database milliseconds, always the same ones. */
const pause = (n: number): string => `SELECT pg_sleep(${((n * 7919) % 4) / 1000})`;

async function eightWriters(write: (writer: number, n: number) => Promise<void>): Promise<void> {
  const one = async (writer: number): Promise<void> => {
    for (let n = 0; n < EACH; n += 1) await write(writer, n);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => one(writer)));
}

/** Reads until the writers are done and nothing is left above what may be read. */
async function follow<T>(writing: Promise<void>, next: () => Promise<readonly T[]>): Promise<T[]> {
  const seen: T[] = [];
  let done = false;
  const finished = writing.then(() => {
    done = true;
  });
  for (;;) {
    const wasDone = done;
    const more = await next();
    seen.push(...more);
    if (wasDone && more.length === 0) break;
  }
  await finished;
  return seen;
}

/** Appends through the store; `also` keeps the transaction open for a while after its rows are in. */
const slowAppend = (streams: readonly StreamId[]) => async (writer: number, n: number) => {
  const stream = streams[(writer + n) % streams.length] as StreamId;
  await t.store.append({ streams: [stream] }, () => ({
    events: [anEvent(stream), anEvent(stream)] satisfies NewEvent[],
    also: async (tx) => {
      await tx.query(pause(writer * EACH + n));
    },
  }));
};

describe('the committed feed', () => {
  it('loses nothing and keeps every stream in order, where polling by position loses rows', async () => {
    const streams = Array.from({ length: 12 }, aRecord);
    const writing = eightWriters(slowAppend(streams));
    let after: FeedPosition = FEED_START;
    let naiveAfter = 0;
    const naive: number[] = [];
    const seen = await follow(writing, async () => {
      const { rows } = await t.db.events.query<{ position: string }>(
        'SELECT position FROM store.events WHERE position > $1 ORDER BY position LIMIT 500',
        [naiveAfter],
      );
      naive.push(...rows.map((row) => Number(row.position)));
      naiveAfter = naive.at(-1) ?? 0;
      const { records, pending } = await t.store.read(after, 500);
      after = records.at(-1)?.at ?? after;
      return records.length === 0 && pending ? [undefined] : records;
    });
    const records = seen.filter((record) => record !== undefined);
    const written = WRITERS * EACH * 2;
    expect(new Set(records.map((r) => r.at.position)).size).toBe(written);
    expect(records).toHaveLength(written);
    const versions = new Map<Token, number>();
    for (const record of records) {
      expect(record.version).toBe((versions.get(record.streamToken) ?? 0) + 1);
      versions.set(record.streamToken, record.version);
    }
    expect(written - naive.length).toBeGreaterThan(0);
  });

  it('keeps a stream in order because the lock comes first: taken after another write, it does not', async () => {
    const owner = t.db.owner;
    await owner.query(`CREATE TABLE store.log (tx xid8 DEFAULT pg_current_xact_id(), position bigserial, version int);
      CREATE TABLE store.inbox (id bigserial PRIMARY KEY)`);
    const outOfOrder = async (lockFirst: boolean): Promise<number> => {
      await owner.query('TRUNCATE store.log');
      await eightWriters((writer, n) => writeByHand(t.db.owner, lockFirst, writer * EACH + n));
      const { rows } = await owner.query<{ version: number }>('SELECT version FROM store.log ORDER BY tx, position');
      return rows.filter((row, i) => i > 0 && row.version < (rows[i - 1]?.version ?? 0)).length;
    };
    expect(await outOfOrder(true)).toBe(0);
    expect(await outOfOrder(false)).toBeGreaterThan(0);
  });

  it('shows rows held back by an older open transaction as pending, and gives them when it ends', async () => {
    const holder: PoolClient = await t.db.owner.connect();
    await holder.query('BEGIN; SELECT pg_current_xact_id()');
    const stream = aRecord();
    const { position } = await t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream)] }));
    expect(await t.store.read(FEED_START, 10)).toEqual({ records: [], pending: true });
    expect(await t.store.head()).toEqual(FEED_START);
    await holder.query('COMMIT');
    holder.release();
    await until(async () => (await t.store.head()).position === position.position);
    const { records, pending } = await t.store.read(FEED_START, 10);
    expect([records.map((r) => r.at), pending]).toEqual([[position], false]);
  });

  it('reads every older generation whole, whatever its transaction ids', async () => {
    const stream = aRecord();
    const put = () => t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream)] }));
    const before = (await put()).position;
    // As after a restore onto a server whose transaction ids are far lower.
    const admin = await asSuperuser(t.db.adminUrl);
    await admin.query(`UPDATE store.events SET tx = (tx::text::bigint + 1000000)::text::xid8`);
    await admin.query(`UPDATE store.stream_heads SET tx = (tx::text::bigint + 1000000)::text::xid8`);
    await admin.query('UPDATE store.meta SET generation = 2');
    await admin.end();
    const old: FeedPosition = { ...before, tx: before.tx + 1_000_000 };
    const { position } = await put();
    expect(position.tx).toBeLessThan(old.tx);
    await until(async () => (await t.store.read(old, 10)).records.length > 0);
    expect((await t.store.read(old, 10)).records.map((r) => r.at)).toEqual([position]);
    expect((await t.store.read(FEED_START, 10)).records.map((r) => r.at)).toEqual([old, position]);
    expect((await t.store.load(stream)).map((e) => e.version)).toEqual([1, 2]);
  });
});

async function writeByHand(pool: Pool, lockFirst: boolean, n: number): Promise<void> {
  const client = await pool.connect();
  const lock = 'SELECT pg_advisory_xact_lock(1)';
  const inbox = 'INSERT INTO store.inbox DEFAULT VALUES';
  try {
    await client.query('BEGIN');
    for (const statement of lockFirst ? [lock, inbox] : [inbox, pause(n), lock]) await client.query(statement);
    await client.query('INSERT INTO store.log (version) SELECT COALESCE(max(version), 0) + 1 FROM store.log');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function asSuperuser(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  return client;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come to hold within 10 s');
  }
}
