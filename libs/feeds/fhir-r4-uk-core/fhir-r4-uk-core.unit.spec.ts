import { fhirR4UkCore } from '.';
import { toXml } from '../nems-stu3/messages.fixture';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

type Json = Readonly<Record<string, unknown>>;
const FHIR = 'application/fhir+json';
const transaction = fixture('fhir-r4-uk-core', 'transaction.json');
const read = (bundle: Json) => parseAll(fhirR4UkCore, JSON.stringify(bundle), FHIR);

const IVY: Json = {
  resourceType: 'Patient',
  id: 'p1',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
  name: [{ family: 'Pemberton', given: ['Ivy'] }],
  birthDate: '2018-05-06',
};
const meta = { lastUpdated: '2026-01-12T09:00:00Z', versionId: '1' };
const ofIvy = { subject: { reference: 'Patient/p1' }, patient: { reference: 'Patient/p1' }, meta };
const collection = (...resources: readonly Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [IVY, ...resources].map((resource) => ({ resource })),
});
const says = async (...resources: readonly Json[]) => shortFacts(await read(collection(...resources)));
const first = async (...resources: readonly Json[]) => factsOf(await read(collection(...resources)))[0];

describe('a transaction', () => {
  it('becomes what happened, each resource an item of the one child, in JSON and in XML alike', async () => {
    const all = await parseAll(fhirR4UkCore, transaction, FHIR);
    expect(invalidFacts(all)).toEqual([]);
    expect(parkedOf(all)).toEqual([]);
    expect(shortFacts(all)).toEqual([
      'appointment-missed',
      'demographics-changed',
      'emergency-attended',
      '-vaccination-given',
      '-vaccination-not-given',
    ]);
    expect(new Set(records(all).map(({ sighting }) => JSON.stringify(sighting)))).toEqual(
      new Set([
        JSON.stringify({
          system: 'fhir',
          localId: 'Patient/p1',
          nhsNumber: '9990000018',
          nhsNumberStatus: '01',
          givenName: 'Ivy',
          familyName: 'Pemberton',
          birthDate: '2018-05-06',
          sex: 'female',
          postcode: 'WX1 2AB',
          parents: ['Holly Pemberton'],
        }),
      ]),
    );
    expect(await parseAll(fhirR4UkCore, toXml(JSON.parse(transaction) as Json), 'application/fhir+xml')).toEqual(all);
  });
  it('names who is around the child, each in the words of its own resource, and never a number of theirs', async () => {
    const [holly] = records(await parseAll(fhirR4UkCore, transaction, FHIR)).filter(({ around }) => around);
    expect(holly).toMatchObject({ sighting: { localId: 'Patient/p1' }, facts: [], ifKnown: true });
    const mother = { givenName: 'Holly', familyName: 'Pemberton', relationship: 'mother', responsibility: 'unknown' };
    expect(holly?.around).toEqual({ people: [{ number: 'RelatedPerson/r1', ...mother }] });
    const related = (more: Json): Json => ({ resourceType: 'RelatedPerson', name: [{ family: 'Pell' }], ...more });
    const [guardian, ...others] = records(
      await read(
        collection(
          related({
            ...{ ...ofIvy, identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000026' }] },
            relationship: [{ coding: [{ system: 'urn:x', code: 'Q9', display: 'Guardian' }] }],
            period: { start: '2025-02-01', end: '2025-12-01' },
          }),
          related({ patient: { reference: 'Patient/nobody' } }),
        ),
      ),
    ).filter(({ around }) => around);
    expect(guardian?.around).toMatchObject({
      people: [{ familyName: 'Pell', relationship: 'carer', from: '2025-02-01', until: '2025-12-01' }],
      revision: expect.stringContaining('2026-01-12T09:00:00.000Z') as string,
    });
    expect(JSON.stringify(guardian)).not.toContain('9990000026');
    expect(others).toEqual([]);
  });
  it('never reads a condition, and counts it', async () => {
    const all = await parseAll(fhirR4UkCore, transaction, FHIR);
    expect(JSON.stringify(all)).not.toContain('never read');
    expect(records(all).filter(({ dropped }) => dropped === 1)).toMatchObject([{ facts: [], ifKnown: true }]);
  });
  it('that deletes takes back what it names, and brings nothing into being', async () => {
    const deletion = (url: string) => ({ request: { method: 'DELETE', url } });
    const bundle = { ...collection(), type: 'transaction', timestamp: '2026-01-13T08:00:00Z' };
    const entry = [
      { resource: IVY },
      deletion('https://wexbourne.example/fhir/Encounter/e1'),
      deletion('Flag?identifier=urn:x%7CF1'),
    ];
    const all = await read({ ...bundle, entry });
    expect(factsOf(all).map(({ item, retracted, ifKnown }) => [item, retracted, ifKnown])).toEqual([
      ['Encounter/e1/emergency', true, true],
      ['Encounter/e1/admission', true, true],
      ['Encounter/e1/discharge', true, true],
      ['Flag/urn:x|F1/raised', true, true],
      ['Flag/urn:x|F1/ended', true, true],
    ]);
    expect(records(all).every(({ ifKnown }) => ifKnown)).toBe(true);
    expect(factsOf(all)[0]?.revision).toContain('2026-01-13T08:00:00.000Z');
  });
  it.each([
    ['Encounter', 'value-missing'],
    ['Encounter/e1', 'fhir-nobody'],
  ])('that deletes %s for nobody is parked', async (url, code) => {
    const entry = [{ request: { method: 'DELETE', url } }];
    expect(parkedOf(await read({ resourceType: 'Bundle', type: 'transaction', entry }))).toMatchObject([{ code }]);
  });
});

describe('each resource', () => {
  const encounter = (code: string, more: Json = {}): Json => ({
    ...{ resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code } },
    ...{ period: { start: '2026-01-11T18:00:00Z', end: '2026-01-12T19:00:00Z' }, ...ofIvy, ...more },
  });
  it.each([
    ['an emergency', encounter('EMER'), ['emergency-attended']],
    ['a stay', encounter('IMP'), ['admitted', 'discharged']],
    ['a stay that goes on', encounter('IMP', { period: { start: '2026-01-11' } }), ['admitted', '-discharged']],
    ['a stay that was called off', encounter('IMP', { status: 'cancelled' }), ['-admitted', '-discharged']],
    ['a clinic', encounter('AMB'), []],
    ['an error', encounter('EMER', { status: 'entered-in-error' }), ['-emergency-attended']],
  ])('%s', async (_, resource, expected) => {
    expect(await says(resource)).toEqual(expected);
  });

  it.each([
    ['noshow', ['appointment-missed']],
    ['fulfilled', ['-appointment-missed']],
    ['booked', ['-appointment-missed']],
  ])('an appointment that is %s', async (status, expected) => {
    const resource = { resourceType: 'Appointment', id: 'a1', status, start: '2026-01-12T09:30:00Z', meta };
    const participant = [{ actor: { reference: 'Practitioner/x' } }, { actor: { reference: 'Patient/p1' } }];
    expect(await says({ ...resource, participant })).toEqual(expected);
  });
  it('an appointment missed says that the child was not brought, and to which service', async () => {
    const [missed] = factsOf(await parseAll(fhirR4UkCore, transaction, FHIR));
    expect(missed).toMatchObject({
      occurred: { on: '2026-01-12' },
      data: { outcome: { code: 'NOT-BROUGHT', own: 'noshow' }, service: { code: 'HEALTH-VISITING' } },
    });
  });

  const immunization: Json = { resourceType: 'Immunization', id: 'i1', status: 'completed', ...ofIvy };
  it.each([
    ['given', { occurrenceDateTime: '2026-01-09' }, ['vaccination-given', '-vaccination-not-given']],
    [
      'not given',
      { status: 'not-done', occurrenceDateTime: '2026-01-09', statusReason: { coding: [{ code: 'PATOBJ' }] } },
      ['vaccination-not-given', '-vaccination-given'],
    ],
  ])('an immunisation %s', async (_, more, expected) => {
    expect(await says({ ...immunization, ...more })).toEqual(expected);
  });

  it.each([
    ['NRAF', 'active', ['flag-raised', '-flag-ended']],
    ['CPPI', 'inactive', ['flag-raised', 'flag-ended']],
    ['some-diagnosis', 'active', []],
  ])('a flag %s that is %s', async (code, status, expected) => {
    const flag = {
      resourceType: 'Flag',
      id: 'f1',
      status,
      code: { coding: [{ code }] },
      period: { start: '2026-01-01' },
    };
    expect(await says({ ...flag, ...ofIvy })).toEqual(expected);
  });

  it.each([
    [{ start: '2026-01-01' }, ['care-plan-started', '-care-plan-ended']],
    [{ start: '2026-01-01', end: '2026-02-01' }, ['care-plan-started', 'care-plan-ended']],
  ])('a care plan', async (period, expected) => {
    expect(await says({ resourceType: 'CarePlan', id: 'cp1', status: 'active', period, ...ofIvy })).toEqual(expected);
  });

  it.each([
    [{ deceasedDateTime: '2026-01-11' }, ['death-notified']],
    [{ deceasedBoolean: true, meta }, ['demographics-changed', 'death-notified']],
    [{ deceasedBoolean: false }, ['-death-notified']],
    [{}, []],
  ])('a patient %j', async (more, expected) => {
    const bundle = collection();
    expect(shortFacts(await read({ ...bundle, entry: [{ resource: { ...IVY, ...more } }] }))).toEqual(expected);
  });
});

const patientWith = async (more: Json) => {
  const bundle = collection({ ...ofIvy, resourceType: 'Flag', id: 'f1', status: 'active', code: { text: 'x' } });
  const entry = (bundle['entry'] as readonly { resource: Json }[]).map(({ resource }) =>
    resource['resourceType'] === 'Patient' ? { resource: { ...resource, ...more } } : { resource },
  );
  return records(await read({ ...bundle, entry }))[0]?.sighting;
};

it('says by which names a patient was known and where it lived before, and no passing ones', async () => {
  const name = (use: string, family: string): Json => ({ use, family, given: ['Ivy'] });
  const address = (use: string, postalCode: string): Json => ({ use, postalCode });
  const told = await patientWith({
    name: [name('old', 'Fennmoor'), name('official', 'Bly'), name('maiden', 'Bly'), name('temp', 'Guest')],
    address: [address('old', 'WX1 1AA'), address('home', 'WX1 2BB'), address('temp', 'WX9 9ZZ')],
  });
  expect(told).toMatchObject({
    ...{ familyName: 'Bly', formerFamilyNames: ['Fennmoor'], postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] },
  });
});

describe('names and addresses with periods', () => {
  const during = (said: Json, start?: string, end?: string): Json => ({ ...said, period: { start, end } });
  const [bly, fennmoor] = [
    { family: 'Bly', use: 'official' },
    { family: 'Fennmoor', use: 'usual' },
  ] as const;
  const [mill, quay] = [{ postalCode: 'WX1 1AA' }, { postalCode: 'WX1 2BB' }] as const;

  it('are former ones where they ended and another lasts, whatever their use and order', async () => {
    const told = await patientWith({
      name: [during(bly, '2018-05-06', '2023-01-31'), during(fennmoor, '2023-02-01')],
      address: [during(mill, undefined, '2024-08-31'), quay],
    });
    expect(told).toMatchObject({
      ...{ familyName: 'Fennmoor', formerFamilyNames: ['Bly'], postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] },
    });
  });

  it('stand where nothing lasts, the one that ended last', async () => {
    const told = await patientWith({
      address: [during(mill, undefined, '2024-08-31'), during(quay, undefined, '2025-08-31')],
    });
    expect(told).toMatchObject({ postcode: 'WX1 2BB', formerPostcodes: ['WX1 1AA'] });
  });

  it.each([
    ['ends before it begins', '2024-01-01', '2023-01-01'],
    ['ends on no day', undefined, '2024-13-01'],
  ])('are as if without one that %s', async (_, start, end) => {
    const told = await patientWith({ address: [during(mill, start, end), quay] });
    expect(told).toMatchObject({ postcode: 'WX1 1AA' });
    expect(told).not.toHaveProperty('formerPostcodes');
  });

  it('are left where they were passing ones', async () => {
    const told = await patientWith({ address: [quay, during({ ...mill, use: 'temp' }, undefined, '2024-08-31')] });
    expect(told).not.toHaveProperty('formerPostcodes');
  });
});

describe('a patient with several NHS numbers', () => {
  const nhs = (value: string, use?: string): Json => ({
    ...{ system: 'https://fhir.nhs.uk/Id/nhs-number', value },
    ...(use === undefined ? {} : { use }),
  });
  const during = (value: string, start?: string, end?: string): Json => ({ ...nhs(value), period: { start, end } });
  const sightingOf = (...identifier: readonly Json[]) => patientWith({ identifier });

  it('is known by the one that stands, whichever comes first, and says which it superseded', async () => {
    const told = await sightingOf(nhs('9990000018', 'old'), nhs('9990000026', 'official'));
    expect(told).toMatchObject({ nhsNumber: '9990000026', formerNhsNumbers: ['9990000018'] });
    expect(await sightingOf(nhs('9990000026'), nhs('9990000018', 'old'))).toMatchObject(told ?? {});
  });

  it('says since and until when each is the patient’s, and goes by the one that lasts', async () => {
    const told = await sightingOf(during('9990000018', '2014-03-04', '2025-12-31'), during('9990000026', '2026-01-01'));
    expect(told).toMatchObject({
      nhsNumber: '9990000026',
      numberPeriods: [
        { kind: 'nhs-number', number: '9990000018', from: '2014-03-04', until: '2025-12-31' },
        { kind: 'nhs-number', number: '9990000026', from: '2026-01-01' },
      ],
    });
    const later = await sightingOf(
      during('9990000018', undefined, '2025-12-31'),
      during('9990000026', undefined, '2026-12-31'),
    );
    expect(later).toMatchObject({ nhsNumber: '9990000026' });
  });

  it.each(['01', 'number-present-and-verified'])('is verified where its status is %s', async (code) => {
    const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
    const extension = [{ url, valueCodeableConcept: { coding: [{ code }] } }];
    expect(await sightingOf({ ...nhs('9990000018'), extension })).toMatchObject({ nhsNumberStatus: '01' });
  });

  it('is not known by one that no longer stands, alone', async () => {
    const told = await sightingOf(nhs('9990000018', 'old'));
    expect(told).not.toHaveProperty('nhsNumber');
    expect(told).not.toHaveProperty('formerNhsNumbers');
  });
});

describe('whose and which it is', () => {
  const stay = (more: Json = {}): Json => ({
    ...{ resourceType: 'CarePlan', id: 'cp1', status: 'active', period: { start: '2026-01-01' }, meta },
    ...more,
  });
  const alone = async (resource: Json, fullUrl?: string) => {
    const all = await read({ resourceType: 'Bundle', type: 'message', entry: [{ fullUrl, resource }] });
    return { record: records(all)[0], code: parkedOf(all)[0]?.code };
  };
  it('is told by a number in the reference, though the patient is not there', async () => {
    const identifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' };
    const { record } = await alone(stay({ subject: { identifier } }));
    expect(record?.sighting).toEqual({ system: 'fhir', localId: '9990000018', nhsNumber: '9990000018' });
  });
  it('is the record that the sender’s address names', async () => {
    const { record } = await alone(stay({ subject: { reference: 'https://wexbourne.example/fhir/Patient/p1' } }));
    expect(record?.sighting.localId).toBe('Patient/p1');
  });
  it('is nobody’s where only an id within the message names them: parked, and so again when sent again', async () => {
    const all = await read(collection());
    expect(all).toHaveLength(1);
    const bundle = {
      resourceType: 'Bundle',
      type: 'message',
      entry: [{ resource: stay({ subject: { reference: 'urn:uuid:1' } }) }],
    };
    const [parked] = parkedOf(await read(bundle));
    expect(parked).toMatchObject({ code: 'fhir-nobody', place: 'bundle 1/entry 1' });
    expect(parkedOf(await parseAll(fhirR4UkCore, parked?.raw ?? '', FHIR))[0]).toMatchObject({ code: 'fhir-nobody' });
  });
  it('is named by its address, else by its identifier', async () => {
    const who = { subject: { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' } } };
    const named = stay({ ...who, identifier: [{ system: 'urn:x', value: 'P7' }] });
    expect((await alone(named, 'https://wexbourne.example/fhir/CarePlan/cp1')).record?.facts[0]?.item).toBe(
      'CarePlan/cp1/start',
    );
    expect((await alone(named, 'urn:uuid:29dc4e84-7e72-11ee-b962-024201200021')).record?.facts[0]?.item).toBe(
      'CarePlan/urn:x|P7/start',
    );
  });
  it('is ordered by when it was last updated, then by its version', async () => {
    const at = (lastUpdated: string, versionId: string) => first(stay({ ...ofIvy, meta: { lastUpdated, versionId } }));
    const all = [
      await at('2026-01-12T09:00:00Z', '9'),
      await at('2026-01-12T09:00:00Z', '10'),
      await at('2026-01-12T10:00:00+00:00', '1'),
    ].map((fact) => fact?.revision ?? '');
    expect(all.toSorted()).toEqual(all);
  });
});

describe('what is parked, with who it is about, or refused', () => {
  it.each([
    ['value-missing', { resourceType: 'CarePlan', id: 'x', ...ofIvy }],
    ['date-unreadable', { resourceType: 'CarePlan', id: 'x', period: { start: '2026-13-01' }, ...ofIvy }],
    ['value-missing', { resourceType: 'CarePlan', period: { start: '2026-01-01' }, ...ofIvy }],
  ])('%s', async (code, resource) => {
    const [parked] = parkedOf(await read(collection(resource)));
    expect(parked).toMatchObject({ code, place: 'bundle 1/entry 2' });
    expect(JSON.parse(parked?.raw ?? '')).toMatchObject({ entry: [{ resource: IVY }, { resource }] });
  });
  it.each([{ resourceType: 'Bundle', type: 'history' }, { resourceType: 'Patient' }, { resourceType: 'Bundle' }])(
    'fhir-not-expected: %j',
    async (root) => {
      expect(parkedOf(await read(root))).toMatchObject([{ code: 'fhir-not-expected' }]);
    },
  );
  it.each([
    ['cut off', transaction.slice(0, -20), 'json-broken'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'encoding-wrong'],
    ['too deep', `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'json-too-deep'],
    ['a document type', '<!DOCTYPE Bundle SYSTEM "file:///etc/passwd"><Bundle/>', 'xml-doctype-refused'],
    ['too large', `{"a":"${'x'.repeat(8_400_000)}"}`, 'json-element-too-large'],
  ])('%s', async (_, content, code) => {
    expect(await problemOf(fhirR4UkCore, content, FHIR)).toMatchObject({ code });
  });
});
