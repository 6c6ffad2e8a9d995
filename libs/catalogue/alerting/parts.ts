import { Data, Day, Id, Maybe } from '../fields';

/** Somebody who is told, and why it is them. */
export const Recipient = Data({
  practitioner: Maybe(Id('The practitioner; missing where the role is a shared inbox.')),
  role: Id('The role.'),
  agency: Id('The agency.'),
  reason: Id('allocated-worker, deputy, manager, virtual-school, duty …'),
});

/** The other of two who both do targeted work with a child, as a notice to the one names them. */
export const Colleague = Data({
  practitioner: Id('The practitioner.'),
  role: Id('The role.'),
  agency: Id('The agency.'),
  work: Id('What they do: allocated-worker, family-help.'),
  since: Day('Since when.'),
});

/** Who raised a concern, as far as the directory knows: the agency's safeguarding lead stands for them. */
export const RaisedBy = Data({
  practitioner: Id('The practitioner.'),
  role: Id('The role.'),
  agency: Id('The agency.'),
  concern: Id('The event that stated the concern.'),
});

export const Actor = {
  alertId: Id('The alert.'),
  by: Id('The practitioner.'),
  role: Id('The role they acted in.'),
  agency: Maybe(Id('The agency they acted for.')),
};
