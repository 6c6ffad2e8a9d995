import {
  londonDate,
  plusDays,
  Problem,
  type RecordId,
  systemClock,
  assessmentStream,
  type AssessmentId,
} from '@tributary/kernel';
import type { Viewer } from '@tributary/chronology';
import type { AssessmentAnswer } from './answer';
import { Stand } from './assessment.fixture';
import type { Asking } from './assessments.service';
import type { Wish } from './domain/commands';
import {
  achterberg,
  castellan,
  COUNCIL,
  farrow,
  HARBOUR,
  hat,
  HOSPITAL,
  inglis,
  okonjo,
  SCHOOL,
  sorrel,
} from './domain/given.fixture';
import { AssessmentBook } from './storage/book';

const REASON = 'Tired and withdrawn since the autumn';
const today = londonDate(systemClock());
const said = { saidBy: 'parent', form: 'written', on: today } as const;
const agreeing: Wish = { kind: 'give-agreement', ...said, agencies: [SCHOOL, HOSPITAL], excluded: [HARBOUR] };
const asks: Wish = {
  kind: 'ask',
  asks: [
    { agency: SCHOOL, elements: ['participation'] },
    { agency: HOSPITAL, elements: ['general-health'] },
  ],
};
const writing = {
  kind: 'contribute',
  ...{ contribution: 'c-1', element: 'participation', voice: 'practitioner', strengths: 'Comes every day' },
  ...{ forFamily: true, dataClass: 'family-help' },
} as const satisfies Wish;
const REF = 'C-1';
const asking = (viewer: Viewer, ref = REF): Asking => ({ viewer, ref, purpose: 'direct-work' });
const codeOf = async (doing: Promise<unknown>): Promise<string> =>
  doing.then(
    () => 'nothing refused it',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('the common assessment', () => {
  let at: Stand;
  let ids: Readonly<{ council: RecordId; school: RecordId }>;
  beforeAll(async () => void (at = await Stand.open()), 60_000);
  afterAll(async () => at.close());
  beforeEach(async () => void (ids = await at.anotherChild(REF)));

  const look = async (viewer: Viewer): Promise<AssessmentAnswer | null> =>
    (await at.assessments.look(asking(viewer))).assessment;
  const change = (viewer: Viewer, wish: Wish) =>
    at.assessments.change(asking(viewer), wish as Exclude<Wish, { kind: 'open' }>);
  const begin = async (): Promise<string> => {
    const { id } = await at.assessments.open(asking(inglis), REASON);
    await change(inglis, agreeing);
    await change(inglis, asks);
    return id;
  };
  type Told = { id: string; by: { name: string }; strengths?: string; earlier: object[] };
  const toldOf = (answer: AssessmentAnswer | null, element: string): readonly Told[] =>
    (answer?.domains.flatMap(({ elements }) => elements).find((one) => one.element === element)?.contributions ??
      []) as readonly unknown[] as readonly Told[];

  it('is opened once: whoever comes second is told who leads it', async () => {
    const first = await at.assessments.open(asking(inglis), REASON);
    const second = await at.assessments.open(asking(okonjo), 'I worry too');
    expect(first).toMatchObject({ opened: true, lead: { name: 'Marguerite Inglis' } });
    expect(second).toMatchObject({ id: first.id, opened: false, lead: { name: 'Marguerite Inglis' } });
  });

  it('is opened once by however many, through whichever record, at the same moment', async () => {
    const asked = [inglis, okonjo, farrow, sorrel, inglis, okonjo];
    const opened = await Promise.all(asked.map((who) => at.assessments.open(asking(who), REASON)));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(opened.filter((one) => one.opened)).toHaveLength(1);
  });

  it('is another one after the last was closed', async () => {
    const first = await begin();
    await change(inglis, { kind: 'close', outcome: 'needs-met', on: today });
    expect(await look(inglis)).toBeNull();
    const { id, opened } = await at.assessments.open(asking(inglis), REASON);
    expect([opened, id === first]).toEqual([true, false]);
    const page = await at.assessments.look(asking(inglis), first);
    expect(page.assessment).toMatchObject({ id: first, status: 'closed' });
    expect((await at.assessments.look(asking(inglis))).others).toMatchObject([{ id: first, closedOn: today }]);
  });

  it('shows the team what each wrote, side by side', async () => {
    await begin();
    await at.record(HOSPITAL);
    await change(okonjo, writing);
    await change(castellan, { ...writing, contribution: 'c-2', strengths: 'Is never ill' });
    for (const who of [inglis, okonjo, castellan]) {
      expect(toldOf(await look(who), 'participation').map(({ by, strengths }) => [by.name, strengths])).toEqual([
        ['Adaeze Okonjo', 'Comes every day'],
        ['Ines Castellan', 'Is never ill'],
      ]);
    }
  });

  it('sets beside an element what its reader may see anyway: from its own event, and gone with it', async () => {
    const suspended = await at.say(ids.school, 'education.pupil-suspended', { startDate: today });
    await begin();
    const beside = async (who: Viewer): Promise<readonly string[]> =>
      (await look(who))?.domains
        .flatMap(({ elements }) => elements)
        .flatMap(({ element, known }) => known.map(({ type, agencyName }) => `${element} ${type} ${agencyName}`)) ?? [];
    expect(await beside(okonjo)).toEqual([
      'behaviour education.pupil-suspended Ash Lane Primary School',
      'participation education.pupil-enrolled Ash Lane Primary School',
    ]);
    // The hospital is asked, and has no right to what the school stated.
    expect(await beside(castellan)).toEqual([]);
    expect(
      (await at.ledger()).filter(({ what }) => what === 'chronology').map(({ practitioner }) => practitioner),
    ).toEqual([okonjo.practitioner]);
    await at.erase(ids.school, suspended);
    expect(await beside(okonjo)).toEqual(['participation education.pupil-enrolled Ash Lane Primary School']);
  });

  it('keeps all that several write at the same moment', async () => {
    await begin();
    const many = Array.from({ length: 8 }, (_, i) => ({ ...writing, contribution: `c-${i}`, strengths: `Point ${i}` }));
    await Promise.all(many.map((one, i) => change(i % 2 ? okonjo : inglis, one)));
    expect(toldOf(await look(inglis), 'participation')).toHaveLength(8);
  });

  it('asks no agency record: a team member without one sees what the family agreed to, and no more of the child', async () => {
    await begin();
    await change(okonjo, writing);
    expect(toldOf(await look(castellan), 'participation')).toHaveLength(1);
  });

  it('withholds what is of a kind that its author’s agency opens alone, and says that it does', async () => {
    await begin();
    await change(castellan, {
      ...writing,
      contribution: 'c-2',
      element: 'emotional-and-social',
      dataClass: 'mental-health',
    });
    const shown = await look(okonjo);
    expect(toldOf(shown, 'emotional-and-social')).toEqual([]);
    expect(shown?.withheld).toMatchObject([
      { agency: HOSPITAL, agencyName: 'Wexbourne Hospital Trust', dataClass: null },
    ]);
    expect(JSON.stringify(shown)).not.toContain('mental-health');
    expect(toldOf(await look(castellan), 'emotional-and-social')).toHaveLength(1);
  });

  it('shows a stranger to the team nothing, and one of another agency that may look up only who leads', async () => {
    await begin();
    await at.record(HARBOUR);
    await change(okonjo, writing);
    const shown = await look(achterberg);
    expect(shown).toMatchObject({
      status: 'agreed',
      lead: { name: 'Marguerite Inglis' },
      reason: null,
      agreement: null,
    });
    expect([shown?.asked, toldOf(shown, 'participation'), shown?.actions, shown?.may]).toEqual([[], [], [], []]);
    expect(JSON.stringify(shown)).not.toContain('Comes every day');
  });

  it('answers the same of a child one has nothing to do with as of one that is not there', async () => {
    await begin();
    const strangers = [achterberg, hat('p-castellan', 'auditor', HOSPITAL), hat('p-quill', 'social-worker', COUNCIL)];
    for (const who of strangers) {
      const [refused, absent] = await Promise.all(
        [REF, 'C-none'].map((ref) => at.assessments.look(asking(who, ref)).catch((error: unknown) => error)),
      );
      expect(refused).toEqual(absent);
      expect(await codeOf(change(who, writing))).toBe(
        who.role === 'auditor' ? 'assessment-role-refused' : 'child-unknown',
      );
    }
    const refusals = (await at.ledger()).filter(({ refusal }) => refusal);
    expect(refusals.map(({ practitioner }) => practitioner)).toContain('p-achterberg');
  });

  it('shuts to all other agencies when the family ends its agreement, and refuses what comes after', async () => {
    await begin();
    await change(okonjo, writing);
    await change(castellan, { kind: 'withdraw-agreement', ...said });
    expect(await look(inglis)).toMatchObject({ status: 'agreement-ended', review: null });
    expect(toldOf(await look(inglis), 'participation')).toEqual([]);
    expect(toldOf(await look(okonjo), 'participation')).toHaveLength(1);
    expect(await codeOf(change(okonjo, { ...writing, contribution: 'c-9' }))).toBe('assessment-no-agreement');
    expect((await at.assessments.look(asking(inglis))).protection).toContain('waits for no agreement');
  });

  it('takes a lead and an owner from the directory alone', async () => {
    await begin();
    const stranger = hat('p-okonjo', 'social-worker', SCHOOL);
    expect(await codeOf(change(inglis, { kind: 'hand-over', to: stranger, reason: 'x' }))).toBe(
      'assessment-person-wrong',
    );
    const plan = { kind: 'plan', action: 'a-1', outcome: 'Sleeps', what: 'Talk', due: today } as const;
    expect(await codeOf(change(inglis, { ...plan, owner: stranger }))).toBe('assessment-person-wrong');
    await change(inglis, { ...plan, owner: okonjo });
    expect((await look(okonjo))?.actions).toMatchObject([{ owner: { name: 'Adaeze Okonjo' }, isOverdue: false }]);
  });

  it('writes a line in the ledger for each look and each change', async () => {
    await begin();
    await look(okonjo);
    const lines = (await at.ledger()).map(({ practitioner, what }) => `${practitioner} ${what}`);
    // What stands beside the elements is a look at the chronology.
    const looks = ['p-okonjo assessment', 'p-okonjo chronology'];
    expect(lines).toEqual([...Array<string>(3).fill('p-inglis assessment-change'), ...looks]);
  });

  it('asks for its review when the clock falls due, and not after the review was held', async () => {
    const id = await begin();
    const timers = async () =>
      (
        await at.store.db.events.query<{ due: string }>(
          `SELECT to_char(due_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS due FROM store.timers WHERE id = $1`,
          [`assessment-review/${id}`],
        )
      ).rows;
    expect(await timers()).toEqual([{ due: `${plusDays(today, 43)} 00:00` }]);
    await at.store.db.events.query('UPDATE store.timers SET due_at = date_trunc($2, clock_timestamp()) WHERE id = $1', [
      `assessment-review/${id}`,
      'second',
    ]);
    expect(await at.fireDue()).toBe(1);
    expect((await look(inglis))?.review).toMatchObject({
      by: plusDays(today, 42),
      fellDueAt: expect.any(String) as string,
    });
    await change(inglis, { kind: 'review', on: today, progress: 'Sleeps better' });
    expect((await look(inglis))?.review).toMatchObject({ fellDueAt: null });
    expect(await timers()).toEqual([{ due: `${plusDays(today, 43)} 00:00` }]);
    await change(inglis, { kind: 'close', outcome: 'needs-met', on: today });
    expect(await timers()).toEqual([]);
  });

  it('stands on the list of its lead and of those who were asked, and of nobody else', async () => {
    await begin();
    const mine = async (who: Viewer) =>
      (await at.assessments.mine(who, 'direct-work')).map(({ child, isLead }) => [child, isLead]);
    expect(await mine(inglis)).toEqual(expect.arrayContaining([[REF, true]]));
    expect(await mine(okonjo)).toEqual([[REF, false]]);
    expect(await mine(achterberg)).toEqual([]);
    expect(await codeOf(at.assessments.mine(hat('p-dunmore', 'feed-manager', COUNCIL), 'direct-work'))).toBe(
      'assessment-role-refused',
    );
    await change(inglis, { kind: 'withdraw-agreement', ...said });
    expect(await mine(okonjo)).toEqual([]);
  });

  it('is kept from whoever a concern names, though their agency was asked', async () => {
    await begin();
    await at.say(ids.council, 'agency.concern-recorded', {
      concern: { own: 'CONDUCT' },
      raisedOn: today,
      staffNamed: ['SW-101'],
    });
    expect(await codeOf(look(hat('p-marlow', 'social-worker', COUNCIL)))).toBe('child-unknown');
  });

  it('goes with the record it was opened about, and finds both where two become one', async () => {
    const first = await begin();
    const elsewhere = at.child;
    await at.anotherChild('C-2');
    const other = at.child;
    const second = await at.assessments.open(asking(okonjo, 'C-2'), REASON);
    for (const [record, one] of at.records)
      if (one.child === elsewhere) at.records.set(record, { ...one, child: other });
    const page = await at.assessments.look(asking(inglis, 'C-2'));
    expect([page.assessment?.id, page.others.map(({ id }) => id)]).toEqual([first, [second.id]]);
  });

  it('lets what was erased be gone, and goes on', async () => {
    const id = await begin();
    await at.store.store.eraseBucket(assessmentStream(id as AssessmentId), 'early-help', 'request');
    expect(await look(inglis)).toBeNull();
    expect((await at.assessments.mine(inglis, 'direct-work')).filter(({ child }) => child === REF)).toEqual([]);
    expect(await at.assessments.open(asking(okonjo), REASON)).toMatchObject({ opened: true });
    expect(await look(okonjo)).toMatchObject({ lead: { name: 'Adaeze Okonjo' } });
  });

  it('leaves neither half where its row in the book cannot be written', async () => {
    const { store, db } = at.store;
    class Broken extends AssessmentBook {
      override async put(): Promise<void> {
        throw new Error('no room');
      }
    }
    const log = { store, book: new Broken(db.events) };
    await expect(at.over(log).open(asking(inglis), REASON)).rejects.toThrow('no room');
    expect(await look(inglis)).toBeNull();
  });
});
