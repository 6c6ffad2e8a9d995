import type { DataOf } from '@tributary/catalogue';
import type { DirectoryView } from '@tributary/directory';
import type { Instant, RoleCode } from '@tributary/kernel';
import type { Person } from './domain/alert.state';
import type { Recipient } from './domain/recipient';
import type { AckPolicy } from './due';
import { onDuty, recipient, staffedFirst } from './routes';

/**
 * Who comes after whoever an alert was given to: their deputy, their manager, and at last the duty desk of the child's
 * authority, which the directory cannot be without. Of an immediate one, those who are staffed now come first.
 */
export function lineOf(
  head: Person,
  raised: DataOf<'alerting.alert-raised'>,
  { view, asOf, policy }: Readonly<{ view: DirectoryView; asOf: Instant; policy: Pick<AckPolicy, 'serviceHours'> }>,
): readonly Recipient[] {
  const duty = onDuty(view, raised.authority ?? view.authorityOf(head.agency)?.code ?? '');
  const own = [...nextOf(head, 0, view), ...nextOf(head, 1, view)];
  const all = [...own, ...duty, ...duty.slice(0, 1).flatMap((one) => nextOf(one, 1, view))];
  const line = raised.severity === 'immediate' ? staffedFirst(all, { view, asOf }, policy) : all;
  return line.filter((one, i) => line.findIndex((other) => other.practitioner === one.practitioner) === i);
}

/** The deputy (0) or the manager (1), told in the hat nearest to the owner's. */
function nextOf(owner: Person, place: 0 | 1, view: DirectoryView): readonly Recipient[] {
  const held = view.roleOf(owner.practitioner, owner.role as RoleCode);
  const id = place === 0 ? held?.deputy : held?.manager;
  const roles = (id && view.practitioner(id)?.roles) ?? [];
  const inAgency = roles.filter(({ agency }) => agency === owner.agency);
  const hat = inAgency.find(({ role }) => role === owner.role) ?? inAgency[0] ?? roles[0];
  return id && hat ? [recipient(id, hat.role, hat.agency, place === 0 ? 'deputy' : 'manager')] : [];
}
