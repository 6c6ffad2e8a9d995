import {
  type AgencyId,
  type DataClass,
  type EventId,
  type FeedId,
  instantOf,
  millisOf,
  type PlainDate,
  Problem,
  recordStream,
} from '@tributary/kernel';
import { parseChronologyQuery } from '../api/query';
import { CHILD, fact, linked, onDay, recordId } from '../domain/given.fixture';
import { DoorStand, hat } from '../doors.fixture';
import type { Viewer } from '../ports';

const REF = 'C-1';
const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
const paediatrician = hat('p-oyelaran', 'paediatrician', 'wexbourne-hospital');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const council = { record: 'council-1', agency: worker.agency, feed: 'council-social-care' as FeedId };
const hospital = { record: 'hospital-1', agency: nurse.agency, feed: 'hospital-events' as FeedId };
const day = '2026-02-02' as PlainDate;
const common = { occurred: { on: day }, knownFrom: onDay(0) };
const WORDS = 'The plan says that appointments are kept; I need to know of those';
const asked = {
  ...{ supplier: nurse.agency, dataClass: 'acute-health' as DataClass, purpose: 'direct-work', reason: WORDS },
};
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

describe('asking a supplier for what one may only know to exist', () => {
  let at: DoorStand;
  let ids: readonly EventId[];
  const hours = (count: number): void => void (at.clock = instantOf(millisOf(at.clock) + count * 3_600_000));
  const ask = async (): Promise<string> => ((await at.grants.requests.ask(worker, REF, asked)) as { id: string }).id;
  /** The hospital's events that somebody is shown. */
  const shown = async (viewer: Viewer, raw: object = {}): Promise<unknown> => {
    const query = parseChronologyQuery({ purpose: 'direct-work', ...raw }, viewer.agency, at.clock);
    const { entries } = (await at.answers.chronology(viewer, REF, query)) as {
      entries: { eventId: EventId; agency: AgencyId }[];
    };
    return entries.filter(({ agency }) => agency === nurse.agency).map(({ eventId }) => eventId);
  };
  const share = (events: readonly EventId[], days = 2) => ({ outcome: 'shared', events, days, words: WORDS }) as const;

  beforeEach(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    const visit = { date: '2026-02-02' };
    await at.append(onDay(0), [
      linked('council-1', { knownFrom: onDay(0) }),
      linked('hospital-1', { knownFrom: onDay(0) }),
      fact({
        ...{ ...council, ...common, type: 'social-care.worker-changed', item: 'w' },
        data: { worker: 'SW-101', startDate: day },
      }),
      fact({
        ...{ ...council, ...common, type: 'social-care.protection-plan-started', item: 'p' },
        data: { plan: 'P1', startDate: day },
      }),
      fact({ ...hospital, ...common, type: 'health.emergency-attended', item: 'a', data: visit }),
      fact({ ...hospital, ...common, type: 'health.emergency-attended', item: 'b', data: visit }),
      {
        ...fact({ ...hospital, ...common, type: 'health.emergency-attended', item: 'c', data: visit }),
        dataClass: 'sexual-health',
      },
    ]);
    const events = await at.stand.store.loadMany([recordStream(recordId('hospital-1'))]);
    ids = events.map(({ event }) => event.id);
    at.clock = onDay(1);
  }, 60_000);
  afterEach(async () => at.close());

  it('takes what is withheld and may be known of, and nothing that may not', async () => {
    expect(await at.grants.requests.askable(worker, REF, 'direct-work')).toContainEqual({
      supplier: nurse.agency,
      dataClass: 'acute-health',
    });
    const restricted = { ...asked, dataClass: 'sexual-health' as DataClass };
    expect(await at.grants.requests.ask(worker, REF, restricted).catch(codeOf)).toBe('kind-not-askable');
    const elsewhere = { ...asked, supplier: 'ash-lane-primary' as AgencyId };
    expect(await at.grants.requests.ask(worker, REF, elsewhere).catch(codeOf)).toBe('kind-not-askable');
    expect(await at.grants.requests.ask(lead, REF, asked).catch(codeOf)).toBe('child-unknown');
  });

  it('waits for those of the supplier who read such things themselves, and tells them', async () => {
    const id = await ask();
    expect(at.news.filter(({ step }) => step === 'opened').map(({ to }) => to)).toEqual(['p-oyelaran', 'p-castellan']);
    for (const one of [nurse, paediatrician]) {
      expect(await at.grants.answers.waiting(one)).toMatchObject([{ id, overdue: false, state: 'waiting' }]);
    }
    for (const one of [worker, lead, hat('p-lindqvist', 'feed-manager', 'wexbourne-hospital')]) {
      expect(await at.grants.answers.waiting(one)).toEqual([]);
      expect(await at.grants.answers.answer(one, id, share(ids.slice(0, 1))).catch(codeOf)).toBe('request-unknown');
    }
    hours(8 * 24);
    expect(await at.grants.answers.tally(nurse)).toEqual({ waiting: 1, overdue: 1 });
    expect(await at.grants.requests.mine(worker)).toMatchObject([{ id, overdue: true }]);
  });

  it('shared opens exactly those events, to that role, for that purpose, until then', async () => {
    const id = await ask();
    const [first] = ids;
    if (!first) throw new Error('nothing to share');
    expect(await shown(worker)).toEqual([]);
    const { shareable } = await at.grants.answers.one(nurse, id);
    expect(shareable.map((one) => one.id).sort()).toEqual(ids.slice(0, 2).sort());
    await at.grants.answers.answer(nurse, id, share([first]));
    expect(await shown(worker)).toEqual([first]);
    expect(await shown(worker, { purpose: 'safeguarding' })).toEqual([]);
    expect(await shown(hat('p-halloran', 'team-manager', 'wexbourne-council'))).toEqual([]);
    expect(await shown(worker, { asKnownOn: onDay(0.5) })).toEqual([]);
    expect(await at.grants.requests.mine(worker)).toMatchObject([{ state: 'shared', said: [{}, { words: WORDS }] }]);
    hours(48);
    expect(await shown(worker)).toEqual([]);
  });

  it('cannot share what was not asked for, nor another’s, nor twice', async () => {
    const id = await ask();
    const restricted = ids.slice(2, 3);
    expect(await at.grants.answers.answer(nurse, id, share(restricted)).catch(codeOf)).toBe('share-wrong');
    const theirs = await at.stand.store.loadMany([recordStream(recordId('council-1'))]);
    const foreign = theirs.map(({ event }) => event.id);
    expect(await at.grants.answers.answer(nurse, id, share(foreign)).catch(codeOf)).toBe('share-wrong');
    expect(await shown(worker)).toEqual([]);
    const first = share(ids.slice(0, 1));
    const both = [at.grants.answers.answer(nurse, id, first), at.grants.answers.answer(paediatrician, id, first)];
    const done = await Promise.all(both.map((one) => one.then(() => 'answered', codeOf)));
    expect(done.sort()).toEqual(['answered', 'request-unknown']);
  });

  it('refused with its ground opens nothing and stands in the ledger as not shared', async () => {
    const id = await ask();
    await at.grants.answers.answer(nurse, id, { outcome: 'refused', words: WORDS });
    expect(await shown(worker)).toEqual([]);
    expect(await at.grants.requests.mine(worker)).toMatchObject([{ state: 'refused' }]);
    const { rows } = await at.stand.db.owner.query(`SELECT what FROM access.disclosures ORDER BY id`);
    expect(rows.map((row: { what: string }) => row.what)).toEqual(expect.arrayContaining(['request', 'not-shared']));
  });

  it('goes back and forth where the supplier asks', async () => {
    const id = await ask();
    await at.grants.answers.answer(nurse, id, { outcome: 'asked-back', words: 'Which of the two visits do you mean?' });
    expect(await at.grants.answers.waiting(nurse)).toEqual([]);
    expect(at.news.at(-1)).toMatchObject({ to: 'p-marlow', step: 'opened' });
    for (const stranger of [nurse, lead])
      expect(await at.grants.requests.reply(stranger, id, { words: WORDS }).catch(codeOf)).toBe('request-unknown');
    await at.grants.requests.reply(worker, id, { words: 'The one in February, please, and why' });
    const [waiting] = await at.grants.answers.waiting(nurse);
    expect(waiting?.said.map(({ what }) => what)).toEqual(['waiting', 'asked-back', 'waiting']);
    expect(await at.grants.requests.reply(worker, id, { words: WORDS }).catch(codeOf)).toBe('request-unknown');
  });

  it('is due within a working day for whoever stated a protection ground, else within five', async () => {
    const dues = async (): Promise<readonly string[]> => {
      await ask();
      return (await at.grants.requests.mine(worker)).map(({ dueBy }) => dueBy);
    };
    expect(await dues()).toEqual(['2026-03-09T23:59:59.999Z']);
    hours(1);
    await at.grants.openings.stateGround(worker, REF, { ground: 'section-47-enquiry', reason: WORDS });
    expect(await dues()).toEqual(['2026-03-03T23:59:59.999Z', '2026-03-09T23:59:59.999Z']);
  });

  it('is not laid before somebody who declared a link to the family', async () => {
    const id = await ask();
    await at.grants.links.declare(nurse, REF);
    expect(await at.grants.answers.waiting(nurse)).toEqual([]);
    expect(await at.grants.answers.one(nurse, id).catch(codeOf)).toBe('request-unknown');
  });
});
