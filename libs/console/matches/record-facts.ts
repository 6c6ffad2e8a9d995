import type { DirectoryView } from '@tributary/directory';
import type { RecordShown, UnlinkLine, Unlinking, UnlinkStep } from '@tributary/identity';
import { type Fault, faultOfWords, type Form, wordsIn } from '../access/own-words';
import { sentence, shortDayInWords, spoken, timeInWords } from '../page/words';
import { opinionLines, sideTables, STATES } from './match-facts';
import { agencyWords, differs, fieldName, followsWords, levelWords, methodWords, percentWords } from './match-words';

export const DONE: Readonly<Record<UnlinkStep, string>> = {
  unlink: 'The record was taken out. Below is the child that it is of now.',
  leave: 'The record stays with the child.',
  opinion: 'What you think stands. Nothing moves until a second steward has said.',
  escalate: 'You two differ: your senior decides, and nothing moves until then.',
};

const UNLINK = { value: 'unlink', text: 'It is not of this child: take it out' } as const;
const LEAVE = { value: 'leave', text: 'It is of this child: leave it' } as const;
const SAID = { link: 'it is of this child', merge: 'it is of this child', different: 'it is not of this child' };

export const waitingLines = (lines: readonly UnlinkLine[], view: DirectoryView): readonly object[] =>
  lines.map(({ record, agency, state, since, mayDecide }) => ({
    ...{ record, mayDecide, state: STATES[state], since: shortDayInWords(since.slice(0, 10)) },
    title: `The record of ${agencyWords(agency, view)}`,
  }));

export const agencyChoices = (view: DirectoryView): readonly object[] => [
  { value: '', text: 'Choose an agency' },
  ...view.document.agencies.map(({ id, name }) => ({ value: id, text: name })),
];

export function recordPage(shown: RecordShown, view: DirectoryView): object {
  const { record, agency, alongside, sides, state, opinions, follows } = shown;
  const name = agencyWords(agency, view);
  const asked = opinions.length > 0;
  return {
    ...{ id: record, seen: shown.seen, grave: shown.grave, mayDecide: shown.mayDecide, placeSealed: shown.placeSealed },
    ...{ state: STATES[state], alone: alongside.length === 0, more: sides?.more ?? 0 },
    intro: introOf(name, alongside.map((id) => agencyWords(id, view)).join(', ')),
    tables: sideTables(sides?.beside ?? [], name, view),
    links: linkTable(shown, view),
    follows: [...followsWords(follows, view), ...(follows.alerts.move > 0 ? [RECALLED] : [])],
    opinions: opinionLines(opinions, SAID, view),
    ...(asked
      ? { legend: 'What do you say?', items: [UNLINK, LEAVE], button: 'Record it' }
      : { legend: 'Take it out of this child', items: [UNLINK], button: 'Take it out' }),
  };
}

const RECALLED = 'Whoever was told of these by what this record says gets a recall, to acknowledge.';

const introOf = (name: string, others: string): string =>
  others === ''
    ? `The record of ${name}.`
    : `The record of ${name} is of a child of whom there are records of: ${others}.`;

function linkTable({ links, record }: RecordShown, view: DirectoryView): object {
  return {
    caption: 'How each record came to the child',
    head: ['Record', 'How', 'When', 'On what evidence'],
    rows: links.map((link) => {
      const text = sentence(agencyWords(link.agency, view));
      return [
        link.recordId === record ? { text, more: 'this record' } : { text, href: `/records/${link.recordId}` },
        { text: methodWords(link.method), more: whoWords(link, view) },
        { text: timeInWords(link.at) },
        { lines: evidenceWords(link), more: weightsWords(link) },
      ];
    }),
    steady: true,
  };
}

type Link = RecordShown['links'][number];

const whoWords = ({ by, role, reason }: Link, view: DirectoryView): string =>
  by === null
    ? ''
    : `${view.practitioner(by)?.name ?? 'Somebody'}, ${spoken(role ?? '')}${reason === null ? '' : `: ${reason}`}`;

function evidenceWords({ evidence, method }: Link): readonly string[] {
  const fields = (wanted: boolean) => evidence.filter(({ outcome }) => differs(outcome) === wanted);
  const same = fields(false).map(({ field }) => fieldName(field));
  const other = fields(true).map(({ field, outcome }) => `${fieldName(field)}: ${levelWords(outcome).toLowerCase()}`);
  const said = [
    ...(same.length > 0 ? [`The same: ${same.join('; ')}.`] : []),
    ...(other.length > 0 ? [`Differs: ${other.join('; ')}.`] : []),
  ];
  return said.length > 0 ? said : [method === 'first' ? 'None: it was the first' : 'None'];
}

const weightsWords = ({ weights, probability }: Link): string =>
  weights === null ? '' : `${percentWords(probability)}, by weights ${weights}`;

export type ReadUnlinking = Readonly<{
  typed: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  unlinking: Unlinking | undefined;
}>;

/** What somebody says of a record. */
export function readUnlinking(form: Form): ReadUnlinking {
  const field = (name: string): string => wordsIn(form, name);
  const [decision, reason, seen, second] = [field('decision'), field('reason'), field('seen'), field('second')];
  const typed = { decision, reason, second };
  const chosen = [UNLINK, LEAVE].find(({ value }) => value === decision)?.value;
  const faults = [
    chosen ? undefined : { field: 'decision', text: 'Choose whether it is of this child' },
    faultOfWords(reason, 'reason', 'Say why'),
  ].filter((one) => one !== undefined);
  if (!chosen || faults.length > 0) return { typed, faults, unlinking: undefined };
  const secondOpinion = second === 'yes' && chosen === 'unlink';
  return { typed, faults, unlinking: { decision: chosen, reason, seen, ...(secondOpinion ? { secondOpinion } : {}) } };
}

/** Which child somebody looks for. */
export function readFinding(form: Form, view: DirectoryView) {
  const [agency, child] = [wordsIn(form, 'agency'), wordsIn(form, 'child').toLowerCase()];
  const faults = [
    view.agency(agency) ? undefined : { field: 'agency', text: 'Choose the agency' },
    child === '' ? { field: 'child', text: 'Write what it calls the child' } : undefined,
  ].filter((one) => one !== undefined);
  return { finding: { agency, child }, faults };
}

/** The same whether there is none, or it is not for them. */
export const NOT_FOUND: Fault = {
  field: 'child',
  text: 'No record is found by that. Have the agency read out its reference again',
};
