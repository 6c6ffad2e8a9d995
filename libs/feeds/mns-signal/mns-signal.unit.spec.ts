import { mnsSignal } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records } from '../spec-help';

type Json = Readonly<Record<string, unknown>>;
const FHIR = 'application/fhir+json';
const published = JSON.parse(fixture('mns-signal', 'published.json')) as Json;
const delivered = fixture('mns-signal', 'delivered.json');
const read = (more: Json = {}) => parseAll(mnsSignal, JSON.stringify({ ...published, ...more }));
const only = async (more: Json = {}) => factsOf(await read(more))[0]?.data;

describe('a signal', () => {
  it('says that something changed and where to look it up, and names the child in the sighting alone', async () => {
    const all = await read();
    expect(records(all)[0]?.sighting).toEqual({
      system: 'mns',
      localId: '9990000018',
      nhsNumber: '9990000018',
      nhsNumberStatus: '01',
    });
    expect(factsOf(all)).toEqual([
      {
        type: 'health.change-signalled',
        item: `signal/pds-change-of-gp-2/${String(published['id'])}/2026-01-12T10:00:00.000Z`,
        occurred: { at: '2026-01-12T10:00:00.000Z' },
        recordedAt: '2026-01-12T10:00:00.000Z',
        revision: '2026-01-12T10:00:00.000Z',
        data: {
          signal: { code: 'PDS-CHANGE-OF-GP', own: 'pds-change-of-gp-2' },
          source: 'uk.nhs.personal-demographics-service',
          lookup: 'https://api.example.nhs.uk/personal-demographics/FHIR/R4/Patient/{nhs-number}',
        },
      },
    ]);
    expect(invalidFacts(all)).toEqual([]);
  });
  it('is the same event as published and as delivered', async () => {
    expect(await parseAll(mnsSignal, delivered, FHIR)).toEqual(await read());
  });
  it('is not mistaken for another of the same id', async () => {
    const [a, b] = [factsOf(await read())[0], factsOf(await read({ type: 'gpreg-change-gp-req-1' }))[0]];
    expect(a?.item).not.toBe(b?.item);
  });
  it('of the first version names the child by number, family name and birth date', async () => {
    const all = await read({
      specversion: undefined,
      type: 'pds-death-notification-1',
      source: { name: 'NHS', identifier: { value: '477' } },
      subject: { dob: '2014-03-04', familyName: 'Pemberton', nhsNumber: '9990000018' },
      dataref: undefined,
      data: {
        versionId: 'W/"16"',
        fullUrl: 'https://api.example.nhs.uk/Patient/9990000018',
        deathNotificationStatus: '2',
      },
    });
    expect(records(all)[0]).toMatchObject({
      sighting: { familyName: 'Pemberton', birthDate: '2014-03-04', nhsNumber: '9990000018' },
      dropped: 1,
    });
    expect(factsOf(all)[0]?.data).toMatchObject({ resourceVersion: '16', source: '477' });
  });
  it.each(['nhs-number-change-1', 'nhs-number-change-2'])(
    '%s says that its number has to be traced, and names no other one',
    async (type) => {
      const all = await read({ type, data: { nhsNumberStatus: 'R', successor: '9990000026' } });
      expect(records(all)[0]?.sighting).toEqual({
        ...{ system: 'mns', localId: '9990000018', nhsNumber: '9990000018', nhsNumberStatus: '03' },
      });
      expect(factsOf(all)[0]?.data).toMatchObject({ signal: { code: 'NHS-NUMBER-CHANGE', own: type } });
      expect(JSON.stringify(all)).not.toContain('9990000026');
    },
  );
  it('of a kind that is not known is kept, flagged', async () => {
    expect(await only({ type: 'school-nurse-rota-1' })).toMatchObject({
      signal: { own: 'school-nurse-rota-1', unmapped: true },
      flags: ['code-unmapped'],
    });
  });
  it.each(['pathology-laboratory-reporting-test-result-stored-1', 'nhshco-hc-complete-1'])(
    '%s is not held: counted, and brings no record into being',
    async (type) => {
      expect(records(await read({ type }))).toMatchObject([{ facts: [], ifKnown: true, dropped: 1 }]);
    },
  );
  it('that came with the resource itself does not read it', async () => {
    const bundle = JSON.parse(delivered) as { entry: Json[] };
    bundle.entry.push({ resource: { resourceType: 'Patient', name: [{ family: 'Pemberton' }] } });
    const all = await parseAll(mnsSignal, JSON.stringify(bundle), FHIR);
    expect(records(all)[0]?.dropped).toBe(1);
    expect(JSON.stringify(all)).not.toContain('Pemberton');
  });
  it.each(['heartbeat', 'handshake'])('of kind %s says nothing of anybody', async (kind) => {
    const all = await parseAll(mnsSignal, delivered.replace('event-notification', kind), FHIR);
    expect(all).toEqual([{ kind: 'complete' }]);
  });
});

describe('where it can be looked up', () => {
  it.each([
    ['https://api/x?patient=9990000018&code=NRAF', 'https://api/x?patient={nhs-number}&code=NRAF'],
    ['https://api/x?patient=999%30000018', 'https://api/x?patient={nhs-number}'],
    ['https://api/x/29dc4e84-7e72-11ee-b962-024201200021', 'https://api/x/29dc4e84-7e72-11ee-b962-024201200021'],
  ])('%s is told as %s', async (dataref, lookup) => {
    expect((await only({ dataref }))?.['lookup']).toBe(lookup);
  });
  it.each([
    'file:///etc/passwd',
    'http://api/x',
    'https://a:b@api/x',
    'not an address',
    `https://api/${'x'.repeat(300)}`,
  ])('%s is left out and counted', async (dataref) => {
    const all = await read({ dataref });
    expect(factsOf(all)[0]?.data).not.toHaveProperty('lookup');
    expect(records(all)[0]?.dropped).toBe(1);
  });
});

describe('what is parked or refused', () => {
  it.each([
    ['fhir-nobody', { subject: '9999999999' }],
    ['fhir-nobody', { subject: undefined }],
    ['time-without-offset', { time: '2026-01-12T10:00:00' }],
    ['time-without-offset', { time: '2026-01-12T10:00:00+58:00' }],
    ['value-missing', { time: undefined }],
    ['fhir-not-expected', { id: undefined }],
    ['fhir-not-expected', { resourceType: 'Bundle', type: 'message' }],
  ] as const)('%s', async (code, more) => {
    const [parked] = parkedOf(await read(more));
    expect(parked?.code).toBe(code);
    expect(parked?.message).not.toMatch(/\d{4}/);
    expect(parkedOf(await parseAll(mnsSignal, parked?.raw ?? ''))).toEqual([parked]);
  });
  it.each([
    ['cut off', delivered.slice(0, -30), 'json-broken'],
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1'), 'encoding-wrong'],
    ['too large', `{"a":"${'x'.repeat(300_000)}"}`, 'json-element-too-large'],
    ['too deep', `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'json-too-deep'],
  ])('%s', async (_, content, code) => {
    expect(await problemOf(mnsSignal, content, FHIR)).toMatchObject({ code });
  });
});
