import type { PlainDate } from '@tributary/kernel';
import type { OnCard } from './stated';

/** Whether a day is in a span; an end that is not said is open. */
export const isWithin = (day: PlainDate, from: string | undefined, until: string | undefined): boolean =>
  (from === undefined || from <= day) && (until === undefined || until >= day);

export const nameOn = (card: OnCard | undefined): string | null =>
  [card?.givenName, card?.familyName].filter(Boolean).join(' ') || null;

/** Capitals, accents, marks and order do not tell two names apart: a question may be asked too often, never too seldom. */
const wordsOf = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ');

/** Whether somebody of that name may be who the card names; half a name is nobody's. */
export const isNamesake = ({ givenName, familyName }: OnCard, name: string): boolean =>
  givenName !== undefined && familyName !== undefined && wordsOf(`${givenName} ${familyName}`) === wordsOf(name);
