import type { DirectoryView } from '@tributary/directory';
import type { AgencyId } from '@tributary/kernel';

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

/**
 * Everybody whom a record names around the child by their agency's own staff number: by a name alone nobody is shut out,
 * for strangers share it. Their line is not: it finds somebody else for the child.
 */
export function relativesAmongStaff(said: readonly Said[], view: DirectoryView): ReadonlySet<string> {
  return new Set(
    said.flatMap(({ agency, data }) => {
      const number: unknown = data !== null && typeof data === 'object' && 'staffNumber' in data && data.staffNumber;
      return typeof number === 'string' ? (view.worker(agency, number)?.id ?? []) : [];
    }),
  );
}

/** Everybody for whom nothing about the child is, by what its records say. */
export const excludedBy = (said: readonly Said[], view: DirectoryView): ReadonlySet<string> =>
  new Set([...namedInConcerns(said, view), ...relativesAmongStaff(said, view)]);

function numbersIn(data: unknown): readonly string[] {
  const named: unknown = data !== null && typeof data === 'object' && 'staffNamed' in data ? data.staffNamed : [];
  return Array.isArray(named) ? named.map(String) : [];
}
