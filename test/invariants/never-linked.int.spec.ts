import type { Answer } from '@tributary/alerting';
import fc from 'fast-check';
import { hubInProcess, type InProcess } from '../support/in-process';
import { type Deeds, type History, histories, inWords, play, type Step, type Way } from '../support/undo/histories';
import { ANSWERS } from '../support/undo/deeds';
import { FACTS } from '../support/undo/facts';
import { type AlertOf, alertsOf, standingOf } from '../support/undo/read-models';
import { councilDelivers, World } from '../support/undo/world';

/** Histories are played side by side, so many at once: most of the time goes by waiting. */
const [AT_ONCE, RUNS] = [4, Number(process.env['UNDO_RUNS'] ?? 3)];
const SEED = Number(process.env['UNDO_SEED'] ?? 20_261_122);

/**
 * After an unlink chronologies, assessments and alerts are as if the link had never been, and everybody
 * who was told of an alert that used a wrong fact has a recall. The same history is played by two pairs of children, of
 * whom one pair is linked and unlinked on the way.
 */
describe('a link that was taken back', () => {
  let house: InProcess;
  let number = 1;
  beforeAll(async () => (house = await hubInProcess()));
  afterAll(async () => house?.close());

  const played = async (history: History, way: Way, deeds: Deeds): Promise<World> => {
    const world = await World.begin(house, (number += 2), way === 'superseded');
    await play(world, history, { house, way, deeds });
    return world;
  };
  const bothWays = async (history: History, way: Way): Promise<readonly [World, World]> => {
    const deeds: Deeds = [];
    return [await played(history, way, deeds), await played(history, 'never', deeds)];
  };

  /** Answers the worlds in which there was a link. */
  const areAsNeverLinked = async (all: readonly History[], way: Way): Promise<readonly World[]> => {
    const pairs = await Promise.all(all.map(async (history) => bothWays(history, way)));
    await house.settled();
    for (const [i, [linked, never]] of pairs.entries()) {
      await compare(linked, never).catch((error: unknown) => {
        throw new Error(inWords(all[i] as History), { cause: error });
      });
    }
    return pairs.map(([linked]) => linked);
  };

  const compare = async (linked: World, never: World): Promise<void> => {
    const [ofLinked, ofNever] = [await alertsOf(house, linked), await alertsOf(house, never)];
    const wrong = without(ofLinked, ofNever);
    // Nobody is told of what was over before anybody could look: it stands in the one world alone.
    const over = without(ofNever, ofLinked).filter(({ status }) => status === 'closed');
    const one = await standingOf(house, linked, idsOf(wrong));
    expect(Object.fromEntries(one)).toEqual(Object.fromEntries(await standingOf(house, never, idsOf(over))));
    for (const alert of ofLinked.filter(({ recalls }) => recalls === undefined)) {
      const rightly = ofNever.find(({ name }) => name === alert.name);
      expect([alert.name, alert.status]).toEqual([alert.name, rightly ? rightly.status : 'closed']);
      expectRecalls(alert, { all: ofLinked, wrongly: alert.told.filter((one) => !rightly?.told.includes(one)) });
    }
  };

  const leaves = async (way: Way, seed: number): Promise<void> => {
    const some = fc.array(histories, { minLength: 1, maxLength: AT_ONCE, size: 'max' });
    const property = fc.asyncProperty(some, async (all) => void (await areAsNeverLinked(all, way)));
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
  };

  it('leaves every read model as if it had never been, where nobody can say how a child stands', async () => {
    await leaves('by-hand', SEED);
  });

  it('leaves every read model as if it had never been, where the council’s feed is current', async () => {
    await councilDelivers(house);
    await leaves('by-hand', SEED + 1);
  });

  it('leaves what people did with an alert that would have been there anyway, its evidence put right', async () => {
    await councilDelivers(house);
    const of = (who: 'A' | 'B', type: string, days: number): Step => {
      const fact = FACTS.find((one) => one.type === type);
      if (!fact) throw new Error(`no such fact: ${type}`);
      return { say: { who, fact, days } };
    };
    const does = (answer: Answer): Step => ({ deed: { alert: 0, person: 0, answer } });
    const all = [[0], [2], [2, 4], [5, 0]].map((answers): History => ({
      moved: ['hospital'],
      before: [of('A', 'social-care.worker-changed', 5), of('A', 'education.school-concern-raised', 4)],
      meanwhile: [
        of('B', 'health.concern-raised', 3),
        of('A', 'social-care.case-closed', 2),
        ...answers.flatMap((at) => (ANSWERS[at] ? [does(ANSWERS[at])] : [])),
      ],
      after: [],
    }));
    const stand = await Promise.all(
      (await areAsNeverLinked(all, 'by-hand')).map(async (world) => {
        const alerts = await alertsOf(house, world);
        const about = alerts.filter(({ name }) => name.startsWith('closed-while-concerned of A'));
        const recalled = about.filter(({ id }) => alerts.some(({ recalls }) => recalls === id));
        return [...about, ...recalled].map(({ status }) => status);
      }),
    );
    expect(stand).toEqual(['acknowledged', 'closed', 'open', 'acknowledged'].map((status) => [status, status]));
  });

  it('leaves every read model as if it had never been, where a number was said to supersede another', async () => {
    await councilDelivers(house);
    await leaves('superseded', SEED + 2);
    expect((await house.base.database.events.query('SELECT FROM runtime.parked')).rowCount).toBe(0);
  });
});

const idsOf = (alerts: readonly AlertOf[]): ReadonlySet<string> => new Set(alerts.map(({ id }) => id));

/** Recalls, and what only the first had. */
const without = (alerts: readonly AlertOf[], others: readonly AlertOf[]): readonly AlertOf[] =>
  alerts.filter(({ name, recalls }) => recalls !== undefined || !others.some((other) => other.name === name));

type Told = Readonly<{ all: readonly AlertOf[]; wrongly: readonly string[] }>;

/**
 * Whoever was told wrongly because of a record of the other child has a recall to acknowledge. Where a record had gone
 * from its own child, the recalls of what it had rightly been used for are over.
 */
function expectRecalls({ id, name, child }: AlertOf, { all, wrongly }: Told): void {
  const recalls = all.filter((one) => one.recalls === id);
  const waiting = recalls.filter(({ status }) => status === 'open').flatMap(({ told }) => told);
  if (child === 'B') expect([name, waiting]).toEqual([name, []]);
  else expect([name, waiting]).toEqual([name, expect.arrayContaining([...wrongly])]);
}
