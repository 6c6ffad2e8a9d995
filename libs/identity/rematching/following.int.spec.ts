import { type PlainDate, recordStream } from '@tributary/kernel';
import { inTransaction } from '@tributary/event-store';
import type { Resolution } from '..';
import { reject } from '../review/rejected';
import { byHand, Speaking, wren } from './speaking.fixture';

const NUMBER = { nhsNumber: '9990000018', nhsNumberStatus: '01' };
const robin = { givenName: 'Robin', familyName: 'Lyle', birthDate: '2014-02-02' as PlainDate };
const PUPIL = { upn: 'B801200005001' };
const SCHOOL = { sector: 'education' };
const REASON = 'came-by-another';

describe('what came to a child because it was like a record that was taken for the child’s', () => {
  let speaking: Speaking;
  /** Wren's own; Robin's, whom a steward took for Wren; and Robin's that came to Wren by it. */
  let own: Resolution, wrong: Resolution, later: Resolution;
  const takenFor = async (): Promise<unknown> => speaking.desk.link(wrong.recordId, own.childId, byHand);
  const takenOut = async (): Promise<void> =>
    speaking.decides(await speaking.desk.unlink(wrong.recordId, own.childId, byHand));

  beforeEach(async () => {
    speaking = await Speaking.begin();
    own = await speaking.says('school', wren);
    wrong = await speaking.says('hospital', { ...robin, ...NUMBER });
    await takenFor();
    later = await speaking.says('clinic', { ...robin, ...NUMBER });
    expect(later.childId).toBe(own.childId);
  });
  afterEach(async () => speaking.store.close());
  const isAsked = async (child = wrong.childId): Promise<void> => {
    expect(await speaking.childOf(later)).toBe(own.childId);
    expect(await speaking.waiting()).toEqual([{ record: later.recordId, child, reason: REASON }]);
  };

  it('goes after it where nobody may have seen it there, as if it had been there from the first', async () => {
    await takenOut();
    expect(await speaking.childOf(later)).toBe(wrong.childId);
    expect(await speaking.waiting()).toEqual([]);
    const link = (await speaking.store.store.load(recordStream(later.recordId))).at(-1);
    expect(link?.data).toMatchObject({
      ...{ previous: own.childId, method: 'taken-back', weights: expect.any(String) as string },
      ...{ evidence: expect.arrayContaining([expect.objectContaining({ field: 'nhs-number' })]) as object[] },
      reason: expect.stringContaining('like that one') as string,
    });
    expect(link?.data).not.toHaveProperty('by');
    expect((await speaking.says('pharmacy', { ...robin, ...NUMBER })).childId).toBe(wrong.childId);
  });

  it('goes after it where it came by what came by it', async () => {
    const between = await speaking.says('academy', { ...robin, ...NUMBER, ...PUPIL }, SCHOOL);
    const last = await speaking.says('nursery', { ...robin, ...PUPIL }, SCHOOL);
    expect([between.childId, last.childId]).toEqual([own.childId, own.childId]);
    await takenOut();
    expect([await speaking.childOf(between), await speaking.childOf(last)]).toEqual([wrong.childId, wrong.childId]);
  });

  it('is asked of a steward where somebody may have seen it there', async () => {
    speaking.seenBy.add(own.childId);
    await takenOut();
    await isAsked();
  });

  it('is asked of a steward where a person had linked it there', async () => {
    await speaking.desk.unlink(later.recordId, own.childId, byHand);
    await speaking.desk.link(later.recordId, own.childId, byHand);
    await takenOut();
    await isAsked();
  });

  it('is asked of a steward where a person had said that it and the record are of two children', async () => {
    await inTransaction(speaking.store.db.events, async (tx) =>
      reject(tx, { recordId: wrong.recordId, childId: own.childId }, speaking.store.vault),
    );
    await takenOut();
    await isAsked();
  });

  it('stays where it was there before, or is of what remains', async () => {
    await speaking.says('school', { ...wren, ...PUPIL }, SCHOOL);
    const same = await speaking.says('nursery', { ...wren, ...PUPIL }, SCHOOL);
    expect(same.childId).toBe(own.childId);
    await takenOut();
    expect([await speaking.childOf(own), await speaking.childOf(same)]).toEqual([own.childId, own.childId]);
    expect(await speaking.waiting()).toEqual([]);
  });

  it('is asked of a steward where neither what remains nor the record is like it any more', async () => {
    await speaking.says('hospital', {
      nhsNumber: '9912003888',
      givenName: 'Kit',
      familyName: 'Vane',
      birthDate: '2010-09-09',
    });
    await takenOut();
    await isAsked(own.childId);
  });
});
