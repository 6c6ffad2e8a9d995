import {
  type AgencyId,
  type EventId,
  type FeedId,
  instantOf,
  millisOf,
  type PlainDate,
  Problem,
} from '@tributary/kernel';
import { parseChronologyQuery } from '../api/query';
import { CHILD, fact, linked, onDay } from '../domain/given.fixture';
import { DoorStand, hat } from '../doors.fixture';
import type { Viewer } from '../ports';

const REF = 'C-1';
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
/** The named nurse's manager, and that one's manager, by the directory. */
const manager = hat('p-lindqvist', 'feed-manager', 'wexbourne-hospital');
const above = hat('p-vasquez', 'service-manager', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const school = {
  ...{ record: 'school-1', agency: 'ash-lane-primary' as AgencyId, feed: 'ash-lane-events' as FeedId },
  ...{ occurred: { on: '2026-02-02' as PlainDate }, knownFrom: onDay(0) },
};
const GOOD = {
  reason: 'A child in the waiting room says that nobody is at home',
  basis: 'To keep the child safe today; nobody could be reached',
  hours: 2,
};
const DAY = { date: '2026-02-02' };
const NOTE = 'Read with her: the mother could have been rung';
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

describe('what a senior has to look at', () => {
  let at: DoorStand;
  const hours = (count: number): void => void (at.clock = instantOf(millisOf(at.clock) + count * 3_600_000));
  const broken = async (): Promise<EventId> =>
    ((await at.grants.openings.breakGlass(nurse, REF, GOOD)) as { id: EventId }).id;
  const looked = async (viewer: Viewer): Promise<string> => {
    const query = parseChronologyQuery({ purpose: 'safeguarding' }, viewer.agency, at.clock);
    return at.answers.chronology(viewer, REF, query).then(() => 'shown', codeOf);
  };

  beforeEach(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    await at.append(onDay(0), [
      linked('school-1', { knownFrom: onDay(0) }),
      fact({
        ...{ ...school, type: 'education.pupil-suspended', item: 'one' },
        data: { startDate: '2026-02-02', category: { own: 'SUSP' } },
      }),
    ]);
    // A Monday, at noon.
    at.clock = onDay(1);
  }, 60_000);
  afterEach(async () => at.close());

  it('is told at once, and again to whoever is above where it is not done in time; what is reviewed tells nobody', async () => {
    const id = await broken();
    const due = '2026-03-03T23:59:59.999Z';
    expect(at.news).toEqual([
      { about: id, step: 'opened', to: 'p-lindqvist', from: at.clock },
      { about: id, step: 'overdue', to: 'p-lindqvist', from: due },
      { about: id, step: 'overdue', to: 'p-vasquez', from: due },
    ]);
    await at.grants.reviews.review(manager, id, { outcome: 'justified', note: NOTE });
    expect(at.withdrawn).toEqual([id]);
  });

  it('goes up the line once it is overdue, and then only', async () => {
    const id = await broken();
    expect(await at.grants.reviews.waiting(above)).toEqual([]);
    expect(await at.grants.reviews.tally(manager)).toEqual({ waiting: 1, overdue: 0 });
    hours(37);
    expect(await at.grants.reviews.tally(manager)).toEqual({ waiting: 1, overdue: 1 });
    expect(await at.grants.reviews.waiting(above)).toMatchObject([{ id, overdue: true, escalated: true }]);
    await at.grants.reviews.review(above, id, { outcome: 'justified', note: NOTE });
    expect(await at.grants.reviews.waiting(manager)).toEqual([]);
  });

  it('shows what was read under the glass, by kind, and nothing that was read without it', async () => {
    const id = await broken();
    expect(await looked(nurse)).toBe('shown');
    expect(await looked(lead)).toBe('shown');
    hours(3);
    expect(await looked(nurse)).toBe('child-unknown');
    const { looks, opening } = await at.grants.reviews.one(manager, id);
    const words = { reason: GOOD.reason, basis: GOOD.basis };
    expect(opening).toMatchObject({ ...words, practitioner: 'p-castellan' });
    expect(looks).toMatchObject([
      { what: 'chronology', shown: [{ agency: 'ash-lane-primary', dataClass: 'education', rule: 'break-glass' }] },
    ]);
    expect(await at.grants.reviews.one(lead, id).catch(codeOf)).toBe('review-unknown');
  });

  it('is a protection ground too, which opens whom to ring and no content, until its review or its end', async () => {
    const ground = { ground: 'section-47-enquiry', reason: 'Enquiry opened this morning with the police' } as const;
    const asking = { viewer: nurse, ref: REF, purpose: 'safeguarding', question: null };
    const involved = async (): Promise<unknown> => at.answers.involvement(asking).catch(codeOf);
    const shown = async (): Promise<unknown> => {
      const query = parseChronologyQuery({ purpose: 'safeguarding' }, nurse.agency, at.clock);
      const { entries, withheld } = (await at.answers.chronology(nurse, REF, query)) as {
        entries: readonly object[];
        withheld: readonly { dataClass: string; rule: string }[];
      };
      return [entries, withheld.map(({ dataClass, rule }) => `${dataClass} ${rule}`)];
    };
    expect(await involved()).toBe('child-unknown');
    await at.append(at.clock, [
      fact({ ...school, type: 'agency.support-offered', item: 'c', data: DAY }),
      { ...fact({ ...school, type: 'agency.support-offered', item: 'd', data: DAY }), dataClass: 'counselling' },
    ]);
    const { id, until } = (await at.grants.openings.stateGround(nurse, REF, ground)) as Record<string, string>;
    expect(until).toBe('2026-03-23T23:59:59.999Z');
    expect(await involved()).toMatchObject({ agencies: [{ agency: 'ash-lane-primary' }] });
    const [entries, withheld] = (await shown()) as [readonly object[], readonly string[]];
    expect(entries).toEqual([]);
    expect(withheld).toContain('education protection-ground');
    expect(withheld.join()).not.toContain('counselling');
    const { opening, looks } = await at.grants.reviews.one(manager, id ?? '');
    expect(opening).toMatchObject({ kind: 'protection-ground', ...ground });
    expect(looks.map(({ what, shown }) => [what, shown.map(({ dataClass }) => dataClass)])).toEqual([
      ['involvement', ['family-help', 'education']],
    ]);
    await at.grants.reviews.review(manager, id ?? '', { outcome: 'not-justified', note: NOTE });
    expect(await involved()).toBe('child-unknown');
    await at.grants.openings.stateGround(nurse, REF, { ...ground, ground: 'immediate-danger' });
    expect(await involved()).not.toBe('child-unknown');
    hours(24);
    expect(await involved()).toBe('child-unknown');
  });

  it('counts by agency how often children are opened so, and with what result', async () => {
    const id = await broken();
    await broken();
    await at.grants.reviews.review(manager, id, { outcome: 'not-justified', note: NOTE });
    const counted = {
      agency: nurse.agency,
      kind: 'break-glass',
      count: 2,
      before: 0,
      people: 1,
      notJustified: 1,
      waiting: 1,
    };
    expect((await at.grants.reviews.rates(manager)).agencies).toEqual([counted]);
    hours(31 * 24);
    const earlier = { ...counted, count: 0, before: 2, people: 0, notJustified: 0, waiting: 0 };
    expect((await at.grants.reviews.rates(manager)).agencies).toEqual([earlier]);
    expect((await at.grants.reviews.rates(lead)).agencies).toEqual([]);
  });

  it('is for the next above where the manager is barred from the child', async () => {
    await at.grants.links.declare(manager, REF);
    expect(await at.grants.openings.breakGlass(nurse, REF, GOOD)).toMatchObject({ reviewer: 'p-vasquez' });
    expect(await at.grants.reviews.waiting(manager)).toEqual([]);
    expect(await at.grants.reviews.waiting(above)).toHaveLength(1);
  });

  it('is not laid before a manager who declares a link after they were named', async () => {
    const id = await broken();
    await at.grants.links.declare(manager, REF);
    expect(await at.grants.reviews.waiting(manager)).toEqual([]);
    expect(await at.grants.reviews.one(manager, id).catch(codeOf)).toBe('review-unknown');
  });

  it('takes a declared link back by the senior who was told, and by nobody else', async () => {
    await at.grants.links.declare(lead, REF);
    expect(at.news).toMatchObject([{ step: 'opened', to: 'p-vasquez' }]);
    const [link] = await at.grants.links.toldTo(above);
    expect(link).toMatchObject({ practitioner: 'p-okonjo', child: 'wexbourne-council/C-1' });
    const id = link?.id ?? '';
    for (const stranger of [lead, manager, nurse]) {
      expect(await at.grants.links.toldTo(stranger)).toEqual([]);
      expect(await at.grants.links.end(stranger, id, { reason: NOTE }).catch(codeOf)).toBe('link-unknown');
    }
    expect(await looked(lead)).toBe('child-unknown');
    await at.grants.links.end(above, id, { reason: NOTE });
    expect(await looked(lead)).toBe('shown');
    expect(await at.grants.links.end(above, id, { reason: NOTE }).catch(codeOf)).toBe('link-unknown');
    const events = await at.stand.store.load(`child-${CHILD}` as never);
    expect(events.at(-1)).toMatchObject({
      type: 'governance.family-link-ended',
      data: { practitioner: 'p-okonjo', by: 'p-vasquez', reason: NOTE },
    });
  });

  it('shuts again to whoever declares a link anew', async () => {
    for (const round of [1, 2]) {
      await at.grants.links.declare(lead, REF);
      expect([round, await looked(lead)]).toEqual([round, 'child-unknown']);
      const [link] = await at.grants.links.toldTo(above);
      await at.grants.links.end(above, link?.id ?? '', { reason: NOTE });
    }
    expect(await looked(lead)).toBe('shown');
  });

  it('holds where the directory names nobody to tell: it is nobody’s to end', async () => {
    const director = hat('p-sandoval', 'director-of-childrens-services', 'wexbourne-council');
    await at.grants.links.declare(director, REF);
    expect(await looked(director)).toBe('child-unknown');
    expect((await at.stand.store.load(`child-${CHILD}` as never)).at(-1)?.data).not.toHaveProperty('senior');
    for (const one of [director, above, manager]) expect(await at.grants.links.toldTo(one)).toEqual([]);
  });
});
