import { type DirectoryDocument, DirectoryView } from '@tributary/directory';
import type { AgencyId, FeedId, PlainDate, PractitionerId, RoleCode } from '@tributary/kernel';
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
import { answering } from './domain/as-known';
import { FRESH_FOR_MS, type Status, statusOf } from './domain/status';
import { relationsOf } from './relations';
import type { Viewer } from './ports';

const feed = (id: FeedId, agency: AgencyId, format: string, more: object = {}) => ({
  ...{ id, agency, format, live: true, agreement: '1', manager: 'p-feeds' },
  ...more,
});
const person = (id: string, role: string, more: object = {}, workerNumbers: object[] = []) => ({
  ...{ id, name: id, workerNumbers },
  roles: [{ role, agency: COUNCIL, ...more }],
});
const view = new DirectoryView(4, {
  authorities: [{ code: '999', name: 'Wexbourne', frontDoor: '1', outOfHours: '2' }],
  agencies: [
    { id: COUNCIL, name: 'Council', sector: 'social-care', authority: '999' },
    { id: SCHOOL, name: 'School', sector: 'education', authority: '999' },
  ],
  feeds: [
    feed(DAILY, COUNCIL, 'dfe-csc-json'),
    feed(CENSUS, COUNCIL, 'cin-census-xml'),
    feed(MIS, SCHOOL, 'attendance-csv'),
    feed('council-new' as FeedId, COUNCIL, 'dfe-csc-json', { live: false }),
    feed('council-slow' as FeedId, COUNCIL, 'cloudevents', { currency: 'weekly' }),
  ],
  practitioners: [
    person('p-worker', 'social-worker', { deputy: 'p-deputy', manager: 'p-manager' }, [
      { agency: COUNCIL, number: 'W1' },
    ]),
    person('p-deputy', 'social-worker'),
    person('p-manager', 'team-manager'),
    person('p-other', 'social-worker'),
    person('p-virtual', 'virtual-school-head'),
    person('p-auditor', 'auditor'),
  ],
} as unknown as DirectoryDocument);

const reference = referenceOf(view);
const viewer = (practitioner: string, role: string): Viewer => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: COUNCIL,
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
  const status = (...events: Unplaced[]): Status => {
    const asked = answering(given(linked('council-1', { knownFrom: onDay(0) }), ...events), CHILD, {
      view: 'available',
      at: onDay(2),
    });
    const { currencyOf } = reference;
    return statusOf(asked, onDay(2), { currencyOf, confirmations: [], limitMs: FRESH_FOR_MS }, refOf);
  };
  const relations = (who: Viewer, ...events: Unplaced[]): string[] => [
    ...relationsOf(who, status(...events), view, refOf),
  ];

  it.each([
    ['the allocated worker', viewer('p-worker', 'social-worker'), ['allocated-worker']],
    ['the worker’s deputy', viewer('p-deputy', 'social-worker'), ['worker-line']],
    ['the worker’s manager', viewer('p-manager', 'team-manager'), ['worker-line']],
    ['another social worker', viewer('p-other', 'social-worker'), []],
    ['the virtual school’s head', viewer('p-virtual', 'virtual-school-head'), ['virtual-school']],
    ['an auditor', viewer('p-auditor', 'auditor'), ['auditor']],
    ['one who claims a role not held', viewer('p-other', 'auditor'), []],
  ])('%s', (_who, who, expected) => {
    expect(relations(who, worker, lookedAfter)).toEqual(expected);
  });

  it('is nothing where the child has no worker and is not looked after', () => {
    expect(relations(viewer('p-worker', 'social-worker'))).toEqual([]);
    expect(relations(viewer('p-virtual', 'virtual-school-head'))).toEqual([]);
  });
});
