import { join } from 'node:path';
import { readDirectoryFile } from '@tributary/directory';
import { type AgencyId, type DataClass, DATA_CLASSES, type PlainDate, Problem } from '@tributary/kernel';
import { type Agreement, Agreements, COHORTS, decide, type Level, readAgreements, type Relationship } from '.';
import { agreement as anAgreement, grounds, reader } from './domain/given.fixture';
import { parseAgreement } from './file/read-agreements';

const DEMO = join(__dirname, '../../infra/demo');
/** One of each version that was ever in force. */
const DAYS = ['2026-03-02', '2026-10-15', '2026-11-08', '2026-11-21', '2026-11-22'] as PlainDate[];
/** Since then council and police read those whom they themselves name as a possible source of harm. */
const NAMED_SINCE = '2026-11-22';

/** Annex D of the research, by class: who supplies it, and what each reader sees once every ground of the child is open. */
type Row = Readonly<{ from: string } & Partial<Record<Relationship | 'hospital' | 'police', Level>>>;
const NOBODY = (from: string): Row => ({ from });
const MATRIX: Readonly<Partial<Record<DataClass, Row>>> = {
  education: {
    from: 'ash-lane-primary',
    'school-of-the-roll': 'content',
    'practice-list': 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'status',
    'duty-shift': 'status',
    'family-help': 'content',
    'virtual-school': 'content',
  },
  attendance: {
    from: 'ash-lane-primary',
    'school-of-the-roll': 'content',
    'practice-list': 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'status',
    'duty-shift': 'status',
    'family-help': 'content',
    'virtual-school': 'content',
  },
  'family-help': {
    from: 'harbour-families',
    'school-of-the-roll': 'status',
    'practice-list': 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'status',
    'duty-shift': 'status',
    'family-help': 'content',
  },
  'social-care-status': {
    from: 'wexbourne-council',
    'school-of-the-roll': 'status',
    'practice-list': 'status',
    hospital: 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'content',
    'duty-shift': 'content',
    'family-help': 'status',
    'virtual-school': 'status',
    police: 'status',
  },
  'child-protection': {
    from: 'wexbourne-council',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'content',
    'duty-shift': 'content',
  },
  'looked-after': {
    from: 'wexbourne-council',
    'school-of-the-roll': 'status',
    'practice-list': 'status',
    hospital: 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'status',
    'duty-shift': 'content',
    'virtual-school': 'status',
  },
  'universal-health': {
    from: 'orchard-street',
    'practice-list': 'content',
    hospital: 'content',
    'allocated-worker': 'status',
    'worker-line': 'status',
    'front-door': 'existence',
    'duty-shift': 'status',
  },
  'acute-health': {
    from: 'wexbourne-hospital',
    'practice-list': 'content',
    hospital: 'content',
    'allocated-worker': 'status',
    'worker-line': 'status',
    'front-door': 'existence',
    'duty-shift': 'status',
  },
  'police-incident': {
    from: 'wexbourne-police',
    'practice-list': 'status',
    'allocated-worker': 'status',
    'worker-line': 'status',
    'front-door': 'status',
    'duty-shift': 'status',
    // Its own people.
    police: 'content',
  },
  housing: {
    from: 'wexbourne-homes',
    'school-of-the-roll': 'existence',
    'practice-list': 'status',
    'allocated-worker': 'content',
    'worker-line': 'content',
    'front-door': 'status',
    'duty-shift': 'status',
    'family-help': 'content',
  },
  'mental-health': NOBODY('wexbourne-hospital'),
  'substance-misuse': NOBODY('wexbourne-hospital'),
  'sexual-health': NOBODY('wexbourne-hospital'),
  counselling: NOBODY('harbour-families'),
  'youth-justice': NOBODY('wexbourne-police'),
  immigration: NOBODY('wexbourne-council'),
  'adult-third-party': NOBODY('wexbourne-council'),
  adoption: NOBODY('wexbourne-council'),
  // Of council and police: `NAMED`.
  allegation: NOBODY('wexbourne-hospital'),
  court: NOBODY('wexbourne-council'),
};

/** What each supplier's own team reads of allegations; Annex D: "own team only". */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  'wexbourne-council': ['allocated-worker', 'worker-line', 'front-door'],
  'wexbourne-police': ['police'],
  'wexbourne-emergency-duty': [],
  'wexbourne-hospital': [],
  'orchard-street': [],
  'kingsmere-academy': [],
  'wexbourne-virtual-school': [],
  'wexbourne-homes': [],
  'harbour-families': [],
};

/** Who stands in each column: agency, role and relationship. */
const COLUMNS: Readonly<Record<string, readonly [agency: string, role: string, relationship: Relationship]>> = {
  'school-of-the-roll': ['kingsmere-academy', 'designated-safeguarding-lead', 'school-of-the-roll'],
  'practice-list': ['millrace-practice', 'general-practitioner', 'practice-list'],
  hospital: ['wexbourne-hospital', 'paediatrician', 'own-record'],
  'allocated-worker': ['wexbourne-council', 'social-worker', 'allocated-worker'],
  'worker-line': ['wexbourne-council', 'team-manager', 'worker-line'],
  'front-door': ['wexbourne-council', 'duty-social-worker', 'front-door'],
  'duty-shift': ['wexbourne-emergency-duty', 'emergency-duty-social-worker', 'duty-shift'],
  'family-help': ['harbour-families', 'lead-practitioner', 'family-help'],
  'virtual-school': ['wexbourne-virtual-school', 'virtual-school-head', 'virtual-school'],
  police: ['wexbourne-police', 'police-safeguarding-officer', 'own-record'],
  'feed manager': ['kingsmere-academy', 'feed-manager', 'own-record'],
};

describe('the agreements of Wexbourne', () => {
  let agreements: Agreements;
  let all: readonly Agreement[];
  let sectorOf: (agency: string) => string;

  beforeAll(async () => {
    all = await readAgreements(join(DEMO, 'agreements'));
    agreements = new Agreements(all);
    const { agencies } = await readDirectoryFile(join(DEMO, 'directory.yaml'));
    sectorOf = (id) => agencies.find((agency) => agency.id === id)?.sector ?? '';
  });

  /** What a column sees of a class on a day, all cohorts open. */
  function seen(from: string, dataClass: string, column: string, day: PlainDate): Level {
    const [agency, role, relationship] = COLUMNS[column] ?? ['', '', 'own-record'];
    const supplier = from as AgencyId;
    const agreed = agreements.inForce({ id: supplier, sector: sectorOf(supplier), authority: '999' }, day);
    const who = reader(agency as AgencyId, [relationship], { role, sector: sectorOf(agency) });
    const open = grounds({ cohorts: new Set(COHORTS) });
    const release = { state: 'open' } as const;
    const what = { type: 'x', agency: supplier, dataClass: dataClass as DataClass, release };
    return decide(who, what, { grounds: open, agreement: agreed }).level;
  }

  it.each(
    Object.entries(MATRIX).flatMap(([dataClass, row]) =>
      Object.keys(COLUMNS).flatMap((column) => DAYS.map((day) => [dataClass, column, day, row] as const)),
    ),
  )('of %s show %s on %s what Annex D says, and not more', (dataClass, column, day, row) => {
    expect(seen(row.from, dataClass, column, day)).toBe(
      (row as Readonly<Record<string, unknown>>)[column] ?? 'nothing',
    );
  });

  it.each(Object.entries(NAMED))('open whom %s names in a concern to its own team alone: %j', (supplier, team) => {
    const opened = (day: string) =>
      Object.keys(COLUMNS).filter((column) => seen(supplier, 'allegation', column, day as PlainDate) !== 'nothing');
    expect(opened('2026-11-21')).toEqual([]);
    expect(opened(NAMED_SINCE)).toEqual(team);
  });

  it('leave no class out of the table but those that every agreement shares', () => {
    expect(DATA_CLASSES.filter((one) => !(one in MATRIX))).toEqual(['general']);
  });

  it('name the worker and their line for where a sealed child is, and nobody else; police name nobody', () => {
    const lines = ['education', 'health', 'housing', 'social-care', 'voluntary', 'police'].map((sector) => {
      const supplier = { id: 'any' as AgencyId, sector, authority: '999' };
      const [before, now] = DAYS.slice(1).map((day) => agreements.inForce(supplier, day)?.location);
      return [sector, before, now?.map(({ relationship }) => relationship).join(' ')];
    });
    const LINE = 'allocated-worker worker-line';
    expect(lines).toEqual([
      ...['education', 'health', 'housing', 'social-care', 'voluntary'].map((sector) => [sector, undefined, LINE]),
      ['police', undefined, undefined],
    ]);
  });

  it('are those that the feeds of the directory name', async () => {
    const { feeds } = await readDirectoryFile(join(DEMO, 'directory.yaml'));
    const known = new Set(all.map(({ agreement }) => agreement));
    expect(feeds.filter(({ agreement }) => !known.has(agreement))).toEqual([]);
  });
});

describe('a file of an agreement', () => {
  const text = (more: object): string => JSON.stringify({ ...anAgreement(), ...more });

  it('is read as it stands', () => {
    expect(parseAgreement(text({}), 'one.yaml')).toEqual(anAgreement());
  });

  it.each([
    ['an unknown field', text({ colour: 'red' }), /additional/],
    ['an unknown class', text({ cohorts: { missing: ['gossip'] } }), /cohorts/],
    [
      'an unknown relationship',
      text({ own: [{ relationship: 'friend', classes: ['education'] }] }),
      /own\/0\/relationship/,
    ],
    ['no lawful basis', text({ lawfulBasis: undefined }), /lawfulBasis/],
    ['no YAML', '{', /line/],
    ['aliases', 'a: &x 1\nb: *x', /without & and/],
  ])('is refused with %s, by its place', (_, given, expected) => {
    const refused = (): string => {
      try {
        parseAgreement(given, 'one.yaml');
      } catch (error) {
        return error instanceof Problem && error.code === 'agreement-wrong' ? error.detail : String(error);
      }
      return 'read';
    };
    expect(refused()).toMatch(expected);
  });
});
