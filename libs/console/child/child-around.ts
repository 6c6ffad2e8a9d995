import type { AroundChild, TellsOf } from '@tributary/people';
import { dayInWords } from '../page/words';

const RELATIONSHIPS: Readonly<Record<TellsOf['data']['relationship'], string>> = {
  mother: 'mother',
  father: 'father',
  parent: 'parent',
  carer: 'carer',
  sibling: 'brother or sister',
  grandparent: 'grandparent',
  other: 'other adult',
};
const RESPONSIBILITIES: Readonly<Record<TellsOf['data']['responsibility'], string>> = {
  yes: 'has parental responsibility',
  no: 'has no parental responsibility',
  unknown: 'parental responsibility not known',
  'shared-with-authority': 'shares parental responsibility with the authority',
  'restricted-by-order': 'parental responsibility restricted by an order',
};

/** Who stands around the child, each by the agency that says so: accounts are not merged. */
export const aroundRows = ({ people }: AroundChild, nameOf: (agency: string) => string): readonly object[] =>
  people.map(({ agency, data }) => ({
    name: data.name ?? 'Somebody whose name is not known',
    words: [
      RELATIONSHIPS[data.relationship],
      RESPONSIBILITIES[data.responsibility],
      ...homeWords(data),
      ...(data.from ? [`since ${dayInWords(data.from)}`] : []),
      ...(data.until ? [`until ${dayInWords(data.until)}`] : []),
    ].join(', '),
    source: nameOf(agency),
  }));

/** Adults named in concerns, as allegations, for those alone who may read them. */
export const namedRows = ({ named }: AroundChild, nameOf: (agency: string) => string): readonly object[] =>
  named.adults.map(({ agency, name, relationship, from }) => ({
    name: name ?? 'Somebody whose name is not known',
    words: [RELATIONSHIPS[relationship], ...(from ? [`since ${dayInWords(from)}`] : [])].join(', '),
    source: nameOf(agency),
  }));

/** What whoever leads safeguarding is asked about their own staff. */
export const namesakeRows = ({ named }: AroundChild): readonly object[] =>
  named.namesakes.map(({ name, birthDate, staff }) => ({
    name,
    born: birthDate === null ? undefined : dayInWords(birthDate),
    staff: staff.join(', '),
  }));

const NTH = ['first', 'second', 'third', 'fourth'];

/** Whether they live together, since when and until when, and in which of several households. */
function homeWords({ livesWith, livesWithFrom, livesWithUntil, household }: TellsOf['data']): readonly string[] {
  if (livesWith === undefined) return [];
  const days = [
    ...(livesWithFrom ? [`since ${dayInWords(livesWithFrom)}`] : []),
    ...(livesWithUntil ? [`until ${dayInWords(livesWithUntil)}`] : []),
  ];
  const where = household === undefined ? [] : [`in the ${NTH[household - 1] ?? `${household}th`} of its households`];
  const does = livesWith
    ? 'lives with the child'
    : days.length > 0
      ? 'lived with the child'
      : 'does not live with the child';
  return [[does, ...where, ...days].join(' ')];
}

/** Brothers and sisters whose own pages the reader may open, and by whose word they are. */
export const siblingLinks = ({ siblings }: AroundChild, nameOf: (agency: string) => string): readonly object[] =>
  siblings.map(({ child, names, why }) => ({
    ref: child,
    name: names[0] ?? 'A child whose name you may not see',
    why: why.kind === 'one-household' ? 'both live in one household' : `${why.name ?? 'somebody'} brings both up`,
    source: nameOf(why.agency),
  }));
