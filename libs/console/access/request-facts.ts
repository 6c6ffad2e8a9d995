import { agencyName } from '../page/agency-name';
import { type RequestState } from '@tributary/access';
import type { Askable, Shareable, SupplierAnswer, ToldRequest } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { EventId } from '@tributary/kernel';
import { sentence, spoken, timeInWords, whenInWords } from '../page/words';
import { type Typed } from './opening-facts';
import { faultOfWords, type Form, listIn, wordsIn } from './own-words';

const STATES: Readonly<Record<RequestState, Readonly<{ text: string; classes: string }>>> = {
  waiting: { text: 'Waits for an answer', classes: 'govuk-tag--blue' },
  'asked-back': { text: 'They ask something back', classes: 'govuk-tag--yellow' },
  shared: { text: 'Shared', classes: 'govuk-tag--green' },
  refused: { text: 'Refused', classes: 'govuk-tag--grey' },
};
const SAID: Readonly<Record<RequestState, string>> = {
  waiting: 'Asked',
  'asked-back': 'Asked back',
  shared: 'Shared',
  refused: 'Refused',
};
const kindOf = (view: DirectoryView, { supplier, dataClass }: Askable): string =>
  `${agencyName(view, supplier)}: ${spoken(dataClass)}`;

/** What can be asked for, to choose one of. */
export const askChoices = (askable: readonly Askable[], view: DirectoryView): readonly object[] =>
  askable.map((one) => ({ value: `${one.supplier} ${one.dataClass}`, text: kindOf(view, one) }));

/** What somebody asks for, of all that they may ask for. */
export function readAsking(form: Form): Typed & Readonly<{ supplier: string; dataClass: string; reason: string }> {
  const [kind, reason] = [wordsIn(form, 'kind'), wordsIn(form, 'reason')];
  const [supplier = '', dataClass = '', ...more] = kind.split(' ');
  const isKind = supplier !== '' && dataClass !== '' && more.length === 0;
  const faults = [
    isKind ? undefined : { field: 'kind', text: 'Choose what you ask for' },
    faultOfWords(reason, 'reason', 'Say what you need it for'),
  ];
  return { supplier, dataClass, reason, typed: { kind, reason }, faults: faults.filter((one) => one !== undefined) };
}

/** One request as a line of a list or the head of its page. */
export const requestLine = (one: ToldRequest, view: DirectoryView): object => ({
  ...{ id: one.id, child: one.child, overdue: one.overdue, state: STATES[one.state] },
  kind: kindOf(view, one),
  who: `${view.practitioner(one.practitioner)?.name ?? 'Somebody'}, ${spoken(one.role)}, ${agencyName(view, one.agency)}`,
  purpose: spoken(one.purpose),
  due: `${one.overdue ? 'Was due' : 'Due'} by ${timeInWords(one.dueBy)}`,
  isWaiting: one.state === 'waiting',
  canReply: one.state === 'asked-back',
  until: one.until && timeInWords(one.until),
  said: one.said.map(({ at, by, agency, what, words }, i) => ({
    words,
    what: what === 'waiting' && i > 0 ? 'Answered' : SAID[what],
    who: `${view.practitioner(by)?.name ?? 'Somebody'}, ${agencyName(view, agency)}, ${timeInWords(at)}`,
  })),
});

export const shareBoxes = (shareable: readonly Shareable[]): readonly object[] =>
  shareable.map(({ id, title, occurred }) => ({
    value: id,
    text: title,
    hint: { text: sentence(whenInWords(occurred)) },
  }));

export const OUTCOMES = [
  { value: 'shared', text: 'Share the events that I tick' },
  { value: 'refused', text: 'Refuse' },
  { value: 'asked-back', text: 'Ask something first' },
] as const;
/** How long a share may last, as a supplier chooses it, in days. */
export const SHARE_DAYS = [
  { value: '7', text: 'One week' },
  { value: '28', text: 'Four weeks' },
  { value: '90', text: 'Ninety days' },
] as const;

/** What somebody of the supplying agency answers. */
export function readAnswer(
  form: Form,
): Typed & Readonly<{ answer: SupplierAnswer | undefined; ticked: readonly string[] }> {
  const [outcome, words, days] = [wordsIn(form, 'outcome'), wordsIn(form, 'words'), wordsIn(form, 'days')];
  const ticked = listIn(form, 'events');
  const isShare = outcome === 'shared';
  const faults = [
    OUTCOMES.some(({ value }) => value === outcome) ? undefined : { field: 'outcome', text: 'Choose what you answer' },
    isShare && ticked.length === 0 ? { field: 'events', text: 'Tick what you share' } : undefined,
    isShare && !SHARE_DAYS.some(({ value }) => value === days)
      ? { field: 'days', text: 'Choose until when you share it' }
      : undefined,
    faultOfWords(words, 'words', 'Say why, or what you ask'),
  ].filter((one) => one !== undefined);
  const answer = faults.length > 0 ? undefined : answerOf({ outcome, words, days, ticked });
  return { answer, ticked, typed: { outcome, words, days }, faults };
}

type Given = Readonly<{ outcome: string; words: string; days: string; ticked: readonly string[] }>;

function answerOf({ outcome, words, days, ticked }: Given): SupplierAnswer {
  if (outcome === 'shared') return { outcome, events: ticked as readonly EventId[], days: Number(days), words };
  return { outcome: outcome === 'refused' ? 'refused' : 'asked-back', words };
}
