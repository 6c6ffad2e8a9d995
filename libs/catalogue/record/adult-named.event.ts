import { defineEvent } from '../definition';
import { Data, Day, Flags, Id, Many, Maybe, OneOf, Own } from '../fields';
import { RELATIONSHIPS } from './relationship-stated.event';

/** Not a line of a chronology, and of a class that opens by the supplier's agreement alone: nobody has found that it is so. */
export const adultNamed = defineEvent({
  type: 'record.adult-named',
  version: 1,
  title: 'Adult named in a concern',
  about:
    'An agency’s record names somebody as a possible source of harm to the child. It is an allegation. Who that is stands sealed in a card of its own, which this event alone opens; whoever works for the agency under that staff number is shut out, with their line.',
  subject: 'record',
  sector: 'record',
  dataClass: 'allegation',
  retention: 'allegation',
  lasts: 'moment',
  schema: Data({
    person: Id('Keyed hash of the person as this agency knows them; another agency’s is another one.'),
    card: Id('Names the sealed card with their name, and holds the only key to it.'),
    said: Maybe(Id('Keyed hash of what the card says: another name is another statement.')),
    relationship: OneOf('How the person stands to the child.', RELATIONSHIPS),
    from: Maybe(Day('Since when the record names them so.')),
    until: Maybe(Day('The last day on which it does.')),
    staffNamed: Maybe(
      Many(Own('The agency’s own number of the person where it employs them.'), {
        maxItems: 1,
        description: 'They and their line are told nothing about this child.',
      }),
    ),
    flags: Flags,
  }),
});

/** Its type. */
export const ADULT_NAMED = adultNamed.type;
