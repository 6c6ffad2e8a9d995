import { Identity } from '@tributary/identity';
import { NO_TRACES } from '@tributary/runtime';
import { aFeed, allRecorded, testIntake, type TestIntake } from '../../testing/intake';
import type { Receipt } from '../domain/receipt';
import { RecordIdentity } from './record-identity';

const FEED = 'wexgen.fhir';
type Json = Readonly<Record<string, unknown>>;

let it_: TestIntake;
beforeEach(async () => {
  it_ = await testIntake([aFeed(FEED, 'fhir-r4-uk-core')], {}, ({ db, vault }) => {
    const identity = new Identity({ pool: db.events, vault });
    const children = { refsOf: async () => new Map() };
    const directory = { current: async () => ({ agency: () => ({ sector: 'health' }) as never }) };
    return new RecordIdentity({ identity, children, directory, traces: NO_TRACES });
  });
});
afterEach(() => it_.close());

const meta = { lastUpdated: '2026-01-12T09:00:00Z' };
const patient = (id: string, given: string, more: Json = {}): Json => ({
  ...{ resourceType: 'Patient', id, meta, birthDate: '2018-05-06', name: [{ family: 'Pemberton', given: [given] }] },
  ...more,
});
const linked = (type: string, id: string): Json => ({ link: [{ type, other: { reference: `Patient/${id}` } }] });
const send = async (...patients: readonly Json[]): Promise<Receipt> => {
  const entry = patients.map((resource) => ({
    resource,
    request: { method: 'PUT', url: `Patient/${String(resource['id'])}` },
  }));
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
  }
  return it_.intake.receive(FEED, { body: body(), mediaType: 'application/fhir+json', backfill: false });
};
const proposed = async () =>
  (await allRecorded(it_.store))
    .filter(({ event }) => event.type === 'identity.match-proposed')
    .map(({ event }) => event.data);

describe('patients that are linked', () => {
  it.each([
    ['replaced-by', 'merged-at-source'],
    ['seealso', 'linked-at-source'],
    ['refer', 'linked-at-source'],
  ])('by %s are brought before the hub once, and nothing moves', async (type, reason) => {
    await send(patient('a', 'Ivy'), patient('b', 'Rowan'));
    for (let time = 0; time < 2; time++) await send(patient('a', 'Ivy', linked(type, 'b')));
    const [ivy, rowan] = (await allRecorded(it_.store)).filter(
      ({ event }) => event.type === 'health.demographics-changed',
    );
    const told = await proposed();
    expect(told).toMatchObject([{ candidates: [{ childId: rowan?.event.childId }], reason }]);
    expect(told).toMatchObject([{ recordId: ivy?.event.streamId.replace('record-', '') }]);
    expect(ivy?.event.childId).not.toBe(rowan?.event.childId);
  });

  it('by what nobody has heard of bring no record into being, and are counted where they name nobody', async () => {
    const receipt = await send(patient('a', 'Ivy', linked('replaces', 'z')));
    expect(receipt).toMatchObject({ counts: { accepted: 1, parked: 0 } });
    const odd = await send(patient('a', 'Ivy', { link: [{ type: 'merged', other: { reference: 'Patient/b' } }] }));
    expect(odd).toMatchObject({ counts: { parked: 0, dropped: 1 } });
    const { rows } = await it_.db.events.query('SELECT FROM identity.records');
    expect(rows).toHaveLength(1);
    expect(await proposed()).toEqual([]);
  });
});
