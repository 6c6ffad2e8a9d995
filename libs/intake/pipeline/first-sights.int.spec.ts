import { NO_TRACES } from '@tributary/runtime';
import { recordsOf } from '@tributary/catalogue';
import { ChildReferences, Children, Identity } from '@tributary/identity';
import { childStream, type ChildId, type Recorded } from '@tributary/kernel';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { RecordIdentity } from './record-identity';

const WREN = { givenName: 'Wren', familyName: 'Okoro', birthDate: '2015-06-14' };
const VERIFIED = { nhsNumber: '9990000018', nhsNumberStatus: '01' };
let made = 0;
const missed = (localId: string, said: object) => ({
  specversion: '1.0',
  id: `m-${(made += 1)}`,
  source: 'https://pas.example',
  type: 'health.appointment-missed',
  time: '2026-01-12T09:30:00Z',
  data: { record: { system: 'pas', localId, ...said }, fact: { date: '2026-01-12' } },
});

let it_: TestIntake;
beforeEach(async () => {
  const feeds = ['hospital', 'gp'].map((agency) => aFeed(`${agency}.events`, 'cloudevents'));
  it_ = await testIntake(feeds, {}, ({ db, vault }) => {
    const rooms = { pool: db.events, vault };
    const directory = { current: async () => ({ agency: () => ({ sector: 'health' }) as never }) };
    const [identity, children] = [new Identity(rooms), new Children(rooms)];
    return new RecordIdentity({ identity, children, directory, traces: NO_TRACES });
  });
});
afterEach(() => it_.close());

async function send(agency: string, ...events: readonly object[]): Promise<Receipt> {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(events));
  }
  const mediaType = 'application/cloudevents-batch+json';
  return it_.intake.receive(`${agency}.events`, { body: body(), mediaType, backfill: false });
}
async function recorded(): Promise<readonly Recorded[]> {
  return allRecorded(it_.store);
}
const ofType = async (type: string): Promise<readonly Recorded[]> =>
  (await recorded()).filter(({ event }) => event.type === type);

describe('a record seen for the first time', () => {
  it('is opened with its child and its first fact in one transaction, once', async () => {
    await send('hospital', missed('P1', WREN), missed('P1', WREN));
    await send('hospital', missed('P1', WREN));
    const all = (await recorded()).filter(({ event }) => event.type !== 'practice.delivery-completed');
    expect(all.map(({ event }) => event.type).sort()).toEqual([
      'health.appointment-missed',
      'health.appointment-missed',
      'health.appointment-missed',
      'identity.child-registered',
      'identity.record-linked',
    ]);
    const first = all.find(({ event }) => event.type === 'identity.child-registered');
    expect(new Set(all.slice(0, 4).map(({ at }) => at.tx))).toEqual(new Set([first?.at.tx]));
    expect(new Set(all.map(({ event }) => event.childId)).size).toBe(1);
  });

  it('joins the child that another agency knows, whose receipt names it in its own way', async () => {
    const receipts = await Promise.all([
      send('hospital', missed('P1', { ...WREN, ...VERIFIED })),
      send('gp', missed('G9', { ...WREN, ...VERIFIED })),
    ]);
    expect(await ofType('identity.child-registered')).toHaveLength(1);
    const facts = await ofType('health.appointment-missed');
    const children = new Set(facts.map(({ event }) => event.childId));
    expect(children.size).toBe(1);
    const [child] = [...children] as [ChildId];
    const events = (await it_.store.loadMany([childStream(child)])).map(({ event }) => event);
    expect(recordsOf(events)).toHaveLength(2);
    const references = new ChildReferences(it_.vault);
    const told = receipts.map((receipt) => receipt.records[0]?.childId);
    expect(told).toEqual(['hospital', 'gp'].map((agency) => references.refOf(agency as never, child)));
    expect(new Set(told).size).toBe(2);
  });

  it('says so where what it says later points at another child', async () => {
    await send('gp', missed('G9', { ...WREN, ...VERIFIED }));
    await send('hospital', missed('P1', { familyName: 'Okoro' }));
    const receipt = await send('hospital', missed('P1', VERIFIED));
    expect(receipt.counts).toMatchObject({ accepted: 1, review: 1 });
    expect(await ofType('identity.match-proposed')).toHaveLength(1);
    await send('hospital', missed('P1', VERIFIED));
    expect(await ofType('identity.match-proposed')).toHaveLength(1);
  });
});
