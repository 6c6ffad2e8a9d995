import { suspensionCsv } from '.';
import { factsOf, fixture, invalidFacts, parkedOf, parseAll, problemOf, shortFacts } from '../spec-help';

const good = fixture('suspension-csv', 'good.csv');
const header = good.slice(0, good.indexOf('\n') + 1);
const row = (line: number): string => `${good.split('\n')[line]}\n`;

describe('suspension CSV', () => {
  it('tells suspensions from permanent exclusions', async () => {
    const all = await parseAll(suspensionCsv, good);
    expect(invalidFacts(all)).toEqual([]);
    expect(shortFacts(all)).toEqual(['pupil-suspended', 'pupil-excluded', 'pupil-suspended']);
    expect(factsOf(all)[0]).toEqual({
      type: 'education.pupil-suspended',
      item: 'mis/9994001/101/suspension/S-1',
      occurred: { from: '2026-01-12', to: '2026-01-13' },
      recordedAt: '2026-01-12T14:00:00.000Z',
      revision: '2026-01-12T14:00:00.000Z',
      data: {
        startDate: '2026-01-12',
        startSession: 'PM',
        endDate: '2026-01-13',
        sessions: 3,
        category: { code: 'SUSP', own: 'SUSP' },
        reasons: [
          { code: 'PP', own: 'PP' },
          { code: 'DB', own: 'DB' },
        ],
        school: '9994001',
      },
    });
    expect(factsOf(all)[1]?.occurred).toEqual({ on: '2026-01-14', session: 'AM' });
  });

  it('flags what is odd and refuses nothing for it', async () => {
    const [, , odd] = factsOf(await parseAll(suspensionCsv, good));
    expect(odd?.data['flags']).toEqual(['code-unmapped', 'end-before-start', 'number-unreadable']);
    expect(odd?.data['reasons']).toEqual([{ own: 'zz', unmapped: true }]);
    expect(odd?.occurred).toEqual({ from: '2026-01-15' });
  });

  it('states a changed end as the same item, and takes a withdrawn one back', async () => {
    const longer = row(1).replace('2026-01-13', '2026-01-16');
    const withdrawn = `${header.trim()},Withdrawn\n${row(1).trim()},\n${longer.trim()},\n${row(1).trim()},Y\n`;
    const all = await parseAll(suspensionCsv, withdrawn);
    expect(new Set(factsOf(all).map(({ item }) => item)).size).toBe(1);
    expect(shortFacts(all)).toEqual(['pupil-suspended', 'pupil-suspended', '-pupil-suspended']);
  });

  it.each([
    ['SuspensionId', ',S-1,', ',,'],
    ['Category', ',SUSP,', ',,'],
    ['StartDate', ',2026-01-12,', ',,'],
  ])('parks a row without %s', async (name, from, to) => {
    const [one] = parkedOf(await parseAll(suspensionCsv, header + row(1).replace(from, to)));
    expect(one).toMatchObject({ place: 'line 2', code: 'value-missing', message: `Line 2: ${name} is empty.` });
  });

  it('keeps a category that it does not know as a suspension', async () => {
    const [one] = factsOf(await parseAll(suspensionCsv, header + row(1).replace(',SUSP,', ',FIX,')));
    expect(one).toMatchObject({
      type: 'education.pupil-suspended',
      data: { category: { own: 'FIX', unmapped: true }, flags: ['code-unmapped'] },
    });
  });

  it('refuses an attendance file', async () => {
    const problem = await problemOf(suspensionCsv, fixture('attendance-csv', 'good.csv'));
    expect([problem.code, problem.extra['missing']]).toEqual([
      'csv-header-wrong',
      ['SuspensionId', 'Category', 'Reason1', 'StartDate'],
    ]);
  });
});
