import type { DataClass, Envelope, Instant } from '@tributary/kernel';
import { COUNCIL, nightAfter, noon, said, SCHOOL } from '../held.fixture';

import { letGoUntil, waitingFor } from './guard';
import { type Grounds, type Keeping, keptBy, type Rules } from './grounds';
import { verdictOf } from './verdict';

const NONE: Grounds = {
  ...{ cohorts: [], named: new Set(), given: new Set(), opened: [], asked: new Set(), assessed: false },
};
const NOW = noon(200);
/** A suspension, recorded on day 10. */
const { event } = said({ type: 'education.pupil-suspended', data: { startDate: '2026-03-11' }, day: 10 });
const held = { ...event, agency: SCHOOL };
const inNeed = (from: number, to: number) => ({ cohort: 'child-in-need' as const, from: noon(from), to: noon(to) });
const HELD = { state: 'held', by: 'team-manager', audience: [] } as unknown as Envelope['release'];

/** Agreed from day 0 on, but for what a case says otherwise. */
const rules = (more: Partial<Rules> & { from?: number; to?: number; classes?: readonly DataClass[] } = {}): Rules => ({
  restricted: new Set<DataClass>(['counselling']),
  statesCohort: (type) => type === 'social-care.need-plan-started',
  agreed: (_supplier, from, to) =>
    from <= noon(more.to ?? 999) && noon(more.from ?? 0) <= to
      ? [{ cohorts: { 'child-in-need': more.classes ?? ['education'] } }]
      : [],
  ...more,
});

type Case = readonly [
  words: string,
  kept: Keeping | undefined,
  grounds: Partial<Grounds>,
  rules?: Rules,
  more?: Partial<typeof held>,
];

/** Everything that keeps an event, and what does not. */
const CASES: readonly Case[] = [
  ['nothing ever opened it', undefined, {}],
  ['an alert names it, whatever became of it', 'named', { named: new Set([held.id]) }],
  ['an alert names another event', undefined, { named: new Set(['other' as typeof held.id]) }],
  ['its supplier shared it, or it was released', 'given', { given: new Set([held.id]) }],
  ['an assessment of the child is open', 'assessed', { assessed: true }],
  ['somebody has asked for it and waits', 'asked', { asked: new Set([`${SCHOOL} education`]) }],
  ['somebody waits for another class', undefined, { asked: new Set([`${SCHOOL} attendance`]) }],
  ['somebody waits for another agency', undefined, { asked: new Set([`${COUNCIL} education`]) }],
  ['a cohort was open all the time', 'cohort', { cohorts: [inNeed(0, 300)] }],
  ['a cohort was open for a day in between', 'cohort', { cohorts: [inNeed(50, 51)] }],
  ['a cohort opened on the last day', 'cohort', { cohorts: [inNeed(200, 300)] }],
  ['a cohort was over before it was recorded', undefined, { cohorts: [inNeed(0, 9)] }],
  ['a cohort is still to come', undefined, { cohorts: [inNeed(201, 300)] }],
  ['a cohort whose agreement lists other classes', undefined, { cohorts: [inNeed(0, 300)] }, rules({ classes: ['police-incident'] })], // prettier-ignore
  ['another cohort than the agreement lists', undefined, { cohorts: [{ ...inNeed(0, 300), cohort: 'missing' }] }],
  ['a cohort before the agreement', undefined, { cohorts: [inNeed(20, 40)] }, rules({ from: 41 })],
  ['a cohort that the agreement came in time for', 'cohort', { cohorts: [inNeed(20, 40)] }, rules({ from: 40 })],
  ['an agreement that ended', 'no-agreement', { cohorts: [inNeed(20, 40)] }, rules({ to: 30 })],
  ['a supplier without any agreement', 'no-agreement', {}, rules({ from: 900 })],
  ['held back, whatever would open it once it is released', 'unreleased', {}, rules(), { release: HELD }],
  ['what states a ground itself, of any class', 'ground', { cohorts: [inNeed(0, 9)] }, rules(), { type: 'social-care.need-plan-started' }], // prettier-ignore
  ['somebody broke the glass after it was recorded', 'opened', { opened: [noon(60)] }],
  ['somebody broke the glass before', undefined, { opened: [noon(9)] }],
  ['glass does not open what is restricted', undefined, { opened: [noon(60)] }, rules(), { dataClass: 'counselling' }],
];

describe('what keeps an event from going unopened', () => {
  it.each(CASES.map((one) => [one[0], one] as const))('%s', (_, [, kept, grounds, by = rules(), more = {}]) => {
    expect(keptBy({ ...held, ...more }, { ...NONE, ...grounds }, by, NOW)).toBe(kept);
  });
});

describe('a thing', () => {
  const first = said({ type: 'education.pupil-suspended', data: { startDate: '2026-03-11' }, day: 10 });
  const second = said({ type: 'education.pupil-suspended', data: { startDate: '2026-03-12' }, day: 30 });
  const thing = (runsFrom: Instant | null) => ({ said: [first, second], runsFrom });
  const policy = { ...rules(), periodOf: () => 90 };

  it('stands, or is kept by any of its statements, or goes as a whole', () => {
    expect(verdictOf(thing(null), NONE, policy, NOW)).toEqual({ kept: 'stands' });
    expect(verdictOf(thing(noon(30)), NONE, policy, NOW)).toEqual({ goesAt: nightAfter(120) });
    const named = { ...NONE, named: new Set([first.event.id]) };
    expect(verdictOf(thing(noon(30)), named, policy, NOW)).toEqual({ kept: 'named' });
  });

  it('goes when the longest of its periods is over, and stays where nobody knows its feed', () => {
    const periodOf = (feed: string) => (feed === 'ash-lane-events' ? 90 : 10);
    const other = said({ ...{ type: 'education.pupil-suspended', day: 30, feed: 'x' }, data: { startDate: '2026-03-12' } }); // prettier-ignore
    const mixed = { said: [other, first], runsFrom: noon(30) };
    expect(verdictOf(mixed, NONE, { ...policy, periodOf }, NOW)).toEqual({ goesAt: nightAfter(120) });
    const unknown = { ...policy, periodOf: () => undefined };
    expect(verdictOf(mixed, NONE, unknown, NOW)).toEqual({ kept: 'feed-unknown' });
  });
});

describe('what is due of a feed', () => {
  const asked = { now: NOW, lastRound: noon(199) };
  it.each([
    ['nothing', 0, 100, undefined],
    ['a day’s worth', 20, 100, undefined],
    ['a fifth and one more', 21, 100, 'large-share'],
    ['a handful of a handful', 5, 5, undefined],
    ['a few more', 6, 6, 'large-share'],
  ])('%s', (_, due, of, waits) => {
    expect(waitingFor({ ...asked, due, of })).toBe(waits);
  });

  it('waits, however little, where no round was for a month; a first round has none before it', () => {
    const one = { due: 1, of: 1_000, now: NOW };
    expect(waitingFor({ ...one, lastRound: noon(168) })).toBe('long-pause');
    expect(waitingFor({ ...one, lastRound: noon(169) })).toBeUndefined();
    expect(waitingFor({ ...one, lastRound: null })).toBeUndefined();
    expect(waitingFor({ ...one, due: 0, lastRound: noon(0) })).toBeUndefined();
  });

  it('is let go by a person’s word for a week, and no more of it than they saw', () => {
    const word = { dueBy: noon(195), events: 40 };
    expect(letGoUntil(word, 40, NOW)).toBe(noon(195));
    expect(letGoUntil(word, 41, NOW)).toBeUndefined();
    expect(letGoUntil(word, 40, noon(203))).toBeUndefined();
    expect(letGoUntil(undefined, 0, NOW)).toBeUndefined();
  });
});
