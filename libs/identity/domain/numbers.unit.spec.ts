import type { NumberPeriod } from '@tributary/feeds';
import type { PlainDate } from '@tributary/kernel';
import { asOn, type HeldNumber, nextStanding, numbersOf } from './numbers';
import type { Said } from './person';

const [N1, N2] = ['9990000018', '9912003888'];
const [U1, TEMPORARY] = ['B801200005001', 'Q99920012001A'];
const period = (number: string, from?: string, until?: string): NumberPeriod =>
  ({ kind: 'nhs-number', number, ...(from && { from }), ...(until && { until }) }) as NumberPeriod;
const on = (said: Said, day: string): Said => {
  const { numberPeriods, ...rest } = asOn(said, day as PlainDate);
  expect(numberPeriods).toEqual(said.numberPeriods);
  return rest;
};
const verified = { nhsNumber: N1, nhsNumberStatus: '01' };

describe('the numbers of a record on a day', () => {
  const ending = { ...verified, numberPeriods: [period(N1, undefined, '2026-03-31')] };
  it.each<[string, Said, string, Said]>([
    ['without periods are as they were said', verified, '2026-03-31', verified],
    ['stand on their last day', ending, '2026-03-31', verified],
    ['are former from the next day on, and not forgotten', ending, '2026-04-01', { formerNhsNumbers: [N1] }],
    ['are none before they begin', { ...verified, numberPeriods: [period(N1, '2026-04-01')] }, '2026-03-31', {}],
    ['stand from their first day', { ...verified, numberPeriods: [period(N1, '2026-04-01')] }, '2026-04-01', verified],
    [
      'change on their day, and the status of the one is not the other’s',
      { ...verified, numberPeriods: [period(N1, '2020-01-01', '2026-03-31'), period(N2, '2026-04-01')] },
      '2026-04-01',
      { nhsNumber: N2, formerNhsNumbers: [N1] },
    ],
    [
      'lose nothing by a period upside down',
      { ...verified, numberPeriods: [period(N1, '2026-04-01', '2020-01-01')] },
      '2026-03-31',
      verified,
    ],
    [
      'stay superseded whatever a period says',
      { ...verified, formerNhsNumbers: [N2], numberPeriods: [period(N2, '2020-01-01')] },
      '2026-03-31',
      { ...verified, formerNhsNumbers: [N2] },
    ],
    [
      'are one number however they are written',
      { nhsNumber: '999 000 0018', numberPeriods: [period(N1, undefined, '2020-01-01')] },
      '2026-03-31',
      { formerNhsNumbers: [N1] },
    ],
    [
      'of pupils likewise',
      { upn: U1, numberPeriods: [{ kind: 'upn', number: U1, until: '2020-01-01' as PlainDate }] },
      '2026-03-31',
      { formerUpns: [U1] },
    ],
  ])('%s', (_, said, day, stands) => expect(on(said, day)).toEqual(stands));
});

it('lists them with kind, standing, period, status and what superseded them', () => {
  const said = {
    ...{ sector: 'education', own: { system: 'mis', localId: '9992001/7' }, ...verified },
    ...{ formerNhsNumbers: [N2], upn: TEMPORARY, formerUpns: [U1] },
    numberPeriods: [period(N1, '2026-01-05'), period(N2, undefined, '2026-01-04')],
  };
  const line = (one: Partial<HeldNumber>) => ({
    ...{ standing: 'current', status: null, invalid: false, from: null, until: null, supersededBy: null },
    ...one,
  });
  expect(numbersOf(said, '2026-03-31' as PlainDate)).toEqual([
    line({ kind: 'nhs-number', number: N1, status: 'verified', from: '2026-01-05' as PlainDate }),
    line({
      ...{ kind: 'nhs-number', number: N2, standing: 'former', status: 'not-stated' },
      ...{ until: '2026-01-04' as PlainDate, supersededBy: N1 },
    }),
    line({ kind: 'upn-temporary', number: TEMPORARY }),
    line({ kind: 'upn', number: U1, standing: 'former', supersededBy: TEMPORARY }),
    line({ kind: 'local-id', number: 'mis 9992001/7' }),
  ]);
  const wrong = numbersOf(
    { sector: 'health', nhsNumber: '9990000019', nhsNumberStatus: '02' },
    '2026-03-31' as PlainDate,
  );
  expect(wrong).toEqual([line({ kind: 'nhs-number', number: '9990000019', status: 'not-verified', invalid: true })]);
});

describe('the next day on which a record says something else by itself', () => {
  it.each([
    ['none, without periods', [], undefined],
    ['the day on which a number begins', [period(N1, '2026-04-01')], '2026-04-01'],
    ['the day after a number’s last', [period(N1, undefined, '2026-03-31')], '2026-04-01'],
    ['the first of several', [period(N1, undefined, '2026-05-31'), period(N2, '2026-04-02')], '2026-04-02'],
    ['none, where all of it is past', [period(N1, '2020-01-01', '2026-03-30')], undefined],
    ['not the day itself', [period(N1, '2026-03-31')], undefined],
  ])('is %s', (_, numberPeriods, next) =>
    expect(nextStanding({ numberPeriods }, '2026-03-31' as PlainDate)).toBe(next),
  );
});
