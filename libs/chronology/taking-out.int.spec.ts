import { type AgencyId, type FeedId, type PlainDate, plusDays } from '@tributary/kernel';
import type { Taking } from './answers';
import { parseChronologyQuery } from './api/query';
import { CHILD, fact, linked, onDay } from './domain/given.fixture';
import { DoorStand, hat } from './doors.fixture';
import type { Viewer } from './ports';

const REF = 'C-1';
const COUNCIL = 'wexbourne-council' as AgencyId;
const SCHOOL = 'ash-lane-primary' as AgencyId;
const lead = hat('p-okonjo', 'designated-safeguarding-lead', SCHOOL);
const worker = hat('p-marlow', 'social-worker', COUNCIL);
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
const auditor = hat('p-quill', 'auditor', 'tributary-operator');
const school = { agency: SCHOOL, feed: 'ash-lane-events' as FeedId, record: 'school-1' };
const daily = { agency: COUNCIL, feed: 'council-social-care' as FeedId, record: 'council-1' };
/** More than a page of the door holds. */
const MANY = 130;

const concerns = Array.from({ length: MANY }, (_, i) => {
  const date = plusDays('2026-01-05' as PlainDate, i % 40);
  const data = { concern: { own: 'HOME' }, raisedOn: date };
  const said = { item: `concern/${i}`, data, occurred: { on: date } };
  return fact({ ...school, type: 'education.school-concern-raised', ...said, knownFrom: onDay(1) });
});
const planned = [
  ['social-care.worker-changed', 'worker/1', { worker: 'SW-101', startDate: '2026-02-01' }],
  ['social-care.need-plan-started', 'plan/1/start', { startDate: '2026-02-01', plan: 'N1' }],
] as const;

describe('a chronology that is taken out', () => {
  let at: DoorStand;

  beforeAll(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    await at.append(onDay(0), [
      linked('council-1', { knownFrom: onDay(0) }),
      linked('school-1', { knownFrom: onDay(0) }),
    ]);
    await at.append(onDay(1), concerns);
    const occurred = { on: '2026-02-01' as PlainDate };
    await at.append(
      onDay(2),
      planned.map(([type, item, data]) => fact({ ...daily, type, item, data, occurred, knownFrom: onDay(2) })),
    );
  }, 60_000);
  afterAll(async () => at.close());
  beforeEach(async () => void (await at.stand.db.owner.query('TRUNCATE access.disclosures')));

  const file = { id: 'e-1', format: 'csv' };
  const taking = (viewer: Viewer, more: Partial<Taking> = {}): Taking => {
    const { question, filter, history } = parseChronologyQuery({}, viewer.agency, at.clock);
    return { viewer, ref: REF, question, filter, history, purpose: 'direct-work', file, ...more };
  };
  const takeOut = async (viewer: Viewer, more: Partial<Taking> = {}) => at.answers.takeOut(taking(viewer, more));

  /** All pages of the door, as a reader turns them. */
  async function pages(viewer: Viewer): Promise<Readonly<{ entries: unknown[]; withheld: unknown }>> {
    const entries: unknown[] = [];
    for (let cursor: string | undefined; ;) {
      const query = parseChronologyQuery(cursor ? { cursor } : {}, viewer.agency, at.clock);
      const page = (await at.answers.chronology(viewer, REF, query)) as {
        entries: unknown[];
        withheld: unknown;
        next: string | null;
      };
      entries.push(...page.entries);
      if (page.next === null) return { entries, withheld: page.withheld };
      cursor = page.next;
    }
  }

  it.each([
    ['school lead', lead],
    ['social worker', worker],
  ])('holds for a %s what the door shows, page after page, and what it withholds', async (_, viewer) => {
    const { entries, withheld } = await takeOut(viewer);
    expect({ entries, withheld }).toEqual(await pages(viewer));
    expect(entries.length + withheld.length).toBeGreaterThan(1);
  });

  it('stands in the ledger with its purpose, its reader and how many lines left', async () => {
    await takeOut(lead);
    const { rows } = await at.stand.db.owner.query('SELECT * FROM access.disclosures');
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ practitioner: 'p-okonjo', role: 'designated-safeguarding-lead', what: 'export', purpose: 'direct-work' },
        taken: { ...file, lines: MANY },
      }),
    ]);
  });

  it('is refused as a child that is not there, and the refusal stands in the ledger', async () => {
    await expect(takeOut(nurse)).rejects.toMatchObject({ code: 'child-unknown' });
    await expect(takeOut(lead, { ref: 'C-2' })).rejects.toMatchObject({ code: 'child-unknown' });
    const { rows } = await at.stand.db.owner.query('SELECT what, refusal, taken FROM access.disclosures');
    expect(rows).toEqual([
      { what: 'export', refusal: expect.objectContaining({ rule: 'no-relationship' }) as unknown, taken: null },
    ]);
  });

  it('is empty for a purpose that no agreement names', async () => {
    expect(await takeOut(lead, { purpose: 'curiosity' })).toMatchObject({ entries: [], withheld: [] });
  });

  it('opens to an auditor for an audit alone, under the purpose that they state', async () => {
    expect((await takeOut(auditor)).entries).toEqual([]);
    const { entries } = await takeOut(auditor, { purpose: 'practice-review', readFor: 'audit', of: SCHOOL });
    expect(entries).toHaveLength(MANY + planned.length);
  });

  it('keeps to the days that were asked for', async () => {
    const filter = { from: '2026-01-05' as PlainDate, to: '2026-01-05' as PlainDate };
    expect((await takeOut(lead, { filter })).entries).toHaveLength(4);
  });
});
