import type { Rates, ToldLink, ToReview } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import { LOOKED, sentence, spoken, timeInWords } from '../page/words';
import { type Fault, faultOfWords, type Form, wordsIn } from './own-words';

type Looks = readonly Readonly<{
  at: string;
  what: string;
  shown: readonly Readonly<{ agency: string; dataClass: string }>[];
}>[];

const nameOf = (view: DirectoryView, id: string): string => view.practitioner(id)?.name ?? 'Somebody';
const agencyOf = (view: DirectoryView, id: string): string => view.agency(id)?.name ?? id;

/** Everything that waits for a senior. */
export const reviewsPage = (
  waiting: readonly ToReview[],
  links: readonly ToldLink[],
  rates: Rates,
  view: DirectoryView,
): object => ({
  waiting: waiting.map((one) => ({ ...one, ...whoOf(one, view), state: stateOf(one) })),
  links: links.map((one) => ({ ...one, ...whoOf(one, view) })),
  rates: ratesTable(rates, view),
});

/** One opening, what was said, and what was read under it. */
export const reviewPage = (opening: ToReview, looks: Looks, view: DirectoryView): object => ({
  ...{ ...opening, ...whoOf(opening, view), state: stateOf(opening) },
  reviewer: nameOf(view, opening.reviewer),
  looks: {
    caption: 'What was read under it',
    head: ['When', 'What', 'From whom, of which kind'],
    rows: looks.map(({ at, what, shown }) => [
      { text: timeInWords(at) },
      { text: LOOKED[what] ?? sentence(spoken(what)) },
      { lines: shown.map((one) => `${agencyOf(view, one.agency)}: ${spoken(one.dataClass)}`) },
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
  agency: agencyOf(view, agency),
});

const stateOf = ({ overdue, escalated, dueBy }: ToReview): object => ({
  overdue,
  words: overdue
    ? `Due by ${timeInWords(dueBy)}${escalated ? '; it came to you because it was not reviewed in time' : ''}`
    : `Review it by ${timeInWords(dueBy)}`,
});

const ratesTable = ({ days, agencies }: Rates, view: DirectoryView): object => ({
  caption: `How often, in the last ${days} days`,
  head: ['Agency', 'Opened', `In the ${days} days before`, 'By how many people', 'Without good reason', 'Not reviewed'],
  rows: agencies.map(({ agency, count, before, people, notJustified, waiting }) => [
    { text: agencyOf(view, agency) },
    { text: String(count) },
    { text: String(before) },
    { text: `${people} of ${new Set(view.holdersAt(agency).map(({ practitioner }) => practitioner.id)).size}` },
    { text: String(notJustified) },
    { text: String(waiting) },
  ]),
});
