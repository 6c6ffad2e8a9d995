import { pupilCsv } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, records, shortFacts } from '../spec-help';

const good = fixture('pupil-csv', 'good.csv');
const header = good.slice(0, good.indexOf('\n') + 1);
const row = (line: number): string => `${good.split('\n')[line]}\n`;

describe('pupil CSV', () => {
  it('tells who is on roll, and who left', async () => {
    const all = await parseAll(pupilCsv, good);
    expect(parkedOf(all)).toEqual([]);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual([
      'pupil-enrolled',
      '-pupil-left',
      'pupil-enrolled',
      'pupil-left',
      'pupil-enrolled',
      'pupil-left',
    ]);
    expect(factsOf(all)[3]).toEqual({
      type: 'education.pupil-left',
      item: 'mis/9994001/102/enrolment/2024-09-01/end',
      occurred: { on: '2025-12-19' },
      recordedAt: '2025-12-19T15:10:00.000Z',
      revision: '2025-12-19T15:10:00.000Z',
      data: {
        date: '2025-12-19',
        reason: { code: 'OTHER-SCHOOL', own: 'OTHER-SCHOOL' },
        nextSchoolConfirmed: true,
        school: '9994001',
      },
    });
    expect(factsOf(all)[4]?.data).toMatchObject({ yearGroup: 0 });
  });

  it('never reads where a leaver goes, and counts it', async () => {
    const all = await parseAll(pupilCsv, good);
    expect(JSON.stringify(all)).not.toMatch(/9994077|Saltmarsh/);
    expect(records(all).map(({ dropped }) => dropped)).toEqual([undefined, 1, undefined]);
  });

  it('reads former pupil numbers where the file has the column; an empty cell says that there are none', async () => {
    const cells = ['"R999400120002; Q99920012001A"', ''];
    const file = [`${header.trimEnd()},FormerUPN`, ...cells.map((cell, i) => `${row(i + 1).trimEnd()},${cell}`)];
    const all = records(await parseAll(pupilCsv, file.join('\n')));
    expect(all.map(({ sighting }) => sighting.formerUpns)).toEqual([['R999400120002', 'Q99920012001A'], []]);
    expect(records(await parseAll(pupilCsv, good))[0]?.sighting).not.toHaveProperty('formerUpns');
  });

  it('reads former and preferred surnames where the file has a column; empty cells say that there are none', async () => {
    const cells = ['Fennmoor;Bly,Okoro', 'Fennmoor,', ',', ',canary@example.test'];
    const file = [
      `${header.trimEnd()},FormerSurname,PreferredSurname`,
      ...cells.map((cell) => `${row(1).trimEnd()},${cell}`),
    ];
    const all = records(await parseAll(pupilCsv, file.join('\n')));
    expect(all.map(({ sighting }) => sighting.formerFamilyNames)).toEqual([
      ['Fennmoor', 'Bly', 'Okoro'],
      ['Fennmoor'],
      [],
      ['canary@example.test'],
    ]);
    expect(records(await parseAll(pupilCsv, good))[0]?.sighting).not.toHaveProperty('formerFamilyNames');
  });

  it('keeps what is odd and flags it', async () => {
    const [, , , , , left] = factsOf(await parseAll(pupilCsv, good));
    expect(left?.data).toMatchObject({
      reason: { own: 'went away', unmapped: true },
      flags: ['code-unmapped', 'yes-no-unreadable'],
    });
  });

  it('takes back a leaving that is no longer given, and an enrolment that is withdrawn', async () => {
    const back = await parseAll(
      pupilCsv,
      header + row(2).replace('19/12/2025,OTHER-SCHOOL,Y,9994077 Saltmarsh Academy', ',,,'),
    );
    expect(shortFacts(back)).toEqual(['pupil-enrolled', '-pupil-left']);
    expect(factsOf(back)[1]?.item).toBe('mis/9994001/102/enrolment/2024-09-01/end');
    const withdrawn = `${header.trim()},Withdrawn\n${row(2).trim()},Y\n`;
    const all = await parseAll(pupilCsv, withdrawn);
    expect(shortFacts(all)).toEqual(['-pupil-enrolled', '-pupil-left']);
    expect(records(all)[0]?.ifKnown).toBe(true);
  });

  it.each([
    ['no first day', ',2025-09-01,', ',,', 'value-missing'],
    ['a first day that does not exist', ',2025-09-01,', ',2025-09-31,', 'date-unreadable'],
    ['no number of its own', ',101,', ',,', 'value-missing'],
    ['a time without offset', '09:05:00Z', '09:05:00', 'time-without-offset'],
  ])('parks a row with %s and goes on', async (_, from, to, code) => {
    const all = await parseAll(pupilCsv, header + row(1).replace(from, to) + row(2));
    expect(parkedOf(all).map((one) => [one.place, one.code])).toEqual([['line 2', code]]);
    expect(records(all)).toHaveLength(1);
    expect(parkedOf(await parseAll(pupilCsv, parkedOf(all)[0]?.raw ?? ''))[0]?.code).toBe(code);
  });

  it.each([
    ['an attendance file', fixture('attendance-csv', 'good.csv'), 'csv-header-wrong'],
    ['a file cut off inside quotation marks', good.slice(0, good.indexOf('Brackenridge') + 3), 'csv-quoting-broken'],
    ['Latin-1', Buffer.from(good.replace('Tansy', 'Zoë'), 'latin1'), 'encoding-wrong'],
    ['a row without end', `${header}"${'x'.repeat(100_000)}`, 'csv-row-too-long'],
  ])('refuses %s', async (_, content, code) => {
    expect((await problemOf(pupilCsv, content)).code).toBe(code);
  });
});
