import fc from 'fast-check';
import { Problem } from '@tributary/kernel';
import { STANDING_WEIGHTS } from '@tributary/matching';
import type { HubAnswer } from '../asking';
import { bundleOf } from './bundle';
import { callIn } from './parameters';
import { soughtIn } from './patient';

const S47 = 'https://www.legislation.gov.uk/ukpga/1989/41/section/47';
const STATUS = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const patient = {
  resourceType: 'Patient',
  identifier: [
    { system: 'urn:local', value: '7' },
    {
      ...{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' },
      extension: [{ url: STATUS, valueCodeableConcept: { coding: [{ code: 'number-present-and-verified' }] } }],
    },
  ],
  name: [
    { use: 'old', family: 'Lyleford' },
    { use: 'official', family: 'Okorovale', given: ['Wrenfield', 'Ann'] },
  ],
  birthDate: '2015-06-14',
  gender: 'female',
  address: [
    { period: { end: '2020-01-01' }, postalCode: 'WX1 1AA' },
    { line: ['3 Mill Lane', 'Ashford'], city: 'Wexbourne', postalCode: 'WX12 3AB' },
  ],
  contact: [{ name: { given: ['Annabeth'], family: 'Okorovale' } }, { name: { text: 'Tom Okorovale' } }, {}],
};
const parameters = (...more: readonly object[]) => ({
  resourceType: 'Parameters',
  parameter: [{ name: 'resource', resource: patient }, { name: 'reason', valueUri: S47 }, ...more],
});

describe('$match, asked', () => {
  it('reads a patient of UK Core, what holds now first', () =>
    expect(soughtIn(patient)).toEqual({
      ...{ givenName: 'Wrenfield Ann', familyName: 'Okorovale', formerFamilyNames: ['Lyleford'], sex: 'female' },
      ...{ birthDate: '2015-06-14', postcode: 'WX12 3AB', formerPostcodes: ['WX1 1AA'] },
      ...{ addressLines: ['3 Mill Lane', 'Ashford'], locality: 'Wexbourne' },
      ...{ parents: ['Annabeth Okorovale', 'Tom Okorovale'], nhsNumber: '9990000018', nhsNumberStatus: '01' },
    }));

  it('takes its parameters', () => {
    const more = [
      { name: 'onlyCertainMatches', valueBoolean: true },
      { name: 'count', valueInteger: 3 },
    ];
    expect(callIn(parameters(...more))).toMatchObject({
      ...{ onlyCertainMatches: true, count: 3 },
      question: { reason: { code: S47 }, person: { familyName: 'Okorovale' } },
    });
    expect(callIn(parameters())).toMatchObject({ onlyCertainMatches: false, count: undefined });
  });

  it.each<[string, unknown, string]>([
    ['a patient by itself', patient, 'fhir-parameters-wrong'],
    [
      'no reason',
      { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: patient }] },
      'match-reason-missing',
    ],
    [
      'no patient',
      { resourceType: 'Parameters', parameter: [{ name: 'reason', valueUri: S47 }] },
      'fhir-parameters-wrong',
    ],
    ['two reasons', parameters({ name: 'reason', valueUri: S47 }), 'fhir-parameters-wrong'],
    ['what it does not know', parameters({ name: 'onlySingleMatch', valueBoolean: true }), 'fhir-parameters-wrong'],
    ['a flag that is text', parameters({ name: 'onlyCertainMatches', valueString: 'yes' }), 'fhir-parameters-wrong'],
    ['a count of none', parameters({ name: 'count', valueInteger: 0 }), 'fhir-parameters-wrong'],
  ])('refuses %s', (_, body, code) => expect(() => callIn(body)).toThrow(expect.objectContaining({ code }) as Error));

  it('takes or refuses anything whatever, and never breaks', () => {
    const anyPatient = fc.record({
      resourceType: fc.constant('Patient'),
      ...Object.fromEntries(
        Object.keys(patient)
          .slice(1)
          .map((field) => [field, fc.anything()]),
      ),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyPatient), (resource) => {
        const body = {
          resourceType: 'Parameters',
          parameter: [
            { name: 'resource', resource },
            { name: 'reason', valueUri: S47 },
          ],
        };
        try {
          callIn(body);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
      { seed: 20_261_121, numRuns: 500 },
    );
  });
});

describe('$match, answered', () => {
  const candidate = (child: string, status: 'Match' | 'PotentialMatch' | 'LowConfidenceMatch') => ({
    ...{ child, status, weight: 20, probability: 0.999999123 },
    evidence: [],
  });
  const answer = (status: HubAnswer['status'], candidates: HubAnswer['candidates'] = []): HubAnswer => ({
    ...{ status, candidates, notUsed: [], weights: STANDING_WEIGHTS.version },
  });
  const all = { onlyCertainMatches: false, count: undefined };
  type Told = {
    total: number;
    entry: { resource: object; search: { score?: number; extension?: { valueCode: string }[] } }[];
  };
  const gradesIn = (bundle: object) =>
    (bundle as Told).entry.flatMap(({ search }) => search.extension?.map(({ valueCode }) => valueCode) ?? []);

  it('is a searchset with score and grade, and of the child its reference alone', () =>
    expect(bundleOf(answer('Match', [candidate('c'.repeat(32), 'Match')]), all)).toEqual({
      ...{ resourceType: 'Bundle', type: 'searchset', total: 1 },
      entry: [
        {
          resource: {
            ...{ resourceType: 'Patient', id: 'c'.repeat(32) },
            identifier: [{ system: 'urn:tributary:child', value: 'c'.repeat(32) }],
          },
          search: {
            ...{ mode: 'match', score: 0.999999 },
            extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/match-grade', valueCode: 'certain' }],
          },
        },
        expect.objectContaining({ search: { mode: 'outcome' } }),
      ],
    }));

  it('is never certain of one among several', () =>
    expect(gradesIn(bundleOf(answer('ManyMatch', [candidate('1', 'Match'), candidate('2', 'Match')]), all))).toEqual([
      'probable',
      'probable',
    ]));

  it('is empty where only what is certain was asked for and nothing is, and no longer than asked', () => {
    const two = [candidate('1', 'PotentialMatch'), candidate('2', 'LowConfidenceMatch')];
    expect(gradesIn(bundleOf(answer('PotentialMatch', two), { onlyCertainMatches: true, count: undefined }))).toEqual(
      [],
    );
    expect(gradesIn(bundleOf(answer('PotentialMatch', two), { onlyCertainMatches: false, count: 1 }))).toEqual([
      'probable',
    ]);
    expect(gradesIn(bundleOf(answer('PotentialMatch', two), all))).toEqual(['probable', 'possible']);
  });

  it('says whom to ring, and what was not used', () => {
    const ring = { name: 'Wexbourne Council', phone: '01632 960 100', outOfHours: '01632 960 199' };
    const told = {
      ...answer('Match'),
      known: { by: 'elsewhere', ring } as const,
      notUsed: [{ field: 'birth-date', reason: 'no-date' }],
    };
    const text = JSON.stringify(bundleOf(told, all));
    expect(text).toContain('Known elsewhere. Ring Wexbourne Council: 01632 960 100; out of hours 01632 960 199');
    expect(text).toContain('birth-date: no-date');
  });

  it.each(['nothing-to-compare', 'not-a-child'])('is refused where there is none: %s', (reason) =>
    expect(() => bundleOf({ ...answer('Error'), reason }, all)).toThrow(
      expect.objectContaining({ code: 'match-no-answer' }) as Error,
    ),
  );
});
