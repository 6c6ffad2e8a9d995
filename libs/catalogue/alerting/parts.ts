import { Data, Id, Maybe } from '../fields';

/** Somebody who is told, and why it is them. */
export const Recipient = Data({
  practitioner: Maybe(Id('The practitioner; missing where the role is a shared inbox.')),
  role: Id('The role.'),
  agency: Id('The agency.'),
  reason: Id('allocated-worker, deputy, manager, virtual-school, duty …'),
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
