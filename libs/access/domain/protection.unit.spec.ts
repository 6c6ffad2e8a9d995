import type { Instant } from '@tributary/kernel';
import { protectionUntil } from './protection';
import { reviewDueBy } from './review';

/** The Thursday before Easter. */
const MAUNDY = '2026-04-02T15:00:00.000Z' as Instant;

it.each([
  ['immediate-danger', '2026-04-03T15:00:00.000Z'],
  ['section-47-enquiry', '2026-04-27T22:59:59.999Z'],
  ['strategy-discussion', '2026-04-27T22:59:59.999Z'],
] as const)('a ground of %s stated before Easter shuts at %s', (ground, until) => {
  expect(protectionUntil(ground, MAUNDY)).toBe(until);
});

it('what was opened before Easter is due for review on the Tuesday after', () => {
  expect(reviewDueBy(MAUNDY)).toBe('2026-04-07T22:59:59.999Z');
});
