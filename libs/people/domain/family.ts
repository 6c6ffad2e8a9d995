import type { Naming } from '@tributary/chronology';
import type { PlainDate } from '@tributary/kernel';
import { isWithin } from './named';

/** Whoever brings a child up. */
const BRING_UP: ReadonlySet<string> = new Set(['mother', 'father', 'parent', 'carer']);

/** Whether somebody stands so to the child on that day, as far as the record says. */
export const holdsOn = ({ data: { from, until } }: Naming, day: PlainDate): boolean => isWithin(day, from, until);

/** Whether they live in one household on that day; undefined where the record does not say. */
export function livesWithOn({ data }: Naming, day: PlainDate): boolean | undefined {
  if (data.livesWith !== true) return data.livesWith;
  return isWithin(day, data.livesWithFrom, data.livesWithUntil);
}

/** Somebody by whom other children of a family may be found: who brings the child up, or lives with it. */
export type Lead = Readonly<{ naming: Naming; bringsUp: boolean; livesWith: boolean | undefined }>;

export const leadsOn = (namings: readonly Naming[], day: PlainDate): readonly Lead[] =>
  namings
    .filter((naming) => holdsOn(naming, day))
    .map((naming) => ({
      naming,
      bringsUp: BRING_UP.has(naming.data.relationship),
      livesWith: livesWithOn(naming, day),
    }))
    .filter(({ bringsUp, livesWith }) => bringsUp || livesWith === true);

const isOnePerson = (a: Lead, b: Lead): boolean => a.naming.data.person === b.naming.data.person;
const isOneHousehold = (a: Lead, b: Lead): boolean =>
  a.naming.data.household !== undefined && a.naming.data.household === b.naming.data.household;

/** What makes two children ones of a family: one person brings both up, or both live in one household; by what each record says. */
export type Tie = Readonly<{ kind: 'brought-up-by-one' | 'one-household'; mine: Naming; theirs: Naming }>;

/** By what two children are of one family, each told of by its own leads; undefined where nothing says that they are. */
export function tieOf(mine: readonly Lead[], theirs: readonly Lead[]): Tie | undefined {
  const pairs = mine.flatMap((a) => theirs.map((b) => [a, b] as const));
  const parents = pairs.find(([a, b]) => a.bringsUp && b.bringsUp && isOnePerson(a, b));
  if (parents) return tie('brought-up-by-one', parents);
  const home = pairs.find(
    ([a, b]) => a.livesWith === true && b.livesWith === true && (isOnePerson(a, b) || isOneHousehold(a, b)),
  );
  return home && tie('one-household', home);
}

const tie = (kind: Tie['kind'], [a, b]: readonly [Lead, Lead]): Tie => ({ kind, mine: a.naming, theirs: b.naming });

/**
 * Whether two children may live in one household, where what hides one's place must hide the other's. Whoever brings both up
 * lives with both for this, unless a record says that they do not: most records do not say.
 */
export const mayShareHome = (mine: readonly Lead[], theirs: readonly Lead[]): boolean =>
  mine.some(
    (a) =>
      a.livesWith !== false && theirs.some((b) => b.livesWith !== false && (isOnePerson(a, b) || isOneHousehold(a, b))),
  );
