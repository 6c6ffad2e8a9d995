import type { AssessmentPage, Hat } from '@tributary/assessment';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import { hubInProcess, type InProcess } from '../support/in-process';
import { loadChild } from '../support/people';
import { ago, FACTS } from '../support/undo/facts';
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
    const ids = pages.map(({ assessment }) => assessment?.id ?? 'none');
    const words = [0, 1].flatMap((i) => {
      const { givenName, familyName } = loadChild(number + i);
      return [
        [givenName, `given name of ${WHO[i]}`],
        [familyName, `family name of ${WHO[i]}`],
        [ids[i], `assessment of ${WHO[i]}`],
        [pages[i]?.child, `child ${WHO[i]}`],
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
});

/** When something was done is another moment in each world. */
const TIMES: readonly string[] = ['asOf', 'at', 'openedAt', 'knownFrom', 'recordedAt'];
