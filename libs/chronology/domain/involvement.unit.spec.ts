import { answering } from './as-known';
import {
  CENSUS,
  CHILD,
  COUNCIL,
  currencyOf,
  DAILY,
  fact,
  given,
  linked,
  MIS,
  onDay,
  refOf,
  SCHOOL,
} from './given.fixture';
import { hearingsOf, involvementOf } from './involvement';
import { FRESH_FOR_MS, statusOf } from './status';

const mark = (day: number) =>
  fact({
    type: 'education.attendance-recorded',
    data: { date: '2026-03-02', session: 'AM', mark: { own: 'O' } } as never,
    record: 'school-1',
    item: `mark/${day}`,
    agency: SCHOOL,
    feed: MIS,
    knownFrom: onDay(day),
  });

it('names the agencies, the school, the worker and the services, each with its time', () => {
  const recorded = given(
    linked('council-1', { knownFrom: onDay(0) }),
    linked('school-1', { knownFrom: onDay(2) }),
    fact({ type: 'social-care.referral-received', data: { date: '2026-02-01' }, feed: CENSUS, knownFrom: onDay(1) }),
    fact({
      type: 'social-care.worker-changed',
      data: { worker: 'W1', startDate: '2026-02-02' },
      feed: DAILY,
      knownFrom: onDay(1),
    }),
    mark(2),
    mark(4),
  );
  const at = onDay(4);
  const asked = answering(recorded, CHILD, { view: 'available', at });
  const status = statusOf(asked, at, { currencyOf, confirmations: [], limitMs: 9 * FRESH_FOR_MS }, refOf);
  const involved = involvementOf(hearingsOf(asked), status, currencyOf);
  expect(involved.agencies).toEqual([
    { agency: SCHOOL, sectors: ['education'], currencies: ['live'], knownSince: onDay(2), lastHeard: onDay(4) },
    {
      agency: COUNCIL,
      sectors: ['social-care'],
      currencies: ['daily', 'return'],
      knownSince: onDay(1),
      lastHeard: onDay(1),
    },
  ]);
  expect(involved.school).toEqual({ agency: SCHOOL, knownSince: onDay(2), lastHeard: onDay(4) });
  expect(involved.services).toMatchObject([
    { kind: 'allocated-worker', agency: COUNCIL, since: '2026-02-02', worker: refOf('worker', COUNCIL, 'W1') },
  ]);
});

it('does not take a taking-back for work with the child', () => {
  const recorded = given(
    linked('council-1', { knownFrom: onDay(0) }),
    fact({ type: 'record.fact-retracted', data: { reason: 'withdrawn' }, knownFrom: onDay(1) }),
  );
  expect(hearingsOf(recorded)).toEqual([]);
});
