import type { DirectoryView } from '@tributary/directory';
import type { SchoolYears } from '../domain/calendar';
import { SCHOOLS } from '../domain/places';

/** What the directory states of the borough's schools; one that states nothing is open on no day. */
export function schoolYearsIn(view: Pick<DirectoryView, 'schoolAgency' | 'schoolYearOf'>): SchoolYears {
  return new Map(
    SCHOOLS.flatMap(({ laestab }) => {
      const year = view.schoolYearOf(view.schoolAgency(laestab)?.id ?? '');
      return year ? [[laestab, year] as const] : [];
    }),
  );
}
