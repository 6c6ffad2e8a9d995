import type { Naming } from '@tributary/chronology';
import type { PlainDate } from '@tributary/kernel';

/** Whoever brings a child up: by them siblings are found. */
const BRING_UP: ReadonlySet<string> = new Set(['mother', 'father', 'parent', 'carer']);

/** Whether it holds on that day, as far as the record says. */
export const holdsOn = ({ data: { from, until } }: Naming, day: PlainDate): boolean =>
  (from === undefined || from <= day) && (until === undefined || until >= day);

/** Keyed hashes of those who bring the child up on that day. */
export const bringingUp = (namings: readonly Naming[], day: PlainDate): readonly Naming[] =>
  namings.filter((one) => BRING_UP.has(one.data.relationship) && holdsOn(one, day));
