import fc from 'fast-check';
import { FACTS, SPEAKER_NAMES, type Speaker } from './facts';
import type { Saying, World } from './world';

/** Something said, or the taking back of one of the things said before. */
export type Step = Readonly<{ say: Saying }> | Readonly<{ takeBack: number }>;

/** What is said of two children before some records of the one are taken for the other's, meanwhile, and afterwards. */
export type History = Readonly<{
  moved: readonly Speaker[];
  before: readonly Step[];
  meanwhile: readonly Step[];
  after: readonly Step[];
}>;

const saying: fc.Arbitrary<Step> = fc
  .record({ who: fc.constantFrom('A' as const, 'B' as const), fact: fc.constantFrom(...FACTS), days: fc.nat(6) })
  .map((say) => ({ say }));
const step = fc.oneof(
  { weight: 8, arbitrary: saying },
  { weight: 1, arbitrary: fc.nat(20).map((takeBack) => ({ takeBack })) },
);

export const histories: fc.Arbitrary<History> = fc.record({
  moved: fc.subarray([...SPEAKER_NAMES], { minLength: 1 }),
  before: fc.array(step, { maxLength: 6 }),
  meanwhile: fc.array(step, { maxLength: 6 }),
  after: fc.array(step, { maxLength: 2 }),
});

const nameOf = (one: Step): string => {
  if (!('say' in one)) return `the ${one.takeBack}th is taken back`;
  const { who, fact, days } = one.say;
  return `${who} ${fact.type} ${days} days ago`;
};

/** A history in words, for whoever reads that it failed. */
export const inWords = ({ moved, before, meanwhile, after }: History): string =>
  [before.map(nameOf), `link ${moved.join()}`, meanwhile.map(nameOf), 'unlink', after.map(nameOf)].flat().join('; ');

/** How records come to the wrong child: by a steward's hand, at first sight by a number that was said to supersede, or not. */
export type Way = 'by-hand' | 'superseded' | 'never';

/** Plays a history, with an unlink in it where there was a wrong link. */
export async function play(world: World, history: History, way: Way): Promise<void> {
  const moved = way === 'superseded' ? SPEAKER_NAMES : history.moved;
  const said: (Saying & { name: string })[] = [];
  const playAll = async (steps: readonly Step[]): Promise<void> => {
    for (const one of steps) {
      if ('say' in one) {
        const { who, fact } = one.say;
        if (fact.once && said.some((before) => before.who === who && before.fact === fact)) continue;
        const told = { ...one.say, name: `${one.say.who}${said.length}` };
        said.push(told);
        await world.says(told);
      } else {
        const told = said[one.takeBack % said.length];
        if (told) await world.takesBack(told);
      }
    }
  };
  await playAll(history.before);
  if (way === 'by-hand') await world.link(moved);
  await playAll(history.meanwhile);
  if (way !== 'never') await world.unlink(moved);
  await playAll(history.after);
}
