import { readFileSync } from 'node:fs';
import { cloudevents, isBinary, structuredEvent } from '.';
import { factsOf, invalidFacts, parkedOf, parseAll, problemOf, records } from '../spec-help';

const [ONE, BATCH, LINES] = cloudevents.mediaTypes as [string, string, string];
const event = (given: Record<string, unknown> = {}, data: Record<string, unknown> = {}): Record<string, unknown> => ({
  specversion: '1.0',
  id: 'e-1',
  source: 'urn:wexbourne:hospital',
  type: 'health.emergency-attended',
  time: '2026-01-12T23:30:00Z',
  recordedtime: '2026-01-13T00:10:00+00:00',
  sequence: '7',
  data: {
    record: {
      system: 'ed',
      localId: 'H-55',
      givenName: 'Tansy',
      familyName: 'Quillfeather',
      birthDate: '2014-03-04',
      nhsNumber: '9990000018',
      nhsNumberStatus: '01',
    },
    fact: { date: '2026-01-12', outcome: 'DISCHARGED' },
    ...data,
  },
  ...given,
});
const SOUND = { specversion: '1.0', id: 'x', source: 'urn:x', type: 'health.emergency-attended' };
const parse = (value: unknown, mediaType: string = ONE) => parseAll(cloudevents, JSON.stringify(value), mediaType);
const codeOf = async (value: unknown): Promise<string | undefined> => parkedOf(await parse(value))[0]?.code;

describe('people around the child', () => {
  const person = { relationship: 'father', parentalResponsibility: 'restricted', number: 'K7', livesWith: false };
  const naming = (around: unknown, given = {}) => event(given, { record: { system: 'ed', localId: 'H-55', around } });

  it('are named beside the record, ordered by when that was recorded, and what else is said of them counted', async () => {
    const friend = { givenName: 'Ivo', relationship: 'friend' };
    const [record] = records(await parse(naming([{ ...person, phone: '01632 960 001' }, friend])));
    expect(record?.around).toEqual({
      people: [{ number: 'K7', relationship: 'father', responsibility: 'restricted-by-order', livesWith: false }],
      ...{ recordedAt: '2026-01-13T00:10:00.000Z', revision: '2026-01-13T00:10:00.000Z' },
    });
    expect(record?.dropped).toBe(2);
    expect(record?.sighting).not.toHaveProperty('around');
  });

  it('may live in numbered households of the sender’s, since and until a day', async () => {
    const home = { household: 'HH-3', livesWithFrom: '2025-09-01', livesWithUntil: '2026-07-31' };
    const mother = { relationship: 'mother', number: 'K8', ...home, parentalResponsibility: 'shared-with-authority' };
    const [record] = records(await parse(naming([mother, { ...person, livesWithFrom: 'last spring' }])));
    expect(record?.around?.people).toEqual([
      { number: 'K8', relationship: 'mother', responsibility: 'shared-with-authority', livesWith: true, ...home },
      { number: 'K7', relationship: 'father', responsibility: 'restricted-by-order', livesWith: false },
    ]);
    expect(record?.dropped).toBeUndefined();
  });

  it('may be named as a possible source of harm, beside how else they stand to the child', async () => {
    const uncle = { relationship: 'uncle', number: 'K9' };
    const [record] = records(await parse(naming([{ ...uncle, allegedSourceOfHarm: true }, uncle, person])));
    expect(record?.around?.people).toMatchObject([
      { number: 'K9', relationship: 'other', alleged: true },
      { number: 'K7', relationship: 'father' },
    ]);
    expect(record?.around?.people[1]).not.toHaveProperty('alleged');
    expect(await codeOf(naming([{ ...uncle, allegedSourceOfHarm: 'perhaps' }]))).toBeUndefined();
  });

  it('are not named by an event that takes back what it said', async () => {
    const [record] = records(await parse(naming([person], { retracted: 'true' })));
    expect([record?.facts[0]?.retracted, record?.around]).toEqual([true, undefined]);
  });

  it.each([['a text'], [[['x']]], [Array.from({ length: 21 }, () => person)], [[{ ...person, givenName: 7 }]]])(
    'are refused as %p',
    async (around) => expect(await codeOf(naming(around))).toBe('ce-record-invalid'),
  );
});

describe('CloudEvents', () => {
  it('become facts of the catalogue, with item, revision and both times', async () => {
    const all = await parse(event());
    expect(invalidFacts(all)).toEqual([]);
    expect(all).toEqual([
      {
        kind: 'record',
        place: 'event 1',
        sighting: {
          system: 'ed',
          localId: 'H-55',
          givenName: 'Tansy',
          familyName: 'Quillfeather',
          birthDate: '2014-03-04',
          nhsNumber: '9990000018',
          nhsNumberStatus: '01',
        },
        facts: [
          {
            type: 'health.emergency-attended',
            item: 'cloudevents/urn:wexbourne:hospital/e-1',
            occurred: { on: '2026-01-12' },
            recordedAt: '2026-01-13T00:10:00.000Z',
            revision: '00000000000000000007',
            data: { date: '2026-01-12', outcome: { code: 'DISCHARGED', own: 'DISCHARGED' } },
          },
        ],
      },
      { kind: 'complete' },
    ]);
  });

  it('are as docs/feeds.md shows one', async () => {
    const page = readFileSync(`${__dirname}/../../../docs/feeds.md`, 'utf8');
    const all = await parse(JSON.parse(/```json\n([^]*?)```/.exec(page)?.[1] ?? ''));
    expect(parkedOf(all)).toEqual([]);
    expect(factsOf(all)[0]?.item).toBe('cloudevents/urn:example:hospital/item/attendance/991');
  });

  it('come one, in a batch, or one a line, whatever the pieces', async () => {
    const events = [event(), event({ id: 'e-2' }), event({ id: 'e"[{\\-3' })];
    for (const size of [1, 11, 65_536]) {
      const batch = await parseAll(cloudevents, JSON.stringify(events, null, 2), BATCH, size);
      const lines = await parseAll(cloudevents, events.map((one) => JSON.stringify(one)).join('\r\n'), LINES, size);
      expect(records(batch)).toHaveLength(3);
      expect(factsOf(lines)).toEqual(factsOf(batch));
      expect(batch.map((one) => (one.kind === 'record' ? one.place : one.kind))).toEqual([
        'event 1',
        'event 2',
        'event 3',
        'complete',
      ]);
    }
    expect(await parse([], BATCH)).toEqual([{ kind: 'complete' }]);
  });

  it('state one item again under the sender’s own name for it; a later sequence is a later revision', async () => {
    const all = await parse(
      [event({ sequence: '9' }, { item: 'A-1' }), event({ id: 'e-2', sequence: 10 }, { item: 'A-1' })],
      BATCH,
    );
    const [first, second] = factsOf(all);
    expect(first?.item).toBe(second?.item);
    expect(`${first?.revision}` < `${second?.revision}`).toBe(true);
  });

  it('take an item back', async () => {
    const [fact] = factsOf(await parse(event({ retracted: true }, { item: 'A-1', fact: undefined })));
    expect(fact).toMatchObject({
      retracted: true,
      item: 'cloudevents/urn:wexbourne:hospital/item/A-1',
      occurred: { at: '2026-01-12T23:30:00.000Z' },
    });
  });

  it.each([
    ['the day of time, in London, for an attendance', { time: '2026-06-12T23:30:00Z' }, {}, { on: '2026-06-13' }],
    ['an extension', { occurredon: '2026-01-11' }, { date: '2026-01-12' }, { on: '2026-01-11' }],
    [
      'a period',
      { occurredfrom: '2026-01-10', occurredto: '2026-01-11' },
      { date: '2026-01-12' },
      { from: '2026-01-10', to: '2026-01-11' },
    ],
    [
      'time, where nothing else says',
      { type: 'education.school-concern-raised' },
      { concern: 'HOME' },
      { at: '2026-01-12T23:30:00.000Z' },
    ],
  ])('happened when %s says', async (_, given, fact, occurred) => {
    expect(factsOf(await parse(event(given, { fact })))[0]?.occurred).toEqual(occurred);
  });

  it('tell former numbers, and an empty list that there are none', async () => {
    const record = { system: 'ed', localId: 'x', formerUpns: ['R999400120002'], formerNhsNumbers: [] };
    const [told] = records(await parse(event({}, { record })));
    expect(told?.sighting).toMatchObject({ formerUpns: ['R999400120002'], formerNhsNumbers: [] });
  });

  it('tell former names and postcodes, and since and until when numbers are the person’s', async () => {
    const numberPeriods = [
      { kind: 'nhs-number', number: '9990000018', until: '2025-12-31' },
      { kind: 'upn', number: 'C999400120001', from: '2024-09-01', canary: 'x' },
    ];
    const formers = { formerFamilyNames: ['Fennmoor ', 'Fennmoor', ''], formerPostcodes: ['WX1 1AA'] };
    const all = await parse(event({}, { record: { system: 'ed', localId: 'x', ...formers, numberPeriods } }));
    expect(invalidFacts(all)).toEqual([]);
    expect(records(all)[0]).toMatchObject({
      sighting: {
        ...{ formerFamilyNames: ['Fennmoor'], formerPostcodes: ['WX1 1AA'] },
        numberPeriods: [numberPeriods[0], { kind: 'upn', number: 'C999400120001', from: '2024-09-01' }],
      },
      dropped: 1,
    });
    expect(JSON.stringify(all)).not.toContain('canary');
  });

  it('flag a period that ends before it begins, beside what the sender flags', async () => {
    const numberPeriods = [{ kind: 'upn', number: 'C999400120001', from: '2024-09-01', until: '2023-09-01' }];
    const record = { system: 'ed', localId: 'x', numberPeriods };
    const fact = { date: '2026-01-12', flags: ['date-unreadable'] };
    const all = await parse(event({}, { record, fact }));
    expect(invalidFacts(all)).toEqual([]);
    expect(factsOf(all)[0]?.data['flags']).toEqual(['number-period-wrong', 'date-unreadable']);
  });

  it('lose what must not be held, counted', async () => {
    const all = await parse(
      event({}, { note: 'x', fact: { date: '2026-01-12', diagnosis: 'canary', narrative: 'canary' } }),
    );
    expect(records(all)[0]?.dropped).toBe(3);
    expect(JSON.stringify(all)).not.toContain('canary');
  });

  it.each<[string, unknown]>([
    ['ce-specversion', event({ specversion: '0.3' })],
    ['ce-attribute-missing', event({ id: undefined })],
    ['ce-attribute-missing', event({ source: '' })],
    ['ce-attribute-invalid', event({ id: 7 })],
    ['ce-attribute-invalid', event({ time: 'lunchtime' })],
    ['ce-attribute-invalid', event({ time: '2026-02-30T10:00:00Z' })],
    ['ce-attribute-invalid', event({ datacontenttype: 'json' })],
    ['ce-attribute-invalid', event({ dataschema: 'not a uri' })],
    ['ce-attribute-invalid', event({ recordedtime: 'yesterday' })],
    ['ce-attribute-invalid', event({ extension: { nested: 1 } })],
    ['ce-attribute-name', event({ 'my-extension': 'x' })],
    ['ce-data-twice', event({ data_base64: 'e30=' })],
    ['ce-data-not-json', event({ datacontenttype: 'text/plain' })],
    ['ce-data-not-json', event({ data: 'text' })],
    ['ce-data-not-json', event({ data: undefined, data_base64: 'AAAA' })],
    ['ce-subject-person', event({ subject: '9990000018' })],
    ['ce-subject-person', event({ subject: '999 000 0011' })],
    ['ce-subject-person', event({ subject: 'C999400120001' })],
    ['type-unknown', event({ type: 'health.sneezed' })],
    ['type-not-accepted', event({ type: 'identity.record-linked' })],
    ['type-not-accepted', event({ type: 'alerting.alert-closed' })],
    ['type-not-accepted', event({ type: 'governance.key-shredded' })],
    ['type-not-accepted', event({ type: 'clock.fell-due' })],
    ['type-not-accepted', event({ type: 'record.fact-retracted' })],
    ['type-not-accepted', event({ type: 'education.register-delivered' })],
    ['type-not-accepted', event({ type: 'practice.delivery-completed' })],
    ['ce-record-invalid', event({}, { record: undefined })],
    ['ce-record-invalid', event({}, { record: { system: 'ed' } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', birthDate: '04/03/2014' } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', sex: 'F' } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', parents: 'canary' } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', formerUpns: [1] } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', formerPostcodes: 'canary' } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', formerFamilyNames: [['canary']] } })],
    ['ce-record-invalid', event({}, { record: { system: 'ed', localId: 'x', formerFamilyNames: ['x'.repeat(201)] } })],
    ...[
      'canary',
      [['canary']],
      [{ kind: 'passport', number: 'canary' }],
      [{ kind: '__proto__', number: '9990000018' }],
      [{ kind: 'upn' }],
      [{ kind: 'upn', number: 7 }],
      [{ kind: 'upn', number: 'canary', from: 'lunchtime' }],
      [{ kind: 'upn', number: 'canary', until: '2026-02-30' }],
      Array.from({ length: 21 }, () => ({ kind: 'upn', number: 'canary' })),
    ].map((numberPeriods): [string, unknown] => {
      const record = { system: 'ed', localId: 'x', numberPeriods };
      return ['ce-record-invalid', event({}, { record })];
    }),
    ['data-invalid', event({ type: 'education.pupil-suspended' })],
    ['data-invalid', event({}, { fact: 'canary' })],
    ['value-invalid', event({}, { item: 5 })],
    [
      'ce-occurred-missing',
      event({ type: 'education.school-concern-raised', time: undefined }, { fact: { concern: 'HOME' } }),
    ],
    ['ce-not-an-event', 'canary'],
    ['ce-not-an-event', 7],
  ])('are parked where wrong: %s (%#)', async (code, value) => {
    const [one, ...others] = parkedOf(await parse(value));
    expect(one?.code).toBe(code);
    expect(others).toEqual([]);
    expect(one?.message).not.toMatch(/canary|Quillfeather|9990000018|lunchtime|yesterday|C9994/);
    expect(await codeOf(JSON.parse(one?.raw ?? ''))).toBe(code);
  });

  it('park one of a batch, as a batch that can be sent again', async () => {
    const all = await parse([event(), event({ id: '' }), event({ id: 'e-3' })], BATCH);
    const [one] = parkedOf(all);
    expect([records(all).length, one?.place]).toEqual([2, 'event 2']);
    expect(records(await parseAll(cloudevents, (one?.raw ?? '').replace('"id":""', '"id":"e-2"'), BATCH))).toHaveLength(
      1,
    );
  });

  it.each([
    ['a batch sent as one', ONE, '[]', 'json-not-expected'],
    ['one sent as a batch', BATCH, '{}', 'json-not-expected'],
    ['what is not JSON', ONE, 'event', 'json-broken'],
    ['half an event', ONE, '{"specversion": "1.0", "id', 'json-broken'],
    ['half a batch', BATCH, '[{"specversion": "1.0"}, {"id": "x', 'json-truncated'],
    ['half a line', LINES, '{"specversion": "1.0"}\n{"id": "x', 'json-broken'],
    ['an event without end', BATCH, `[{"id":"${'x'.repeat(2_000_000)}"}]`, 'json-element-too-large'],
    ['a line without end', LINES, 'x'.repeat(2_000_000), 'json-element-too-large'],
    ['nothing', ONE, '', 'file-empty'],
    ['white space', BATCH, ' \n ', 'json-not-expected'],
  ])('refuse %s', async (_, mediaType, content, code) => {
    expect((await problemOf(cloudevents, content, mediaType)).code).toBe(code);
  });

  it('come in binary mode as the structured event that they are', async () => {
    expect([isBinary({ 'ce-specversion': '1.0' }), isBinary({ 'content-type': ONE })]).toEqual([true, false]);
    const { data, ...attributes } = event();
    const smuggled = { data: 'x', data_base64: 'eA==', datacontenttype: 'text/plain' };
    const sent = { attributes: Object.entries({ ...attributes, ...smuggled }), contentType: 'application/json' };
    const bytes = structuredEvent({ ...sent, body: Buffer.from(JSON.stringify(data)) });
    expect(await parseAll(cloudevents, bytes.toString(), ONE)).toEqual(
      await parseAll(cloudevents, JSON.stringify(event()), ONE),
    );
  });

  it.each<[string, Iterable<readonly [string, unknown]>, string, string]>([
    ['data that is not JSON', Object.entries(SOUND), '{"a":', 'ce-data-not-json'],
    ['a type that nobody knows', Object.entries({ ...SOUND, type: 'health.sneezed' }), '{}', 'type-unknown'],
    ['an attribute twice', Object.entries({ ...SOUND, id: ['x', 'y'] }), '{}', 'ce-attribute-invalid'],
    ['no attributes', [], '{}', 'ce-specversion'],
    ['an attribute that objects know', [['__proto__', 'x'], ...Object.entries(SOUND)], '{}', 'ce-attribute-name'],
  ])('are parked in binary mode with %s', async (_, attributes, body, code) => {
    const bytes = structuredEvent({ attributes, contentType: 'application/json', body: Buffer.from(body) });
    expect(await codeOf(JSON.parse(bytes.toString()))).toBe(code);
  });
});
