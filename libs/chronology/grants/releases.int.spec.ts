import {
  type AgencyId,
  childStream,
  type EventId,
  type Instant,
  type PlainDate,
  Problem,
  recordStream,
  uuidv7,
} from '@tributary/kernel';
import { parseChronologyQuery } from '../api/query';
import { CHILD, fact, recordId } from '../domain/given.fixture';
import { hat } from '../doors.fixture';
import type { Viewer } from '../ports';
import { enquiry, HeldStand, REF, withdrawn } from './releases.fixture';

/** A Monday at noon. */
const NOW = '2026-03-02T12:00:00.000Z' as Instant;
const manager = hat('p-halloran', 'team-manager', 'wexbourne-council');
const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const above = hat('p-vasquez', 'service-manager', 'wexbourne-council');
const REASON = 'The police have not spoken with the father yet; he must not hear of it';
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const to = (...agencies: string[]) => ({ outcome: 'released', audience: agencies as AgencyId[] }) as const;
const kept = (lookAgain = '2026-03-09') =>
  ({ outcome: 'withheld', reason: REASON, lookAgain: lookAgain as PlainDate }) as const;

let stand: HeldStand;
const releases = () => stand.at.grants.releases;
const list = async (viewer: Viewer): Promise<readonly string[]> =>
  (await releases().all(viewer)).map(({ state, overdue }) => `${state}${overdue ? ' overdue' : ''}`);
const id = async (): Promise<EventId> => (await releases().all(manager))[0]?.event as EventId;
const sees = async (viewer: Viewer, asKnownOn?: Instant): Promise<boolean> => {
  const raw = { purpose: 'safeguarding', ...(asKnownOn ? { asKnownOn } : {}) };
  const query = parseChronologyQuery(raw, viewer.agency, stand.at.clock);
  const answer = await stand.at.answers.chronology(viewer, REF, query);
  return JSON.stringify(answer).includes('section-47-started');
};
const asked = (): readonly string[] => stand.at.news.map(({ to: who, step }) => `${who} ${step}`);
const ledger = async (): Promise<readonly unknown[]> => {
  const { rows } = await stand.at.stand.db.owner.query<{ what: string; shown: object[]; practitioner: string }>(
    'SELECT what, shown, practitioner FROM access.disclosures ORDER BY id',
  );
  return rows.map(({ what, shown, practitioner }) => `${practitioner} ${what} ${shown.length}`);
};
const day = { knownFrom: NOW, occurred: { on: '2026-03-02' as PlainDate } };
/** The school’s, and one of the council’s that names a social worker of its own. */
const exploited = fact({
  ...{ ...day, record: 'school-1', agency: lead.agency, feed: 'ash-lane-events' as never, item: 'x' },
  type: 'education.school-concern-raised',
  data: { concern: { own: 'EXPLOITATION', code: 'EXPLOITATION' } },
});
const named = fact({
  ...{ ...day, record: 'council-1', agency: worker.agency, feed: 'council-social-care' as never, item: 'c' },
  type: 'agency.concern-recorded',
  data: { concern: { own: 'CARE', code: 'CARE' }, raisedOn: '2026-03-02', staffNamed: ['SW-101'] } as never,
});
const opened = async (): Promise<void> => {
  stand = await HeldStand.open(NOW);
  await stand.say(NOW, [enquiry(NOW)]);
};

describe('what is held back, while it waits', () => {
  beforeAll(opened, 60_000);
  afterAll(async () => stand.close());

  it('waits with the role that holds it, until the end of the next working day', async () => {
    expect(await releases().all(manager)).toMatchObject([
      {
        ...{ state: 'waiting', overdue: false, dueBy: '2026-03-03T23:59:59.999Z', audience: [], mayDecide: true },
        about: { child: 'wexbourne-council/C-1', title: 'Section 47 enquiry started' },
      },
    ]);
    expect(await releases().tally(manager)).toEqual({ waiting: 1, overdue: 0 });
    expect(stand.at.news).toEqual([]);
  });

  it.each([
    ['the worker, who may read it', worker],
    ['the same role of another agency', hat('p-halloran', 'team-manager', 'ash-lane-primary')],
    ['another role of the same person', hat('p-halloran', 'social-worker', 'wexbourne-council')],
    ['somebody who says they hold the role', hat('p-tennant', 'team-manager', 'wexbourne-council')],
    ['who leads safeguarding in the school', lead],
    ['whoever is above, before it is late', above],
  ])('is not there for %s', async (_who, viewer) => {
    const event = await id();
    expect(await list(viewer)).toEqual([]);
    expect(await releases().tally(viewer)).toEqual({ waiting: 0, overdue: 0 });
    for (const made of [() => releases().one(viewer, event), () => releases().decide(viewer, event, to(lead.agency))])
      expect(await made().catch(codeOf)).toBe('release-unknown');
    expect(await sees(worker)).toBe(true);
    expect(await sees(lead)).toBe(false);
  });

  it.each([
    ['of another kind', 'social-care.need-plan-started'],
    ['that nobody ever said', undefined],
  ])('is answered as if it were not there for an event %s', async (_what, type) => {
    const records = await stand.at.stand.store.load(recordStream(recordId('council-1')));
    const event = records.find((one) => one.type === type)?.id ?? uuidv7();
    expect(event).not.toBe(await id());
    expect(await releases().one(manager, event).catch(codeOf)).toBe('release-unknown');
    expect(await releases().decide(manager, event, kept()).catch(codeOf)).toBe('release-unknown');
  });

  it.each(['2026-03-02', '2026-03-24', '2026-02-30x', '2025-01-01'])('is not kept back until %s', async (day) => {
    expect(
      await releases()
        .decide(manager, await id(), kept(day))
        .catch(codeOf),
    ).toBe('look-again-wrong');
    expect(await list(manager)).toEqual(['waiting']);
  });

  it('shows what it says to its holder, with a line in the ledger, and whom it could help', async () => {
    const before = (await ledger()).length;
    const found = await releases().one(manager, await id());
    expect(found.entry).toMatchObject({ data: { enquiry: 'enquiry/1' } });
    expect(found.suggested).toEqual([{ agency: lead.agency, roles: expect.arrayContaining([lead.role]) as unknown }]);
    expect(found.lastDay).toBe('2026-03-23');
    expect((await ledger()).slice(before)).toEqual(['p-halloran held-back 1']);
  });
});

describe('what is held back, as it is decided on', () => {
  beforeEach(opened, 60_000);
  afterEach(async () => stand.close());

  it('is not there for a holder whom a concern names, nor for one who declared a link to the family', async () => {
    const event = await id();
    await stand.at.grants.links.declare(manager, REF);
    expect(await list(manager)).toEqual([]);
    expect(await releases().one(manager, event).catch(codeOf)).toBe('release-unknown');
    await stand.until('2026-03-04T00:00:00.000Z' as Instant);
    expect(asked()).toEqual(['p-vasquez opened', 'p-vasquez overdue']);
  });

  it('nor for whoever is in the line of somebody whom a concern names', async () => {
    await stand.say(NOW, [named]);
    expect(await list(manager)).toEqual([]);
    expect(await releases().tally(manager)).toEqual({ waiting: 0, overdue: 0 });
    await stand.until('2026-03-04T00:00:00.000Z' as Instant);
    expect(asked()).toEqual(['p-vasquez overdue']);
  });

  it('opens to the agencies it is released to, to more of them later, and not of a time before', async () => {
    const event = await id();
    expect(await releases().decide(manager, event, to('nobody')).catch(codeOf)).toBe('agency-unknown');
    await releases().decide(manager, event, to('wexbourne-police'));
    expect(await sees(lead)).toBe(false);
    stand.at.clock = '2026-03-02T13:00:00.000Z' as Instant;
    await releases().decide(manager, event, to(lead.agency));
    expect([await sees(lead), await sees(lead, '2026-03-02T12:59:00.000Z' as Instant)]).toEqual([true, false]);
    expect(await releases().all(manager)).toMatchObject([
      { state: 'released', audience: ['ash-lane-primary', 'wexbourne-police'] },
    ]);
    expect(await releases().tally(manager)).toEqual({ waiting: 0, overdue: 0 });
    expect(await ledger()).toContain('p-halloran release 0');
    await stand.until('2026-03-20T12:00:00.000Z' as Instant);
    expect(asked()).toEqual([]);
  });

  it('is taken back from everybody, and waits again on the day that was named', async () => {
    const event = await id();
    await releases().decide(manager, event, to(lead.agency));
    expect(await sees(lead)).toBe(true);
    stand.at.clock = '2026-03-02T13:00:00.000Z' as Instant;
    await releases().decide(manager, event, kept());
    expect(await sees(lead)).toBe(false);
    expect(await releases().all(manager)).toMatchObject([
      { state: 'kept', audience: [], kept: { reason: REASON, lookAgain: '2026-03-09' } },
    ]);
    expect(await ledger()).toContain('p-halloran not-shared 0');
    await stand.until('2026-03-09T08:00:00.000Z' as Instant);
    expect([await list(manager), asked()]).toEqual([['waiting'], []]);
    await stand.until('2026-03-10T00:00:00.000Z' as Instant);
    expect([await list(manager), asked()]).toEqual([['waiting overdue'], ['p-halloran overdue']]);
    const last = (await stand.at.stand.store.load(childStream(CHILD))).findLast(({ source }) => 'actor' in source);
    expect(last).toMatchObject({
      type: 'governance.event-withheld',
      data: { reason: REASON, lookAgain: '2026-03-09', by: 'p-halloran', role: 'team-manager' },
    });
  });

  it('asks its holder when it is late, then step by step those above, and releases nothing', async () => {
    const days = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-09', '2026-03-30'];
    const told: string[][] = [];
    for (const day of days) {
      const before = stand.at.news.length;
      await stand.until(`${day}T00:00:00.000Z` as Instant);
      told.push([...asked().slice(before)]);
    }
    expect(told).toEqual([
      ['p-halloran overdue'],
      ['p-vasquez overdue'],
      ['p-sandoval overdue'],
      ['p-duty overdue'],
      [],
      [],
    ]);
    expect(new Set(stand.at.news.map(({ about }) => about)).size).toBe(4);
    expect([await sees(lead), await list(manager)]).toEqual([false, ['waiting overdue']]);
    // They see to it that somebody decides; what it is stays shut to them, and so does the decision.
    expect(await releases().all(above)).toMatchObject([{ mayDecide: false, about: null, overdue: true }]);
    expect(
      await releases()
        .decide(above, await id(), to(lead.agency))
        .catch(codeOf),
    ).toBe('release-unknown');
    const director = hat('p-sandoval', 'director-of-childrens-services', 'wexbourne-council');
    expect(await list(director)).toEqual(['waiting overdue']);
    await stand.at.grants.links.declare(director, REF);
    expect(await list(director)).toEqual([]);
    await releases().decide(manager, await id(), to(lead.agency));
    expect(await list(above)).toEqual([]);
  });

  it('leaves the list where it is superseded or withdrawn, and the later word waits instead', async () => {
    const first = await id();
    await releases().decide(manager, first, to(lead.agency));
    const later = '2026-03-02T15:00:00.000Z' as Instant;
    await stand.say(later, [enquiry(later)]);
    const [found] = await releases().all(manager);
    expect(found).toMatchObject({ state: 'waiting' });
    expect(found?.event).not.toBe(first);
    expect([await releases().one(manager, first).catch(codeOf), await sees(lead)]).toEqual(['release-unknown', false]);
    await stand.say(later, [withdrawn(later)]);
    const gone = await releases()
      .one(manager, found?.event ?? '')
      .catch(codeOf);
    expect([await list(manager), gone]).toEqual([[], 'release-unknown']);
    await stand.until('2026-03-05T12:00:00.000Z' as Instant);
    expect(asked()).toEqual([]);
  });

  it('asks nobody for what came as history, which can still be released', async () => {
    await stand.say(NOW, [withdrawn(NOW), enquiry(NOW, { backfill: true }, 'enquiry/2')]);
    expect(await list(manager)).toEqual(['history']);
    expect(await releases().tally(manager)).toEqual({ waiting: 0, overdue: 0 });
    await stand.until('2026-03-05T12:00:00.000Z' as Instant);
    expect(asked()).toEqual([]);
    await releases().decide(manager, await id(), to(lead.agency));
    expect(await sees(lead)).toBe(true);
  });

  it('is held by the role that its event names, in the agency that said it', async () => {
    const release = { state: 'held', by: lead.role, audience: [] } as const;
    await stand.say(NOW, [{ ...exploited, release }]);
    expect([await list(lead), await list(manager)]).toEqual([['waiting'], ['waiting']]);
    expect(await list(hat('p-varley', lead.role, 'st-oswins'))).toEqual([]);
  });
});
