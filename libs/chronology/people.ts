import { type DirectoryView, LEAD_ROLES, type Practitioner } from '@tributary/directory';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Account, Status } from './domain/status';
import { namedBy, type Whos } from './standing';

/** Somebody to speak with about a child, as the directory knows them; null where it has no number. */
export type Reachable = Readonly<{
  practitioner: PractitionerId;
  name: string;
  role: RoleCode;
  agency: AgencyId;
  phone: string | null;
}>;

/** With whom to speak at an agency: the child's own workers there; else whoever leads safeguarding. */
export function speakWith(agency: AgencyId, status: Status, whos: Whos): readonly Reachable[] {
  const theirs = accountsOf(status).filter((account) => account.agency === agency);
  const workers = namedBy(theirs, whos).flatMap((person) => inAgency(person, agency, whos.view) ?? []);
  if (workers.length > 0) return workers;
  const leads = LEAD_ROLES.flatMap((role) =>
    whos.view.document.practitioners
      .filter(({ id }) => whos.view.holds(id, role, agency))
      .map((one) => reachable(one, role, agency)),
  );
  return leads.slice(0, 1);
}

/**
 * Who leads: the allocated social worker, who must hold the lead where there is a protection plan; else who leads family
 * help. Null where no state that the reader may see names somebody whom the directory knows.
 */
export function leadPractitioner(status: Status, whos: Whos): Reachable | null {
  for (const kind of ['allocated-worker', 'family-help']) {
    for (const account of status.kinds.find((one) => one.kind === kind)?.accounts ?? []) {
      const [person] = namedBy([account], whos);
      const lead = person && inAgency(person, account.agency, whos.view);
      if (lead) return lead;
    }
  }
  return null;
}

const accountsOf = ({ kinds }: Status): readonly Account[] => kinds.flatMap(({ accounts }) => accounts);

function inAgency(person: Practitioner, agency: AgencyId, view: DirectoryView): Reachable | undefined {
  const held = view.workingHat(person.id, agency);
  return held && reachable(person, held.role, agency);
}

const reachable = ({ id, name, phone }: Practitioner, role: RoleCode, agency: AgencyId): Reachable => ({
  ...{ practitioner: id, name, role, agency },
  phone: phone ?? null,
});
