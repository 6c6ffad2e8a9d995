import { defineEvent } from '../definition';
import { Data, Day, Flags, Id, Maybe, OneOf, Own, YesNo } from '../fields';

/** How somebody stands to a child. Step-parents and adopters are parents, foster carers and guardians carers. */
export const RELATIONSHIPS = [
  ...(['mother', 'father', 'parent', 'carer'] as const),
  ...(['sibling', 'grandparent', 'other'] as const),
] as const;
export type Relationship = (typeof RELATIONSHIPS)[number];

/** Whether somebody has parental responsibility (Children Act 1989, section 3), as the record has it. */
export const RESPONSIBILITIES = ['yes', 'no', 'unknown', 'shared-with-authority', 'restricted-by-order'] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

/** Not a line of a chronology: it says who stands around the child, not what happened to it. */
export const relationshipStated = defineEvent({
  type: 'record.relationship-stated',
  version: 1,
  title: 'Relationship stated',
  about:
    'An agency’s record of the child names somebody around the child, and says how they stand to it. Who that is stands sealed in a card of its own, which this event alone opens.',
  subject: 'record',
  sector: 'record',
  dataClass: 'general',
  retention: 'early-help',
  // Of a pupil it is held as long as they are on the roll; of any other record, unopened, as long as what happened once.
  lasts: { with: 'education.pupil-enrolled' },
  location: ['livesWith', 'household', 'livesWithFrom', 'livesWithUntil'],
  schema: Data({
    person: Id('Keyed hash of the person as this agency knows them; another agency’s is another one.'),
    card: Id('Names the sealed card with their name, and holds the only key to it.'),
    said: Maybe(Id('Keyed hash of what the card says: another name is another statement.')),
    relationship: OneOf('How the person stands to the child.', RELATIONSHIPS),
    responsibility: OneOf('Whether the person has parental responsibility, as the record has it.', RESPONSIBILITIES),
    from: Maybe(Day('Since when, where the record says.')),
    until: Maybe(Day('The last day, where the record says.')),
    livesWith: Maybe(YesNo('Whether both live in one household.')),
    household: Maybe(
      Id('Keyed hash of the household they live in, where the agency numbers it; another agency’s is another one.'),
    ),
    livesWithFrom: Maybe(Day('Since when they live in one household, where the record says.')),
    livesWithUntil: Maybe(Day('The last day on which they do, where the record says.')),
    staffNumber: Maybe(
      Own('The agency’s own number of the person where it employs them: they open nothing of the child.'),
    ),
    flags: Flags,
  }),
});

/** Its type: who stands around a child is folded from these alone. */
export const RELATIONSHIP = relationshipStated.type;
