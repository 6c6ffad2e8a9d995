import fc from 'fast-check';
import { hubInProcess, type InProcess } from '../support/in-process';
import { type History, histories, inWords, play, type Way } from '../support/undo/histories';
import { type AlertOf, alertsOf, standingOf } from '../support/undo/read-models';
import { councilDelivers, World } from '../support/undo/world';

/** Histories are played side by side, so many at once: most of the time goes by waiting. */
const [AT_ONCE, RUNS] = [4, Number(process.env['UNDO_RUNS'] ?? 3)];

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

  const played = async (history: History, way: Way): Promise<World> => {
    const world = await World.begin(house, (number += 2), way === 'superseded');
    await play(world, history, way);
    return world;
  };

  const areAsNeverLinked = async (all: readonly History[], way: Way): Promise<void> => {
    const pairs = await Promise.all(
      all.map(async (history) => Promise.all([played(history, way), played(history, 'never')])),
    );
    await house.settled();
    for (const [i, [linked, never]] of pairs.entries()) {
      await compare(linked, never).catch((error: unknown) => {
        throw new Error(inWords(all[i] as History), { cause: error });
      });
    }
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
    const property = fc.asyncProperty(some, (all) => areAsNeverLinked(all, way));
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
  };

  it('leaves every read model as if it had never been, where nobody can say how a child stands', async () => {
    await leaves('by-hand', 20_261_122);
  });

  it('leaves every read model as if it had never been, where the council’s feed is current', async () => {
    await councilDelivers(house);
    await leaves('by-hand', 20_261_123);
  });

  it('leaves every read model as if it had never been, where a number was said to supersede another', async () => {
    await councilDelivers(house);
    await leaves('superseded', 20_261_124);
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
