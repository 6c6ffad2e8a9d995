import type { AnyEvent } from '@tributary/catalogue';
import { excludedBy } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { agencyOf } from './domain/scene';

type Known = Readonly<{ facts: readonly AnyEvent[]; family: ReadonlySet<string>; view: DirectoryView }>;

/**
 * Everybody whom a concern about the child names, with the line above them, staff whom a record names around the child, and
 * whoever declared a link to the family: none of them is told anything about it.
 */
export const leftOut = ({ facts, family, view }: Known): ReadonlySet<string> =>
  new Set([
    ...excludedBy(
      facts.map((fact) => ({ agency: agencyOf(fact), data: fact.data })),
      view,
    ),
    ...family,
  ]);
