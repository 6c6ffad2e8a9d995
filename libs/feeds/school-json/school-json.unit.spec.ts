import { schoolJson } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('school-json', 'pages.json');
const [firstPage, secondPage] = JSON.parse(good) as Readonly<{ data: Record<string, unknown>[]; meta: unknown }>[];
const page = (...data: readonly unknown[]): string => JSON.stringify({ data, meta: { pagination: { more: false } } });
const entry = (at: number) => secondPage?.data[at] ?? {};

describe('pages of a school system', () => {
  it('tells students, attendance, exclusions and deletions apart', async () => {
    const all = await parseAll(schoolJson, good);
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual([
      'pupil-enrolled',
      '-pupil-left',
      'pupil-enrolled',
      'pupil-left',
      'attendance-recorded',
      '-attendance-recorded',
      'pupil-suspended',
      '-pupil-suspended',
    ]);
    expect(records(all).map(({ place }) => place)).toEqual([
      'page 1 entry 1',
      'page 1 entry 2',
      'page 2 entry 1',
      'page 2 entry 2',
      'page 2 entry 3',
      'page 2 entry 4',
      'page 2 entry 5',
    ]);
    expect(factsOf(all)[4]).toEqual({
      type: 'education.attendance-recorded',
      item: 'mis/A101/attendance/2026-01-12/AM',
      occurred: { on: '2026-01-12', session: 'AM' },
      recordedAt: '2026-01-12T09:40:00.000Z',
      revision: '2026-01-12T09:40:00.000Z',
      data: { date: '2026-01-12', session: 'AM', mark: { code: 'U', own: 'U' }, minutesLate: 25 },
    });
    expect(factsOf(all)[6]?.data).toMatchObject({
      category: { code: 'SUSP', own: 'FIXED' },
      endDate: '2025-11-04',
      sessions: 4,
    });
  });

  it('reads one page as it reads a list of them', async () => {
    const alone = [
      await parseAll(schoolJson, JSON.stringify(firstPage)),
      await parseAll(schoolJson, JSON.stringify(secondPage)),
    ];
    expect(alone.flatMap(factsOf)).toEqual(factsOf(await parseAll(schoolJson, good)));
    expect(await parseAll(schoolJson, page())).toEqual([{ kind: 'complete' }]);
  });

  it('knows a student by the system’s number, name, birth date and pupil number', async () => {
    const [first, second] = records(await parseAll(schoolJson, good));
    expect(first?.sighting).toEqual({
      system: 'mis',
      localId: 'A101',
      givenName: 'Tansy',
      familyName: 'Quillfeather',
      birthDate: '2014-03-04',
      sex: 'female',
      upn: 'C999400120001',
      formerUpns: ['R999400120002'],
    });
    expect(first?.facts[0]?.revision).toBe('2025-09-01T09:05:00.000Z');
    expect(second?.facts[0]?.data['flags']).toEqual(['upn-invalid']);
  });

  it.each([
    [{ legal_surname: 'Okoro' }, ['Okoro']],
    [{ legal_surname: 'quillfeather ' }, []],
    [{ legal_surname: null }, []],
    [{ legal_surname: ['Okoro'] }, undefined],
    [{}, undefined],
  ])('knows a student by the legal surname too: %j', async (said, names) => {
    const student = {
      id: 'A1',
      forename: 'Tansy',
      surname: 'Quillfeather',
      updated_at: '2026-01-01T00:00:00Z',
      ...said,
    };
    const [record] = records(await parseAll(schoolJson, page(student)));
    expect(record?.sighting.formerFamilyNames).toEqual(names);
  });

  it('takes back all of a deleted student, and what a deleted entry stated', async () => {
    const [, , , , , student, exclusion] = records(await parseAll(schoolJson, good));
    expect(student).toMatchObject({ sighting: { localId: 'A103' }, facts: [], purge: true });
    expect(exclusion?.facts[0]).toMatchObject({ item: 'mis/A101/suspension/X2', retracted: true });
    const gone = {
      id: 'S1',
      type: 'attendance',
      student: 'A101',
      date: '2026-01-12',
      session: 'AM',
      deleted_at: '2026-01-13T08:00:00Z',
    };
    const [mark] = factsOf(await parseAll(schoolJson, page(gone)));
    expect(mark).toMatchObject({ item: 'mis/A101/attendance/2026-01-12/AM', retracted: true });
  });

  it('never reads a comment, and counts it', async () => {
    const all = await parseAll(schoolJson, good);
    expect(JSON.stringify(all)).not.toMatch(/rang home/);
    expect(records(all).map(({ dropped }) => dropped)).toEqual([
      2,
      undefined,
      1,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads contacts, all that there are, and never where they live or how they are reached', async () => {
    const contact = {
      id: 'K1',
      forename: 'Rowena',
      surname: 'Quillfeather',
      relationship: 'Step-father',
      staff_id: 'T7',
    };
    const hidden = { postcode: 'WX9 9ZZ', mobile: '01632 960 001' };
    const others = [
      { id: 'K2', relationship: 'Big sis', parental_responsibility: 'restricted' },
      { relationship: 'Mother' },
    ];
    const named = { ...firstPage?.data[0], contacts: { data: [{ ...contact, ...hidden }, ...others] } };
    const [student] = records(await parseAll(schoolJson, page(named)));
    expect(student?.around).toEqual({
      ...{ whole: true, recordedAt: '2025-09-01T09:05:00.000Z', revision: '2025-09-01T09:05:00.000Z' },
      people: [
        {
          ...{ number: 'K1', givenName: 'Rowena', familyName: 'Quillfeather', relationship: 'parent' },
          ...{ responsibility: 'unknown', staffNumber: 'T7' },
        },
        { number: 'K2', relationship: 'other', responsibility: 'restricted-by-order', flags: ['code-unmapped'] },
      ],
    });
    // Two fields of the first, the contact without a name, and what was left out before.
    expect(student?.dropped).toBe(5);
    const [none, silent] = records(await parseAll(schoolJson, page({ ...named, contacts: [] }, firstPage?.data[0])));
    expect([none?.around?.people, silent?.around]).toEqual([[], undefined]);
  });

  it.each([
    ['no student', { ...entry(0), student: undefined }, 'value-missing'],
    ['a day that does not exist', { ...entry(1), date: '2026-02-30' }, 'date-unreadable'],
    ['no code', { ...entry(1), attendance_code: null }, 'value-missing'],
    ['no session', { ...entry(1), session: 'evening' }, 'value-invalid'],
    ['another kind', { id: 'B1', behaviour: 'shouted' }, 'school-entry-unknown'],
    [
      'the deletion of another kind',
      { id: 'B1', type: 'contact', student: 'A101', deleted_at: '2026-01-12' },
      'school-entry-unknown',
    ],
    ['no object', 'A101', 'value-invalid'],
  ])('parks an entry with %s and goes on', async (_, spoilt, code) => {
    const all = await parseAll(schoolJson, page(spoilt, entry(0)));
    expect(parkedOf(all).map((one) => [one.place, one.code])).toEqual([['entry 1', code]]);
    expect(records(all)).toHaveLength(1);
    expect(parkedOf(await parseAll(schoolJson, parkedOf(all)[0]?.raw ?? ''))[0]?.code).toBe(code);
  });

  it.each([
    ['a cut-off page', good.slice(0, 900), 'json-truncated'],
    ['another document', '"pages"', 'json-not-expected'],
    ['a list that holds no pages', '[1]', 'json-not-expected'],
    ['deep nesting', `{"data":[${'['.repeat(100)}${']'.repeat(100)}]}`, 'json-too-deep'],
    ['an endless entry', `{"data":[{"surname":"${'x'.repeat(1_100_000)}"}]}`, 'json-element-too-large'],
    ['Latin-1', Buffer.from(page({ surname: 'Zoë' }), 'latin1'), 'encoding-wrong'],
    ['nothing', '', 'file-empty'],
  ])('refuses %s', async (_, content, code) => {
    expect((await problemOf(schoolJson, content)).code).toBe(code);
  });
});
