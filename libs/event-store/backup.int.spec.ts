import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childStream, FEED_START, type FeedPosition, type Instant, type StreamId } from '@tributary/kernel';
import { Vault, vaultMigrations } from '@tributary/vault';
import { Pool } from 'pg';
import { serverOfOwn, testDatabase, type TestDatabase } from '../testing/postgres';
import { aChild, anEvent, aRecord, readable, TEST_MASTER_KEY, testStore, type TestStore } from '../testing/store';
import { backup, EventStore, inTransaction, lockCheckpoint, Notary, restore, storeMigrations, verify } from '.';

const migrations = [...storeMigrations, ...vaultMigrations];
const keyPair = generateKeyPairSync('ed25519');

let source: TestStore;
let server: Awaited<ReturnType<typeof serverOfOwn>>;
let target: TestDatabase;
let directory: string;
let now: Instant;

beforeAll(async () => {
  source = await testStore();
  server = await serverOfOwn();
});
beforeEach(async () => {
  target = await testDatabase([], server);
  now = '2026-03-02T09:00:00.000Z' as Instant;
  directory = await mkdtemp(join(tmpdir(), 'tributary-backup-'));
});
afterEach(async () => {
  await target.close();
  await rm(directory, { recursive: true });
});
afterAll(async () => {
  await source.close();
  await server.stop();
});

/** From the beginning of 2026 to the restore. */
const SECOND_OF_RESTORE = 60 * 86_400 + 9 * 3_600;

const urlsOf = (db: TestDatabase) => ({ events: db.ownerUrl, keys: db.keysOwnerUrl });
const backUp = () => backup({ ownerUrls: urlsOf(source.db), directory });
const bringBack = (masterKey = TEST_MASTER_KEY) =>
  restore({
    ownerUrls: urlsOf(target),
    directory,
    migrations,
    masterKey,
    shredDirectory: source.shredDirectory,
    clock: () => now,
  });
const openTarget = async (): Promise<EventStore> => {
  const vault = await Vault.open({
    keys: target.keys,
    masterKey: TEST_MASTER_KEY,
    shredDirectory: source.shredDirectory,
  });
  return EventStore.open({ events: target.events, vault });
};
const put = async (store: EventStore, stream: StreamId, n: number) => {
  const appended = await store.append({ streams: [stream] }, () => ({ events: [anEvent(stream, { data: { n } })] }));
  await readable(store, appended.position);
  return appended;
};
const read = async (store: EventStore, after: FeedPosition): Promise<FeedPosition[]> => {
  const all: FeedPosition[] = [];
  for (let at = after; ; at = all.at(-1) as FeedPosition) {
    const { records } = await store.read(at, 100);
    if (records.length === 0) return all;
    all.push(...records.map((record) => record.at));
  }
};
const numbers = async (store: EventStore, stream: StreamId) =>
  (await store.load(stream)).map((event) => (event.data as { n: number }).n);

describe('backup and restore', () => {
  it('bring back, on a server whose transaction ids start lower, all that stood, and go on from there', async () => {
    const streams = Array.from({ length: 8 }, aRecord);
    const writeAll = async (from: number, to: number): Promise<void> => {
      await Promise.all(
        streams.map(async (stream) => {
          for (let n = from; n < to; n += 1) await put(source.store, stream, n);
        }),
      );
    };
    await writeAll(0, 10);
    const notary = new Notary({ events: source.db.events, key: keyPair.privateKey });
    await notary.checkpoint();
    const consumerStood = (await read(source.store, FEED_START)).at(-1) as FeedPosition;
    await inTransaction(source.db.events, (tx) => lockCheckpoint(tx, { name: 'x', slot: 'read_a', partition: 0 }));
    await inTransaction(source.db.events, (tx) => lockCheckpoint(tx, { name: 'x', slot: 'none', partition: 0 }));

    const [manifest] = await Promise.all([backUp(), writeAll(10, 40)]);
    await bringBack();

    const restored = await openTarget();
    for (const stream of streams) {
      const held = await numbers(restored, stream);
      expect(held.length).toBeGreaterThanOrEqual(10);
      expect(held).toEqual(held.map((_, i) => i));
    }
    const old = await read(restored, FEED_START);
    expect(old).toHaveLength(manifest.tables.events.find((table) => table.name === 'events')?.rows ?? -1);
    expect(old.filter((at) => at.generation !== 1)).toEqual([]);

    const { position } = await put(restored, streams[0] as StreamId, 99);
    expect(position.generation).toBe(SECOND_OF_RESTORE);
    expect(position.tx).toBeLessThan(consumerStood.tx);
    expect(position.position).toBeGreaterThan(Math.max(...old.map((at) => at.position)));
    const sinceThen = await read(restored, consumerStood);
    expect(sinceThen.at(-1)).toEqual(position);
    expect(sinceThen).toHaveLength(old.length - 80 + 1);

    await new Notary({ events: target.events, key: keyPair.privateKey }).checkpoint();
    const proof = await verify({ events: target.events, publicKeys: [keyPair.publicKey] });
    expect(proof).toMatchObject({ ok: true, checkpoints: 2, notYetSigned: 0, findings: [] });
    const { rows } = await target.events.query<{ slot: string }>('SELECT slot FROM store.checkpoints');
    expect(rows).toEqual([{ slot: 'none' }]);
    await restored.close();
  });

  it('give each restore of one backup a generation of its own, the later above the earlier', async () => {
    const stream = aRecord();
    await put(source.store, stream, 1);
    await backUp();
    const generations: number[] = [];
    for (const at of ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:01.000Z', '2020-01-01T00:00:00.000Z']) {
      await target.close();
      target = await testDatabase([], server);
      now = at as Instant;
      await bringBack();
      const restored = await openTarget();
      generations.push((await put(restored, stream, 2)).position.generation);
      await restored.close();
    }
    expect(generations).toEqual([SECOND_OF_RESTORE, SECOND_OF_RESTORE + 1, 2]);
  });

  it('give no number again that was given before, be it held by a row or not', async () => {
    const stream = aRecord();
    await put(source.store, stream, 1);
    const owner = new Pool({ connectionString: source.db.ownerUrl });
    const { rows } = await owner.query<{ n: string }>(
      `SELECT nextval(pg_get_serial_sequence('store.events', 'position')) AS n`,
    );
    await owner.end();
    await backUp();
    await bringBack();
    const restored = await openTarget();
    expect((await put(restored, stream, 2)).position.position).toBe(Number(rows[0]?.n) + 1);
    await restored.close();
  });

  it('bring back nothing that was erased since', async () => {
    const [stream, other, child] = [aRecord(), aRecord(), aChild()];
    await source.store.append({ streams: [stream] }, () => ({
      events: [1, 2, 3].map((n) => anEvent(stream, { childId: child, data: { n, note: 'canary-3390' } })),
    }));
    await put(source.store, other, 1);
    await backUp();
    await source.store.eraseOne(stream, 2, 'wrong-child');
    await source.store.eraseBucket(other, 'attendance', 'retention');
    await bringBack();
    const restored = await openTarget();
    expect(await numbers(restored, stream)).toEqual([1, 3]);
    expect(await numbers(restored, other)).toEqual([]);
    expect(await restored.load(childStream(child))).toEqual([]);
    for (const file of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect((await readFile(join(file.parentPath, file.name))).toString('latin1')).not.toContain('canary-3390');
    }
    await restored.close();
  });

  it('refuse databases that are not empty, and a backup that is damaged or cut short', async () => {
    await put(source.store, aRecord(), 1);
    await backUp();
    await appendFile(join(directory, 'events', 'store.events.copy'), 'x');
    await expect(bringBack()).rejects.toMatchObject({ code: 'backup-damaged' });
    await rm(directory, { recursive: true });
    await backUp();
    await rm(join(directory, 'manifest.json'));
    await expect(bringBack()).rejects.toMatchObject({ code: 'backup-damaged' });
    await rm(directory, { recursive: true });
    await backUp();
    const store = await openTarget();
    await put(store, aRecord(), 1);
    await store.close();
    await expect(bringBack()).rejects.toMatchObject({ code: 'restore-target-not-empty' });
  });

  it('refuse a master key that the backup was not sealed under, and put nothing back', async () => {
    await put(source.store, aRecord(), 1);
    await backUp();
    await expect(bringBack(Buffer.alloc(32, 1))).rejects.toMatchObject({ code: 'master-key-wrong' });
    await bringBack();
  });

  it('refuse a backup with steps that this program does not know', async () => {
    await backUp();
    const older = migrations.filter((step) => step.id !== '2026112103-store-beside');
    const attempt = restore({
      ownerUrls: urlsOf(target),
      directory,
      migrations: older,
      masterKey: TEST_MASTER_KEY,
      shredDirectory: source.shredDirectory,
    });
    await expect(attempt).rejects.toMatchObject({ code: 'backup-newer' });
  });
});
