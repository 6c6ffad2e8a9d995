import type { Naming } from '@tributary/chronology';
import type { PlainDate } from '@tributary/kernel';

/** Whoever brings a child up. */
const BRING_UP: ReadonlySet<string> = new Set(['mother', 'father', 'parent', 'carer']);

/** Whether it holds on that day, as far as the record says. */
export const holdsOn = ({ data: { from, until } }: Naming, day: PlainDate): boolean =>
  (from === undefined || from <= day) && (until === undefined || until >= day);

const bringsUp = ({ data }: Naming): boolean => BRING_UP.has(data.relationship);
const livesWith = ({ data }: Naming): boolean => data.livesWith === true;

/** Those by whom other children of a family may be found on that day: who brings the child up, or lives with it. */
export const leadsOn = (namings: readonly Naming[], day: PlainDate): readonly Naming[] =>
  namings.filter((one) => (bringsUp(one) || livesWith(one)) && holdsOn(one, day));

/** What makes two children ones of a family: one person brings both up, or lives with both. */
export type Tie = Readonly<{ kind: 'brought-up-by-one' | 'one-household'; by: Naming }>;

/** By what two children are of one family, each told of by its own leads; undefined where nothing says that they are. */
export function tieOf(mine: readonly Naming[], theirs: readonly Naming[]): Tie | undefined {
  const both = (is: (one: Naming) => boolean): Naming | undefined => {
    const persons = new Set(theirs.filter(is).map(({ data }) => data.person));
    return mine.find((one) => is(one) && persons.has(one.data.person));
  };
  const parent = both(bringsUp);
  if (parent) return { kind: 'brought-up-by-one', by: parent };
  const housemate = both(livesWith);
  return housemate && { kind: 'one-household', by: housemate };
}
