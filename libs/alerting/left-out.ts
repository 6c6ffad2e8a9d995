import type { AnyEvent } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import { agencyOf } from './domain/scene';

/** Everybody whom a concern about the child names, with the line above them: none of them is told anything about it. */
export function leftOut(facts: readonly AnyEvent[], view: DirectoryView): ReadonlySet<string> {
  const named = facts.flatMap((fact) => numbersIn(fact).flatMap((number) => view.worker(agencyOf(fact), number) ?? []));
  return new Set(
    named
      .flatMap(({ id, roles }) => [id, ...roles.flatMap((held) => [held.deputy, held.manager])])
      .flatMap((id) => id ?? []),
  );
}

function numbersIn({ data }: AnyEvent): readonly string[] {
  return 'staffNamed' in data ? (data.staffNamed ?? []) : [];
}
