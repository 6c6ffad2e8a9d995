import { childStream, FEED_START, isErased, type StreamId } from '@tributary/kernel';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../testing/store';

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(() => t.close());

const CANARY = 'canary-5512';

async function recordOf(child = aChild()): Promise<{ stream: StreamId; child: ReturnType<typeof aChild> }> {
  const stream = aRecord();
  const { position } = await t.store.append({ streams: [stream] }, () => ({
    events: [
      anEvent(stream, { childId: child, data: { n: 1 } }),
      anEvent(stream, { childId: child, data: { n: 2, note: CANARY } }),
      anEvent(stream, { childId: child, data: { n: 3 }, retention: 'child-in-need' }),
      anEvent(stream, { childId: child, data: { n: 4 } }),
    ],
    links: [{ streamId: stream, childId: child }],
  }));
  await readable(t.store, position);
  return { stream, child };
}
const numbers = async (stream: StreamId, store = t.store) =>
  (await store.load(stream)).map((e) => (e.data as { n: number }).n);

describe('erasing', () => {
  it('takes one event alone, in every process, and tells the child’s stream nothing of it', async () => {
    const { stream, child } = await recordOf();
    const other = await t.another();
    expect(await numbers(stream, other)).toEqual([1, 2, 3, 4]);
    await t.store.eraseOne(stream, 2, 'wrong-child');
    expect(await numbers(stream)).toEqual([1, 3, 4]);
    expect(await numbers(stream, other)).toEqual([1, 3, 4]);
    const told = await t.store.load(childStream(child));
    expect(told.map((e) => [e.type, e.data])).toEqual([
      ['governance.key-shredded', { scope: 'event', ground: 'wrong-child' }],
    ]);
    await t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream, { data: { n: 5 } })] }));
    expect(await numbers(stream)).toEqual([1, 3, 4, 5]);
  });

  it('takes one bucket of a record and leaves the others', async () => {
    const { stream } = await recordOf();
    await t.store.eraseBucket(stream, 'child-in-need', 'retention');
    expect(await numbers(stream)).toEqual([1, 2, 4]);
    await t.store.append({ streams: [stream] }, () => ({
      events: [anEvent(stream, { data: { n: 5 }, retention: 'child-in-need' })],
    }));
    expect(await numbers(stream)).toEqual([1, 2, 4, 5]);
  });

  it('takes several events of a record at once, whatever their keys, and tells of it once', async () => {
    const { stream, child } = await recordOf();
    const written: string[] = [];
    const also = async (_tx: unknown, erasure: string): Promise<void> => void written.push(erasure);
    await t.store.eraseSeveral(stream, [2, 3], 'holding', also);
    expect(await numbers(stream)).toEqual([1, 4]);
    const told = (await t.store.load(childStream(child))).map((e) => e.data);
    expect(told).toEqual([{ scope: 'events', ground: 'holding' }]);
    await t.store.eraseSeveral(stream, [2, 3], 'holding', also);
    expect([written.length, (await t.store.load(childStream(child))).length]).toEqual([1, 1]);
    await expect(t.store.eraseSeveral(stream, [1, 9], 'holding')).rejects.toMatchObject({ code: 'event-unknown' });
    expect(await numbers(stream)).toEqual([1, 4]);
  });

  it('leaves no trace of what was to stand with it where that fails, and takes nothing', async () => {
    const { stream } = await recordOf();
    const failing = t.store.eraseSeveral(stream, [1], 'holding', () => Promise.reject(new Error('full')));
    await expect(failing).rejects.toThrow('full');
    expect(await t.store.finishErasures()).toBe(0);
    expect(await numbers(stream)).toEqual([1, 2, 3, 4]);
  });

  it('leaves a gap in the feed that says nothing but that it is one', async () => {
    const { stream } = await recordOf();
    await t.store.eraseOne(stream, 2, 'court-order');
    const { records } = await t.store.read(FEED_START, 10);
    const opened = await t.store.open(records);
    expect(opened.filter(isErased)).toEqual([{ erased: true, at: records[1]?.at }]);
  });

  it('announces once, however often it is asked for', async () => {
    const { stream, child } = await recordOf();
    await Promise.all([1, 2, 3].map(() => t.store.eraseOne(stream, 2, 'rectification')));
    await (await t.another()).eraseOne(stream, 2, 'rectification');
    expect(await t.store.load(childStream(child))).toHaveLength(1);
  });

  it('is finished by the next start where a crash cut it short', async () => {
    const { stream, child } = await recordOf();
    const { rows } = await t.db.events.query<{ key_id: string }>(
      'SELECT key_id FROM store.events WHERE stream_token = $1 AND version = 2',
      [t.vault.streamToken(stream)],
    );
    await t.db.events.query(
      `INSERT INTO store.erasures (id, stream_token, key_ids, leaves, children, ground)
       VALUES (gen_random_uuid(), $1, $2, '{2}', $3, 'court-order')`,
      [t.vault.streamToken(stream), [rows[0]?.key_id], [child]],
    );
    const restarted = await t.another();
    expect(await numbers(stream, restarted)).toEqual([1, 3, 4]);
    expect(await restarted.load(childStream(child))).toHaveLength(1);
  });

  it('never seals with a key that goes meanwhile', async () => {
    const { stream } = await recordOf();
    const appends = Array.from({ length: 30 }, (_, i) =>
      t.store.append({ streams: [stream] }, () => ({
        events: [anEvent(stream, { data: { n: 100 + i }, retention: 'child-in-need' })],
      })),
    );
    await Promise.all([...appends, t.store.eraseBucket(stream, 'child-in-need', 'retention')]);
    const versions = (await t.store.load(stream)).map((e) => e.version);
    // Everything after the erasure reads on: what is gone is one run before what is left.
    const late = versions.filter((v) => v > 4);
    expect(late).toEqual(late.map((_, i) => 34 - late.length + i + 1));
  });

  it('knows no event that never was', async () => {
    const erase = t.store.eraseOne(aRecord(), 1, 'request');
    await expect(erase).rejects.toMatchObject({ code: 'event-unknown' });
  });
});
