import { ADULT_NAMED, RELATIONSHIP } from '@tributary/catalogue';
import { Children, Identity } from '@tributary/identity';
import type { AgencyId, PlainDate, Recorded } from '@tributary/kernel';
import { openCards } from '@tributary/people';
import { NO_TRACES } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import { RecordIdentity } from './record-identity';

const FEED = 'wexbourne-police.events';
const BRAM = { relationship: 'other', number: 'N7', givenName: 'Bram', familyName: 'Pell', birthDate: '1985-02-03' };

describe('an adult whom an event names as a possible source of harm', () => {
  let it_: TestIntake;
  let identity: Identity;
  beforeEach(async () => {
    it_ = await testIntake([aFeed(FEED, 'cloudevents')], {}, ({ db, vault }) => {
      const rooms = { pool: db.events, vault };
      const directory = { current: async () => ({ agency: () => ({ sector: 'police' }) as never }) };
      identity = new Identity(rooms);
      return new RecordIdentity({ identity, children: new Children(rooms), directory, traces: NO_TRACES });
    });
  });
  afterEach(() => it_.close());

  async function send(...around: readonly object[]): Promise<void> {
    const event = {
      ...{ specversion: '1.0', id: 'e-1', source: 'https://police.wexbourne.example', time: '2026-01-13T00:10:00Z' },
      type: 'police.domestic-abuse-incident-attended',
      data: {
        item: 'I-1',
        record: { system: 'police', localId: 'C-9', givenName: 'Tansy', birthDate: '2014-03-04', around },
        fact: { date: '2026-01-12', incident: 'I-1' },
      },
    };
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(JSON.stringify(event));
    }
    await it_.intake.receive(FEED, { body: body(), mediaType: 'application/cloudevents+json', backfill: false });
  }
  const said = async (type: string): Promise<readonly Recorded[]> =>
    (await allRecorded(it_.store)).filter(({ event }) => event.type === type);

  it('becomes a card that its own event alone opens, of the class of allegations, beside how else they stand', async () => {
    await send({ ...BRAM, allegedSourceOfHarm: true, staffNumber: 'PC-7' }, { ...BRAM, relationship: 'father' });
    const [named] = await said(ADULT_NAMED);
    expect(named?.event).toMatchObject({ dataClass: 'allegation', retention: 'allegation' });
    const data = named?.event.data as { card: string };
    expect(data).toMatchObject({ relationship: 'other', staffNamed: ['PC-7'] });
    expect(JSON.stringify(named?.event)).not.toMatch(/Bram|Pell|1985/);
    expect((await openCards(it_.db.events, [data.card], it_.vault)).get(data.card)).toMatchObject({
      familyName: 'Pell',
    });
    expect((await said(RELATIONSHIP)).map(({ event }) => event.data)).toMatchObject([{ relationship: 'father' }]);
    await it_.store.eraseSeveral(named?.event.streamId as never, [named?.event.version ?? 0], 'request');
    expect(await said(ADULT_NAMED)).toEqual([]);
  });

  it('makes no event when said again', async () => {
    await send({ ...BRAM, allegedSourceOfHarm: true });
    await send({ ...BRAM, allegedSourceOfHarm: true });
    expect(await said(ADULT_NAMED)).toHaveLength(1);
  });

  it('is found by no match: neither by name and birth date nor by the number that the agency gives', async () => {
    await send({ ...BRAM, allegedSourceOfHarm: true });
    const asked = { agency: 'wexbourne-police' as AgencyId, sector: 'police', ifKnown: true };
    const bram = { givenName: 'Bram', familyName: 'Pell', birthDate: '1985-02-03' as PlainDate };
    const found = await identity.resolve([
      { ...asked, sighting: { system: 'police', localId: 'N7', ...bram } },
      { ...asked, sighting: { system: 'police', localId: 'PC-7', ...bram } },
    ]);
    expect(found).toEqual([undefined, undefined]);
    const { rows } = await it_.db.events.query('SELECT count(*)::int AS n FROM identity.records');
    expect(rows).toEqual([{ n: 1 }]);
  });
});
