import {
  type AgencyId,
  type EventId,
  type FeedId,
  type Instant,
  type PlainDate,
  plusDays,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import { parseChronologyQuery } from './api/query';
import type { ChildAnswers } from './answers';
import { CHILD, fact, linked, onDay, type Unplaced } from './domain/given.fixture';
import { DoorStand, hat } from './doors.fixture';
import type { Viewer } from './ports';

const COUNCIL = 'wexbourne-council' as AgencyId;
const SCHOOL = 'ash-lane-primary' as AgencyId;
const REF = 'C-1';

const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');

describe('the doors of a child', () => {
  let at: DoorStand;
  let answers: ChildAnswers;

  beforeAll(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    ({ answers } = at);
    await append(onDay(0), [linked('council-1', { knownFrom: onDay(0) }), linked('school-1', { knownFrom: onDay(0) })]);
    await append(onDay(1), forty());
    await append(onDay(2), [allocated]);
  }, 60_000);
  afterAll(async () => at.close());
  beforeEach(() => void (at.named = new Map()));

  const append = async (when: Instant, events: readonly Unplaced[]): Promise<void> => at.append(when, events);

  const school = { agency: SCHOOL, feed: 'ash-lane-events' as FeedId, record: 'school-1' };
  const daily = { agency: COUNCIL, feed: 'council-social-care' as FeedId, record: 'council-1' };
  const forty = (): Unplaced[] =>
    Array.from({ length: 40 }, (_, i) => {
      const date = plusDays('2026-01-05' as PlainDate, i);
      return fact({
        ...school,
        type: 'education.school-concern-raised',
        item: `concern/${i}`,
        data: { concern: { own: 'HOME' }, raisedOn: date },
        occurred: { on: date },
        knownFrom: onDay(1),
      });
    });
  const allocated = fact({
    ...daily,
    type: 'social-care.worker-changed',
    item: 'worker/1',
    data: { worker: 'SW-101', startDate: '2026-02-01' },
    occurred: { on: '2026-02-01' as PlainDate },
    knownFrom: onDay(2),
  });
  const planned = fact({
    ...daily,
    type: 'social-care.need-plan-started',
    item: 'plan/1/start',
    data: { startDate: '2026-03-01', plan: 'N1' },
    occurred: { on: '2026-03-01' as PlainDate },
    knownFrom: onDay(4),
  });
  const ended = fact({
    ...daily,
    type: 'social-care.need-plan-ended',
    item: 'plan/1/end',
    data: { endDate: '2026-03-07', plan: 'N1' },
    occurred: { on: '2026-03-07' as PlainDate },
    knownFrom: onDay(8),
  });

  type Shown = { entries: { eventId: EventId; agency: string; dataClass: string }[]; withheld: unknown[] };
  /** What a viewer is shown of the chronology; of a child they may not know of, nothing. */
  const shown = async (viewer: Viewer, raw: Record<string, string> = {}): Promise<Shown> => {
    try {
      return (await answers.chronology(viewer, REF, parseChronologyQuery(raw, viewer.agency, at.clock))) as Shown;
    } catch (error) {
      if (error instanceof Problem && error.code === 'child-unknown') return { entries: [], withheld: [] };
      throw error;
    }
  };
  const schools = async (viewer: Viewer, raw: Record<string, string> = {}): Promise<number> =>
    (await shown(viewer, raw)).entries.filter(({ agency }) => agency === SCHOOL).length;

  it('show 40 held events to the supplier’s role alone, and to every other role of the borough nothing', async () => {
    const everybody = at.view.document.practitioners.flatMap(({ id, roles }) =>
      roles.map(({ role, agency }) => hat(id, role, agency)),
    );
    expect(everybody.length).toBeGreaterThan(50);
    for (const viewer of everybody) {
      const count = await schools(viewer);
      const isSupplier = viewer.agency === SCHOOL && viewer.role.endsWith('safeguarding-lead');
      expect(`${viewer.practitioner} ${viewer.role}: ${count}`).toBe(
        `${viewer.practitioner} ${viewer.role}: ${isSupplier ? 40 : 0}`,
      );
      if (!isSupplier) expect((await shown(viewer)).withheld).toEqual([]);
    }
  }, 60_000);

  it('say of a stranger’s child the same as of one that is not there', async () => {
    const ask = async (viewer: Viewer, ref: string, raw: Record<string, string> = {}): Promise<unknown> =>
      answers.chronology(viewer, ref, parseChronologyQuery(raw, viewer.agency, at.clock)).then(
        () => 'answered',
        (error: Problem) => ({ code: error.code, status: error.status, title: error.title, detail: error.detail }),
      );
    const missing = await ask(lead, 'C-2');
    expect(missing).toMatchObject({ status: 404 });
    expect(await ask(nurse, REF)).toEqual(missing);
    expect(await ask({ ...nurse, role: 'auditor' as RoleCode }, REF)).toEqual(missing);
    expect(await ask({ ...lead, practitioner: 'p-marlow' as PractitionerId }, REF)).toEqual(missing);
    expect(await ask(nurse, REF, { asKnownOn: onDay(1) })).toEqual(missing);
    expect(await ask(lead, REF)).toBe('answered');
  });

  it('open to the recipient of an alert the events it names and no other', async () => {
    const { entries } = await shown(lead);
    const [first, second] = entries;
    if (!first || !second) throw new Error('no entries');
    at.named = new Map([[first.eventId, new Set(['weak-signals-unheld'])]]);
    expect((await shown(nurse)).entries.map(({ eventId }) => eventId)).toEqual([first.eventId]);
    at.named = new Map([[second.eventId, new Set(['a-rule-nobody-agreed-to'])]]);
    expect((await shown(nurse)).entries).toEqual([]);
  });

  it('open by a child-in-need plan exactly its classes, and shut them when it ends', async () => {
    expect(await schools(worker)).toBe(0);
    await append(onDay(4), [planned]);
    expect(await schools(worker)).toBe(40);
    const classes = new Set((await shown(worker)).entries.map(({ dataClass }) => dataClass));
    expect(classes).toEqual(new Set(['education', 'social-care-status']));
    expect(await schools(lead)).toBe(40);
    expect(await schools(nurse)).toBe(0);
    expect((await shown(lead)).withheld).toEqual([
      expect.objectContaining({
        agency: COUNCIL,
        dataClass: 'social-care-status',
        rule: 'child-in-need/school-of-the-roll',
      }),
    ]);
    await append(onDay(8), [ended]);
    expect(await schools(worker)).toBe(0);
  });

  it('apply to what was available the grounds of that day, and those of today', async () => {
    // The plan of days 4 to 8 is over: what it had opened is not open any more, not by asking about that day either.
    expect(await schools(worker, { asKnownOn: onDay(5) })).toBe(0);
    await append(onDay(9), [
      {
        ...planned,
        source: { ...planned.source, record: 'plan/2/start' } as Unplaced['source'],
        data: { startDate: '2026-03-09', plan: 'N2' },
      },
    ]);
    const on = async (day: number): Promise<number> => schools(worker, { asKnownOn: onDay(day) });
    expect([await on(3), await on(5), await on(8.5), await on(9)]).toEqual([0, 40, 0, 40]);
    // Before the worker was allocated nothing was open to them; the child is one they know of, and not a missing one.
    const before = parseChronologyQuery({ asKnownOn: onDay(1) }, COUNCIL, at.clock);
    expect(await answers.chronology(worker, REF, before)).toMatchObject({ entries: [], withheld: [] });
  });

  it('open nothing to whoever a concern names, nor to their line', async () => {
    expect(await schools(worker)).toBe(40);
    const about = (staff: string, when: Instant): Unplaced =>
      fact({
        ...daily,
        type: 'agency.concern-recorded',
        item: 'concern/staff',
        data: { concern: { own: 'STAFF' }, raisedOn: '2026-03-10', staffNamed: [staff] },
        occurred: { on: '2026-03-10' as PlainDate },
        knownFrom: when,
      });
    await append(onDay(10), [about('SW-101', onDay(10))]);
    expect((await shown(worker)).entries).toEqual([]);
    expect((await shown(hat('p-halloran', 'team-manager', COUNCIL))).entries).toEqual([]);
    expect((await shown(worker, { asKnownOn: onDay(9) })).entries).toEqual([]);
    expect(await schools(lead)).toBe(40);
  });

  it('write each reading, and each refusal, in the ledger with its rule, and without the child’s id', async () => {
    await at.stand.db.owner.query('TRUNCATE access.disclosures');
    await shown(lead);
    await shown(nurse);
    const { rows } = await at.stand.db.owner.query<{ row: object }>(
      'SELECT to_jsonb(d) AS row FROM access.disclosures d ORDER BY id',
    );
    expect(rows.map(({ row }) => row)).toEqual([
      expect.objectContaining({
        practitioner: 'p-okonjo',
        what: 'chronology',
        refusal: null,
        shown: [{ agency: SCHOOL, dataClass: 'education', rule: 'own-record', version: 'education-1/1' }],
        withheld: ['general', 'social-care-status'].map((dataClass) => ({
          ...{ agency: COUNCIL, dataClass, rule: 'child-in-need/school-of-the-roll', version: 'social-care-1/1' },
          reason: 'Open to a school lead: the child is in need',
        })),
      }),
      expect.objectContaining({
        practitioner: 'p-castellan',
        what: 'chronology',
        shown: [],
        refusal: { rule: 'no-relationship', reason: expect.stringContaining('no current relationship') as unknown },
      }),
    ]);
    expect(JSON.stringify(rows)).not.toContain(CHILD);
  });
});
