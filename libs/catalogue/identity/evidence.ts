import { Data, Id, Many, Maybe } from '../fields';

/** How one field compared, without its values. */
export const Evidence = Many(
  Data({
    field: Id('What was compared: nhs-number, upn, name, birth-date, postcode, school, parent …'),
    outcome: Id('equal, close, different, missing, invalid …'),
  }),
  { maxItems: 30, description: 'How each field compared; never the values.' },
);

export const ByPerson = {
  by: Maybe(Id('The practitioner who did it; missing where the hub did.')),
  role: Maybe(Id('The role they acted in.')),
};
