import { detailsOf } from './event-details';

const NOBODY = { schoolAgency: () => undefined, worker: () => undefined };
const said = (data: object, type = 'police.child-reported-missing') =>
  Object.fromEntries(detailsOf({ type, data, agency: 'police' }, NOBODY).map(({ name, value }) => [name, value]));

it.each([
  ['2026-03-02', '2 March 2026'],
  ['2026-07-02T20:40:00.000Z', '2 July 2026 at 21:40'],
  ['I-2026-03-02T20:40', 'I-2026-03-02T20:40'],
])('%s is read as %s', (given, words) => {
  expect(said({ date: given })).toEqual({ Date: words });
});

it('says a code by what it means, what is yes or no, and nothing of flags and empty fields', () => {
  const data = { risk: { code: 'HIGH', own: 'H' }, outcome: { own: 'other' }, conferenceNeeded: true };
  expect(said({ ...data, flags: ['code-unmapped'], incident: '' })).toEqual({
    ...{ Risk: 'High (H)', Outcome: 'other', 'Conference needed': 'Yes' },
  });
});
