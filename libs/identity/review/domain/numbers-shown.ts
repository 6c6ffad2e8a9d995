import type { PlainDate } from '@tributary/kernel';
import { type HeldNumber, numbersOf } from '../../domain/numbers';
import type { Spoken } from '../../domain/person';
import { UPN_SECTORS } from './compared';

/** The numbers of two records, each with its kind, its period and how it stands. */
export type NumbersShown = Readonly<{ one: readonly HeldNumber[]; other: readonly HeldNumber[] }>;

type Shown = Readonly<{ spoken: Spoken; /** The agency is named to the viewer. */ named: boolean }>;

/** A school's number tells where a child goes, and so does a number of the agency's own. */
const PLACES: readonly string[] = ['upn-temporary', 'local-id'];

/**
 * What may be shown of them: UPNs beside a record of a sector that may have them, and nothing that tells a place where one
 * of the two is protected.
 */
export function numbersShown(
  one: Shown,
  other: Shown,
  { sealed, day }: Readonly<{ sealed: boolean; day: PlainDate }>,
): NumbersShown {
  const upnShown = [one, other].every(({ spoken }) => UPN_SECTORS.includes(spoken.sector));
  const of = ({ spoken, named }: Shown): readonly HeldNumber[] =>
    numbersOf(spoken, day).filter(
      ({ kind }) =>
        (upnShown || !kind.startsWith('upn')) && !(sealed && PLACES.includes(kind)) && (named || kind !== 'local-id'),
    );
  return { one: of(one), other: of(other) };
}
