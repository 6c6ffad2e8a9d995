import { DATA_CLASSES, type AgencyId, type DataClass, type EventId, type PlainDate } from '@tributary/kernel';
import fc from 'fast-check';
import { type Agreement, Agreements, COHORTS, RELATIONSHIPS } from './agreement';
import { faultsOf } from './check';
import { decide, type Grounds, NAME, type Reader, RESTRICTED, type Subject } from './decide';
import { agreement, COUNCIL, EVENT, grounds, held, HOSPITAL, reader, SCHOOL, subject } from './given.fixture';
import { narrower } from './level';

type Case = Readonly<{
  reader: Reader;
  subject?: Subject;
  grounds?: Grounds;
  agreement?: Agreement | undefined;
  gives: string;
}>;

const worker = reader(COUNCIL, ['allocated-worker']);
const lead = reader(SCHOOL, ['own-record'], { role: 'designated-safeguarding-lead' });
const inNeed = grounds({ cohorts: new Set(['child-in-need']) });
const marks = subject(SCHOOL, 'education');
const alerted = grounds({ named: new Map([[EVENT, new Set(['a-rule'])]]) });
const alertedByOther = grounds({ named: new Map([[EVENT, new Set(['b-rule'])]]) });
const recipient = reader(HOSPITAL, ['alert-recipient']);
const stranger = reader(HOSPITAL, []);
const glass = grounds({ glass: true });
const protection = grounds({ protection: true });
const auditor = reader(HOSPITAL, ['auditor'], { purpose: 'audit' });
const released = (...to: AgencyId[]): Grounds =>
  grounds({ cohorts: new Set(['child-in-need']), released: new Map([[EVENT, new Set(to)]]) });

const CASES: Readonly<Record<string, Case>> = {
  'the supplier’s role reads its own record': { reader: lead, gives: 'content by own-record' },
  'another role of the supplier does not': {
    reader: reader(SCHOOL, ['own-record'], { role: 'feed-manager' }),
    gives: 'nothing by no-ground',
  },
  'the supplier’s role without a record of the child does not': {
    reader: reader(SCHOOL, [], { role: 'designated-safeguarding-lead' }),
    gives: 'nothing by no-relationship',
  },
  'the supplier’s role reads its own held record': {
    reader: lead,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'content by own-record',
  },
  'own, and of a class the agreement keeps from that role': {
    reader: lead,
    subject: subject(SCHOOL, 'counselling'),
    gives: 'nothing by no-ground',
  },
  'a worker without a ground sees nothing': { reader: worker, gives: 'nothing by no-ground' },
  'a worker with the ground sees its classes': {
    reader: worker,
    grounds: inNeed,
    gives: 'content by child-in-need/allocated-worker',
  },
  'a worker with the ground sees no other class': {
    reader: worker,
    grounds: inNeed,
    subject: subject(SCHOOL, 'attendance'),
    gives: 'nothing by no-ground',
  },
  'a ground that the agreement does not name opens nothing': {
    reader: worker,
    grounds: grounds({ cohorts: new Set(['missing']) }),
    gives: 'nothing by no-ground',
  },
  'the ground without a relationship opens nothing': {
    reader: stranger,
    grounds: inNeed,
    gives: 'nothing by no-relationship',
  },
  'a relationship the agreement does not name opens nothing': {
    reader: reader(HOSPITAL, ['practice-list']),
    grounds: inNeed,
    gives: 'nothing by no-ground',
  },
  'no agreement, nothing': { reader: lead, agreement: undefined, gives: 'nothing by no-agreement' },
  'a purpose the agreement does not know': {
    reader: { ...worker, purpose: 'curiosity' },
    grounds: inNeed,
    gives: 'nothing by purpose-not-agreed',
  },
  'no purpose': { reader: { ...worker, purpose: '' }, grounds: inNeed, gives: 'nothing by purpose-not-agreed' },
  'a purpose the line does not know': {
    reader: worker,
    grounds: inNeed,
    agreement: agreement({
      purposes: ['care', 'safeguarding'],
      readers: [
        { reader: 'w', relationship: 'allocated-worker', purposes: ['safeguarding'], opens: { education: 'content' } },
      ],
    }),
    gives: 'nothing by no-ground',
  },
  'held, with the ground': {
    reader: worker,
    grounds: inNeed,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
  'held and released to the reader’s agency when it was made': {
    reader: worker,
    grounds: inNeed,
    subject: subject(SCHOOL, 'education', held(COUNCIL)),
    gives: 'content by child-in-need/allocated-worker',
  },
  'held and released later': {
    reader: worker,
    grounds: released(COUNCIL),
    subject: subject(SCHOOL, 'education', held()),
    gives: 'content by child-in-need/allocated-worker',
  },
  'held and released to others': {
    reader: worker,
    grounds: released(HOSPITAL),
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
  'an alert opens the event it names': { reader: recipient, grounds: alerted, gives: 'content by alert' },
  'an alert opens no other event of the class': {
    reader: recipient,
    grounds: alerted,
    subject: { ...marks, eventId: '00000000-0000-8000-8000-000000000002' as EventId },
    gives: 'nothing by no-ground',
  },
  'an alert by a rule that the supplier did not agree to opens nothing': {
    reader: recipient,
    grounds: alertedByOther,
    gives: 'nothing by no-ground',
  },
  'an alert opens nothing held': {
    reader: recipient,
    grounds: alerted,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
  'an alert says whom it is about': {
    reader: recipient,
    grounds: alerted,
    subject: { type: NAME, agency: SCHOOL, dataClass: 'general', release: { state: 'open' } },
    gives: 'content by alert',
  },
  'the supplier’s answer opens the class to the agency': {
    reader: worker,
    grounds: grounds({ answered: new Set([`${SCHOOL} education`]) }),
    gives: 'content by supplier-answer',
  },
  'another class’s answer does not': {
    reader: worker,
    grounds: grounds({ answered: new Set([`${SCHOOL} attendance`]) }),
    gives: 'nothing by no-ground',
  },
  'the supplier’s answer opens the event that it names': {
    reader: worker,
    grounds: grounds({ shared: new Set([EVENT]) }),
    gives: 'content by supplier-answer',
  },
  'an answer that names another event does not': {
    reader: worker,
    grounds: grounds({ shared: new Set(['00000000-0000-8000-8000-00000000000f' as EventId]) }),
    gives: 'nothing by no-ground',
  },
  'a protection ground opens existence, status and whom to ring': {
    reader: stranger,
    grounds: protection,
    gives: 'status by protection-ground',
  },
  'a protection ground opens nothing held': {
    reader: stranger,
    grounds: protection,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
  'a protection ground opens nothing restricted': {
    reader: stranger,
    grounds: protection,
    subject: subject(SCHOOL, 'sexual-health'),
    gives: 'nothing by no-ground',
  },
  'break-glass opens content': { reader: stranger, grounds: glass, gives: 'content by break-glass' },
  'break-glass opens of mental health that there is something': {
    reader: stranger,
    grounds: glass,
    subject: subject(HOSPITAL, 'mental-health'),
    gives: 'status by break-glass',
  },
  'break-glass opens nothing restricted': {
    reader: stranger,
    grounds: glass,
    subject: subject(SCHOOL, 'counselling'),
    gives: 'nothing by no-ground',
  },
  'break-glass opens nothing held': {
    reader: stranger,
    grounds: glass,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
  'whoever is named in a concern reads nothing, not even their own agency’s': {
    reader: { ...lead, barred: 'named-in-concern' },
    grounds: inNeed,
    gives: 'nothing by named-in-concern',
  },
  'whoever is of the family reads nothing, glass or not': {
    reader: { ...worker, barred: 'own-family' },
    grounds: glass,
    gives: 'nothing by own-family',
  },
  'a role that is not held opens nothing': {
    reader: { ...lead, barred: 'role-not-held' },
    grounds: glass,
    gives: 'nothing by role-not-held',
  },
  'an auditor reads for an audit': { reader: auditor, gives: 'content by audit' },
  'an auditor reads nothing else': {
    reader: { ...auditor, purpose: 'care' },
    gives: 'nothing by audit-purpose-missing',
  },
  'an auditor reads nothing held': {
    reader: auditor,
    subject: subject(SCHOOL, 'education', held()),
    gives: 'nothing by not-released',
  },
};

describe('access', () => {
  it.each(Object.entries(CASES))('%s', (_, given) => {
    const standing = 'agreement' in given ? given.agreement : agreement();
    const reach = decide(given.reader, given.subject ?? marks, {
      grounds: given.grounds ?? grounds(),
      agreement: standing,
    });
    expect(`${reach.level} by ${reach.rule}`).toBe(given.gives);
    expect(reach.version).toBe(standing ? 'education-1/1' : 'none');
    expect(reach.reason).not.toBe('');
  });

  const anyReader = fc
    .record({
      agency: fc.constantFrom(SCHOOL, COUNCIL, HOSPITAL),
      relationships: fc.subarray([...RELATIONSHIPS]),
      purpose: fc.constantFrom('care', 'audit', '', 'curiosity'),
    })
    .map(({ agency, relationships, purpose }) => reader(agency, relationships, { purpose }));
  const anyGrounds = fc
    .record({ cohorts: fc.subarray([...COHORTS]), protection: fc.boolean(), glass: fc.boolean(), named: fc.boolean() })
    .map(({ cohorts, protection: stated, glass: broken, named }) =>
      grounds({
        ...{ cohorts: new Set(cohorts), protection: stated, glass: broken },
        ...(named ? { named: alerted.named } : {}),
      }),
    );

  it('never opens a restricted class to another agency, its existence included, but for an audit', () => {
    fc.assert(
      fc.property(anyReader, anyGrounds, fc.constantFrom(...RESTRICTED), (who, open, dataClass) => {
        const mine = { ...who, agency: COUNCIL };
        const reach = decide(mine, subject(SCHOOL, dataClass), { grounds: open, agreement: agreement() });
        return reach.level === 'nothing' || reach.rule === 'audit';
      }),
    );
  });

  it('never opens to another agency what is held, whatever stands open', () => {
    fc.assert(
      fc.property(anyReader, anyGrounds, fc.constantFrom<DataClass>(...DATA_CLASSES), (who, open, dataClass) => {
        const mine = { ...who, agency: COUNCIL };
        const reach = decide(mine, subject(SCHOOL, dataClass, held()), { grounds: open, agreement: agreement() });
        return reach.level === 'nothing';
      }),
    );
  });

  it('is shut to whoever has neither relationship nor break-glass nor a protection ground', () => {
    fc.assert(
      fc.property(anyGrounds, fc.constantFrom<DataClass>(...DATA_CLASSES), (open, dataClass) => {
        const closed = { ...open, glass: false, protection: false };
        return (
          decide(stranger, subject(SCHOOL, dataClass), { grounds: closed, agreement: agreement() }).level === 'nothing'
        );
      }),
    );
  });

  it('of two decisions takes the narrower', () => {
    const at = (level: 'nothing' | 'status' | 'content') => ({ level, rule: level, reason: '', version: '' });
    expect(narrower(at('content'), at('status')).rule).toBe('status');
    expect(narrower(at('nothing'), at('status')).rule).toBe('nothing');
  });
});

describe('agreements', () => {
  const day = (text: string): PlainDate => text as PlainDate;
  const school = { id: SCHOOL, sector: 'education', authority: '999' };
  const versions = new Agreements([
    agreement(),
    agreement({ version: 2, inForce: { from: day('2026-03-01'), to: day('2026-03-31') } }),
    agreement({
      agreement: 'ash-1',
      suppliers: { authority: '999', sectors: [], agencies: [SCHOOL] },
      inForce: { from: day('2026-06-01') },
    }),
  ]);

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 'education-1/1'],
    ['2026-02-28', 'education-1/1'],
    ['2026-03-01', 'education-1/2'],
    ['2026-03-31', 'education-1/2'],
    ['2026-04-01', 'education-1/1'],
    ['2026-06-01', 'ash-1/1'],
  ])('on %s: %s', (on, expected) => {
    const found = versions.inForce(school, day(on));
    expect(found && `${found.agreement}/${found.version}`).toBe(expected);
  });

  it('know no supplier of another authority or sector', () => {
    expect(versions.inForce({ ...school, id: HOSPITAL, sector: 'health' }, day('2026-03-01'))).toBeUndefined();
    expect(versions.inForce({ ...school, id: HOSPITAL, authority: '998' }, day('2026-03-01'))).toBeUndefined();
  });

  it.each<[string, readonly Agreement[], RegExp]>([
    ['none at all', [], /there is none/],
    ['a version twice', [agreement(), agreement()], /stands twice/],
    [
      'an end before its beginning',
      [agreement({ inForce: { from: day('2026-02-01'), to: day('2026-01-01') } })],
      /ends before/,
    ],
    [
      'a cohort that opens what is restricted',
      [agreement({ cohorts: { missing: ['education', 'court'] } })],
      /no cohort may open court/,
    ],
    ['a reader of what no cohort opens', [agreement({ cohorts: {} })], /no cohort opens education/],
  ])('are refused with %s', (_, given, expected) => {
    expect(faultsOf(given).join()).toMatch(expected);
  });
});
