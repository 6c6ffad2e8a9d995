import { At, Data, Day, Id, Many, Maybe, OneOf, Whole } from '../fields';

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

/** What was done with an alert that stands though what it rested on was put right. */
export const Stands = Data(
  {
    status: OneOf('As it stood before anybody closed it.', ['open', 'acknowledged'] as const),
    step: Whole('How often it had gone to the next person.'),
    handedTo: Many(Recipient, { maxItems: 100, description: 'Who had it after whoever it was for first, in order.' }),
    line: Maybe(Recipient),
    seen: Maybe(Data({ role: Id('The role of whoever acknowledged it first.'), at: At('When.') })),
    closed: Maybe(
      Data({
        by: Id('Who closed it.'),
        role: Id('The role they acted in.'),
        agency: Maybe(Id('The agency they acted for.')),
        outcome: Id('What they said of its use.'),
        at: At('When.'),
      }),
    ),
  },
  {
    description:
      'Where it had used another child’s record and is put right: what people had done with it, which stands.',
  },
);
