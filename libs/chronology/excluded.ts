import type { DirectoryView } from '@tributary/directory';
import type { AgencyId, PractitionerId } from '@tributary/kernel';

/** What an agency said in a concern about a child. */
export type Said = Readonly<{ agency: AgencyId; data: unknown }>;

/** Everybody whom concerns name, with the line above them: nothing about the child is for them (design/access.md 11). */
export function namedInConcerns(said: readonly Said[], view: DirectoryView): ReadonlySet<string> {
  const named = said.flatMap(({ agency, data }) =>
    numbersIn(data).flatMap((number) => view.worker(agency, number) ?? []),
  );
  const lines = named.flatMap(({ id, roles }) => [id, ...roles.flatMap((held) => [held.deputy, held.manager])]);
  return new Set(lines.flatMap((id) => id ?? []));
}

export const isNamedInConcern = (who: PractitionerId, said: readonly Said[], view: DirectoryView): boolean =>
  namedInConcerns(said, view).has(who);

function numbersIn(data: unknown): readonly string[] {
  const named: unknown = data !== null && typeof data === 'object' && 'staffNamed' in data ? data.staffNamed : [];
  return Array.isArray(named) ? named.map(String) : [];
}
