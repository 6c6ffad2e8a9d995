import { nemsStu3 } from '.';
import {
  factsOf,
  invalidFacts,
  parkedOf,
  parseAll,
  pieces,
  problemOf,
  RECEIVED,
  records,
  shortFacts,
} from '../spec-help';
import {
  encounter,
  episode,
  type Given,
  immunization,
  IVY,
  type Json,
  MUM,
  nems,
  patient,
  toXml,
} from './messages.fixture';

const JSON_TYPE = 'application/fhir+json';
const read = (given: Given) => parseAll(nemsStu3, JSON.stringify(nems(given)), JSON_TYPE);
const one = async (given: Given) => {
  const all = await read(given);
  const [record] = records(all);
  if (record === undefined)
    throw new Error(
      `parked: ${parkedOf(all)
        .map(({ message }) => message)
        .join()}`,
    );
  return record;
};
const parkedCode = async (given: Given) => parkedOf(await read(given)).map(({ code }) => code);

const birth: Given = {
  event: 'pds-birth-notification-1',
  routing: MUM,
  resources: [
    patient(MUM),
    { resourceType: 'RelatedPerson', id: 'r-1', patient: { reference: 'urn:uuid:p-Ivy' } },
    patient(IVY, { multipleBirthInteger: 2 }),
    {
      resourceType: 'Observation',
      id: 'o-1',
      code: { coding: [{ code: '237364002' }] },
      valueCodeableConcept: { coding: [{ code: '1' }] },
    },
    { resourceType: 'Observation', id: 'o-2', code: { coding: [{ code: '364589006' }] } },
  ],
};
const deathOf = (status: string, more: Json = {}) =>
  patient(IVY, {
    extension: [
      {
        url: 'https://example/Extension-CareConnect-DeathNotificationStatus-1',
        extension: [
          { url: 'deathNotificationStatus', valueCodeableConcept: { coding: [{ code: status }] } },
          { url: 'systemEffectiveDate', valueDateTime: '2026-01-12' },
        ],
      },
    ],
    ...more,
  });
const died = { deceasedDateTime: '2026-01-11T15:00:00+00:00' };

const EVENTS: readonly (readonly [string, Given, string])[] = [
  ['a birth', birth, 'birth-notified'],
  [
    'an informal notice of death',
    { event: 'pds-death-notification-1', resources: [deathOf('1', died)] },
    'death-notified',
  ],
  ['a change of address', { event: 'pds-change-of-address-1', resources: [patient()] }, 'address-changed'],
  [
    'a change of practice',
    {
      event: 'pds-change-of-gp-1',
      resources: [patient(IVY, { generalPractitioner: [{ reference: 'https://directory/Organization/Y99901' }] })],
    },
    'practice-changed',
  ],
  ['a changed record', { event: 'pds-record-change-1', resources: [patient()] }, 'demographics-changed'],
  [
    'a professional contact',
    { event: 'professional-contacts-1', focus: 'c-1', resources: [patient(), episode()] },
    'service-started,-service-ended',
  ],
  [
    'a blood spot',
    { event: 'blood-spot-test-outcome-1', focus: 'e-1', resources: [patient(), encounter()] },
    'screening-recorded',
  ],
  ['a hearing test', { event: 'newborn-hearing-1', resources: [patient(), encounter()] }, 'screening-recorded'],
  ['an examination', { event: 'nipe-outcome-1', resources: [patient(), encounter()] }, 'screening-recorded'],
  [
    'a vaccination',
    { event: 'vaccinations-1', focus: 'i-1', resources: [patient(), immunization()] },
    'vaccination-given,-vaccination-not-given',
  ],
];

describe('each event of NEMS', () => {
  it.each(EVENTS)('%s becomes its event, in JSON and in XML alike', async (_, given, expected) => {
    const fromJson = await read(given);
    expect(shortFacts(fromJson).join()).toBe(expected);
    expect(invalidFacts(fromJson)).toEqual([]);
    expect(records(fromJson)[0]?.sighting).toMatchObject({
      system: 'nems',
      localId: IVY.nhsNumber,
      familyName: 'Pemberton',
    });
    const xml = toXml(nems(given));
    expect(await parseAll(nemsStu3, xml, 'application/fhir+xml')).toEqual(fromJson);
    expect(await parseAll(nemsStu3, xml, 'application/fhir+xml', 7)).toEqual(fromJson);
  });

  it.each(EVENTS)(
    '%s that is deleted is taken back, under the same item and a later revision',
    async (_, given, expected) => {
      const [stated] = factsOf(await read(given));
      const meta = { versionId: '1', lastUpdated: '2026-01-12T09:30:00+00:00' };
      const [gone] = factsOf(await read({ ...given, act: 'delete', meta }));
      expect(gone).toMatchObject({
        retracted: true,
        item: stated?.item,
        type: `health.${expected.split(',')[0] ?? ''}`,
      });
      expect((gone?.revision ?? '') > (stated?.revision ?? '~')).toBe(true);
    },
  );

  it.each(['new', 'update'])('labelled %s, it is the same statement about the same item', async (act) => {
    const facts = factsOf(await read({ event: 'vaccinations-1', act, resources: [patient(), immunization()] }));
    expect(facts[0]).toMatchObject({ item: 'vaccination/urn:wexbourne:gp|V1/given', occurred: { on: '2026-01-09' } });
  });
});

describe('a birth', () => {
  it('is the child’s, though the message was routed by the mother', async () => {
    const record = await one(birth);
    expect(record.sighting).toMatchObject({ givenName: 'Ivy', birthDate: IVY.born, parents: ['Holly Pemberton'] });
    expect(record.facts[0]?.data).toEqual({ date: '2026-01-05', live: true, order: 2 });
    expect(JSON.stringify(record)).not.toContain(MUM.nhsNumber);
    expect(record.dropped).toBe(1);
  });
  it('takes the younger where nothing says who is whose mother', async () => {
    const resources = birth.resources.filter((resource) => resource['resourceType'] !== 'RelatedPerson');
    expect((await one({ ...birth, resources })).sighting.givenName).toBe('Ivy');
  });
});

describe('a death', () => {
  const of = (status: string, more?: Json, lastUpdated = '2026-01-12T09:00:00Z') =>
    one({
      event: 'pds-death-notification-1',
      meta: { versionId: '1', lastUpdated },
      resources: [deathOf(status, more)],
    });
  it('is informal, then formal: one item', async () => {
    const [informal, formal] = [await of('1', died), await of('2', died)];
    expect(informal.facts[0]).toMatchObject({ item: 'death', data: { status: { code: '1' }, date: '2026-01-11' } });
    expect(formal.facts[0]).toMatchObject({ item: 'death', data: { status: { code: '2' } } });
  });
  it('is taken back where the notice is removed, although the message is new', async () => {
    expect((await of('U')).facts[0]).toMatchObject({ item: 'death', retracted: true });
  });
  it('before birth is flagged', async () => {
    expect((await of('1', { deceasedDateTime: '2025-12-01' })).facts[0]?.data['flags']).toEqual(['before-birth']);
  });
  it('without its status is parked', async () => {
    expect(await parkedCode({ event: 'pds-death-notification-1', resources: [patient()] })).toEqual(['value-missing']);
  });
});

describe('a vaccination', () => {
  it('that was not given says why, and that it was not', async () => {
    const refused = immunization({
      notGiven: true,
      explanation: { reasonNotGiven: [{ coding: [{ code: '310376006' }] }] },
    });
    const all = await read({ event: 'vaccinations-1', resources: [patient(), refused] });
    expect(shortFacts(all)).toEqual(['vaccination-not-given', '-vaccination-given']);
    expect(factsOf(all)[0]?.data).toMatchObject({ procedure: '170433008', reason: { code: 'NO-CONSENT' } });
    expect(factsOf(all)[1]).toMatchObject({ ifKnown: true });
  });
  it('marked as entered in error is taken back, whatever the label', async () => {
    const given = { event: 'vaccinations-1', act: 'update', focus: 'i-1' };
    const all = await read({ ...given, resources: [patient(), immunization({ status: 'entered-in-error' })] });
    expect(factsOf(all)[0]).toMatchObject({ retracted: true });
  });
  it('keeps no batch', async () => {
    const all = await read({ event: 'vaccinations-1', resources: [patient(), immunization()] });
    expect(JSON.stringify(all)).not.toContain('BATCH-7');
  });
});

describe('a contact', () => {
  it('that ended has its end, one that goes on loses it', async () => {
    const ended = episode({ period: { start: '2026-01-09', end: '2026-02-01' } });
    const all = await read({ event: 'professional-contacts-1', resources: [patient(), ended] });
    expect(shortFacts(all)).toEqual(['service-started', 'service-ended']);
    expect(factsOf(all)[0]?.data['service']).toMatchObject({ code: 'HEALTH-VISITING' });
  });
});

describe('a change of practice', () => {
  it('to none says so', async () => {
    const record = await one({ event: 'pds-change-of-gp-1', resources: [patient()] });
    expect(record.facts[0]?.data).toEqual({ date: '2026-01-12', registered: false });
  });
});

describe('who it is', () => {
  const contact = (who: Json, routing: Given['routing'] = IVY) => ({
    event: 'newborn-hearing-1',
    routing,
    resources: [who, encounter()],
  });
  it('is told by the routing demographics where there is no patient', async () => {
    const record = await one({
      event: 'newborn-hearing-1',
      act: 'delete',
      resources: [encounter({ period: undefined })],
    });
    expect(record.sighting).toMatchObject({ localId: IVY.nhsNumber, givenName: 'Ivy' });
  });
  it('believes no birth date where two differ, and says so', async () => {
    const record = await one(contact(patient({ ...IVY, born: '2016-01-05' })));
    expect(record.sighting.birthDate).toBeUndefined();
    expect(record.facts[0]?.data['flags']).toEqual(['birth-dates-differ']);
  });
  it('is nobody’s where two numbers differ: parked, whole, to be sent again', async () => {
    const given = contact(patient({ ...IVY, nhsNumber: '9990000034' }));
    const [parked] = parkedOf(await read(given));
    expect(parked?.code).toBe('nems-people-differ');
    expect(parked?.message).not.toMatch(/\d{4}/);
    expect(parkedOf(await parseAll(nemsStu3, parked?.raw ?? '', JSON_TYPE))).toEqual([parked]);
  });
  it('is the patient’s whose number changed, by whichever of the two it was routed, and the one superseded the other', async () => {
    const [former, current] = [IVY.nhsNumber, '9990000034'];
    const system = 'https://fhir.nhs.uk/Id/nhs-number';
    const identifier = [
      { system, value: current },
      { system, value: former, use: 'old' },
    ];
    for (const routed of [former, current]) {
      const given = { ...contact(patient(IVY, { identifier })), event: 'pds-record-change-1' };
      const record = await one({ ...given, routing: { ...IVY, nhsNumber: routed } });
      expect(record.sighting).toMatchObject({ localId: current, nhsNumber: current, formerNhsNumbers: [former] });
    }
    const other = { ...contact(patient(IVY, { identifier })), routing: { ...IVY, nhsNumber: '9990000026' } };
    expect(parkedOf(await read(other))).toMatchObject([{ code: 'nems-people-differ' }]);
  });
  it('tells by which names the child was known and where it lived before, by use and by period', async () => {
    const name = [
      { use: 'official', family: 'Pemberton', given: ['Ivy'], period: { start: '2026-01-09' } },
      { use: 'official', family: 'Fennmoor', given: ['Ivy'], period: { end: '2026-01-08' } },
    ];
    const record = await one(contact(patient(IVY, { name })));
    expect(record.sighting).toMatchObject({
      ...{ familyName: 'Pemberton', formerFamilyNames: ['Fennmoor'] },
      ...{ postcode: 'WX1 2AB', formerPostcodes: ['WX9 9ZZ'] },
    });
  });
  it.each(['9999999999', '1111111111', '12345', ''])(
    'takes %p for no number, and the routing’s instead',
    async (nhsNumber) => {
      expect((await one(contact(patient({ ...IVY, nhsNumber })))).sighting.nhsNumber).toBe(IVY.nhsNumber);
    },
  );
  it('keeps a number with a wrong check digit, flagged', async () => {
    const wrong = { ...IVY, nhsNumber: '9990000019' };
    const record = await one(contact(patient(wrong), wrong));
    expect(record.sighting.nhsNumber).toBe('9990000019');
    expect(record.facts[0]?.data['flags']).toEqual(['nhs-number-invalid']);
  });
  it('without any number is named by name and birth date', async () => {
    const nameless = { given: 'Ivy', family: 'Pemberton', born: IVY.born };
    expect((await one(contact(patient(nameless), nameless))).sighting.localId).toBe(
      'unnumbered|Pemberton|Ivy|2026-01-05',
    );
  });
  it('without that either is parked', async () => {
    expect(await parkedCode(contact({ resourceType: 'Patient', id: 'p' }, { given: 'Ivy' }))).toEqual(['fhir-nobody']);
  });
});

describe('what orders two statements', () => {
  const revision = async (meta: Json, timestamp?: string) => {
    const given = { event: 'newborn-hearing-1', meta, ...(timestamp === undefined ? {} : { timestamp }) };
    const record = await one({ ...given, resources: [patient(), encounter()] });
    return { revision: record.facts[0]?.revision ?? '', flags: record.facts[0]?.data['flags'] };
  };
  it('is lastUpdated, then the version, then the message’s time', async () => {
    const at = '2026-01-12T09:00:00+00:00';
    const all = [
      await revision({ lastUpdated: '2026-01-11T09:00:00+00:00', versionId: '12' }, '2026-01-15T09:00:00Z'),
      await revision({ lastUpdated: at, versionId: '9' }, '2026-01-14T09:00:00Z'),
      await revision({ lastUpdated: at, versionId: '10' }, '2026-01-12T09:00:00Z'),
      await revision({ lastUpdated: at, versionId: '10' }, '2026-01-13T09:00:00Z'),
    ].map((one_) => one_.revision);
    expect(all.toSorted()).toEqual(all);
  });
  it('is the message’s time where nothing else is given', async () => {
    const [early, late] = [await revision({}, '2026-01-12T09:00:00Z'), await revision({}, '2026-01-12T10:00:00Z')];
    expect(early.revision < late.revision).toBe(true);
  });
  it('does without a time whose offset is impossible, and flags it', async () => {
    const odd = await revision({ lastUpdated: '2026-01-12T09:00:00+00:00' }, '2026-01-12T09:00:00+58:00');
    expect(odd.flags).toEqual(['date-unreadable']);
    expect(odd.revision.startsWith('2026-01-12T09:00:00.000Z')).toBe(true);
  });
});

describe('what is parked', () => {
  it.each([
    ['nems-event-unknown', { event: 'failsafe-alert-1', resources: [patient()] }],
    ['nems-event-unknown', { event: '__proto__', resources: [patient()] }],
    ['nems-header-incomplete', { event: '', resources: [patient()] }],
    ['nems-header-incomplete', { event: 'vaccinations-1', act: 'perhaps', resources: [patient()] }],
    ['value-missing', { event: 'nipe-outcome-1', resources: [patient(), encounter({ period: {} })] }],
    [
      'date-unreadable',
      { event: 'nipe-outcome-1', resources: [patient(), encounter({ period: { start: '2026-02-30' } })] },
    ],
    ['value-too-long', { event: 'nipe-outcome-1', resources: [patient({ ...IVY, family: 'P'.repeat(501) })] }],
  ] as const)('%s', async (code, given) => {
    expect(await parkedCode(given)).toEqual([code]);
  });
  it.each([['{"resourceType":"Patient"}'], ['{"resourceType":"Bundle","type":"searchset"}'], ['[1,null]']])(
    '%s',
    async (text) => {
      const all = await parseAll(nemsStu3, text, JSON_TYPE);
      expect(new Set(parkedOf(all).map(({ code }) => code))).toEqual(new Set(['fhir-not-expected']));
    },
  );
});

describe('many messages in one delivery', () => {
  const message = JSON.stringify(nems({ event: 'newborn-hearing-1', resources: [patient(), encounter()] }));
  it.each([
    ['a list', `[${message},${message}]`, JSON_TYPE],
    ['one a line', `${message}\n\n${message}\n`, 'application/fhir+ndjson'],
  ])('come as %s', async (_, text, mediaType) => {
    const all = await parseAll(nemsStu3, text, mediaType);
    expect(records(all).map(({ place }) => place)).toEqual(['message 1', 'message 2']);
    expect(all.at(-1)).toEqual({ kind: 'complete' });
  });
});

const xml = toXml(nems({ event: 'newborn-hearing-1', resources: [patient(), encounter()] }));
const deepXml = `<Bundle>${'<entry>'.repeat(60)}${'</entry>'.repeat(60)}</Bundle>`;
const laughs = `<?xml version="1.0"?><!DOCTYPE Bundle [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Bundle>&b;</Bundle>`;

describe('hostile and broken deliveries', () => {
  it.each([
    ['nothing', '', 'file-empty'],
    ['Latin-1', Buffer.from('{"a":"é"}', 'latin1'), 'encoding-wrong'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'encoding-wrong'],
    ['XML cut off', xml.slice(0, -40), 'xml-broken'],
    ['JSON cut off', '{"resourceType":"Bundle"', 'json-broken'],
    ['JSON that is none', '{resourceType}', 'json-broken'],
    ['deep JSON', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'json-too-deep'],
    ['deep XML', deepXml, 'xml-too-deep'],
    ['entities', laughs, 'xml-doctype-refused'],
    ['an entity that is not declared', '<Bundle>&mum;</Bundle>', 'xml-broken'],
    ['a million elements', `<Bundle>${'<entry/>'.repeat(150_000)}</Bundle>`, 'fhir-too-large'],
    ['a message too large', `{"a":"${'x'.repeat(2_200_000)}"}`, 'json-element-too-large'],
  ])('%s: refused', async (_, content, code) => {
    expect(await problemOf(nemsStu3, content, JSON_TYPE)).toMatchObject({ code });
  });

  it.each([
    ['JSON', '{"a":"', 'json-element-too-large'],
    ['XML', '<Bundle>', 'fhir-too-large'],
    ['an attribute', '<Bundle a="', 'xml-text-too-long'],
  ])('%s without an end is refused before it is read on', async (_, head, code) => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield* pieces(head);
      for (; pulled < 10_000; pulled++) yield Buffer.from('<a>x</a>'.repeat(1_000));
    }
    const reading = nemsStu3.parse(head.includes('="') ? attribute(endless()) : endless(), {
      receivedAt: RECEIVED,
      mediaType: '',
    });
    await expect(reading[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code });
    expect(pulled).toBeLessThan(2_000);
  });

  it('keeps a field of any name to itself', async () => {
    const all = await parseAll(nemsStu3, xml.replace('<entry>', '<__proto__><type value="x"/></__proto__><entry>'));
    expect(records(all)).toHaveLength(1);
    expect(({} as Json)['type']).toBeUndefined();
  });
});

/** No `<` in it: it would end the attribute's well-formedness first. */
async function* attribute(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of input)
    yield Buffer.from(
      Buffer.from(piece)
        .toString()
        .replaceAll(/<\/?a>/g, ''),
    );
}
