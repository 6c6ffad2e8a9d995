import type { Level } from '@tributary/access';
import type { AgencyId, ChildId } from '@tributary/kernel';
import { Frequencies, Judge, PersonReader, STANDING_WEIGHTS, type Stated } from '@tributary/matching';
import { faultOf, isGrownUp, type KnownRecord, summed, type Told, toldOf } from './answer';
import { questionIn } from './question';

const SCHOOL = 'ash-lane-primary' as AgencyId;
const POLICE = 'wexbourne-police' as AgencyId;
const CHILD = '018f0000-0000-7000-8000-000000000001' as ChildId;
const judge = new Judge(STANDING_WEIGHTS, Frequencies.kept(undefined), 10_000);
const read = (stated: Partial<Stated>) => new PersonReader().read({ id: '', sector: 'education', ...stated });
const wren = { givenName: 'Wrenfield', familyName: 'Okorovale', birthDate: '2015-06-14', postcode: 'WX12 3AB' };
const record = (agency: AgencyId, stated: Partial<Stated>): KnownRecord => ({
  childId: CHILD,
  agency,
  person: read(stated),
});

const asked = (stated: Partial<Stated>, records: readonly KnownRecord[], levels: Readonly<Record<string, Level>>) =>
  toldOf(records, {
    asker: { kind: 'person', agency: SCHOOL },
    standing: {
      reach: (agency) => ({ level: levels[agency] ?? 'nothing', rule: 'r', version: 'v/1' }),
      opensPlaces: () => true,
    },
    sought: read(stated),
    judge,
  });

describe('what is told of a child', () => {
  it('is the evidence of the records that are open, and no byte of the others', () => {
    const own = record(SCHOOL, wren);
    const alone = asked(wren, [own], { [SCHOOL]: 'content' });
    expect(alone).toMatchObject({ level: 'candidate', found: { outcome: 'Match' } });
    for (const theirs of [{ postcode: 'WX99 9ZZ' }, { givenName: 'Aelandor' }, { nhsNumber: '9990000018' }]) {
      expect(asked(wren, [own, record(POLICE, { ...wren, ...theirs })], { [SCHOOL]: 'content' })).toEqual(alone);
    }
  });

  it('does not change with a guess of what only a closed record says', () => {
    const records = [record(SCHOOL, { ...wren, postcode: undefined }), record(POLICE, wren)];
    const open = { [SCHOOL]: 'content' } as const;
    const guesses = ['WX12 3AB', 'WX12 3AC', 'WX1 1AA', undefined];
    const answers = guesses.map((postcode) => asked({ ...wren, postcode }, records, open));
    expect(answers[0]?.level).toBe('candidate');
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it.each([['status'], ['existence']] as const)(
    'is no evidence where its %s alone is open, and no near miss',
    (level) => {
      const records = [record(POLICE, { ...wren, nhsNumber: '9990000018' })];
      const open = { [POLICE]: level };
      const sure = { ...wren, nhsNumber: '9990000018' };
      const told = asked(sure, records, open);
      expect(told).toEqual({
        ...{ level: 'known', by: 'elsewhere', childId: CHILD, supplier: POLICE },
        rule: 'r',
        version: 'v/1',
      });
      expect(asked({ ...wren, givenName: 'Wrenfold' }, records, open)).toBeUndefined();
      // Where it lives is not compared: right, wrong or left out, the answer is one.
      const elsewhere = ['WX99 9ZZ', undefined].map((postcode) => asked({ ...sure, postcode }, records, open));
      expect(elsewhere).toEqual([told, told]);
      const timeless = { ...wren, birthDate: '2015-06-01' };
      const guesses = ['WX12 3AB', 'WX99 9ZZ', undefined].map((postcode) =>
        asked({ ...timeless, postcode }, records, open),
      );
      expect(guesses).toEqual([undefined, undefined, undefined]);
    },
  );

  it('is nothing where nothing is open, and says by which rule to the ledger alone', () =>
    expect(asked(wren, [record(POLICE, wren)], {})).toEqual({ level: 'nothing', childId: CHILD, rule: 'r' }));
});

describe('an answer as a whole', () => {
  const found = (outcome: 'Match' | 'PotentialMatch', weight: number) => ({
    outcome,
    weight,
    probability: 0.5,
    evidence: [],
  });
  it.each([
    [[], false, 'NoMatch'],
    [[found('Match', 9)], false, 'Match'],
    [[found('PotentialMatch', 9)], false, 'PotentialMatch'],
    [[found('PotentialMatch', 9), found('Match', 3)], false, 'Match'],
    [[found('Match', 9), found('Match', 3)], false, 'ManyMatch'],
    [[], true, 'Match'],
    [[found('Match', 9)], true, 'ManyMatch'],
  ] as const)('%j, known elsewhere %s: %s', (all, known, status) => {
    const sum = summed<Extract<Told, { level: 'candidate' }>['found']>(all, known);
    expect(sum.status).toBe(status);
    expect(sum.ranked.map(({ outcome }) => outcome)).toEqual(sum.ranked.map(({ outcome }) => outcome).toSorted());
  });

  it.each([
    [{ givenName: 'A'.repeat(10_000), familyName: '😀', birthDate: '2015-02-31' }, 'nothing-to-compare'],
    [{ givenName: '   ', postcode: 'WX12 3AB' }, 'nothing-to-compare'],
    [{}, 'nothing-to-compare'],
    [{ familyName: 'Okorovale', birthDate: '1999-12-31' }, 'not-a-child'],
    [{ familyName: 'Okorovale', birthDate: '2000-01-02' }, undefined],
    [{ familyName: 'Okorovale', birthDate: '9999-99-99' }, undefined],
    [{ familyName: 'Okorovale' }, undefined],
  ])('of %j in 2026: %s', (stated, fault) => expect(faultOf(read(stated), 2026)).toBe(fault));

  it('leaves out the records of grown-ups by the year alone', () =>
    expect([isGrownUp(read({ birthDate: '1980-05-05' }), 2026), isGrownUp(read(wren), 2026)]).toEqual([true, false]));
});

describe('a question', () => {
  const reason = 'A teacher asks because nobody collected the pupil';
  it('takes nulls as left out', () =>
    expect(questionIn({ reason, person: { givenName: null, parents: ['Ann Okorovale', null] } })).toEqual({
      reason: { words: reason },
      person: { parents: ['Ann Okorovale'] },
    }));

  it.each([
    [undefined, 'body-wrong'],
    [{ person: {} }, 'body-wrong'],
    [{ reason: '', person: {} }, 'match-reason-missing'],
    [{ reason: 'because', person: {} }, 'match-reason-missing'],
    [{ reason: ' '.repeat(30), person: {} }, 'match-reason-missing'],
    [{ reason: 'https://www.legislation.gov.uk/ukpga/1989/41/section/999', person: {} }, 'match-reason-missing'],
    [{ reason: 'x'.repeat(2_001), person: {} }, 'body-wrong'],
    [{ reason, person: { givenName: 3 } }, 'body-wrong'],
    [{ reason, person: { nickname: 'x' } }, 'body-wrong'],
    [{ reason, person: { parents: Array.from({ length: 21 }, () => 'x') } }, 'body-wrong'],
    [{ reason, person: [] }, 'body-wrong'],
    [{ reason, person: null }, 'body-wrong'],
    [{ reason, person: {}, child: '1' }, 'body-wrong'],
  ])('%j is refused: %s', (body, code) => {
    const refusal = (): never => {
      questionIn(body);
      throw new Error('taken');
    };
    expect(refusal).toThrow(expect.objectContaining({ code, status: 422 }) as Error);
    expect(refusal).not.toThrow(/because|nickname|section.999/);
  });

  it('takes a ground in law by its address', () => {
    const code = 'https://www.legislation.gov.uk/ukpga/1989/41/section/47';
    expect(questionIn({ reason: code, person: {} }).reason).toEqual({ code });
  });
});
