import { type AgencyId, type FeedId, instantOf, millisOf, type PlainDate, Problem } from '@tributary/kernel';
import { parseChronologyQuery } from './api/query';
import { CHILD, fact, linked, onDay, type Unplaced } from './domain/given.fixture';
import { DoorStand, hat } from './doors.fixture';
import type { Viewer } from './ports';

const REF = 'C-1';
const day = '2026-02-02' as PlainDate;
const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const manager = hat('p-halloran', 'team-manager', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
const auditor = hat('p-auditor', 'auditor', 'tributary-operator');
const REASON = 'A refuge took the mother and the child in; see the police';
/** Everything by which Ash Lane, the hospital or somebody there could be told. */
const SCHOOL = ['ash-lane', 'Ash Lane', '9992001', 'Okonjo', 'p-okonjo', '01632 960 150', 'Sorrel'];
const HOSPITAL = ['wexbourne-hospital', 'Wexbourne Hospital', 'hospital-events', 'Castellan', '01632 960 182'];
const PLACED = ['Foster', 'PL-77'];
const council = { record: 'council-1', agency: worker.agency, feed: 'council-social-care' as FeedId };
const school = { record: 'school-1', agency: lead.agency, feed: 'ash-lane-events' as FeedId };
const hospital = { record: 'hospital-1', agency: nurse.agency, feed: 'hospital-events' as FeedId };
const common = { occurred: { on: day }, knownFrom: onDay(0) };
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

describe('a child whose address is protected', () => {
  let at: DoorStand;

  beforeEach(async () => {
    at = await DoorStand.open(new Map([[REF, CHILD]]));
    await at.append(onDay(0), [
      ...['council-1', 'school-1', 'hospital-1'].map((record) => linked(record, { knownFrom: onDay(0) })),
      fact({
        ...{ ...council, ...common, type: 'social-care.worker-changed', item: 'w' },
        data: { worker: 'SW-101', startDate: day },
      }),
      fact({
        ...{ ...council, ...common, type: 'social-care.looked-after-started', item: 'l' },
        data: { episode: 'E1', startDate: day, placement: 'PL-77' },
      }),
      fact({
        ...{ ...school, ...common, type: 'education.pupil-suspended', item: 's' },
        data: { startDate: day, category: { own: 'SUSP' }, school: '9992001' },
      }),
      fact({ ...hospital, ...common, type: 'health.emergency-attended', item: 'h', data: { date: day } }),
    ]);
    at.clock = onDay(1);
  }, 60_000);
  afterEach(async () => at.close());

  const mark = (type: 'agency.address-protected' | 'agency.address-protection-ended'): Unplaced => {
    const data = type === 'agency.address-protected' ? { date: day, whose: 'household' } : { date: day };
    return fact({ ...council, ...common, knownFrom: at.clock, type, item: 'marker', data: data });
  };
  const later = (hours: number): void => void (at.clock = instantOf(millisOf(at.clock) + hours * 3_600_000));

  /** Every answer to a reader, of now and of an earlier day, as text. */
  const told = async (viewer: Viewer): Promise<string> => {
    const { answers } = at;
    const asking = { viewer, ref: REF, purpose: viewer === auditor ? 'audit' : 'direct-work' };
    const purpose = asking.purpose;
    const queries = [{ history: 'true' }, { asKnownOn: onDay(0.5) }, { view: 'held', for: lead.agency }];
    const asked = [
      ...queries.map((raw) =>
        answers.chronology(viewer, REF, parseChronologyQuery({ ...raw, purpose }, viewer.agency, at.clock)),
      ),
      answers.child(asking),
      ...(['status', 'involvement', 'coverage'] as const).map((what) => answers[what]({ ...asking, question: null })),
    ];
    return JSON.stringify(await Promise.all(asked.map((one) => one.catch(codeOf))));
  };
  const wordsIn = async (viewer: Viewer, words: readonly string[]): Promise<readonly string[]> => {
    const text = await told(viewer);
    return words.filter((word) => text.includes(word));
  };
  const seal = () => at.grants.addresses.seal(worker, REF, { whose: 'household', reason: REASON });

  it('has nothing that tells a place in any answer, of earlier days neither, but what the reader’s own agency is', async () => {
    expect(await wordsIn(worker, [...SCHOOL, ...HOSPITAL])).toEqual(
      expect.arrayContaining(['ash-lane', '9992001', 'Okonjo', 'wexbourne-hospital']),
    );
    expect(await wordsIn(worker, PLACED)).toEqual(['PL-77']);
    await seal();
    const ofSchool = [...HOSPITAL, ...PLACED, '9992001'];
    const ofHospital = [...SCHOOL, ...PLACED];
    for (const [viewer, words] of [
      [worker, [...SCHOOL, ...HOSPITAL, ...PLACED]],
      [manager, [...SCHOOL, ...HOSPITAL, ...PLACED]],
      [lead, ofSchool],
      [nurse, ofHospital],
      [auditor, [...SCHOOL, ...HOSPITAL, ...PLACED]],
    ] as const)
      expect([viewer.practitioner, await wordsIn(viewer, words)]).toEqual([viewer.practitioner, []]);
    expect(await told(worker)).toContain('sealed-education');
  });

  it('stays known as a child: what happened is told without where', async () => {
    const entries = async (): Promise<readonly string[]> => {
      const query = parseChronologyQuery({ purpose: 'direct-work' }, worker.agency, at.clock);
      const answer = (await at.answers.chronology(worker, REF, query)) as { entries: { type: string }[] };
      return answer.entries.map(({ type }) => type);
    };
    const before = await entries();
    await seal();
    expect(await entries()).toEqual(before);
    expect(before).toContain('education.pupil-suspended');
  });

  it('is sealed by what a feed says, until the same feed says otherwise', async () => {
    await at.append(at.clock, [mark('agency.address-protected')]);
    expect(await wordsIn(worker, SCHOOL)).toEqual([]);
    later(1);
    await at.append(at.clock, [mark('agency.address-protection-ended')]);
    expect(await wordsIn(worker, SCHOOL)).not.toEqual([]);
  });

  it('is unsealed by the agency that sealed it and no other, and a feed’s word stands beside it', async () => {
    await seal();
    const lifting = { reason: 'They have moved away from there for good' };
    expect(await at.grants.addresses.lift(lead, REF, lifting).catch(codeOf)).toBe('seal-unknown');
    await at.append(at.clock, [mark('agency.address-protected')]);
    expect(await at.grants.addresses.lift(manager, REF, lifting)).toEqual({ lifted: 1 });
    expect(await wordsIn(worker, SCHOOL)).toEqual([]);
    later(1);
    await at.append(at.clock, [mark('agency.address-protection-ended')]);
    expect(await wordsIn(worker, SCHOOL)).not.toEqual([]);
  });

  it('is sealed by a named role alone, which must have the child before it', async () => {
    const sealing = { whose: 'child', reason: REASON } as const;
    const feeds = hat('p-dunmore', 'feed-manager', 'wexbourne-council');
    const stranger = hat('p-brandreth', 'police-safeguarding-officer', 'wexbourne-police');
    expect(await at.grants.addresses.seal(feeds, REF, sealing).catch(codeOf)).toBe('role-may-not-seal');
    expect(await at.grants.addresses.seal(stranger, REF, sealing).catch(codeOf)).toBe('child-unknown');
    expect(await wordsIn(worker, SCHOOL)).not.toEqual([]);
  });

  it('has no place that could be asked for what it has', async () => {
    const before = await at.grants.requests.askable(nurse, REF, 'direct-work').catch(codeOf);
    await seal();
    const asked = JSON.stringify(await at.grants.requests.askable(worker, REF, 'direct-work'));
    expect([...SCHOOL, ...HOSPITAL].filter((word) => asked.includes(word))).toEqual([]);
    expect(before).toBeDefined();
  });

  it('hides from a senior where what was read came from', async () => {
    const police = hat('p-brandreth', 'police-safeguarding-officer', 'wexbourne-police');
    const glass = { reason: REASON, basis: 'To keep the child safe today', hours: 1 };
    const { id } = (await at.grants.openings.breakGlass(police, REF, glass)) as { id: string };
    await told(police);
    await seal();
    const reviewer = hat('p-vasquez', 'service-manager', 'wexbourne-council');
    const { looks } = await at.grants.reviews.one(reviewer, id);
    expect(looks.length).toBeGreaterThan(0);
    expect([...SCHOOL, ...HOSPITAL].filter((word) => JSON.stringify(looks).includes(word))).toEqual([]);
  });
});

describe('an agreement that names a role', () => {
  it('lets it see where the child is, of that supplier alone', async () => {
    const at = await DoorStand.open(new Map([[REF, CHILD]]), (agreement) =>
      agreement.agreement === 'education-1'
        ? { ...agreement, location: [{ relationship: 'allocated-worker' }] }
        : agreement,
    );
    await at.append(onDay(0), [
      ...['council-1', 'school-1', 'hospital-1'].map((record) => linked(record, { knownFrom: onDay(0) })),
      fact({
        ...{ ...council, ...common, type: 'social-care.worker-changed', item: 'w' },
        data: { worker: 'SW-101', startDate: day },
      }),
      fact({
        ...{ ...council, ...common, type: 'social-care.protection-plan-started', item: 'p' },
        data: { plan: 'P1', startDate: day },
      }),
      fact({
        ...{ ...school, ...common, type: 'education.pupil-suspended', item: 's' },
        data: { startDate: day, category: { own: 'SUSP' }, school: '9992001' },
      }),
      fact({ ...hospital, ...common, type: 'health.emergency-attended', item: 'h', data: { date: day } }),
    ]);
    at.clock = onDay(1);
    await at.grants.addresses.seal(worker, REF, { whose: 'child', reason: REASON });
    const seen = async (viewer: Viewer): Promise<string> => {
      const query = parseChronologyQuery({ purpose: 'direct-work' }, viewer.agency, at.clock);
      return JSON.stringify(await at.answers.chronology(viewer, REF, query));
    };
    const [ofWorker, ofManager] = [await seen(worker), await seen(manager)];
    await at.close();
    expect(ofWorker).toContain('"school":"9992001"');
    expect(ofWorker).toContain('ash-lane-primary');
    expect(ofWorker).not.toContain('wexbourne-hospital');
    expect(ofManager).not.toMatch(/9992001|ash-lane/);
  }, 60_000);
});

describe('in Wexbourne, whose agreements say who sees where a sealed child is', () => {
  /** The versions with those lines are in force; before them nobody saw it. */
  const NOVEMBER = 250;
  const harbour = { record: 'harbour-1', agency: 'harbour-families' as AgencyId, feed: 'harbour-events' as FeedId };

  it('the allocated worker and their line see it; the school does not, of no earlier day either', async () => {
    const at = await DoorStand.open(new Map([[REF, CHILD]]));
    const known = { ...common, knownFrom: onDay(NOVEMBER) };
    await at.append(onDay(NOVEMBER), [
      ...['council-1', 'school-1', 'harbour-1'].map((record) => linked(record, { knownFrom: onDay(NOVEMBER) })),
      fact({
        ...{ ...council, ...known, type: 'social-care.worker-changed', item: 'w' },
        data: { worker: 'SW-101', startDate: day },
      }),
      fact({
        ...{ ...council, ...known, type: 'social-care.protection-plan-started', item: 'p' },
        data: { plan: 'P1', startDate: day },
      }),
      fact({
        ...{ ...school, ...known, type: 'education.pupil-suspended', item: 's' },
        data: { startDate: day, category: { own: 'SUSP' }, school: '9992001' },
      }),
      fact({
        ...{ ...harbour, ...known, type: 'social-care.family-help-started', item: 'f' },
        data: { startDate: day, help: 'F1' },
      }),
    ]);
    at.clock = onDay(NOVEMBER + 2);
    const before = onDay(NOVEMBER).slice(0, 10);
    const seen = async (viewer: Viewer): Promise<string> => {
      const asked = (more: object) =>
        parseChronologyQuery({ purpose: 'direct-work', ...more }, viewer.agency, at.clock);
      const answers = [{}, { asKnownOn: before }].map((more) => at.answers.chronology(viewer, REF, asked(more)));
      return JSON.stringify(await Promise.all(answers));
    };
    const unsealed = await seen(lead);
    await at.grants.addresses.seal(worker, REF, { whose: 'child', reason: REASON });
    at.clock = instantOf(millisOf(at.clock) + 3_600_000);
    const [ofWorker, ofManager, ofSchool] = [await seen(worker), await seen(manager), await seen(lead)];
    await at.close();
    for (const text of [ofWorker, ofManager]) {
      expect(text.split('"school":"9992001"')).toHaveLength(3);
      expect(text).toContain('harbour-families');
    }
    expect(unsealed.split('harbour-families').length).toBeGreaterThan(2);
    expect(ofSchool).not.toContain('harbour');
    expect(ofSchool).toContain('sealed-voluntary');
  }, 60_000);
});
