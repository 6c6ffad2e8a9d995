import type { AroundChild } from '@tributary/people';
import type { Glance, Timeline } from './child-told';

/** A child as the answers of the chronology tell of them, hostile words among it. */
const COUNCIL = 'wexbourne-council';
const SCHOOL = 'ash-lane';
const AS_OF = '2026-03-10T10:00:00.000Z';

const kind = (name: string, state: string, words: string, accounts: readonly object[] = []) => ({
  ...{ kind: name, state, words, accounts },
  confirmedAt: accounts.length > 0 || state === 'none-known' ? '2026-03-10T08:00:00.000Z' : null,
});
const account = {
  ...{ agency: COUNCIL, currency: 'daily', since: '2026-01-05', until: null, worker: `${COUNCIL} SW-101` },
  ...{ statedAt: '2026-01-06T08:00:00.000Z', confirmedAt: '2026-03-10T08:00:00.000Z', ageMs: 7_200_000, fresh: true },
};

const worker = {
  ...{ practitioner: 'p-marlow', name: 'Imogen Marlow', role: 'social-worker', agency: COUNCIL },
  phone: '01632 960 111',
};

/** As a school's registers last came then, a GP that nobody knows of beside it. */
export const covering = (last: string | null, state = 'silent'): Glance['coverage'] =>
  [
    {
      ...{ source: 'school', agency: SCHOOL, state, since: last },
      words: `Ash Lane Primary School: ${state}.`,
      feeds: [{ feed: 'ash-lane-attendance', state, watched: true, last, words: `said ${state}` }],
    },
    {
      source: 'general-practice',
      agency: null,
      state: 'absent',
      since: null,
      words: 'No GP practice feed.',
      feeds: [],
    },
  ] as unknown as Glance['coverage'];

export const glance = {
  child: 'abc123',
  asOf: AS_OF,
  names: ['Wren <b>Okoro-Lyle</b>'],
  status: [
    kind('allocated-worker', 'known', 'As stated', [account]),
    kind('need-plan', 'none-known', 'No child in need plan known to Tributary as at 10 March 2026 at 10:00.'),
    kind('protection-plan', 'not-current', 'Plan status not current: ring the front door.'),
  ],
  involvement: {
    agencies: [
      {
        ...{ agency: SCHOOL, sectors: ['education'], currencies: ['live'] },
        ...{ knownSince: '2026-02-20T10:00:00.000Z', lastHeard: AS_OF, speakWith: [] },
      },
      {
        ...{ agency: COUNCIL, sectors: ['social-care'], currencies: ['daily'] },
        ...{ knownSince: '2026-01-06T10:00:00.000Z', lastHeard: AS_OF, speakWith: [worker] },
      },
    ],
    services: [{ ...account, kind: 'allocated-worker' }],
    school: { agency: SCHOOL, knownSince: '2026-02-20T10:00:00.000Z', lastHeard: AS_OF },
    leadPractitioner: worker,
  },
  coverage: covering(null),
  alerts: [],
  withheld: [{ agency: SCHOOL, dataClass: 'mental-health', rule: 'r', reason: 'No ground opens it', version: '1' }],
} as unknown as Glance;

/** Who stands around the child, by two agencies that do not agree. */
export const around = {
  ...{ child: 'abc123', asOf: AS_OF, withheld: [] },
  people: [
    {
      ...{ type: 'record.relationship-stated', agency: SCHOOL },
      data: { name: 'Rowena <i>Lyle</i>', relationship: 'mother', responsibility: 'yes', livesWith: true },
    },
    {
      ...{ type: 'record.relationship-stated', agency: COUNCIL },
      data: { name: null, relationship: 'carer', responsibility: 'shared-with-authority', from: '2026-01-05' },
    },
  ],
  siblings: [
    {
      ...{ child: 'def456', names: ['Linnet <b>Okoro-Lyle</b>'] },
      why: { kind: 'brought-up-by-one', agency: SCHOOL, name: 'Rowena <i>Lyle</i>' },
    },
    { child: 'ghi789', names: [], why: { kind: 'one-household', agency: COUNCIL, name: null } },
  ],
  named: { adults: [], namesakes: [] },
} as unknown as AroundChild;

const entry = (n: number, type: string, title: string, occurred: object, data: object, agency = SCHOOL) => ({
  ...{ eventId: `e${n}`, type, title, occurred, agency, data },
  ...{ recordedAt: null, receivedAt: AS_OF, knownFrom: AS_OF, currency: agency === SCHOOL ? 'live' : 'daily' },
  ...{ dataClass: 'education', standing: 'current' },
});
const mark = (n: number, date: string, session: string, own: string, code?: string) =>
  entry(
    n,
    'education.attendance-recorded',
    'Attendance mark other than present',
    { on: date, session },
    { date, session, mark: { own, ...(code ? { code } : { unmapped: true }) } },
  );

export const timeline = {
  entries: [
    entry(1, 'social-care.need-plan-started', 'Child in need plan started', { from: '2026-01-07' }, {}, COUNCIL),
    mark(2, '2026-03-02', 'AM', 'I', 'I'),
    mark(3, '2026-03-02', 'PM', 'I', 'I'),
    mark(4, '2026-03-05', 'PM', '<i>?</i>'),
    entry(
      5,
      'education.pupil-suspended',
      'Pupil suspended',
      { on: '2026-03-09', session: 'AM' },
      {
        ...{ startDate: '2026-03-09', reasons: [{ own: 'DB', code: 'DB' }], flags: ['x'] },
        note: '<script>alert(1)</script>',
      },
    ),
  ],
  withheld: [],
  next: null,
} as unknown as Timeline;
