import { Data, Id, Many, Maybe, Type } from '../fields';

const Bits = Type.Number({ description: 'Bits for (or against) one child.', minimum: -100, maximum: 100 });

/** How the weights came to it; missing where no weight was looked at. */
export const Weighed = {
  probability: Maybe(Type.Number({ description: 'That the two are one child, from 0 to 1.', minimum: 0, maximum: 1 })),
  weights: Maybe(Id('The version of the weights.')),
};

/** How one field compared, without its values. */
export const Evidence = Many(
  Data({
    field: Id('What was compared: nhs-number, upn, given-name, birth-date, postcode, school, parent …'),
    outcome: Id('same, close, different … (equal, missing and unverified before weights were told).'),
    weight: Maybe(Bits),
  }),
  { maxItems: 30, description: 'How each field compared; never the values.' },
);

export const ByPerson = {
  by: Maybe(Id('The practitioner who did it; missing where the hub did.')),
  role: Maybe(Id('The role they acted in.')),
};
