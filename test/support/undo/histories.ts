import fc from 'fast-check';
import { ANSWERS, type Choice, type Deed, does, doesToo } from './deeds';
import { type Fact, FACTS, SPEAKER_NAMES, type Speaker } from './facts';
import type { InProcess } from '../in-process';
import type { Saying, World } from './world';

/** Something said, the taking back of one of the things said before, or what somebody does with an alert. */
export type Step = Readonly<{ say: Saying }> | Readonly<{ takeBack: number }> | Readonly<{ deed: Choice }>;

/** What is said of two children before some records of the one are taken for the other's, meanwhile, and afterwards. */
export type History = Readonly<{
  moved: readonly Speaker[];
  before: readonly Step[];
  meanwhile: readonly Step[];
  after: readonly Step[];
}>;

const deed: fc.Arbitrary<Step> = fc
  .record({ alert: fc.nat(5), person: fc.nat(5), answer: fc.constantFrom(...ANSWERS) })
  .map((choice) => ({ deed: choice }));
const taking: fc.Arbitrary<Step> = fc.nat(20).map((takeBack) => ({ takeBack }));

/** Of so many kinds of facts, so that two children are said to be like each other often enough. */
const historiesOf = (facts: readonly Fact[]): fc.Arbitrary<History> => {
  const saying: fc.Arbitrary<Step> = fc
    .record({ who: fc.constantFrom('A' as const, 'B' as const), fact: fc.constantFrom(...facts), days: fc.nat(6) })
    .map((say) => ({ say }));
  const step = fc.oneof(
    { weight: 8, arbitrary: saying },
    { weight: 4, arbitrary: deed },
    { weight: 1, arbitrary: taking },
  );
  return fc.record({
    moved: fc.subarray([...SPEAKER_NAMES], { minLength: 1 }),
    before: fc.array(step, { maxLength: 7 }),
    meanwhile: fc.array(step, { maxLength: 8 }),
    after: fc.array(step, { maxLength: 3 }),
  });
};

export const histories: fc.Arbitrary<History> = fc.oneof(
  historiesOf(FACTS),
  fc.subarray([...FACTS], { minLength: 2, maxLength: 5 }).chain(historiesOf),
);

const nameOf = (one: Step): string => {
  if ('deed' in one) return `person ${one.deed.person} ${one.deed.answer.kind}s alert ${one.deed.alert}`;
  if ('takeBack' in one) return `the ${one.takeBack}th is taken back`;
  const { who, fact, days } = one.say;
  return `${who} ${fact.type} ${days} days ago`;
};

/** A history in words, for whoever reads that it failed. */
export const inWords = ({ moved, before, meanwhile, after }: History): string =>
  [before.map(nameOf), `link ${moved.join()}`, meanwhile.map(nameOf), 'unlink', after.map(nameOf)].flat().join('; ');

/** How records come to the wrong child: by a steward's hand, at first sight by a number that was said to supersede, or not. */
export type Way = 'by-hand' | 'superseded' | 'never';

/** What people did in a world, step by step; nothing where a step came to nothing. */
export type Deeds = (Deed | undefined)[];
type Playing = Readonly<{ house: InProcess; way: Way; deeds: Deeds }>;

/**
 * Plays a history, with an unlink in it where there was a wrong link. What people do in that world is kept in `deeds`; where
 * there never was a link, the same people do the same.
 */
export async function play(world: World, history: History, { house, way, deeds }: Playing): Promise<void> {
  const moved = way === 'superseded' ? SPEAKER_NAMES : history.moved;
  const said: (Saying & { name: string })[] = [];
  let step = 0;
  const say = async (saying: Saying): Promise<void> => {
    if (saying.fact.once && said.some(({ who, fact }) => who === saying.who && fact === saying.fact)) return;
    const told = { ...saying, name: `${saying.who}${said.length}` };
    said.push(told);
    await world.says(told);
  };
  const answer = async (choice: Choice, at: number): Promise<void> => {
    if (way !== 'never') deeds[at] = await does(house, world, choice);
    else if (deeds[at]) await doesToo(house, world, deeds[at]);
  };
  const playAll = async (steps: readonly Step[]): Promise<void> => {
    for (const one of steps) {
      if ('say' in one) await say(one.say);
      else if ('deed' in one) await answer(one.deed, step++);
      else {
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
