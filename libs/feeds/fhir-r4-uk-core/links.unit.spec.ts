import { fhirR4UkCore } from '.';
import { toXml } from '../nems-stu3/messages.fixture';
import { parkedOf, parseAll, records } from '../spec-help';

type Json = Readonly<Record<string, unknown>>;
const FHIR = 'application/fhir+json';
const [FORMER, CURRENT] = ['9990000018', '9990000026'];
const nhs = (value: string, status?: string): Json => ({
  ...{ system: 'https://fhir.nhs.uk/Id/nhs-number', value },
  ...(status && {
    extension: [
      {
        url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
        valueCodeableConcept: { coding: [{ code: status }] },
      },
    ],
  }),
});
const patient = (id: string, number: string | undefined, more: Json = {}): Json => ({
  ...{ resourceType: 'Patient', id, birthDate: '2018-05-06', name: [{ family: 'Pemberton', given: ['Ivy'] }] },
  ...(number && { identifier: [nhs(number)] }),
  ...more,
});
const linked = (type: string, other: Json): Json => ({ link: [{ type, other }] });
const to = (reference: string): Json => ({ reference });
const SERVER = 'https://wexbourne.example/fhir';
const bundleOf = (...patients: readonly Json[]): Json => ({
  ...{ resourceType: 'Bundle', type: 'transaction' },
  entry: patients.map((resource) => ({
    ...{ fullUrl: `${SERVER}/Patient/${String(resource['id'])}`, resource },
    request: { method: 'POST', url: 'Patient' },
  })),
});
const read = (bundle: Json) => parseAll(fhirR4UkCore, JSON.stringify(bundle), FHIR);
/** Each record by its name, what it says of its numbers, and which other one it is said to be of a person with. */
const told = async (bundle: Json) =>
  records(await read(bundle)).map(({ sighting, mergedInto, sameAs, ifKnown, dropped }) => ({
    of: sighting.localId,
    ...(sighting.nhsNumber && { nhs: [sighting.nhsNumber, ...(sighting.formerNhsNumbers ?? [])] }),
    ...(mergedInto && { mergedInto }),
    ...(sameAs && { sameAs }),
    ...(ifKnown && { ifKnown }),
    ...(dropped && { dropped }),
  }));

describe('a Patient that replaces another one', () => {
  const replaces = linked('replaces', to('Patient/a'));
  it('is the record into which the other went, and its number superseded the other’s', async () => {
    const bundle = bundleOf(patient('b', CURRENT, replaces), patient('a', FORMER));
    const all = await told(bundle);
    expect(all).toEqual([
      { of: 'Patient/b', nhs: [CURRENT, FORMER] },
      { of: 'Patient/a', mergedInto: 'Patient/b', ifKnown: true },
    ]);
    const xml = await parseAll(fhirR4UkCore, toXml(bundle), 'application/fhir+xml');
    expect(xml).toEqual(await read(bundle));
    // The record that went says no more than its name: what it said itself stands as it was.
    expect(records(xml)[1]?.sighting).toEqual({ system: 'fhir', localId: 'Patient/a' });
  });

  it('says the same of one that the bundle does not hold, by reference and by number', async () => {
    const other = { reference: `${SERVER}/Patient/a/_history/3`, type: 'Patient', identifier: nhs(FORMER) };
    expect(await told(bundleOf(patient('b', CURRENT, linked('replaces', other))))).toEqual([
      { of: 'Patient/b', nhs: [CURRENT, FORMER] },
      { of: 'Patient/a', mergedInto: 'Patient/b', ifKnown: true },
    ]);
  });

  it('makes no number its former one where it has none itself, or where both have the same', async () => {
    const [none] = await told(bundleOf(patient('b', undefined, replaces), patient('a', FORMER)));
    expect(none).toEqual({ of: 'Patient/b' });
    const [same] = await told(bundleOf(patient('b', FORMER, replaces), patient('a', FORMER)));
    expect(same).toEqual({ of: 'Patient/b', nhs: [FORMER] });
  });
});

describe('a Patient that another one replaced', () => {
  const other = (status?: string): Json => ({ reference: 'Patient/b', identifier: nhs(CURRENT, status) });
  it('went into the other record, and is known by its number, with the own as a former one', async () => {
    const bundle = bundleOf(patient('a', FORMER, linked('replaced-by', other('number-present-and-verified'))));
    expect(await told(bundle)).toEqual([
      { of: 'Patient/a', nhs: [CURRENT, FORMER] },
      { of: 'Patient/a', mergedInto: 'Patient/b', ifKnown: true },
    ]);
    expect(records(await read(bundle))[0]?.sighting.nhsNumberStatus).toBe('01');
  });

  it('keeps the name under which it was known, and vouches for a number only where the link does', async () => {
    const own = patient('a', undefined, { identifier: [nhs(FORMER, '01')], ...linked('replaced-by', other()) });
    const resource = { ...own, id: undefined, link: [{ type: 'replaced-by', other: { identifier: nhs(CURRENT) } }] };
    const bundle = { resourceType: 'Bundle', type: 'message', entry: [{ fullUrl: 'urn:uuid:1', resource }] };
    const [record, merged] = records(await read({ ...bundle, entry: [{ resource: { ...resource, id: 'x' } }] }));
    expect(record?.sighting).toMatchObject({ localId: FORMER, nhsNumber: CURRENT, formerNhsNumbers: [FORMER] });
    expect(record?.sighting).not.toHaveProperty('nhsNumberStatus');
    expect(merged).toMatchObject({ sighting: { localId: FORMER }, mergedInto: CURRENT });
  });

  it('says the same with everything that is of the patient, so that nothing changes from one to the next', async () => {
    const flag = { resourceType: 'Flag', id: 'f', status: 'active', code: { text: 'x' }, subject: to('Patient/a') };
    const bundle = bundleOf(patient('a', FORMER, linked('replaced-by', other())));
    const all = records(await read({ ...bundle, entry: [...(bundle['entry'] as Json[]), { resource: flag }] }));
    expect(all.at(-1)?.sighting).toEqual(all[0]?.sighting);
  });

  it('believes neither number where two replaced it', async () => {
    const link = [CURRENT, '9990000034'].map((number) => ({
      ...{ type: 'replaced-by', other: { identifier: nhs(number) } },
    }));
    expect((await told(bundleOf(patient('a', FORMER, { link }))))[0]).toEqual({ of: 'Patient/a', nhs: [FORMER] });
  });

  it('has no number by it where it has none of its own', async () => {
    const [record] = records(await read(bundleOf(patient('a', undefined, linked('replaced-by', other())))));
    expect(record?.sighting).not.toHaveProperty('nhsNumber');
  });
});

it.each(['seealso', 'refer'])('a Patient with the link %s stays as it is, and a person is asked', async (type) => {
  const all = await told(bundleOf(patient('a', FORMER, linked(type, to('Patient/b'))), patient('b', CURRENT)));
  expect(all).toEqual([
    { of: 'Patient/a', nhs: [FORMER] },
    { of: 'Patient/a', sameAs: 'Patient/b', ifKnown: true },
  ]);
});

describe('a link that names no other Patient is counted, and links nothing', () => {
  const ivy = (link: unknown): Json => bundleOf(patient('a', FORMER, { link }), patient('b', CURRENT));
  const counted = { of: 'Patient/a', nhs: [FORMER], ifKnown: true, dropped: 1 };
  it.each<[string, unknown]>([
    ['itself', [{ type: 'replaces', other: to('Patient/a') }]],
    ['itself by its number', [{ type: 'replaced-by', other: { identifier: nhs(FORMER), reference: 'Patient/a' } }]],
    ['a RelatedPerson', [{ type: 'seealso', other: to('RelatedPerson/b') }]],
    ['a RelatedPerson by type', [{ type: 'replaces', other: { type: 'RelatedPerson', identifier: nhs(CURRENT) } }]],
    ['somebody on another server', [{ type: 'replaces', other: to('https://elsewhere.example/fhir/Patient/b') }]],
    ['an id within the message', [{ type: 'replaces', other: to('urn:uuid:29dc4e84-7e72-11ee-b962-024201200021') }]],
    ['nobody', [{ type: 'replaces' }]],
    ['nobody’s number', [{ type: 'replaces', other: { identifier: nhs('9999999999') } }]],
    ['by a type that FHIR does not have', [{ type: 'merged', other: to('Patient/b') }]],
    ['by no type', [{ other: to('Patient/b') }]],
    ['by what objects know', [{ type: 'constructor', other: to('__proto__') }]],
  ])('%s', async (_, link) => {
    const all = await told(ivy(link));
    expect(all).toEqual([counted]);
  });

  it.each<[string, unknown]>([
    ['a text', 'Patient/b'],
    ['a list of texts', ['Patient/b', 7, null]],
    ['a list of lists', [[{ type: 'replaces' }]]],
  ])('%s is none', async (_, link) => {
    expect(await told(ivy(link))).toEqual([]);
  });

  it('is read up to the tenth', async () => {
    const link = Array.from({ length: 500 }, (_, at) => ({ type: 'seealso', other: to(`Patient/x${at}`) }));
    const [record, ...others] = await told(ivy(link));
    expect([record?.dropped, others.length]).toEqual([490, 10]);
  });

  it('as long as no reference is: parked, with its reason', async () => {
    const bundle = ivy([{ type: 'replaces', other: to(`Patient/${'x'.repeat(600)}`) }]);
    expect(parkedOf(await read(bundle)).map(({ code }) => code)).toEqual(['value-too-long']);
  });

  it('in a circle puts each into the other, which identity leaves to a person', async () => {
    const circle = bundleOf(
      patient('a', FORMER, linked('replaced-by', to('Patient/b'))),
      patient('b', CURRENT, linked('replaced-by', to('Patient/a'))),
    );
    expect((await told(circle)).filter(({ mergedInto }) => mergedInto)).toHaveLength(2);
  });
});
