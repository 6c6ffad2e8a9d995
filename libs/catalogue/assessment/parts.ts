import { Data, Day, Id, OneOf } from '../fields';
import { ELEMENT_IDS } from './elements';

/** Somebody in one role in one agency. */
export const Hat = Data({
  practitioner: Id('The practitioner.'),
  role: Id('The role.'),
  agency: Id('The agency.'),
});

export const ElementOf = (description: string) => OneOf(description, ELEMENT_IDS);

/** Who of the family spoke; never by name. */
export const SPEAKERS = ['parent', 'carer', 'young-person', 'young-person-and-parent'] as const;
export const FORMS = ['written', 'spoken'] as const;

/** What the family said of the help: agreement to a service, not consent to the keeping of data. */
export const FamilySaid = {
  saidBy: OneOf('Who of the family said it.', SPEAKERS),
  form: OneOf('How they said it.', FORMS),
  on: Day('The day on which they said it.'),
};
