import { type DirectoryView, ROLES } from '@tributary/directory';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import { recipient } from './child-facts';
import type { Recipient } from './domain/evaluate';

type Owner = Readonly<{ practitioner?: string; role: string; agency: string; reason: string }>;

/**
 * Who an alert goes to, one after the other: its owner, their deputy, their manager, and at last the duty desk of the
 * authority, which the directory cannot be without.
 */
export function lineOf(owner: Owner, view: DirectoryView): readonly Recipient[] {
  const first = owner.practitioner as PractitionerId;
  const [deputy, manager] = view.nextAfter(first, owner.role as RoleCode);
  const duty = view.dutySocialWorker(view.authorityOf(owner.agency)?.code ?? '');
  const line = [
    recipient(first, owner.role as RoleCode, owner.agency as AgencyId, owner.reason),
    ...inTheirRole(deputy, 'deputy', owner, view),
    ...inTheirRole(manager, 'manager', owner, view),
    ...(duty ? [recipient(duty.practitioner.id, ROLES.dutySocialWorker, duty.held.agency, 'duty')] : []),
  ];
  return line.filter((one, i) => line.findIndex((other) => other.practitioner === one.practitioner) === i);
}

/** Somebody with two hats is told in the one nearest to the owner's. */
function inTheirRole(
  id: PractitionerId | undefined,
  reason: string,
  owner: Owner,
  view: DirectoryView,
): readonly Recipient[] {
  const roles = (id && view.practitioner(id)?.roles) ?? [];
  const inAgency = roles.filter((held) => held.agency === owner.agency);
  const held = inAgency.find((one) => one.role === owner.role) ?? inAgency[0] ?? roles[0];
  return id && held ? [recipient(id, held.role, held.agency, reason)] : [];
}
