import type { AssessmentPage, Hat } from '@tributary/assessment';
import { isEvent } from '@tributary/catalogue';
import {
  type AgencyId,
  type AssessmentId,
  assessmentStream,
  type PractitionerId,
  Problem,
  type RoleCode,
} from '@tributary/kernel';
import fc from 'fast-check';
import { hubInProcess, type InProcess } from '../support/in-process';
import { loadChild } from '../support/people';
import { ago, FACTS, SPEAKER_NAMES, type Speaker } from '../support/undo/facts';
import { type Who, World } from '../support/undo/world';

const LEAD = {
  practitioner: 'p-achterberg' as PractitionerId,
  role: 'lead-practitioner' as RoleCode,
  agency: 'harbour-families' as AgencyId,
} satisfies Hat;
const WHO: readonly Who[] = ['A', 'B'];
const HELP = FACTS.find(({ type }) => type === 'social-care.family-help-started');
/** How many days ago each family's help began: by this one is told from the other on a page. */
const BEGAN = { A: 5, B: 3 } as const;

/**
 * After an unlink assessments are as if the link had never been: each goes with the record that it was opened about, and
 * shows beside its elements what agencies have stated of its own child alone.
 */
describe('assessments of two children of whom one was taken for the other', () => {
  let house: InProcess;
  beforeAll(async () => (house = await hubInProcess()));
  afterAll(async () => house?.close());

  const askingOf = async (world: World, who: Who) => {
    await house.settled();
    const ref = await house.rooms.children.refOf(LEAD.agency, world.childOf(who));
    return { viewer: LEAD, ref, purpose: 'direct-work' };
  };
  const look = async (world: World, who: Who): Promise<AssessmentPage> =>
    house.rooms.assessments.look(await askingOf(world, who));

  /** Both families are helped, and an assessment of each is under way. */
  async function began(number: number): Promise<World> {
    const world = await World.begin(house, number);
    for (const who of WHO) {
      if (HELP) await world.says({ who, fact: HELP, days: BEGAN[who], name: `${who}0` });
      const asking = await askingOf(world, who);
      await house.rooms.assessments.look(asking);
      await house.rooms.assessments.open(asking, `Each of them asked ${who} the same`);
      const said = { saidBy: 'parent', form: 'written', on: '2026-10-01', agencies: [], excluded: [] } as const;
      await house.rooms.assessments.change(asking, { kind: 'give-agreement', ...said } as never);
    }
    return world;
  }

  /** What stands on both pages, in words that two worlds have in common. */
  async function standing(world: World, number: number): Promise<readonly unknown[]> {
    const pages = await Promise.all(WHO.map(async (who) => look(world, who)));
    const idsOf = ({ assessment, others }: AssessmentPage) => [assessment, ...others].map((one) => one?.id ?? 'none');
    const words = [0, 1].flatMap((i) => {
      const { givenName, familyName } = loadChild(number + i);
      return [
        [givenName, `given name of ${WHO[i]}`],
        [familyName, `family name of ${WHO[i]}`],
        [pages[i]?.child, `child ${WHO[i]}`],
        ...(pages[i] ? idsOf(pages[i]) : []).map((id, n) => [id, `assessment ${n} of ${WHO[i]}`] as const),
      ] as const;
    });
    const text = JSON.stringify(pages, (key, value: unknown) => (TIMES.includes(key) ? undefined : value));
    return JSON.parse(words.reduce((all, [one, other]) => all.replaceAll(one ?? 'none', other), text)) as unknown[];
  }

  it('each go back to their own child, with what is known of it', async () => {
    const [linked, never] = [await began(1), await began(3)];
    await linked.link(['harbour', 'hospital']);
    const meanwhile = await look(linked, 'A');
    expect([meanwhile.assessment, meanwhile.others.length]).toEqual([expect.anything(), 1]);
    for (const who of WHO) expect(JSON.stringify(meanwhile.assessment?.domains)).toContain(ago(BEGAN[who]));

    await linked.unlink(['harbour', 'hospital']);
    const found = await standing(linked, 1);
    expect(found).toEqual(await standing(never, 3));
    const [ofA, ofB] = found.map((page) => JSON.stringify(page));
    expect([ofA?.includes(ago(BEGAN.A)), ofA?.includes(ago(BEGAN.B)), ofA?.includes('of B')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([ofB?.includes(ago(BEGAN.B)), ofB?.includes(ago(BEGAN.A)), ofB?.includes('of A')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  /** Of which child's record an assessment is. */
  const aboutWhom = async (world: World, id: string): Promise<Who> => {
    const past = await house.base.store.load(assessmentStream(id as AssessmentId));
    const opened = past.find((event) => isEvent(event, 'assessment.assessment-opened'));
    return world.nameOf('record', opened?.data.record ?? '').startsWith('A') ? 'A' : 'B';
  };
  const orNothing = async <T>(doing: Promise<T>): Promise<T | undefined> => {
    try {
      return await doing;
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  };

  /** Answers of whom the assessment is that it was done with; undefined where it was refused. */
  async function does(world: World, who: Who, doing: Doing): Promise<Who | undefined> {
    const asking = await askingOf(world, who);
    const page = await orNothing(house.rooms.assessments.look(asking));
    if (!page) return undefined;
    if (doing.kind === 'open') {
      const opened = await orNothing(house.rooms.assessments.open(asking, 'Asked by the family'));
      return opened?.opened ? aboutWhom(world, opened.id) : undefined;
    }
    const changed = await orNothing(house.rooms.assessments.change(asking, doing as never));
    return changed && page.assessment ? aboutWhom(world, page.assessment.id) : undefined;
  }

  const asIfNeverLinked = async ({ moved, steps, linkedFrom, linkedTo }: History, number: number): Promise<void> => {
    const [linked, never] = [await began(number), await began(number + 2)];
    for (const [i, { who, doing }] of steps.entries()) {
      if (i === linkedFrom) await linked.link(moved);
      if (i === linkedFrom + linkedTo) await linked.unlink(moved);
      const named = namedBy(doing, i);
      const whose = await does(linked, who, named);
      if (whose) expect([i, await does(never, whose, named)]).toEqual([i, whose]);
    }
    if (steps.length <= linkedFrom + linkedTo) await linked.unlink(moved);
    expect(await standing(linked, number)).toEqual(await standing(never, number + 2));
  };

  it('are as if the link had never been, with what people did to each', async () => {
    let number = 1;
    const property = fc.asyncProperty(histories, async (one) => asIfNeverLinked(one, (number += 4)));
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  });
});

const RUNS = Number(process.env['UNDO_RUNS'] ?? 3);
const SEED = Number(process.env['UNDO_SEED'] ?? 20_261_122);

/** What whoever leads an assessment does, without the names of what comes of it. */
type Doing = Readonly<{ kind: string } & Record<string, unknown>>;
const SAID = { saidBy: 'parent', form: 'written', on: '2026-10-01' };
const DOINGS: readonly Doing[] = [
  { kind: 'open' },
  { kind: 'give-agreement', ...SAID, agencies: ['ash-lane-primary'], excluded: [] },
  { kind: 'withdraw-agreement', ...SAID },
  { kind: 'ask', asks: [{ agency: 'ash-lane-primary', elements: ['participation'] }] },
  { kind: 'contribute', element: 'participation', voice: 'practitioner', forFamily: true, dataClass: 'family-help' },
  { kind: 'plan', outcome: 'Sleeps', what: 'Talk', due: '2026-12-24', owner: LEAD },
  { kind: 'review', on: '2026-11-01', progress: 'Sleeps better' },
  { kind: 'close', outcome: 'needs-met', on: '2026-11-02' },
];

/** Each of several is told from the others. */
const namedBy = (doing: Doing, i: number): Doing => {
  if (doing.kind === 'contribute') return { ...doing, contribution: `c-${i}`, strengths: `Point ${i}` };
  return doing.kind === 'plan' ? { ...doing, action: `a-${i}` } : doing;
};

/** The agency that leads is among those whose record is taken for the other child’s. */
const OTHERS = SPEAKER_NAMES.filter((by) => by !== 'harbour');

type History = Readonly<{
  moved: readonly Speaker[];
  steps: readonly Readonly<{ who: Who; doing: Doing }>[];
  /** Before which step the link came, and how many steps it stood. */
  linkedFrom: number;
  linkedTo: number;
}>;
const histories: fc.Arbitrary<History> = fc
  .array(fc.record({ who: fc.constantFrom(...WHO), doing: fc.constantFrom(...DOINGS) }), {
    minLength: 4,
    maxLength: 10,
  })
  .chain((steps) =>
    fc.record({
      moved: fc.subarray(OTHERS).map((others) => [...others, 'harbour' as const]),
      steps: fc.constant(steps),
      linkedFrom: fc.nat(2),
      linkedTo: fc.integer({ min: 1, max: steps.length }),
    }),
  );

/** When something was done is another moment in each world. */
const TIMES: readonly string[] = ['asOf', 'at', 'openedAt', 'knownFrom', 'recordedAt'];
