import type { AnyEvent } from '@tributary/catalogue';
import { namedInConcerns } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { agencyOf } from './domain/scene';

/** Everybody whom a concern about the child names, with the line above them: none of them is told anything about it. */
export const leftOut = (facts: readonly AnyEvent[], view: DirectoryView): ReadonlySet<string> =>
  namedInConcerns(
    facts.map((fact) => ({ agency: agencyOf(fact), data: fact.data })),
    view,
  );
