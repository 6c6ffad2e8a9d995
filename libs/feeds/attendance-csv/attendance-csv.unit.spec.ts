import { attendanceCsv } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('attendance-csv', 'good.csv');
const header = good.slice(0, good.indexOf('\n') + 1);
const row = (line: number): string => `${good.split('\n')[line]}\n`;

describe('attendance CSV', () => {
  it('makes every mark but the present ones an event of a child', async () => {
    const all = await parseAll(attendanceCsv, good);
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual([
      '-attendance-recorded',
      'attendance-recorded',
      'attendance-recorded',
      'attendance-recorded',
      'attendance-recorded',
    ]);
    expect(factsOf(all)[2]).toEqual({
      type: 'education.attendance-recorded',
      item: 'mis/9994001/102/attendance/2026-01-12/AM',
      occurred: { on: '2026-01-12', session: 'AM' },
      recordedAt: '2026-01-12T09:40:00.000Z',
      revision: '2026-01-12T09:40:00.000Z',
      data: { date: '2026-01-12', session: 'AM', mark: { code: 'U', own: 'U' }, school: '9994001', minutesLate: 25 },
    });
    expect(records(all)[2]?.sighting).toEqual({
      system: 'mis',
      localId: '9994001/102',
      school: '9994001',
      givenName: 'Orlo',
      familyName: 'Brackenridge, Jr',
      birthDate: '2013-09-05',
      postcode: 'WX1 2BB',
      upn: 'R999400120002',
    });
    expect(all.at(-1)).toEqual({ kind: 'complete' });
  });

  it('counts a register once, by group, and not one that holds no present mark', async () => {
    const practice = (await parseAll(attendanceCsv, good)).filter((one) => one.kind === 'practice');
    expect(practice).toEqual([
      {
        kind: 'practice',
        place: 'register 9994001/2026-01-12/AM',
        fact: {
          type: 'education.register-delivered',
          item: 'register/9994001/2026-01-12/AM',
          occurred: { on: '2026-01-12', session: 'AM' },
          recordedAt: '2026-01-12T09:40:00.000Z',
          revision: '2026-01-12T09:40:00.000Z',
          data: {
            school: '9994001',
            date: '2026-01-12',
            session: 'AM',
            marks: 4,
            counts: {
              present: 1,
              elsewhere: 1,
              authorised: 1,
              unable: 0,
              unauthorised: 1,
              administrative: 0,
              unmapped: 0,
            },
          },
        },
      },
    ]);
  });

  it('states a corrected mark as the same item, and takes it back where the pupil was present', async () => {
    const absent = row(2);
    const ill = absent.replace(',PM,N,', ',PM,I,').replace('13:10', '15:00');
    const late = absent.replace(',PM,N,', ',PM,L,').replace('13:10', '16:00');
    const all = await parseAll(attendanceCsv, header + absent + ill + late);
    const [first, second, third] = factsOf(all);
    expect(new Set(factsOf(all).map(({ item }) => item)).size).toBe(1);
    expect([first?.data['mark'], second?.data['mark']]).toMatchObject([{ code: 'N' }, { code: 'I' }]);
    expect(third?.retracted).toBe(true);
    expect(records(all).map(({ ifKnown }) => ifKnown)).toEqual([undefined, undefined, true]);
    expect(`${first?.revision}` < `${second?.revision}` && `${second?.revision}` < `${third?.revision}`).toBe(true);
  });

  it('never reads a comment, and counts it', async () => {
    const all = await parseAll(attendanceCsv, good);
    expect(JSON.stringify(all)).not.toContain('rang home');
    expect(records(all).map(({ dropped }) => dropped)).toEqual([undefined, 1, undefined, undefined, undefined]);
  });

  it('keeps a code that it does not know, and flags it with what else is odd', async () => {
    const odd = row(2)
      .replace(',PM,N,', ',PM,J,')
      .replace('C999400120001', 'D999400120001')
      .replace('2014-03-04', '2014-13-04');
    const all = await parseAll(attendanceCsv, header + odd);
    expect(factsOf(all)[0]?.data).toMatchObject({
      mark: { own: 'J', unmapped: true },
      flags: ['upn-invalid', 'date-unreadable', 'code-unmapped'],
    });
    expect(records(all)[0]?.sighting).not.toHaveProperty('birthDate');
  });

  it.each([
    ['no number of its own', (text: string) => text.replace(',101,', ',,'), 'value-missing'],
    ['a school number that is none', (text: string) => text.replace(',9994001,', ',99940,'), 'value-invalid'],
    ['a day that does not exist', (text: string) => text.replace('2026-01-12,PM', '2026-02-30,PM'), 'date-unreadable'],
    ['no session', (text: string) => text.replace(',PM,', ',evening,'), 'value-invalid'],
    ['no code', (text: string) => text.replace(',PM,N,', ',PM,,'), 'value-missing'],
    ['a time without offset', (text: string) => text.replace('13:10:00Z', '13:10:00'), 'time-without-offset'],
    ['a cut-off row', (text: string) => `${text.slice(0, 60)}\n`, 'csv-row-wrong-length'],
    [
      'a code as long as a sentence',
      (text: string) => text.replace(',PM,N,', `,PM,${'x'.repeat(300)},`),
      'data-invalid',
    ],
  ])('parks a row with %s and goes on', async (_, spoil, code) => {
    const all = await parseAll(attendanceCsv, header + spoil(row(2)) + row(4));
    expect(parkedOf(all).map((one) => [one.place, one.code])).toEqual([['line 2', code]]);
    expect(records(all)).toHaveLength(1);
    const [one] = parkedOf(all);
    expect(one?.message).not.toMatch(/Quillfeather|Tansy|C9994|evening|2026-02-30/);
    expect(parkedOf(await parseAll(attendanceCsv, one?.raw ?? ''))[0]?.code).toBe(code);
  });

  it('takes in a parked row again once it is mended', async () => {
    const [one] = parkedOf(await parseAll(attendanceCsv, header + row(2).replace(',PM,N,', ',PM,,')));
    const mended = await parseAll(attendanceCsv, (one?.raw ?? '').replace(',PM,,', ',PM,N,'));
    expect(shortFacts(mended)).toEqual(['attendance-recorded']);
  });

  it('reads a byte-order mark, Windows line ends, another order and case of columns, whatever the pieces', async () => {
    const swapped =
      'code,SESSION,date,LAESTAB,dob,forename,surname,local id,upn\r\nI,AM,2026-01-12,9994001,2014-03-04,Tansy,Quillfeather,101,\r\n';
    for (const size of [1, 7, 65_536]) {
      const all = await parseAll(attendanceCsv, `\uFEFF${swapped}`, undefined, size);
      expect(shortFacts(all)).toEqual(['attendance-recorded']);
    }
  });

  it.each([
    ['nothing', '', 'file-empty'],
    ['a header without columns it needs', 'UPN,Surname\nx,y\n', 'csv-header-wrong'],
    ['no header at all', row(1), 'csv-header-wrong'],
    ['a column twice', header.replace('Comment', 'Code') + row(1), 'csv-header-wrong'],
    ['semicolons', header.replaceAll(',', ';') + row(1).replaceAll(',', ';'), 'csv-header-wrong'],
    ['an open quotation mark', `${header}${row(1)}"${row(2)}`, 'csv-quoting-broken'],
    ['a quotation mark inside a value', `${header}${row(1).replace('Tansy', 'Tan"sy')}`, 'csv-quoting-broken'],
    ['a row without end', `${header}"${'x'.repeat(100_000)}`, 'csv-row-too-long'],
    ['Latin-1', Buffer.from(header + row(1).replace('Tansy', 'Zoë'), 'latin1'), 'encoding-wrong'],
    ['UTF-16', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'encoding-wrong'],
    ['UTF-16 without a mark', Buffer.from(good, 'utf16le'), 'encoding-wrong'],
  ])('refuses %s with what, where and what to do', async (_, content, code) => {
    const problem = await problemOf(attendanceCsv, content);
    expect(problem.code).toBe(code);
    expect(problem.detail).not.toMatch(/Quillfeather|Tansy|C9994/);
    expect(problem.detail.length).toBeGreaterThan(30);
  });

  it('names the line where the text stops being UTF-8', async () => {
    const latin = Buffer.concat([
      Buffer.from(header + row(1) + row(2)),
      Buffer.from(row(3).replace('Orlo', 'Zoë'), 'latin1'),
    ]);
    expect((await problemOf(attendanceCsv, latin)).extra).toEqual({ line: 4 });
  });

  it('names the missing columns, never what stands in their place', async () => {
    const problem = await problemOf(attendanceCsv, header.replace('Session', 'Canary'));
    expect(problem.extra).toEqual({ line: 1, missing: ['Session'] });
    expect(problem.detail).not.toContain('Canary');
  });
});
