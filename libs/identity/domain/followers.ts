import type { ChildId } from '@tributary/kernel';
import type { Judge, Person } from '@tributary/matching';
import { byCurrentNumbers } from './current-numbers';
import { decideChild, type Placement, type Proposal } from './decide-child';

type Member<K> = Readonly<{ key: K; person: Person }>;

/** What becomes of a record that came to a child while another one was taken for it. */
export type Following<K> =
  /** It is of the child that the other went to, and of what remains no longer. */
  | Readonly<{ kind: 'follows'; key: K; ground: Proposal }>
  /** It may be of that child, or of both. */
  | Readonly<{ kind: 'may-follow'; key: K; ground: Proposal; fitsBoth: boolean }>
  /** Nothing that remains makes it of the child that it is of, nor of the other. */
  | Readonly<{ kind: 'fits-neither'; key: K; ground: Pick<Proposal, 'evidence' | 'probability'> }>;

type Sides<K> = Readonly<{
  /** The child that records were taken out of, with those that are its own whatever went, and those that are in question. */
  from: Readonly<{ childId: ChildId; own: readonly Person[]; later: readonly Member<K>[] }>;
  to: Readonly<{ childId: ChildId; persons: readonly Person[] }>;
}>;

/**
 * Places the records in question anew, as if each were seen now for the first time and there were these two children
 * alone: first those that are surely of one of them, for another may be so by them. Who stays is not answered. Pure.
 */
export function followersOf<K>({ from, to }: Sides<K>, judge: Judge): readonly Following<K>[] {
  const own = [...from.own];
  const theirs = [...to.persons];
  const place = (person: Person): Placement => {
    const sides = [
      { childId: from.childId, persons: own },
      { childId: to.childId, persons: theirs },
    ];
    const now = byCurrentNumbers(
      person,
      sides.filter(({ persons }) => persons.length > 0),
    );
    return decideChild(now.person, now.candidates, judge);
  };
  const follows: Following<K>[] = [];
  let waiting = [...from.later];
  for (let before = -1; before !== waiting.length;) {
    before = waiting.length;
    waiting = waiting.filter(({ key, person }) => {
      const placement = place(person);
      if (placement.kind !== 'link') return true;
      if (placement.childId === from.childId) own.push(person);
      else if (placement.others.length > 0) return true;
      else {
        theirs.push(person);
        follows.push({ kind: 'follows', key, ground: placement });
      }
      return false;
    });
  }
  return [...follows, ...waiting.map(({ key, person }) => inDoubt(key, place(person), to.childId))];
}

function inDoubt<K>(key: K, placement: Placement, to: ChildId): Following<K> {
  const [of, ...others] = namedBy(placement);
  const ground = [of, ...others].find((one) => one?.childId === to);
  if (ground) return { kind: 'may-follow', key, ground, fitsBoth: others.length > 0 };
  return { kind: 'fits-neither', key, ground: of ?? { evidence: [], probability: 0 } };
}

const namedBy = (placement: Placement): readonly Proposal[] => {
  if (placement.kind === 'link') return [placement, ...placement.others];
  return placement.kind === 'propose' ? placement.proposals : [];
};
