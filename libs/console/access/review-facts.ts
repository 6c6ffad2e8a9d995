import { agencyName } from '../page/agency-name';
import type { Rates, ToldLink, ToReview } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { GROUNDS, LOOKED, sentence, spoken, timeInWords } from '../page/words';
import { type Fault, faultOfWords, type Form, wordsIn } from './own-words';

type Looks = readonly Readonly<{
  at: string;
  what: string;
  shown: readonly Readonly<{ agency: string; dataClass: string }>[];
}>[];

const nameOf = (view: DirectoryView, id: string): string => view.practitioner(id)?.name ?? 'Somebody';

const DID: Readonly<Record<ToReview['kind'], string>> = {
  'break-glass': 'opened a child’s record',
  'protection-ground': 'stated a protection ground',
};
const WHAT: Readonly<Record<ToReview['kind'], string>> = {
  'break-glass': 'Records opened',
  'protection-ground': 'Protection grounds stated',
};

/** Everything that waits for a senior. */
export const reviewsPage = (
  waiting: readonly ToReview[],
  links: readonly ToldLink[],
  rates: Rates,
  view: DirectoryView,
): object => ({
  waiting: waiting.map((one) => ({ ...one, ...whoOf(one, view), state: stateOf(one), did: DID[one.kind] })),
  links: links.map((one) => ({ ...one, ...whoOf(one, view) })),
  rates: ratesTable(rates, view),
});

/** One opening, what was said, and what was read under it. */
export const reviewPage = (opening: ToReview, looks: Looks, view: DirectoryView): object => ({
  ...{ ...opening, ...whoOf(opening, view), state: stateOf(opening), did: DID[opening.kind] },
  ground: opening.ground && GROUNDS[opening.ground],
  reviewer: nameOf(view, opening.reviewer),
  looks: {
    caption: 'What was seen under it',
    head: ['When', 'What', 'From whom, of which kind'],
    rows: looks.map(({ at, what, shown }) => [
      { text: timeInWords(at) },
      { text: LOOKED[what] ?? sentence(spoken(what)) },
      { lines: shown.map((one) => `${agencyName(view, one.agency)}: ${spoken(one.dataClass)}`) },
    ]),
  },
});

export const OUTCOMES = [
  { value: 'justified', text: 'Yes: there was good reason' },
  { value: 'not-justified', text: 'No: it shuts at once' },
] as const;

export type ReadVerdict = Readonly<{
  typed: Readonly<{ outcome: string; note: string }>;
  faults: readonly Fault[];
  outcome: (typeof OUTCOMES)[number]['value'] | undefined;
}>;

/** What a senior found. */
export function readVerdict(form: Form): ReadVerdict {
  const typed = { outcome: wordsIn(form, 'outcome'), note: wordsIn(form, 'note') };
  const outcome = OUTCOMES.find(({ value }) => value === typed.outcome)?.value;
  const faults = [
    outcome ? undefined : { field: 'outcome', text: 'Choose whether there was good reason' },
    faultOfWords(typed.note, 'note', 'Say what you found'),
  ];
  return { typed, outcome, faults: faults.filter((one) => one !== undefined) };
}

type Whose = Pick<ToldLink, 'practitioner' | 'role' | 'agency'>;
const whoOf = ({ practitioner, role, agency }: Whose, view: DirectoryView): object => ({
  name: nameOf(view, practitioner),
  role: spoken(role),
  agency: agencyName(view, agency),
});

const stateOf = ({ overdue, escalated, dueBy }: ToReview): object => ({
  overdue,
  words: overdue
    ? `Due by ${timeInWords(dueBy)}${escalated ? '; it came to you because it was not reviewed in time' : ''}`
    : `Review it by ${timeInWords(dueBy)}`,
});

const ratesTable = ({ days, agencies }: Rates, view: DirectoryView): object => ({
  caption: `How often, in the last ${days} days`,
  head: [
    'Agency',
    'What',
    'Times',
    `In the ${days} days before`,
    'By how many people',
    'Without good reason',
    'Not reviewed',
  ],
  rows: agencies.map(({ agency, kind, count, before, people, notJustified, waiting }) => [
    { text: agencyName(view, agency) },
    { text: WHAT[kind] },
    { text: String(count) },
    { text: String(before) },
    { text: `${people} of ${new Set(view.holdersAt(agency).map(({ practitioner }) => practitioner.id)).size}` },
    { text: String(notJustified) },
    { text: String(waiting) },
  ]),
});
