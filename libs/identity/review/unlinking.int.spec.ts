import { Problem } from '@tributary/kernel';
import { arkwright, ellingham, HOSPITAL, onDay, ReviewStand, SCHOOL, tamsin, WREN } from './review.fixture';

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const REASON = 'The parents of both came to us together';

describe('taking a record out of a child', () => {
  let stand: ReviewStand;
  beforeEach(async () => {
    stand = await ReviewStand.open();
    stand.at.clock = onDay(10);
  }, 60_000);
  afterEach(async () => stand.close());

  it('says before what follows, gives it back to whom it was of, and is not asked again', async () => {
    const known = await stand.sees(HOSPITAL, 'P1', WREN);
    const record = await stand.sees(SCHOOL, 'S1', WREN);
    const id = await stand.idOf(record, known.childId);
    const { seen } = await stand.matches.one(ellingham, id);
    await stand.matches.decide(ellingham, id, { decision: 'link', reason: REASON, seen });
    const shown = await stand.moves.look(ellingham, record.recordId);
    expect(shown).toMatchObject({ agency: SCHOOL, alongside: [HOSPITAL] });
    expect(shown.follows.agencies).toEqual({ moving: [SCHOOL], comeTogether: [], part: [HOSPITAL] });
    await stand.moves.unlink(ellingham, record.recordId, { child: shown.child, reason: REASON });
    expect(await stand.children.recordsOf(record.childId)).toMatchObject([{ recordId: record.recordId }]);
    await stand.sees(SCHOOL, 'S1', { ...WREN, givenName: 'Zebedee' });
    await stand.sees(SCHOOL, 'S1', WREN);
    expect((await stand.matches.waiting(ellingham)).matches).toEqual([]);
    const again = { child: shown.child, reason: REASON };
    expect(await stand.moves.unlink(ellingham, record.recordId, again)).toMatchObject({ record: record.recordId });
  });

  it('is for stewards alone, and not for one of the family', async () => {
    const { record, known } = await stand.pair();
    expect(await stand.moves.look(tamsin, record.recordId).catch(codeOf)).toBe('record-unknown');
    await stand.declares(arkwright, record.childId);
    expect(await stand.moves.look(arkwright, record.recordId).catch(codeOf)).toBe('record-unknown');
    const wrong = { child: await stand.children.refOf(ellingham.agency, known.childId), reason: REASON };
    expect(await stand.moves.unlink(ellingham, record.recordId, wrong).catch(codeOf)).toBe('record-moved');
  });
});
