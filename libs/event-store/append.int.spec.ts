import { childStream, comparePositions, type NewEvent, type RecordRef, type StreamId } from '@tributary/kernel';
import { Client } from 'pg';
import { EventStore } from '@tributary/event-store';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../testing/store';

let t: TestStore;
beforeAll(async () => {
  t = await testStore();
});
afterAll(() => t.close());

const put = (...events: NewEvent[]) =>
  t.store.append({ streams: [...new Set(events.map((e) => e.streamId))] }, () => ({ events }));

describe('append', () => {
  it('numbers events in their stream, dates them, and gives back what it wrote', async () => {
    const stream = aRecord();
    const first = await put(anEvent(stream), anEvent(stream));
    const second = await put(anEvent(stream));
    expect([...first.events, ...second.events].map((e) => e.version)).toEqual([1, 2, 3]);
    expect(await t.store.load(stream)).toEqual([...first.events, ...second.events]);
    expect(second.position.tx).toBeGreaterThan(first.position.tx);
  });

  it('leaves no gap and no doubled version under a hundred writers to one stream', async () => {
    const stream = aRecord();
    const stores = [t.store, await t.another()];
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        (stores[i % 2] ?? t.store).append({ streams: [stream] }, (view) => ({
          events: [anEvent(stream, { data: { saw: view.head(stream)?.version ?? 0 } })],
        })),
      ),
    );
    const events = await t.store.load(stream);
    expect(events.map((e) => e.version)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(events.map((e) => e.data)).toEqual(events.map((e) => ({ saw: e.version - 1 })));
    expect(events.map((e) => e.knownFrom)).toEqual(events.map((e) => e.knownFrom).sort());
  });

  it('never deadlocks over several streams, whatever order they are named in', async () => {
    const streams = Array.from({ length: 6 }, aRecord);
    const rounds = Array.from({ length: 60 }, (_, i) =>
      [0, 1, 2].map((k) => streams[(i * (k + 1) + k) % 6] as StreamId),
    );
    await Promise.all(rounds.map((some) => put(...[...new Set(some)].map((stream) => anEvent(stream)))));
    const versions = (await Promise.all(streams.map((stream) => t.store.load(stream)))).map((events) =>
      events.map((e) => e.version),
    );
    for (const list of versions) expect(list).toEqual(list.map((_, i) => i + 1));
    expect(versions.flat()).toHaveLength(rounds.flatMap((some) => [...new Set(some)]).length);
  });

  it('writes nothing where the decision throws, or where it says that all is true already', async () => {
    const stream = aRecord();
    const refused = t.store.append({ streams: [stream] }, () => {
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    const nothing = await t.store.append({ streams: [stream] }, () => ({ events: [] }));
    expect(nothing.events).toEqual([]);
    expect(comparePositions(nothing.position, await t.store.head())).toBeLessThanOrEqual(0);
    expect(await t.store.load(stream)).toEqual([]);
  });

  it('stands or falls with the rows of others', async () => {
    const stream = aRecord();
    const failing = t.store.append({ streams: [stream] }, () => ({
      events: [anEvent(stream)],
      also: async (tx) => {
        await tx.query(`INSERT INTO store.timers VALUES ('with-event', now(), $1, NULL, 'test')`, [stream]);
        throw new Error('the receipt is refused');
      },
    }));
    await expect(failing).rejects.toThrow('the receipt is refused');
    expect(await t.store.load(stream)).toEqual([]);
    expect((await t.db.events.query(`SELECT FROM store.timers WHERE id = 'with-event'`)).rowCount).toBe(0);
  });

  it('keeps what an item last said, and the child a record belongs to, under the lock', async () => {
    const [stream, child, other] = [aRecord(), aChild(), aChild()];
    const key = { streamId: stream, item: 'item-1' as RecordRef };
    const scope = { streams: [stream], items: [key] };
    await t.store.append(scope, (view) => {
      expect([view.head(stream), view.item(key)]).toEqual([undefined, undefined]);
      return {
        events: [anEvent(stream, { childId: child })],
        items: [{ ...key, content: 'h1', revision: '7', retracted: false }],
        links: [{ streamId: stream, childId: child }],
      };
    });
    await t.store.append(scope, (view) => {
      expect(view.head(stream)).toMatchObject({ version: 1, childId: child });
      expect(view.item(key)).toEqual({ content: 'h1', revision: '7', retracted: false });
      return {
        events: [],
        items: [{ ...key, content: 'h2', scope: 'census', delivery: 'd2', retracted: true }],
        links: [{ streamId: stream, childId: other }],
      };
    });
    await t.store.append(scope, (view) => {
      expect(view.head(stream)).toMatchObject({ version: 1, childId: other });
      expect(view.item(key)).toEqual({ content: 'h2', scope: 'census', delivery: 'd2', retracted: true });
      return { events: [] };
    });
    const never = { ...key, item: 'item-2' as RecordRef };
    expect(await t.store.heard([never, key, { ...key, streamId: aRecord() }])).toEqual([key]);
    expect(await t.store.heard([])).toEqual([]);
  });

  it('refuses events of a stream it did not lock', async () => {
    const append = t.store.append({ streams: [aRecord()] }, () => ({ events: [anEvent(aRecord())] }));
    await expect(append).rejects.toThrow(/not among those this append locked/);
  });

  it('shows nothing but the clear part in the log', async () => {
    const [stream, child] = [aRecord(), aChild()];
    const { position } = await put(anEvent(stream, { childId: child, data: { note: 'canary-7741' } }));
    const { rows } = await t.db.events.query<Record<string, unknown> & { body: Buffer }>(
      'SELECT * FROM store.events WHERE position = $1',
      [position.position],
    );
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(
      ['body', 'child_token', 'generation', 'hash', 'key_id', 'position', 'stream_token', 'tx', 'version'].sort(),
    );
    const all = JSON.stringify(rows) + rows[0]?.body.toString('latin1');
    for (const hidden of ['canary-7741', child, stream.slice('record-'.length), 'attendance', 'oakfield']) {
      expect(all).not.toContain(hidden);
    }
  });

  it('reads several streams merged in feed order, up to a position', async () => {
    const [a, b] = [aRecord(), aRecord()];
    await put(anEvent(a));
    const { position } = await put(anEvent(b));
    await put(anEvent(a));
    const places = (list: readonly { event: { streamId: StreamId; version: number } }[]) =>
      list.map(({ event }) => [event.streamId, event.version]);
    expect(places(await t.store.loadMany([a, b]))).toEqual([
      [a, 1],
      [b, 1],
      [a, 2],
    ]);
    expect(places(await t.store.loadMany([a, b], position))).toEqual([
      [a, 1],
      [b, 1],
    ]);
    expect(await t.store.loadMany([])).toEqual([]);
  });

  it('wakes readers of this process and of others', async () => {
    const other = await t.another();
    const woken = Promise.all(
      [t.store, other].map((store) => new Promise<void>((resolve) => store.onCommitted(resolve))),
    );
    // The other process listens once its connection stands; until then a reader polls.
    const again = setInterval(() => void put(anEvent(aRecord())), 50);
    await woken.finally(() => clearInterval(again));
  });
});

describe('the app role', () => {
  it.each([
    `UPDATE store.events SET version = 9`,
    `DELETE FROM store.events`,
    `TRUNCATE store.events`,
    `ALTER TABLE store.events ADD COLUMN more text`,
    `DROP TABLE store.events`,
    `ALTER TABLE store.events DISABLE TRIGGER ALL`,
    `DROP TRIGGER never_changed ON store.events`,
    `SET ROLE tributary_owner`,
    `SET session_replication_role = replica`,
    `UPDATE store.meta SET generation = 9`,
    `DELETE FROM store.stream_heads`,
    `UPDATE store.notary SET count = 0`,
  ])('is refused: %s', async (sql) => {
    await expect(t.db.events.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('and even the owner changes no event by accident', async () => {
    await expect(t.db.owner.query('DELETE FROM store.events')).rejects.toThrow(/never changed or removed/);
  });
});

describe('opening a store', () => {
  it('is refused where the newest event is ahead of its server', async () => {
    const moved = await testStore();
    try {
      const stream = aRecord();
      await moved.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream)] }));
      const admin = new Client({ connectionString: moved.db.adminUrl });
      await admin.connect();
      await admin.query('SET session_replication_role = replica');
      await admin.query(`UPDATE store.events SET tx = (tx::text::bigint + 1000000)::text::xid8`);
      await admin.query(`UPDATE store.stream_heads SET tx = (tx::text::bigint + 1000000)::text::xid8`);
      await admin.end();
      await expect(moved.another()).rejects.toMatchObject({ code: 'store-ahead-of-server' });
      const append = moved.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream)] }));
      await expect(append).rejects.toMatchObject({ code: 'store-ahead-of-server' });
    } finally {
      await moved.close();
    }
  });

  it('stops at an event of a newer schema, naming its type', async () => {
    const stream = aRecord();
    await put(anEvent(stream, { schemaVersion: 9 }));
    const upcast = () => {
      throw new Error('education.attendance-recorded is newer than known');
    };
    const strict = await EventStore.open({ events: t.db.events, vault: t.vault, upcast });
    await expect(strict.load(stream)).rejects.toThrow('education.attendance-recorded is newer');
  });
});

describe('a child’s stream', () => {
  it('carries the child’s token alone', async () => {
    const child = aChild();
    const stream = childStream(child);
    const before = await t.store.head();
    const { position } = await put(anEvent(stream, { childId: child }));
    await readable(t.store, position);
    const { records } = await t.store.read(before, 10);
    expect(records.map((r) => r.childToken)).toContain(t.vault.childToken(child));
  });
});
