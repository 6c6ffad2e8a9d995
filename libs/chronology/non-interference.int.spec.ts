import {
  type AgencyId,
  type ChildId,
  type DataClass,
  derivedId,
  type FeedId,
  instantOf,
  millisOf,
  type PlainDate,
  plusDays,
  Problem,
  type Release,
  type RoleCode,
} from '@tributary/kernel';
import { parseChronologyQuery } from './api/query';
import { delivered, fact, linked, onDay, type Unplaced, unlinked } from './domain/given.fixture';
import { seeded } from './domain/random.fixture';
import { DoorStand, hat } from './doors.fixture';
import type { Viewer } from './ports';

const SEEDS = [1, 2, 3];
const STEPS = 12;
const PURPOSE = 'direct-work';

const READERS: readonly Viewer[] = [
  hat('p-marlow', 'social-worker', 'wexbourne-council'),
  hat('p-halloran', 'team-manager', 'wexbourne-council'),
  hat('p-duty', 'duty-social-worker', 'wexbourne-council'),
  hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary'),
  hat('p-castellan', 'named-nurse', 'wexbourne-hospital'),
  hat('p-brandreth', 'police-safeguarding-officer', 'wexbourne-police'),
  hat('p-pemberly', 'virtual-school-head', 'wexbourne-virtual-school'),
  hat('p-dunmore', 'feed-manager', 'wexbourne-council'),
];

type Kind = Readonly<{ agency: string; feed: string; type: string; data: object; dataClass?: DataClass }>;
const council = { agency: 'wexbourne-council', feed: 'council-social-care' };
const school = { agency: 'ash-lane-primary', feed: 'ash-lane-events' };
const hospital = { agency: 'wexbourne-hospital', feed: 'hospital-events' };
const police = { agency: 'wexbourne-police', feed: 'police-events' };
const homes = { agency: 'wexbourne-homes', feed: 'homes-events' };
const HOMES: Kind = { ...homes, type: 'agency.support-offered', data: {}, dataClass: 'housing' };
/** What may be said and bears on nobody's standing: a ground that opens is meant to change answers. */
const KINDS: readonly Kind[] = [
  { ...council, type: 'social-care.conference-held', data: { kind: 'initial' } },
  { ...council, type: 'social-care.section-47-started', data: {} },
  { ...council, type: 'agency.support-offered', data: {}, dataClass: 'adult-third-party' },
  { ...council, type: 'agency.support-offered', data: {}, dataClass: 'allegation' },
  { ...school, type: 'education.pupil-suspended', data: {} },
  { ...school, type: 'agency.support-offered', data: {}, dataClass: 'counselling' },
  { ...hospital, type: 'health.emergency-attended', data: {} },
  { ...hospital, type: 'agency.support-offered', data: {}, dataClass: 'sexual-health' },
  { ...hospital, type: 'agency.support-offered', data: {}, dataClass: 'mental-health' },
  { ...police, type: 'police.child-reported-missing', data: {} },
  { ...police, type: 'agency.support-offered', data: {}, dataClass: 'police-incident' },
];

/** For random stores of events: one more that a reader may not open changes no byte of that reader's answers. */
describe.each(SEEDS)('an event that a reader may not know of (seed %i)', (seed) => {
  const child = derivedId('child', 'interference', String(seed)) as ChildId;
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let at: DoorStand;

  const said = (kind: Kind, item: string, release: Release, record = `${kind.agency}-${seed}`): Unplaced => {
    const on = plusDays('2026-01-05' as PlainDate, Math.floor(random() * 50));
    const event = fact({
      child,
      record,
      agency: kind.agency as AgencyId,
      feed: kind.feed as FeedId,
      type: kind.type as 'agency.support-offered',
      item,
      data: { ...kind.data, date: on },
      occurred: { on },
      knownFrom: at.clock,
    });
    return { ...event, release, dataClass: kind.dataClass ?? event.dataClass };
  };
  const held: Release = { state: 'held', by: 'team-manager' as RoleCode, audience: [] };

  beforeAll(async () => {
    at = await DoorStand.open(new Map([['C-1', child]]));
    const agencies = [council, school, hospital, police].map(({ agency }) => agency);
    const links = agencies.map((agency) => linked(`${agency}-${seed}`, { child, knownFrom: onDay(0) }));
    const common = { child, record: `wexbourne-council-${seed}`, agency: council.agency as AgencyId };
    const feed = council.feed as FeedId;
    const on = '2026-02-01' as PlainDate;
    await at.append(onDay(0), [
      ...links,
      fact({
        ...{ ...common, feed, type: 'social-care.worker-changed', item: 'worker', knownFrom: onDay(0) },
        ...{ data: { worker: 'SW-101', startDate: on }, occurred: { on } },
      }),
      fact({
        ...{ ...common, feed, type: 'social-care.need-plan-started', item: 'plan', knownFrom: onDay(0) },
        ...{ data: { plan: 'N1', startDate: on }, occurred: { on } },
      }),
      ...agencies.map((agency, i) =>
        said({ ...pick(KINDS.filter((kind) => kind.agency === agency)), agency }, `first/${i}`, { state: 'open' }),
      ),
    ]);
  }, 60_000);
  afterAll(async () => at.close());

  /** Every answer of the doors to a reader, paged and of the past too, as bytes. */
  const bytesFor = async (viewer: Viewer): Promise<string> => {
    const { answers } = at;
    const queries = [{}, { history: 'true', limit: '2' }, { asKnownOn: at.clock }, { asKnownOn: onDay(0) }];
    const asking = { viewer, ref: 'C-1', purpose: PURPOSE };
    const asked = [
      ...queries.map((raw) =>
        answers.chronology(viewer, 'C-1', parseChronologyQuery({ ...raw, purpose: PURPOSE }, viewer.agency, at.clock)),
      ),
      answers.child(asking),
      answers.status({ ...asking, question: null }),
      answers.involvement({ ...asking, question: null }),
      answers.coverage({ ...asking, question: null }),
      answers.coverage({ ...asking, question: { view: 'available', at: at.clock, stillLinked: true } }),
    ];
    const told = await Promise.all(
      asked.map((one) => one.catch((error: unknown) => (error instanceof Problem ? error.code : String(error)))),
    );
    return JSON.stringify(told);
  };
  const all = async (): Promise<readonly string[]> => Promise.all(READERS.map(bytesFor));

  it('changes no byte of that reader’s answers, and those of whoever may open it', async () => {
    let [hidden, opened] = [0, 0];
    at.clock = instantOf(millisOf(onDay(1)));
    let before = await all();
    for (let step = 0; step < STEPS; step += 1) {
      const event = said(pick(KINDS), `step/${step}`, random() < 0.3 ? held : { state: 'open' });
      await at.append(at.clock, [event]);
      const after = await all();
      const matter = { ...event, agency: (event.source as { agency: AgencyId }).agency };
      for (const [i, viewer] of READERS.entries()) {
        const { judge, refusal } = await at.doors.accessOf({ viewer, child, purpose: PURPOSE });
        const { level } = judge(matter);
        const about = `${viewer.practitioner}: ${matter.agency} ${matter.dataClass} ${matter.release.state}`;
        if (refusal !== undefined || level === 'nothing') {
          hidden += 1;
          expect(`${about} ${after[i]}`).toBe(`${about} ${before[i]}`);
        } else if (level === 'content') {
          opened += 1;
          expect(after[i]).not.toBe(before[i]);
        }
      }
      before = after;
    }
    expect([hidden > STEPS, opened > 0]).toEqual([true, true]);
  }, 120_000);

  it('linked to the child and unlinked again with its record, changes nothing either', async () => {
    let hidden = 0;
    for (let step = 0; step < STEPS / 2; step += 1) {
      // First an agency that nobody here may know of.
      const kind = step === 0 ? HOMES : pick(KINDS);
      const record = `${kind.agency}-${seed}-aside-${step}`;
      const before = await all();
      const event = said(kind, `aside/${step}`, { state: 'open' }, record);
      await at.append(at.clock, [linked(record, { child, knownFrom: at.clock }), event]);
      const after = await all();
      const matter = { ...event, agency: kind.agency as AgencyId };
      for (const [i, viewer] of READERS.entries()) {
        // Of its own record an agency may know.
        if (viewer.agency === kind.agency) continue;
        const { judge, refusal } = await at.doors.accessOf({ viewer, child, purpose: PURPOSE });
        if (refusal === undefined && judge(matter).level !== 'nothing') continue;
        hidden += 1;
        expect(`${viewer.practitioner} ${record} ${after[i]}`).toBe(`${viewer.practitioner} ${record} ${before[i]}`);
      }
      await at.append(at.clock, [unlinked(record, { child, knownFrom: at.clock })]);
      expect(await all()).toEqual(before);
    }
    expect(hidden).toBeGreaterThan(STEPS / 2);
  }, 120_000);

  /** Who is involved, as each reader may know; nothing where they may open nothing. */
  const involved = async (): Promise<readonly string[]> =>
    Promise.all(
      READERS.map(async (viewer) =>
        at.answers
          .involvement({ viewer, ref: 'C-1', purpose: PURPOSE, question: null })
          .then((answer) => JSON.stringify(answer))
          .catch(() => ''),
      ),
    );

  it('nor does a delivery of an agency around the child that a reader may not know of', async () => {
    let [hidden, told] = [0, 0];
    const known = await involved();
    for (const { agency, feed } of [hospital, police, homes]) {
      const before = await all();
      await at.append(at.clock, [delivered(feed as FeedId, at.clock)]);
      const after = await all();
      for (const [i, viewer] of READERS.entries()) {
        const knows = known[i]?.includes(`"agency":"${agency}"`) ?? false;
        if (!knows)
          expect(`${viewer.practitioner} ${feed} ${after[i]}`).toBe(`${viewer.practitioner} ${feed} ${before[i]}`);
        hidden += knows ? 0 : 1;
        told += after[i] === before[i] ? 0 : 1;
      }
    }
    expect([hidden > 0, told > 0]).toEqual([true, true]);
  }, 60_000);
});
