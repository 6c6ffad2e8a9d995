import { type ChildId, type PlainDate, plusMillis, Problem, uuidv7 } from '@tributary/kernel';
import { hat } from '../../chronology/doors.fixture';
import { arkwright, COUNCIL, ellingham, HOSPITAL, onDay, ReviewStand, SCHOOL, tamsin, WREN } from './review.fixture';

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));
const FAMILIES = (
  'Abbot Brook Crane Dunlin Eider Finch Grebe Heron Ibis Jackdaw Knot ' +
  'Lark Merlin Nightjar Osprey Pipit Quail Robin Snipe Tern Umber'
).split(' ');
const birthday = (n: number): PlainDate => `20${String(n).padStart(2, '0')}-06-14` as PlainDate;

describe('what waits for a person to say who is who', () => {
  let stand: ReviewStand;
  beforeEach(async () => {
    stand = await ReviewStand.open();
    stand.at.clock = onDay(10);
  }, 60_000);
  afterEach(async () => stand.close());
  const ids = async (viewer = ellingham, after?: string) =>
    (await stand.matches.waiting(viewer, after)).matches.map(({ id }) => id);

  it('stands with its reason, certainty, version, age and agencies, and no word of what records say', async () => {
    const { id } = await stand.pair();
    await stand.proposedOn(id, onDay(7));
    const { matches, next } = await stand.matches.waiting(ellingham);
    expect(next).toBeNull();
    expect(matches).toMatchObject([
      { id, state: 'waiting', mayDecide: true, reason: 'not-certain', weights: 'cautious-1', ageDays: 3 },
    ]);
    expect(matches[0]?.probability).toBeGreaterThan(0.5);
    expect(matches[0]?.agencies).toEqual({ record: SCHOOL, child: [HOSPITAL] });
    expect(JSON.stringify(matches)).not.toMatch(/Wren|Okoro|2015/);
  });

  it('stands in the order of certainty, then age, a page at a time', async () => {
    const pairs: string[] = [];
    for (const [n, familyName] of FAMILIES.entries()) {
      const { id } = await stand.pair({ givenName: 'Wren', familyName, birthDate: birthday(n) });
      pairs.push(id);
      await stand.proposedOn(id, plusMillis(onDay(1), n));
    }
    const surest = pairs.at(-1);
    await stand.db.query('UPDATE identity.proposals SET probability = 0.6 WHERE id <> $1', [surest]);
    const first = await stand.matches.waiting(ellingham);
    expect(first.matches).toHaveLength(20);
    const rest = await ids(ellingham, first.next ?? '');
    const others = pairs.filter((id) => id !== surest);
    expect([...first.matches.map(({ id }) => id), ...rest]).toEqual([surest, ...others]);
  });

  it('stands first where a newborn may be the child who was expected, however little there is to weigh', async () => {
    const sure = await stand.pair();
    await stand.proposedOn(sure.id, onDay(1));
    const home = { familyName: 'Umber', postcode: 'WX12 3AB' };
    const unborn = await stand.sees(COUNCIL, 'C-1', { ...home, expectedBirthDate: '2026-03-20' as PlainDate });
    const newborn = await stand.sees(HOSPITAL, 'M-1', { ...home, birthDate: '2026-03-09' as PlainDate });
    const id = await stand.idOf(newborn, unborn.childId);
    expect((await stand.matches.waiting(ellingham)).matches.map((one) => [one.id, one.reason])).toEqual([
      [id, 'not-yet-born'],
      [sure.id, 'not-certain'],
    ]);
  });

  it.each(['', 'nonsense', Buffer.from('1 2 x').toString('base64url')])('takes no page %j', async (after) => {
    expect(await stand.matches.waiting(ellingham, after).catch(codeOf)).toBe('query-wrong');
  });

  it('is for data stewards alone', async () => {
    const { id } = await stand.pair();
    for (const other of [
      hat('p-quill', 'auditor', 'tributary-operator'),
      hat('p-marlow', 'social-worker', COUNCIL),
      hat('p-okonjo', 'designated-safeguarding-lead', SCHOOL),
      // Whoever does not hold the role by the directory.
      hat('p-marlow', 'data-steward', 'tributary-operator'),
    ]) {
      expect(await stand.matches.waiting(other).catch(codeOf)).toBe('match-role');
      expect(await stand.matches.one(other, id).catch(codeOf)).toBe('match-role');
    }
    expect(await stand.ledger()).toEqual([]);
    // Their manager has nothing to see while no two of them differ.
    expect(await ids(tamsin)).toEqual([]);
    expect(await stand.matches.one(tamsin, id).catch(codeOf)).toBe('match-unknown');
  });

  it('is not there for a steward of the family, on either side', async () => {
    const { id, known, record } = await stand.pair();
    await stand.declares(ellingham, known.childId);
    await stand.declares(arkwright, record.childId);
    for (const one of [ellingham, arkwright]) {
      expect(await ids(one)).toEqual([]);
      expect(await stand.matches.one(one, id).catch(codeOf)).toBe('match-unknown');
      expect(await stand.matches.anyWaiting(one)).toBe(false);
    }
  });

  it('is told to who may decide it, and to nobody who has spoken, or while it sleeps', async () => {
    const any = async () => Promise.all([ellingham, arkwright, tamsin].map((one) => stand.matches.anyWaiting(one)));
    expect(await any()).toEqual([false, false, false]);
    const { id } = await stand.pair();
    expect(await any()).toEqual([true, true, false]);
    const say = async (viewer: typeof ellingham, decision: 'link' | 'different') =>
      stand.matches.decide(viewer, id, {
        ...{ decision, reason: 'The school read it back to me', secondOpinion: true },
        seen: (await stand.matches.one(viewer, id)).seen,
      });
    await say(ellingham, 'link');
    expect(await any()).toEqual([false, true, false]);
    await say(arkwright, 'different');
    expect(await any()).toEqual([false, false, true]);
    await stand.db.query(`UPDATE identity.proposals SET asleep_until = '2030-01-01'`);
    expect(await any()).toEqual([false, false, false]);
  });

  it('opens both sides field by field, once, and the ledger has it for both children', async () => {
    const known = await stand.sees(HOSPITAL, 'P1', { ...WREN, nhsNumber: '9990000018', parents: ['Ada Okoro'] });
    const record = await stand.sees(SCHOOL, 'S1', { ...WREN, birthDate: '2015-06-15' as never, upn: 'B801200005001' });
    const shown = await stand.matches.one(ellingham, await stand.idOf(record, known.childId));
    const fields = shown.sides.beside[0]?.fields ?? [];
    const find = (field: string) => fields.find((one) => one.field === field);
    expect(find('given-name')).toMatchObject({ one: 'Wren', other: 'Wren', outcome: 'same' });
    expect(find('birth-date')).toMatchObject({ one: '2015-06-15', other: '2015-06-14', outcome: 'digit' });
    expect(find('given-name')?.weight).toBeGreaterThan(0);
    expect(find('nhs-number')).toMatchObject({ one: null, other: '9990000018', outcome: null, weight: null });
    expect(find('parent')).toMatchObject({ other: 'Ada Okoro', outcome: null });
    // A pupil number is not for a hospital's side.
    expect(find('upn')).toMatchObject({ one: null, other: null, withheld: 'sector' });
    expect(JSON.stringify(shown)).not.toContain('B801200005001');
    expect(shown.sides.beside[0]?.numbers).toMatchObject({
      one: [{ kind: 'local-id', number: 'own S1' }],
      other: [{ kind: 'nhs-number', number: '9990000018', status: 'not-stated' }, { kind: 'local-id' }],
    });
    const calls = await stand.children.childOf(ellingham.agency, shown.children.to);
    expect(calls).toBe(known.childId);
    const line = { what: 'match', purpose: 'identity-review', practitioner: 'p-ellingham' };
    expect(await stand.ledger()).toEqual([line, line]);
  });

  it('shows numbers with kind and standing, UPNs between education and children’s services', async () => {
    const [now, before, temporary] = ['R674123101121', 'B801200005001', 'Q99920012001A'];
    const known = await stand.sees(COUNCIL, 'C1', { ...WREN, upn: now, formerUpns: [before, temporary] });
    const born = '2015-06-15' as never;
    const record = await stand.sees(SCHOOL, 'S1', { ...WREN, birthDate: born, upn: temporary, school: '9992001' });
    const id = await stand.idOf(record, known.childId);
    const numbers = async () => (await stand.matches.one(ellingham, id)).sides.beside[0]?.numbers;
    expect(await numbers()).toMatchObject({
      one: [{ kind: 'upn-temporary', standing: 'current' }, { kind: 'local-id' }],
      other: [
        { kind: 'upn', number: now, standing: 'current' },
        { kind: 'upn', number: before, standing: 'former', supersededBy: now },
        { kind: 'upn-temporary', number: temporary, standing: 'former' },
        { kind: 'local-id' },
      ],
    });
    // A school's own numbers tell which school it is.
    await seal(stand, known.childId);
    expect(await numbers()).toMatchObject({ one: [], other: [{ number: now }, { number: before }] });
  });

  it('compares a protected place and shows it of neither side', async () => {
    const said = { ...WREN, postcode: 'ZZ1 1AA', school: '9992001' };
    const known = await stand.sees(HOSPITAL, 'P1', { ...said, birthDate: '2015-06-14' as never });
    const record = await stand.sees(SCHOOL, 'S1', { ...said, givenName: 'W' });
    const id = await stand.idOf(record, known.childId);
    const before = await stand.matches.one(ellingham, id);
    expect(JSON.stringify(before)).toContain('ZZ1 1AA');
    await seal(stand, known.childId);
    const after = await stand.matches.one(ellingham, id);
    expect(after.placeSealed).toBe(true);
    for (const field of ['postcode', 'school']) {
      expect(after.sides.beside[0]?.fields.find((one) => one.field === field)).toMatchObject({
        ...{ one: null, other: null, outcome: 'same', withheld: 'protected-place' },
      });
    }
    expect(JSON.stringify(after)).not.toMatch(/ZZ1|9992001|ash-lane|wexbourne-hospital/);
    expect(JSON.stringify(await stand.matches.waiting(ellingham))).not.toMatch(/ash-lane|wexbourne-hospital/);
  });

  it('changes what was seen when a record of either child says something else', async () => {
    const { id } = await stand.pair();
    const seen = async () => (await stand.matches.one(ellingham, id)).seen;
    const before = await seen();
    expect(await seen()).toBe(before);
    const [row] = (await stand.matches.waiting(ellingham)).matches;
    expect(row?.seen).toBe(before);
    await stand.db.query("UPDATE identity.records SET sealed = sealed || ''::bytea");
    expect(await seen()).toBe(before);
    await stand.db.query('UPDATE identity.records SET child_id = $1 WHERE agency = $2', [
      ...[uuidv7() as ChildId, SCHOOL],
    ]);
    expect(await seen()).not.toBe(before);
  });
});

async function seal(stand: ReviewStand, child: ChildId): Promise<void> {
  const { decisions } = stand;
  const viewer = hat('p-marlow', 'social-worker', COUNCIL);
  const data = { whose: 'child', by: viewer.practitioner, role: viewer.role, agency: COUNCIL, reason: 'A refuge' };
  await decisions.append(
    child,
    decisions.event({ viewer, child, type: 'governance.location-sealed', data: data as never }),
  );
}
