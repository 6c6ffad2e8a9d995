import { currentFacts } from '@tributary/catalogue';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';

const IVY = '9990000018';
const header = (act: string, lastUpdated: string) => ({
  resourceType: 'MessageHeader',
  id: 'always-the-same',
  meta: { lastUpdated },
  extension: [
    {
      url: 'urn:Extension-RoutingDemographics-1',
      extension: [{ url: 'nhsNumber', valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: IVY } }],
    },
    { url: 'urn:Extension-MessageEventType-1', valueCodeableConcept: { coding: [{ code: act }] } },
  ],
  event: { code: 'newborn-hearing-1' },
});
const message = (act: string, lastUpdated: string, start: string): object => ({
  resourceType: 'Bundle',
  type: 'message',
  entry: [
    { resource: header(act, lastUpdated) },
    { resource: { resourceType: 'Encounter', identifier: [{ value: 'S1' }], period: { start } } },
  ],
});
const said = {
  new: message('new', '2026-01-12T09:00:00Z', '2026-01-08'),
  update: message('update', '2026-01-12T10:00:00Z', '2026-01-09'),
  delete: message('delete', '2026-01-12T11:00:00Z', '2026-01-09'),
};

let it_: TestIntake;
beforeEach(async () => {
  it_ = await testIntake([aFeed('child-health.nems', 'nems-stu3')]);
});
afterEach(() => it_.close());

async function send(one: object) {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(one));
  }
  return it_.intake.receive('child-health.nems', { body: body(), mediaType: 'application/fhir+json', backfill: false });
}
/** Days of the screenings that hold. */
async function holds(): Promise<readonly unknown[]> {
  const facts = currentFacts(await allRecorded(it_.store));
  return facts.flatMap(({ event }) =>
    event.type === 'health.screening-recorded' ? [(event.data as { date: string }).date] : [],
  );
}

type Act = keyof typeof said;
const ORDERS: readonly (readonly Act[])[] = [
  ['new', 'update', 'delete'],
  ['new', 'delete', 'update'],
  ['update', 'new', 'delete'],
  ['update', 'delete', 'new'],
  ['delete', 'new', 'update'],
  ['delete', 'update', 'new'],
];

describe('messages that overtake each other', () => {
  it.each(ORDERS)('%s, %s, %s end deleted, each kept, none doubled when sent again', async (...order) => {
    for (const act of order) await send(said[act]);
    expect(await holds()).toEqual([]);
    const kept = (await allRecorded(it_.store)).filter(({ event }) => 'record' in event.source);
    expect(kept).toHaveLength(3);
    for (const act of order) await send(said[act]);
    expect((await allRecorded(it_.store)).filter(({ event }) => 'record' in event.source)).toHaveLength(3);
  });

  it('end corrected where the update comes before its new', async () => {
    await send(said.update);
    expect((await send(said.new)).counts).toMatchObject({ late: 1 });
    expect(await holds()).toEqual(['2026-01-09']);
  });
});
