import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { aFeed, feedRegistry, testIntake, type TestIntake } from '../../testing/intake';
import { within } from '../domain/lag';
import type { Receipt } from '../domain/receipt';
import { FeedDesk } from './feed-desk';
import { RedriveDesk } from './redrive-desk';

const FEEDS = [aFeed('oakfield.events', 'cloudevents'), aFeed('ash.events', 'cloudevents')];
const person = (role: string, agency: string): ReaderContext => ({
  kind: 'person',
  practitioner: 'p-1' as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});
const manager = person('feed-manager', 'oakfield');
const operator = person('operator', 'tributary-operator');
const HOUR = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

const concern = (id: string, more: object = {}): object => ({
  specversion: '1.0',
  source: 'urn:example:oakfield',
  type: 'education.school-concern-raised',
  id,
  time: ago(30),
  recordedtime: ago(3),
  data: {
    record: { system: 'mis', localId: id },
    fact: { concern: 'neglect', raisedOn: ago(48).slice(0, 10), raisedByRole: 'teacher' },
  },
  ...more,
});

describe('the desk of feeds', () => {
  let stand: TestIntake;
  let desk: FeedDesk;
  let redrives: RedriveDesk;
  beforeAll(async () => {
    stand = await testIntake(FEEDS);
    desk = new FeedDesk(stand.intake, feedRegistry(FEEDS));
    redrives = new RedriveDesk(stand.intake.redrives, feedRegistry(FEEDS));
  });
  afterAll(() => stand.close());

  async function* bytes(value: unknown): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(value));
  }
  const send = (events: readonly object[], backfill = false): Promise<Receipt> =>
    stand.intake.receive('oakfield.events', {
      body: bytes(events),
      mediaType: 'application/cloudevents-batch+json',
      backfill,
    });
  const bad = (id: string): object => concern(id, { type: 'education.no-such-thing' });

  it('tells rate, errors and how late facts come, history left out of the lag', async () => {
    await send([concern('a'), concern('b'), bad('x')]);
    await send([concern('old', { time: '2020-01-01T00:00:00Z' })], true);
    const state = await desk.one(manager, 'oakfield.events');
    expect(state).toMatchObject({ perHour: 2, perDay: 2, parked: 1, week: { stated: 4, parked: 1 } });
    // A day is over at its end: the day before yesterday is one to two days ago.
    expect([24 * HOUR, 48 * HOUR]).toContain(within(state.lags.happenedToRecorded, 1));
    expect(within(state.lags.recordedToReceived, 1)).toBe(6 * HOUR);
    expect((state.lastNews ?? '') < (state.lastSeen ?? '')).toBe(true);
  });

  it('lists deliveries newest first, page by page, each with its receipt', async () => {
    const first = await desk.deliveries(manager, 'oakfield.events', { limit: 1 });
    expect(first.deliveries).toMatchObject([{ status: 'done', backfill: true }]);
    const { deliveries, next } = await desk.deliveries(manager, 'oakfield.events', { cursor: first.next, limit: 1 });
    expect(deliveries).toMatchObject([{ backfill: false, counts: { accepted: 2, parked: 1 } }]);
    expect(next).toBeUndefined();
    const receipt = await desk.receipt(manager, 'oakfield.events', deliveries[0]?.id ?? '');
    expect(receipt.records.map(({ outcome, childId }) => [outcome, childId !== undefined])).toEqual([
      ['accepted', true],
      ['accepted', true],
      ['parked', false],
    ]);
    const seen = await desk.receipt(operator, 'oakfield.events', deliveries[0]?.id ?? '');
    expect(seen.records.every((record) => !('childId' in record))).toBe(true);
    const elsewhere = desk.receipt(operator, 'ash.events', deliveries[0]?.id ?? '');
    await expect(elsewhere).rejects.toMatchObject({ code: 'receipt-unknown' });
  });

  it('redrives the records that are named, and passes over one that is gone', async () => {
    await send([bad('y'), bad('z')]);
    const { parked } = await desk.parked(manager, 'oakfield.events', { limit: 10 });
    const [, ...named] = parked.map(({ id }) => id);
    const gone = '0190a000-0000-7000-8000-000000000001';
    const done = await desk.redriveSome(manager, 'oakfield.events', [...named, ...named, gone]);
    expect(done).toMatchObject({ tried: 2, redriven: 0, stillParked: 2 });
    const after = (await desk.parked(manager, 'oakfield.events', { limit: 10 })).parked;
    expect(after.map(({ tries }) => tries)).toEqual([0, 1, 1]);
  });

  it.each([
    ['a feed manager of another agency', person('feed-manager', 'ash')],
    ['a social worker of the same agency', person('social-worker', 'oakfield')],
    ['another agency’s system', { kind: 'agency', agency: 'ash' as AgencyId, client: 'ash', scopes: [] } as const],
  ])('shows nothing of it to %s', async (_, reader) => {
    const id = 'oakfield.events';
    expect((await desk.all(reader)).map((feed) => feed.id)).not.toContain(id);
    const { deliveries } = await desk.deliveries(manager, id, { limit: 1 });
    const { parked } = await desk.parked(manager, id, { limit: 1 });
    for (const attempt of [
      desk.one(reader, id),
      desk.deliveries(reader, id, { limit: 1 }),
      desk.receipt(reader, id, deliveries[0]?.id ?? ''),
      desk.parked(reader, id, { limit: 1 }),
      desk.redriveOne(reader, id, parked[0]?.id ?? ''),
      desk.redriveSome(reader, id, [parked[0]?.id ?? '']),
      redrives.start(reader, id),
      redrives.readAnew(reader, id),
      redrives.all(reader, id),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'feed-unknown' });
    }
  });

  it('shows the operator every feed', async () => {
    expect((await desk.all(operator)).map((feed) => feed.id)).toEqual(['oakfield.events', 'ash.events']);
    expect((await desk.all(manager)).map((feed) => feed.id)).toEqual(['oakfield.events']);
  });
});
