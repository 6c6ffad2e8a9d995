import type { Viewer } from '@tributary/chronology';
import type { Directory } from '@tributary/directory';
import { type AgencyId, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';

/** Who somebody says they are, and how the answer is printed. */
export type As = Readonly<{ as: string; role: string; agency: string; json?: boolean }>;

/** The person of a command; one that does not hold the role there is nobody. */
export async function viewerIn({ as, role, agency }: As, directory: Pick<Directory, 'current'>): Promise<Viewer> {
  const viewer = { practitioner: as as PractitionerId, role: role as RoleCode, agency: agency as AgencyId };
  if ((await directory.current()).holds(viewer.practitioner, viewer.role, viewer.agency)) return viewer;
  throw new Problem('person-unknown', 404, 'Nobody holds that role there', 'The directory lists who holds which');
}
