import { isEvent } from '@tributary/catalogue';
import type { Viewer } from '@tributary/chronology';
import { type FeedId, type PlainDate, Problem, type RecordId, recordStream } from '@tributary/kernel';
import { fact } from '../../chronology/domain/given.fixture';
import type { Resolution } from '../identity';
import { arkwright, COUNCIL, ellingham, HOSPITAL, onDay, ReviewStand, SCHOOL, tamsin, WREN } from './review.fixture';
import type { Unlinking } from './unlink';

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const REASON = 'The parents of both came to us together';

describe('taking a record out of a child', () => {
  let stand: ReviewStand;
  let known: Resolution;
  let record: Resolution;
  beforeEach(async () => {
    stand = await ReviewStand.open();
    stand.at.clock = onDay(10);
    ({ known, record } = await linked());
  }, 60_000);
  afterEach(async () => stand.close());

  /** A school's record that a steward linked to a hospital's child. */
  async function linked() {
    const hospital = await stand.sees(HOSPITAL, 'P1', WREN);
    const school = await stand.sees(SCHOOL, 'S1', WREN);
    const id = await stand.idOf(school, hospital.childId);
    const { seen } = await stand.matches.one(ellingham, id);
    await stand.matches.decide(ellingham, id, { decision: 'link', reason: REASON, seen });
    return { known: hospital, record: school };
  }
  const look = (viewer: Viewer = ellingham, id: RecordId = record.recordId) => stand.moves.look(viewer, id);
  const say = async (viewer: Viewer, decision: 'unlink' | 'leave', more: Partial<Unlinking> = {}) => {
    const seen = more.seen ?? (await look(viewer)).seen;
    return stand.moves.unlink(viewer, record.recordId, { decision, reason: REASON, ...more, seen });
  };
  const childNow = async () => (await stand.children.recordsOf(known.childId)).map(({ recordId }) => recordId).sort();
  const together = () => [known.recordId, record.recordId].sort();
  const said = async (type: Parameters<typeof isEvent>[1]) =>
    (await stand.at.stand.store.load(recordStream(record.recordId)))
      .filter((event) => isEvent(event, type))
      .map(({ data }) => data);
  const onPlan = async (): Promise<void> => {
    const day = '2026-03-02' as PlainDate;
    const plan = fact({
      ...{ agency: COUNCIL, feed: 'council-social-care' as FeedId, type: 'social-care.protection-plan-started' },
      ...{ item: 'plan', knownFrom: onDay(1), occurred: { on: day }, data: { plan: 'P1', startDate: day } },
    });
    const place = { streamId: recordStream(known.recordId), childId: known.childId };
    await stand.at.append(onDay(10), [{ ...plan, ...place }]);
  };

  it('shows its records side by side, how each came to it, and what follows', async () => {
    const shown = await look();
    expect(shown).toMatchObject({ agency: SCHOOL, alongside: [HOSPITAL], mayDecide: true, grave: false });
    expect(shown.sides?.beside).toMatchObject([{ recordId: known.recordId, agency: HOSPITAL }]);
    expect(shown.sides?.beside[0]?.fields[0]).toMatchObject({ field: 'given-name', one: 'Wren', outcome: 'same' });
    expect(shown.links).toMatchObject([
      { recordId: known.recordId, method: 'first', by: null },
      { recordId: record.recordId, method: 'by-hand', by: 'p-ellingham', reason: REASON, weights: 'cautious-1' },
    ]);
    expect(shown.links[1]?.evidence.length).toBeGreaterThan(2);
    expect(shown.follows.agencies).toEqual({ moving: [SCHOOL], comeTogether: [], part: [HOSPITAL] });
    // Two for the pair that was linked, one for this look.
    expect((await stand.ledger()).filter(({ what }) => what === 'match')).toHaveLength(3);
  });

  it('gives it back to whom it was of, is not asked again, and takes no form that is stale', async () => {
    const { seen } = await look();
    expect((await say(ellingham, 'unlink')).outcome).toBe('unlink');
    expect(await stand.children.recordsOf(record.childId)).toMatchObject([{ recordId: record.recordId }]);
    await stand.sees(SCHOOL, 'S1', { ...WREN, givenName: 'Zebedee' });
    await stand.sees(SCHOOL, 'S1', WREN);
    expect((await stand.matches.waiting(ellingham)).matches).toEqual([]);
    expect(await say(ellingham, 'unlink', { seen }).catch(codeOf)).toBe('match-changed');
    expect((await look()).mayDecide).toBe(false);
    expect(await say(ellingham, 'unlink').catch(codeOf)).toBe('split-whole');
  });

  it('is counted where it undoes what intake linked, and not where it undoes a hand', async () => {
    const undone = async () =>
      (await stand.db.query<{ id: RecordId }>('SELECT record_id AS id FROM identity.records WHERE link_undone')).rows;
    await say(ellingham, 'unlink');
    expect(await undone()).toEqual([]);
    const number = { nhsNumber: '9990000018', nhsNumberStatus: '01', givenName: 'Ottoline', familyName: 'Quill' };
    await stand.sees(HOSPITAL, 'P2', number);
    const { recordId } = await stand.sees(HOSPITAL, 'P3', number);
    const { seen } = await look(ellingham, recordId);
    await stand.moves.unlink(ellingham, recordId, { reason: REASON, seen });
    expect(await undone()).toEqual([{ id: recordId }]);
  });

  it('takes no decision on a child whose records say something else since', async () => {
    const { seen } = await look();
    await stand.sees(HOSPITAL, 'P1', { ...WREN, sex: 'female' });
    expect(await say(ellingham, 'unlink', { seen }).catch(codeOf)).toBe('match-changed');
    expect(await childNow()).toEqual(together());
  });

  it('lets one of two at once win', async () => {
    const { seen } = await look();
    const both = await Promise.allSettled([ellingham, arkwright].map((one) => say(one, 'unlink', { seen })));
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
    expect(lost).toHaveLength(1);
    expect(['record-moved', 'match-changed']).toContain(lost[0]);
    expect(await said('identity.record-unlinked')).toHaveLength(2);
  });

  it('is for stewards alone, and not for one of the family', async () => {
    const { seen } = await look();
    expect(await look(tamsin).catch(codeOf)).toBe('record-unknown');
    expect(await say(tamsin, 'unlink', { seen }).catch(codeOf)).toBe('record-unknown');
    await stand.declares(arkwright, known.childId);
    expect(await look(arkwright).catch(codeOf)).toBe('record-unknown');
    expect(await say(arkwright, 'unlink', { seen }).catch(codeOf)).toBe('record-unknown');
    const never = '0190a000-0000-4000-8000-00000000ffff' as RecordId;
    expect(await look(ellingham, never).catch(codeOf)).toBe('record-unknown');
  });

  it('finds a record by what an agency calls the child, its own first; for nobody of the family', async () => {
    const child = await stand.children.refOf(SCHOOL, known.childId);
    const find = (viewer: Viewer, wanted: string, agency: string = SCHOOL) =>
      stand.moves.find(viewer, { agency, child: wanted }).catch(codeOf);
    expect(await find(ellingham, child)).toEqual({ record: record.recordId });
    const council = await stand.children.refOf(COUNCIL, known.childId);
    expect(await find(ellingham, council, COUNCIL)).toEqual({ record: expect.any(String) as string });
    for (const wrong of [child.replace(/^./, (one) => (one === '0' ? '1' : '0')), 'S1', ''])
      expect(await find(ellingham, wrong)).toBe('record-unknown');
    expect(await find(ellingham, child, HOSPITAL)).toBe('record-unknown');
    await stand.declares(arkwright, known.childId);
    expect(await find(arkwright, child)).toBe('record-unknown');
    expect(await find({ ...ellingham, role: 'auditor' as Viewer['role'] }, child)).toBe('match-role');
  });

  describe('that two have to agree on', () => {
    beforeEach(onPlan);

    it('waits for a second steward, who finds the first one’s reason', async () => {
      expect(await look()).toMatchObject({ grave: true, state: 'waiting' });
      expect((await say(ellingham, 'unlink')).outcome).toBe('opinion');
      expect(await childNow()).toEqual(together());
      expect(await say(ellingham, 'unlink').catch(codeOf)).toBe('match-not-yours');
      const opinion = { childId: known.childId, opinion: 'different', why: 'demanded', by: 'p-ellingham' };
      expect(await said('identity.match-opinion-given')).toMatchObject([opinion]);
      const line = { record: record.recordId, agency: SCHOOL, state: 'second-opinion' };
      expect(await stand.moves.waiting(arkwright)).toMatchObject([{ ...line, mayDecide: true }]);
      expect(await stand.moves.waiting(ellingham)).toMatchObject([{ ...line, mayDecide: false }]);
      expect(await look(arkwright)).toMatchObject({ opinions: [{ by: 'p-ellingham', reason: REASON }] });
      expect((await say(arkwright, 'unlink')).outcome).toBe('unlink');
      expect(await childNow()).toEqual([known.recordId]);
      expect(await stand.moves.waiting(arkwright)).toEqual([]);
    });

    it.each(['unlink', 'leave'] as const)('goes to their senior where they differ, who says: %s', async (decision) => {
      await say(ellingham, 'unlink');
      expect((await say(arkwright, 'leave')).outcome).toBe('escalate');
      expect(await said('identity.match-escalated')).toMatchObject([
        { to: 'p-tamsin', opinions: [{ opinion: 'different' }, { by: 'p-arkwright', opinion: 'link' }] },
      ]);
      for (const one of [ellingham, arkwright]) expect(await say(one, 'unlink').catch(codeOf)).toBe('match-not-yours');
      expect(await childNow()).toEqual(together());
      expect(await stand.moves.waiting(tamsin)).toMatchObject([{ state: 'senior', mayDecide: true }]);
      expect((await say(tamsin, decision)).outcome).toBe(decision);
      expect(await stand.moves.waiting(ellingham)).toEqual([]);
      expect(await childNow()).toEqual(decision === 'leave' ? together() : [known.recordId]);
    });

    it('takes no opinion on what was looked at before the first one', async () => {
      const { seen } = await look(arkwright);
      await say(ellingham, 'unlink');
      const problem = await say(arkwright, 'leave', { seen }).catch((error: unknown) => error);
      expect(problem).toMatchObject({ code: 'match-changed', extra: { by: 'p-ellingham' } });
    });
  });

  it('says that a record stays only where somebody wanted it out; a second steward may be asked', async () => {
    expect(await say(ellingham, 'leave').catch(codeOf)).toBe('unlink-unasked');
    expect((await say(ellingham, 'unlink', { secondOpinion: true })).outcome).toBe('opinion');
    expect(await said('identity.match-opinion-given')).toMatchObject([{ why: 'asked' }]);
  });
});
