import type { FeedId, Instant, PlainDate, PractitionerId, RoleCode } from '@tributary/kernel';
import { referenceOf } from './directory-reference';
import {
  CENSUS,
  CHILD,
  COUNCIL,
  DAILY,
  fact,
  given,
  linked,
  MIS,
  onDay,
  refOf,
  SCHOOL,
  type Unplaced,
} from './domain/given.fixture';
import { view } from './directory.fixture';
import { FRESH_FOR_MS, statusFrom } from './domain/status';
import { bearingsOf } from './domain/bearing';
import { toldBy } from './reader';
import { cohortsOf, relationshipsOf, type Standing } from './standing';
import type { Viewer } from './ports';

const reference = referenceOf(view);
const viewer = (practitioner: string, role: string, agency = COUNCIL): Viewer => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency,
});

describe('what the directory says of feeds', () => {
  it('takes its own word, else the format’s, and nothing of a feed still being connected', () => {
    const currencies = [DAILY, CENSUS, MIS, 'council-new', 'council-slow', 'nobody'].map((id) =>
      reference.currencyOf(id as FeedId, id === MIS ? SCHOOL : COUNCIL),
    );
    expect(currencies).toEqual(['live', 'return', expect.not.stringMatching(/return/), 'return', 'weekly', 'return']);
  });

  it('vouches for no feed in another agency’s name', () => {
    expect(reference.currencyOf(DAILY, SCHOOL)).toBe('return');
  });

  it('lets only social care’s live and daily feeds confirm a status', () => {
    expect(reference.statusFeeds).toEqual([{ agency: COUNCIL, feed: DAILY }]);
  });
});

describe('how a viewer stands to a child', () => {
  const worker = fact({
    type: 'social-care.worker-changed',
    data: { worker: 'W1', startDate: '2026-02-01' },
    knownFrom: onDay(1),
  });
  const lookedAfter = fact({
    type: 'social-care.looked-after-started',
    data: { startDate: '2026-02-01' },
    occurred: { on: '2026-02-01' as PlainDate },
    knownFrom: onDay(1),
  });
  const plan = fact({
    type: 'social-care.need-plan-started',
    data: { startDate: '2026-02-01', plan: 'P1', episode: 'E1' },
    knownFrom: onDay(1),
  });
  const caseClosed = (episode: string): Unplaced =>
    fact({
      type: 'social-care.case-closed',
      data: { date: '2026-03-01', episode },
      occurred: { on: '2026-03-01' as PlainDate },
      knownFrom: onDay(1),
    });
  const referral = fact({
    type: 'social-care.referral-received',
    data: { date: '2026-02-20', episode: 'E1' },
    occurred: { on: '2026-02-20' as PlainDate },
    knownFrom: onDay(1),
  });
  const assessed = fact({
    type: 'social-care.assessment-started',
    data: { startDate: '2026-02-23' },
    occurred: { on: '2026-02-23' as PlainDate },
    knownFrom: onDay(1),
  });
  const help = fact({
    type: 'social-care.family-help-started',
    data: { startDate: '2026-02-01', lead: 'W9', help: 'H1' },
    knownFrom: onDay(1),
  });
  const atSchool = { agency: SCHOOL, feed: MIS, record: 'school-1' };
  const enrolled = fact({
    ...atSchool,
    type: 'education.pupil-enrolled',
    data: { startDate: '2025-09-01' },
    occurred: { on: '2025-09-01' as PlainDate },
    knownFrom: onDay(1),
  });
  const left = fact({
    ...atSchool,
    type: 'education.pupil-left',
    data: { date: '2026-02-10' },
    occurred: { on: '2026-02-10' as PlainDate },
    knownFrom: onDay(1),
  });
  const census = (event: Unplaced): Unplaced => ({
    ...event,
    source: { ...event.source, feed: CENSUS },
  });

  const standing = (events: readonly Unplaced[], at = onDay(2)): Standing => {
    const links = [
      linked('council-1', { knownFrom: onDay(0) }),
      ...(events.some(({ source }) => 'agency' in source && source.agency === SCHOOL)
        ? [linked('school-1', { knownFrom: onDay(0) })]
        : []),
    ];
    const told = toldBy(given(...links, ...events), CHILD, { view: 'available', at }, refOf);
    const { currencyOf } = reference;
    const status = statusFrom(told.states, at, { currencyOf, confirmations: [], limitMs: FRESH_FOR_MS });
    return { status, at, bearings: bearingsOf(told.statements, new Set(told.statements.map((s) => s.agency))) };
  };
  const relationships = (who: Viewer, events: readonly Unplaced[], at = onDay(2)): string[] =>
    [...relationshipsOf(who, standing(events, at), { view, refOf })].filter((one) => one !== 'own-record');

  it.each<[string, Viewer, readonly Unplaced[], string[]]>([
    ['the allocated worker', viewer('p-worker', 'social-worker'), [worker], ['allocated-worker']],
    ['the worker’s deputy', viewer('p-deputy', 'social-worker'), [worker], ['worker-line']],
    ['the worker’s manager', viewer('p-manager', 'team-manager'), [worker], ['worker-line']],
    ['another social worker', viewer('p-other', 'social-worker'), [worker, lookedAfter], []],
    ['the virtual school’s head', viewer('p-virtual', 'virtual-school-head'), [lookedAfter], ['virtual-school']],
    ['an auditor', viewer('p-auditor', 'auditor'), [], ['auditor']],
    ['one who claims a role not held', viewer('p-other', 'auditor'), [worker], []],
    ['the duty desk, of an open case', viewer('p-duty', 'duty-social-worker'), [plan], ['duty-shift']],
    ['the duty desk, of family help alone', viewer('p-duty', 'duty-social-worker'), [help], []],
    ['the early help coordinator', viewer('p-help', 'early-help-coordinator'), [help], ['family-help']],
    ['the lead practitioner', viewer('p-lead', 'social-worker'), [help], ['family-help']],
    [
      'the school’s lead',
      viewer('p-school', 'designated-safeguarding-lead', SCHOOL),
      [enrolled],
      ['school-of-the-roll'],
    ],
    [
      'the lead of a school that the pupil left',
      viewer('p-school', 'designated-safeguarding-lead', SCHOOL),
      [enrolled, left],
      [],
    ],
    ['another role of the school', viewer('p-mis', 'feed-manager', SCHOOL), [enrolled], []],
    ['the worker where there is none', viewer('p-worker', 'social-worker'), [], []],
  ])('%s', (_who, who, events, expected) => {
    expect(relationships(who, events)).toEqual(expected);
  });

  it.each([
    ['2026-02-27', true],
    ['2026-03-02', true],
    ['2026-03-03', false],
  ])('triage ends five working days after the decision of 23 February: on %s %s', (day, there) => {
    const duty = viewer('p-duty', 'duty-social-worker');
    const known = [referral, assessed].map((event) => ({ ...event, knownFrom: onDay(-10), receivedAt: onDay(-10) }));
    const linkedThen = linked('council-1', { knownFrom: onDay(-20) });
    const at = `${day}T12:00:00.000Z` as Instant;
    const told = toldBy(given(linkedThen, ...known), CHILD, { view: 'available', at }, refOf);
    const bearings = bearingsOf(told.statements, new Set([COUNCIL]));
    const status = statusFrom([], at, { currencyOf: reference.currencyOf, confirmations: [], limitMs: FRESH_FOR_MS });
    expect(relationshipsOf(duty, { status, bearings, at }, { view, refOf }).has('front-door')).toBe(there);
  });

  it('has the agency’s own record wherever the agency has one', () => {
    const mis = viewer('p-mis', 'feed-manager', SCHOOL);
    expect([...relationshipsOf(mis, standing([enrolled]), { view, refOf })]).toEqual(['own-record']);
    expect([...relationshipsOf(mis, standing([worker]), { view, refOf })]).toEqual([]);
  });

  it.each<[string, readonly Unplaced[], string[]]>([
    ['a child in need', [plan], ['child-in-need']],
    ['whose plan’s case was closed', [plan, caseClosed('E1')], []],
    ['another case was closed', [plan, caseClosed('E2')], ['child-in-need']],
    ['looked after', [lookedAfter], ['looked-after']],
    ['family help', [help], ['family-help']],
    ['a referral alone', [referral], []],
    ['a plan that a return states', [census(plan)], []],
  ])('puts in a cohort: %s', (_, events, expected) => {
    expect([...cohortsOf(standing(events).status)]).toEqual(expected);
  });
});
