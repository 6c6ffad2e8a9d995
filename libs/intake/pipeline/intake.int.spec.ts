import { currentFacts } from '@tributary/catalogue';
import type { Recorded } from '@tributary/kernel';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';

const CONCERN = {
  specversion: '1.0',
  source: 'https://oakfield.example/mis',
  type: 'education.school-concern-raised',
  time: '2026-01-12T09:30:00Z',
  datacontenttype: 'application/json',
};

/** A concern of pupil `pupil`; the same `id` is the same item. */
const concern = (id: string, more: { pupil?: string; role?: string; sequence?: string; retracted?: true } = {}) => ({
  ...CONCERN,
  id,
  ...(more.sequence === undefined ? {} : { sequence: more.sequence }),
  ...(more.retracted ? { retracted: true } : {}),
  data: {
    record: { system: 'mis', localId: more.pupil ?? '1001' },
    fact: { concern: 'neglect', raisedOn: '2026-01-12', raisedByRole: more.role ?? 'teacher' },
  },
});

const bytes = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
async function* body(...parts: readonly (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

let it_: TestIntake;
beforeEach(async () => {
  it_ = await testIntake([
    aFeed('oakfield.events', 'cloudevents'),
    aFeed('oakfield.attendance', 'attendance-csv'),
    aFeed('wexbourne.census', 'cin-census-xml', { live: false }),
  ]);
});
afterEach(() => it_.close());

const send = (events: unknown, more: { key?: string; backfill?: boolean } = {}): Promise<Receipt> => {
  const batch = Array.isArray(events);
  return it_.intake.receive('oakfield.events', {
    body: body(bytes(events)),
    mediaType: `application/cloudevents${batch ? '-batch' : ''}+json`,
    backfill: more.backfill ?? false,
    ...(more.key === undefined ? {} : { key: more.key }),
  });
};

const recorded = async (): Promise<readonly Recorded[]> => {
  return allRecorded(it_.store);
};
const facts = async (): Promise<readonly Recorded[]> =>
  (await recorded()).filter(({ event }) => event.type === CONCERN.type);
const rolesThatHold = async (): Promise<unknown[]> =>
  currentFacts(await facts()).map(({ event }) => (event.data as { raisedByRole: string }).raisedByRole);

describe('taking deliveries in', () => {
  it('answers a small delivery with its finished receipt', async () => {
    const receipt = await send([concern('1'), concern('2', { pupil: '1002' })]);
    expect(receipt).toMatchObject({ status: 'done', counts: { accepted: 2, duplicate: 0, parked: 0 } });
    expect(receipt.records).toHaveLength(2);
    expect(receipt.records[0]).toMatchObject({ place: 'event 1', outcome: 'accepted' });
    expect(receipt.records[0]?.childId).toMatch(/^ref-of-record-/);
    const ids = (await facts()).map(({ event }) => event.id);
    expect(receipt.records.flatMap((r) => r.eventIds ?? [])).toEqual(ids);
    expect(await it_.intake.receipt('oakfield' as never, receipt.id)).toMatchObject({
      counts: receipt.counts,
      position: receipt.position,
      records: receipt.records,
    });
    expect(await it_.intake.receipt('elsewhere' as never, receipt.id)).toBeUndefined();
  });

  it('fills the envelope from feed, delivery and catalogue', async () => {
    const receipt = await send(concern('1'), { backfill: true });
    const [{ event }] = (await facts()) as [Recorded];
    expect(event).toMatchObject({
      dataClass: 'education',
      retention: 'education',
      release: { state: 'open' },
      backfill: true,
      receivedAt: receipt.receivedAt,
      source: { agency: 'oakfield', feed: 'oakfield.events' },
      supply: { controller: 'oakfield', agreement: 'spine-1' },
      correlationId: receipt.id,
      causationId: receipt.id,
    });
    expect(event.childId).not.toBeNull();
    expect(JSON.stringify(event.source)).not.toContain('1001');
  });

  it('knows a delivery again by its key, and by its bytes', async () => {
    const first = await send(concern('1'), { key: 'k1' });
    expect(await send(concern('1'), { key: 'k1' })).toMatchObject({
      id: first.id,
      repeated: true,
      counts: first.counts,
    });
    expect(await send(concern('1'))).toMatchObject({ id: first.id, repeated: true });
    expect(await facts()).toHaveLength(1);
    await expect(send(concern('2'), { key: 'k1' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      status: 422,
    });
  });

  it('takes the same bytes on another day for a delivery: the feed says that nothing has changed', async () => {
    const first = await send(concern('1'));
    await it_.db.owner.query(`UPDATE intake.deliveries SET received_at = received_at - interval '1 day'`);
    const next = await send(concern('1'));
    expect(next).toMatchObject({ status: 'done', counts: { accepted: 0, duplicate: 1 } });
    expect(next.id).not.toBe(first.id);
    expect(await send(concern('1'))).toMatchObject({ id: next.id, repeated: true });
    expect(await facts()).toHaveLength(1);
  });

  it('knows again what was erased unopened: an unchanged file brings nothing back, a changed one a new event', async () => {
    await send(concern('1'));
    const [{ event }] = (await facts()) as [Recorded];
    await it_.store.eraseSeveral(event.streamId, [event.version], 'holding');
    await it_.db.owner.query(`UPDATE intake.deliveries SET received_at = received_at - interval '1 day'`);
    expect(await send(concern('1'))).toMatchObject({ counts: { accepted: 0, duplicate: 1 } });
    expect(await facts()).toEqual([]);
    expect(await send(concern('1', { role: 'head' }))).toMatchObject({ counts: { accepted: 1, duplicate: 0 } });
    expect(await facts()).toHaveLength(1);
  });

  it('ends at A after A, B and A again, though the bytes came before', async () => {
    await send(concern('1', { role: 'teacher' }));
    await send(concern('1', { role: 'head' }));
    await send(concern('1', { role: 'teacher' }));
    expect(await rolesThatHold()).toEqual(['teacher']);
    expect(await facts()).toHaveLength(3);
  });

  it('keeps what arrives too late, and does not let it hold', async () => {
    await send(concern('1', { role: 'head', sequence: '2' }));
    const late = await send(concern('1', { role: 'teacher', sequence: '1' }));
    expect(late.counts).toMatchObject({ accepted: 1, late: 1 });
    expect(await rolesThatHold()).toEqual(['head']);
    expect((await send([concern('1', { role: 'teacher', sequence: '1' })])).counts).toMatchObject({
      accepted: 0,
      duplicate: 1,
    });
  });

  it('takes back what the source takes back', async () => {
    await send(concern('1'));
    expect((await send(concern('1', { retracted: true }))).counts).toMatchObject({ accepted: 0, retracted: 1 });
    const all = (await recorded()).filter(({ event }) => 'record' in event.source);
    expect(all.map(({ event }) => event.type)).toEqual([CONCERN.type, 'record.fact-retracted']);
    expect(all[1]?.event).toMatchObject({
      dataClass: 'education',
      retention: 'education',
      data: { type: CONCERN.type },
    });
    expect(currentFacts(all)).toEqual([]);
  });

  it('parks what it cannot read, takes the rest, and redrives it once', async () => {
    const receipt = await send([concern('1'), { ...concern('2'), type: 'education.no-such-thing' }]);
    expect(receipt.counts).toMatchObject({ accepted: 1, parked: 1 });
    const [parked] = await it_.intake.parked('oakfield.events' as never, undefined, 10);
    expect(parked).toMatchObject({ place: 'event 2', code: 'type-unknown', receipt: receipt.id, held: true });
    const run = await it_.intake.redrives.parked('oakfield.events', { startedBy: 'spec' });
    const ended = await it_.intake.redrives.follow(run);
    expect(ended).toMatchObject({ state: 'done', total: 1, done: 1, accepted: 0, stillParked: 1, remaining: 0 });
    expect(await it_.intake.parked('oakfield.events' as never, undefined, 10)).toMatchObject([{ tries: 1 }]);
  });

  it('redrives a record once its cause is mended, on its own receipt', async () => {
    const receipt = await send([{ ...concern('2'), type: 'education.no-such-thing' }]);
    const [parked] = await it_.intake.parked('oakfield.events' as never, undefined, 10);
    await mend(parked?.id ?? '', [concern('2')]);
    const both = await Promise.allSettled([1, 2].map(() => it_.intake.redriveOne('oakfield.events', parked?.id ?? '')));
    const done = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value.redriven] : [0]));
    expect(done.reduce((a, b) => a + b)).toBe(1);
    expect(await facts()).toHaveLength(1);
    const after = await it_.intake.receipt('oakfield' as never, receipt.id);
    expect(after?.counts).toMatchObject({ accepted: 1, parked: 0 });
    expect(after?.records.at(-1)).toMatchObject({ place: 'event 1', outcome: 'accepted', redriven: true });
    expect((await facts())[0]?.event.receivedAt).toBe(receipt.receivedAt);
  });

  it('tells consumers that a feed delivered, and how fresh it is', async () => {
    await send(concern('1'));
    await send(concern('2'));
    await it_.intake.announceWaiting();
    await it_.intake.announceWaiting();
    const told = (await recorded()).filter(({ event }) => event.type === 'practice.delivery-completed');
    const accepted = told.map(({ event }) => (event.data as { accepted: number }).accepted);
    expect(accepted.reduce((a, b) => a + b, 0)).toBe(2);
    const now = new Date(Date.now() + 60_000).toISOString() as never;
    expect(await it_.intake.freshness('oakfield.events' as never, now)).toBeDefined();
    expect(await it_.intake.freshness('oakfield.events' as never, '2020-01-01T00:00:00.000Z' as never)).toBeUndefined();
  });

  it('deletes bytes as they came once they are old', async () => {
    const receipt = await send(concern('1'));
    expect(await it_.intake.dropOldPayloads()).toBe(0);
    await it_.db.events.query(`UPDATE intake.deliveries SET received_at = received_at - interval '40 days'`);
    expect(await it_.intake.dropOldPayloads()).toBe(1);
    const { rows } = await it_.db.events.query('SELECT FROM intake.raw WHERE delivery_id = $1', [receipt.id]);
    expect(rows).toHaveLength(0);
  });
});

/** Stands in for a corrected mapping: the parked bytes become what the parser can read. */
async function mend(parkedId: string, value: unknown): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const sealed = await it_.vault.sealPayload('oakfield.events', day, bytes(value));
  await it_.db.events.query('UPDATE intake.parked SET sealed = $2 WHERE id = $1', [parkedId, sealed]);
}
