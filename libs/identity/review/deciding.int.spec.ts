import { isEvent } from '@tributary/catalogue';
import { childStream, type EventId, type FeedId, type PlainDate, Problem, recordStream } from '@tributary/kernel';
import type { Viewer } from '@tributary/chronology';
import { fact } from '../../chronology/domain/given.fixture';
import { hat } from '../../chronology/doors.fixture';
import type { Resolution } from '../identity';
import type { Verdict } from './domain/verdict';
import { arkwright, COUNCIL, ellingham, HOSPITAL, onDay, ReviewStand, SCHOOL, tamsin, WREN } from './review.fixture';

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const REASON = 'I rang the school office and read the date back';
type Given = Readonly<{ known: Resolution; record: Resolution; id: string }>;

describe('deciding whether two are one child', () => {
  let stand: ReviewStand;
  beforeEach(async () => {
    stand = await ReviewStand.open();
    stand.at.clock = onDay(10);
  }, 60_000);
  afterEach(async () => stand.close());

  const seenOf = async (id: string, viewer: Viewer = ellingham): Promise<string> =>
    (await stand.matches.one(viewer, id)).seen;
  const say = async (viewer: Viewer, id: string, decision: Verdict['decision'], more: Partial<Verdict> = {}) => {
    const seen = more.seen ?? (await seenOf(id, viewer));
    return stand.matches.decide(viewer, id, { decision, reason: REASON, seen, ...more });
  };
  const childOf = async ({ recordId }: Resolution) => {
    const { rows } = await stand.db.query<{ child: string; review: boolean }>(
      'SELECT child_id AS child, review FROM identity.records WHERE record_id = $1',
      [recordId],
    );
    return rows[0];
  };
  const said = async ({ recordId }: Resolution, type: Parameters<typeof isEvent>[1]) =>
    (await stand.at.stand.store.load(recordStream(recordId))).filter((event) => isEvent(event, type));
  const waiting = async (viewer: Viewer = ellingham) => (await stand.matches.waiting(viewer)).matches;
  const onPlan = async ({ recordId, childId }: Resolution): Promise<void> => {
    const day = '2026-03-02' as PlainDate;
    const plan = fact({
      ...{ agency: COUNCIL, feed: 'council-social-care' as FeedId, type: 'social-care.protection-plan-started' },
      ...{ item: 'plan', knownFrom: onDay(1), occurred: { on: day }, data: { plan: 'P1', startDate: day } },
    });
    await stand.at.append(onDay(10), [{ ...plan, streamId: recordStream(recordId), childId }]);
  };

  describe('of a record of which one number no longer superseded the other', () => {
    const takenBack = async () => {
      const [former, current] = [
        { ...WREN, nhsNumber: '9990000018' },
        { ...WREN, nhsNumber: '9912003888' },
      ];
      const status = { nhsNumberStatus: '01' };
      const known = await stand.sees(HOSPITAL, 'P1', { ...former, ...status });
      await stand.sees(COUNCIL, 'C1', { ...current, ...status, formerNhsNumbers: [former.nhsNumber] });
      const record = await stand.sees(COUNCIL, 'C1', { ...current, ...status, formerNhsNumbers: [] });
      return { known, record, id: await stand.idOf(record, known.childId) };
    };

    it('two children takes it out again, by two stewards', async () => {
      const { known, record, id } = await takenBack();
      const shown = await stand.matches.one(ellingham, id);
      expect(shown).toMatchObject({ reason: 'number-taken-back', grave: true, sides: { alongside: [] } });
      expect(shown.follows.agencies).toEqual({ moving: [COUNCIL], comeTogether: [], part: [HOSPITAL] });
      expect(await say(ellingham, id, 'different')).toMatchObject({ outcome: 'opinion' });
      expect((await childOf(record))?.child).toBe(known.childId);
      expect(await say(arkwright, id, 'different')).toMatchObject({ outcome: 'different' });
      expect((await childOf(record))?.child).not.toBe(known.childId);
      expect(await waiting()).toEqual([]);
    });

    it('one child leaves it where it is, and nobody is asked again', async () => {
      const { known, record, id } = await takenBack();
      await say(ellingham, id, 'link');
      expect(await say(arkwright, id, 'link')).toMatchObject({ outcome: 'link' });
      expect(await childOf(record)).toEqual({ child: known.childId, review: false });
      expect(await said(record, 'identity.match-opinion-given')).toHaveLength(2);
      expect(await waiting()).toEqual([]);
    });
  });

  it('link moves the record, and says who, why, by what evidence and weights', async () => {
    const { known, record, id } = await stand.pair();
    const { outcome } = await say(ellingham, id, 'link');
    expect(outcome).toBe('link');
    expect(await childOf(record)).toEqual({ child: known.childId, review: false });
    const [, linked] = await said(record, 'identity.record-linked');
    expect(linked?.data).toMatchObject({
      ...{ method: 'by-hand', by: 'p-ellingham', role: 'data-steward', reason: REASON, weights: 'cautious-1' },
      ...{ previous: record.childId, probability: expect.any(Number) as number },
    });
    expect((linked?.data as { evidence: unknown[] }).evidence.length).toBeGreaterThan(2);
    expect(await waiting()).toEqual([]);
    expect((await stand.ledger()).filter(({ what }) => what === 'match-decision')).toHaveLength(2);
  });

  it('merge moves all records of the one child, and says before what follows', async () => {
    const { known, record } = await stand.pair();
    const beside = await stand.sees(COUNCIL, 'C1', { ...WREN, postcode: 'ZZ1 1AA' });
    const together = { by: ellingham.practitioner, role: ellingham.role, reason: REASON };
    await stand.desk.link(beside.recordId, record.childId, together);
    const id = await stand.idOf(record, known.childId);
    const shown = await stand.matches.one(ellingham, id);
    expect(shown.follows.agencies.moving).toEqual([SCHOOL]);
    expect(shown.followsFromMerge?.agencies).toEqual({ moving: [SCHOOL, COUNCIL], comeTogether: [HOSPITAL], part: [] });
    expect((await say(ellingham, id, 'merge')).outcome).toBe('merge');
    for (const one of [record, beside]) expect((await childOf(one))?.child).toBe(known.childId);
    const merged = (await stand.at.stand.store.load(childStream(known.childId))).filter((event) =>
      isEvent(event, 'identity.children-merged'),
    );
    expect(merged.map(({ data }) => data)).toMatchObject([{ by: 'p-ellingham', reason: REASON, into: known.childId }]);
    expect(await waiting()).toEqual([]);
  });

  it('different moves nothing, and is not asked again', async () => {
    const { known, record, id } = await stand.pair();
    await say(ellingham, id, 'different');
    expect(await childOf(record)).toEqual({ child: record.childId, review: false });
    const [rejected] = await said(record, 'identity.match-rejected');
    expect(rejected?.data).toMatchObject({ childId: known.childId, by: 'p-ellingham', reason: REASON });
    expect(await waiting()).toEqual([]);
  });

  it('asks again of what was refused only when it is not what was refused', async () => {
    const known = await stand.sees(HOSPITAL, 'P1', WREN);
    const record = await stand.sees(SCHOOL, 'S1', WREN);
    await say(ellingham, await stand.idOf(record, known.childId), 'different');
    await stand.sees(SCHOOL, 'S1', { ...WREN, givenName: 'Zebedee' });
    const back = await stand.sees(SCHOOL, 'S1', WREN);
    expect([back.review, back.proposals]).toEqual([false, []]);
    expect(await waiting()).toEqual([]);
    const other = await stand.sees(SCHOOL, 'S1', { ...WREN, sex: 'female' });
    expect(other.review).toBe(true);
    expect(await waiting()).toHaveLength(1);
  });

  it('later sleeps until its day', async () => {
    const { record, id } = await stand.pair();
    const until = '2026-03-13' as PlainDate;
    for (const wrong of ['2026-03-11', '2026-06-30'] as PlainDate[])
      expect(await say(ellingham, id, 'later', { until: wrong }).catch(codeOf)).toBe('match-until-wrong');
    await say(ellingham, id, 'later', { until });
    expect(await waiting()).toEqual([]);
    expect((await said(record, 'identity.match-postponed')).map(({ data }) => data)).toMatchObject([
      { until, reason: REASON },
    ]);
    stand.at.clock = onDay(12);
    expect(await waiting()).toMatchObject([{ id, asleepUntil: until }]);
  });

  it.each(['link', 'different'] as const)('lets one of two at once win, and tells the other: %s', async (other) => {
    const { record, id } = await stand.pair();
    const seen = await seenOf(id);
    const all = await Promise.allSettled([say(ellingham, id, 'link', { seen }), say(arkwright, id, other, { seen })]);
    const lost = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as Problem] : []));
    expect(lost).toHaveLength(1);
    const winner = all[0]?.status === 'fulfilled' ? 'p-ellingham' : 'p-arkwright';
    expect(lost[0]).toMatchObject({ code: 'match-decided', extra: { by: winner, role: 'data-steward' } });
    expect(await stand.matches.one(ellingham, id).catch(codeOf)).toBe('match-decided');
    const moves = (await said(record, 'identity.record-linked')).length - 1;
    expect(moves + (await said(record, 'identity.match-rejected')).length).toBe(1);
  });

  it('takes no decision on what is not any more what was looked at', async () => {
    const known = await stand.sees(HOSPITAL, 'P1', WREN);
    const record = await stand.sees(SCHOOL, 'S1', WREN);
    const id = await stand.idOf(record, known.childId);
    const seen = await seenOf(id);
    await stand.sees(HOSPITAL, 'P1', { ...WREN, sex: 'male' });
    for (const decision of ['link', 'different'] as const)
      expect(await say(ellingham, id, decision, { seen }).catch(codeOf)).toBe('match-changed');
    expect((await childOf(record))?.child).toBe(record.childId);
  });

  it('is refused to everybody else, whatever they send', async () => {
    const { id, known } = await stand.pair();
    const seen = await seenOf(id);
    const quill = hat('p-quill', 'auditor', 'tributary-operator');
    expect(await say(quill, id, 'link', { seen }).catch(codeOf)).toBe('match-role');
    await stand.declares(arkwright, known.childId);
    expect(await say(arkwright, id, 'link', { seen }).catch(codeOf)).toBe('match-unknown');
  });

  describe('that two have to agree on', () => {
    let given: Given;
    beforeEach(async () => {
      given = await stand.pair();
      await onPlan(given.known);
    });

    it('waits for a second steward, who finds the first one’s reason', async () => {
      const { id, record } = given;
      expect(await stand.matches.one(ellingham, id)).toMatchObject({ grave: true, state: 'waiting' });
      expect((await say(ellingham, id, 'link')).outcome).toBe('opinion');
      expect((await childOf(record))?.child).toBe(record.childId);
      expect(await say(ellingham, id, 'link').catch(codeOf)).toBe('match-not-yours');
      expect(await stand.matches.one(arkwright, id)).toMatchObject({
        ...{ state: 'second-opinion', mayDecide: true },
        opinions: [{ by: 'p-ellingham', opinion: 'link', reason: REASON }],
      });
      expect((await say(arkwright, id, 'link')).outcome).toBe('link');
      expect((await childOf(record))?.child).toBe(given.known.childId);
    });

    it('goes to their senior where they differ, with both reasons, and nothing moves until then', async () => {
      const { id, record } = given;
      await say(ellingham, id, 'link');
      expect((await say(arkwright, id, 'different')).outcome).toBe('escalate');
      expect((await said(record, 'identity.match-escalated')).map(({ data }) => data)).toMatchObject([
        { to: 'p-tamsin', opinions: [{ opinion: 'link' }, { by: 'p-arkwright', opinion: 'different' }] },
      ]);
      for (const one of [ellingham, arkwright]) {
        expect(await waiting(one)).toMatchObject([{ id, state: 'senior', mayDecide: false }]);
        expect(await say(one, id, 'link').catch(codeOf)).toBe('match-not-yours');
      }
      expect((await childOf(record))?.child).toBe(record.childId);
      expect(await waiting(tamsin)).toMatchObject([{ id, mayDecide: true }]);
      expect((await stand.matches.one(tamsin, id)).opinions.map(({ reason }) => reason)).toEqual([REASON, REASON]);
      expect((await say(tamsin, id, 'different')).outcome).toBe('different');
      expect(await waiting(tamsin)).toEqual([]);
    });

    it('goes to their senior too where they differ on how much is linked', async () => {
      const { id } = given;
      await say(ellingham, id, 'link');
      expect((await say(arkwright, id, 'merge')).outcome).toBe('escalate');
      expect((await say(tamsin, id, 'merge')).outcome).toBe('merge');
    });

    it('tells what was looked at before the first opinion from what was looked at after', async () => {
      const { id } = given;
      const seen = await seenOf(id, arkwright);
      await say(ellingham, id, 'link');
      const problem = await say(arkwright, id, 'different', { seen }).catch((error: unknown) => error);
      expect(problem).toMatchObject({ code: 'match-changed', extra: { by: 'p-ellingham' } });
    });
  });

  it('can be asked of a second steward by the first', async () => {
    const { id, record } = await stand.pair();
    expect((await say(ellingham, id, 'different', { secondOpinion: true })).outcome).toBe('opinion');
    expect((await said(record, 'identity.match-opinion-given'))[0]?.data).toMatchObject({ why: 'asked' });
  });

  it('says before what would follow', async () => {
    const { id, known, record } = await stand.pair();
    await onPlan(known);
    const day = '2026-03-02' as PlainDate;
    const mark = fact({
      ...{ agency: SCHOOL, feed: 'ash-lane-attendance' as FeedId, type: 'education.attendance-recorded', item: 'a' },
      ...{ knownFrom: onDay(1), occurred: { on: day, session: 'AM' as const }, data: { code: 'O' } as never },
    });
    const place = { streamId: recordStream(record.recordId), childId: record.childId };
    await stand.at.append(onDay(10), [{ ...mark, ...place }]);
    const [event] = (await stand.at.stand.store.load(place.streamId)).slice(-1);
    stand.alerts.set(record.childId, [{ rule: 'absent', evidence: [event?.id as EventId] }]);
    stand.assessed.add(record.recordId);
    expect((await stand.matches.one(ellingham, id)).follows).toEqual({
      agencies: { moving: [SCHOOL], comeTogether: [HOSPITAL], part: [] },
      ...{ events: 1, alerts: { move: 1, merge: 0 }, assessments: { move: true, merge: false }, restricted: false },
      cohorts: { openToMoving: ['protection-plan'], openToOthers: [] },
    });
    const secret = { ...mark, ...place, dataClass: 'sexual-health' as const };
    await stand.at.append(onDay(10), [secret]);
    expect((await stand.matches.one(ellingham, id)).follows).toMatchObject({ restricted: true, events: null });
  });
});
