import { reaches, RESTRICTED } from '@tributary/access';
import type { Judge, Reach } from '@tributary/chronology';
import type { Work } from './works';

/** What one of two may be told of the other, and what decided it. */
export type Side = Readonly<{ me: Work; other: Work; reach: Reach }>;
export type Pairs = Readonly<{ told: readonly Side[]; withheld: readonly Side[] }>;

/**
 * Who is told of whom. Both of a pair, or neither: a notice to one alone would tell on the other. To know how to reach
 * somebody takes `status`; existence alone is not enough. `judgeOf` decides for one of them. Pure.
 */
export function pairsOf(works: readonly Work[], judgeOf: (work: Work) => Judge): Pairs {
  const open = works.filter(({ stated }) => !RESTRICTED.has(stated.dataClass) && stated.release.state === 'open');
  const sides = open.flatMap((a, i) => open.slice(i + 1).map((b) => [a, b] as const)).filter(areTwo);
  const judged = sides.map((pair) => both(pair, judgeOf));
  return {
    told: judged.filter((pair) => pair.every(isOpen)).flat(),
    withheld: judged.filter((pair) => !pair.every(isOpen)).flatMap((pair) => pair.filter((side) => !isOpen(side))),
  };
}

const isOpen = ({ reach }: Side): boolean => reaches(reach, 'status');

function both([a, b]: readonly [Work, Work], judgeOf: (work: Work) => Judge): readonly Side[] {
  return [
    { me: a, other: b, reach: judgeOf(a)(b.stated) },
    { me: b, other: a, reach: judgeOf(b)(a.stated) },
  ];
}

/** Two people, of different agencies or of different teams of one: those of one team know of each other. */
const areTwo = ([a, b]: readonly [Work, Work]): boolean =>
  a.who.practitioner !== b.who.practitioner && (a.who.agency !== b.who.agency || a.team !== b.team);
