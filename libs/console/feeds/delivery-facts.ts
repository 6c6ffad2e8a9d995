import { FEED_PROBLEMS } from '@tributary/feeds';
import type { DeliveriesPage, Receipt, ReceiptRecord, ParkedEntry, Redriven } from '@tributary/intake';
import { type Cell, row, type Table } from './feed-facts';
import { sentence, spoken, timeInWords } from '../page/words';

type Counts = Receipt['counts'];
const STATES: Readonly<Record<string, Cell>> = {
  received: { text: 'Waiting', tag: 'govuk-tag--blue' },
  processing: { text: 'At work', tag: 'govuk-tag--blue' },
  done: { text: 'Done', tag: 'govuk-tag--green' },
  failed: { text: 'Failed', tag: 'govuk-tag--red' },
};
const COUNTS: readonly (readonly [keyof Counts, string])[] = [
  ['accepted', 'taken in'],
  ['duplicate', 'known already'],
  ['retracted', 'taken back'],
  ['late', 'out of date on arrival'],
  ['parked', 'parked'],
  ['review', 'whose child is not sure'],
  ['dropped', 'fields left out'],
];
const countWords = (counts: Counts): string =>
  COUNTS.flatMap(([name, words]) => (counts[name] > 0 ? [`${counts[name]} ${words}`] : [])).join(', ') || 'Nothing new';

type Told = Readonly<{ title: string; todo: string }>;
/** What docs/problems.md says of a code that stands in a file; undefined for another. */
const toldOf = (code: string): Told | undefined => (FEED_PROBLEMS as Readonly<Record<string, Told>>)[code];

export const deliveriesTable = (feed: string, { deliveries }: DeliveriesPage): Table => ({
  caption: 'Deliveries, newest first',
  head: ['Received', 'State', 'What became of it'],
  rows: deliveries.map(({ id, receivedAt, status, backfill, counts, problem }) => [
    { text: timeInWords(receivedAt), href: `/feeds/${feed}/receipts/${id}`, ...(backfill ? { more: 'History' } : {}) },
    STATES[status] ?? { text: status },
    problem
      ? { text: problem.title, more: problem.detail }
      : { text: status === 'done' ? countWords(counts) : 'Not finished yet' },
  ]),
});

/** Parked records as boxes to tick: where, why, what to do. */
export const parkedBoxes = (parked: readonly ParkedEntry[]): readonly object[] =>
  parked.map(({ id, place, code, message, parkedAt, tries, held }) => ({
    value: id,
    text: `${sentence(place)}: ${toldOf(code)?.title ?? spoken(code)}`,
    disabled: !held,
    hint: {
      text: [
        message,
        ...(toldOf(code) ? [`What to do: ${toldOf(code)?.todo}`] : []),
        held ? '' : 'Its bytes are deleted by now: send it anew from the source.',
        `Parked on ${timeInWords(parkedAt)}${tries > 0 ? `, tried again ${tries === 1 ? 'once' : `${tries} times`}` : ''}. Code ${code}.`,
      ]
        .filter(Boolean)
        .join(' '),
    },
  }));

type Line = Omit<ReceiptRecord, 'streamId'>;
const OUTCOMES = {
  accepted: { text: 'Taken in', tag: 'govuk-tag--green' },
  duplicate: { text: 'Known already', tag: 'govuk-tag--grey' },
  'left-out': { text: 'Left out', tag: 'govuk-tag--grey' },
  parked: { text: 'Parked', tag: 'govuk-tag--orange' },
} as const;

export function receiptPage(receipt: Receipt): object {
  const { id, status, receivedAt, finishedAt, backfill, counts, records, next, position, problem } = receipt;
  return {
    ...{ id, receivedAt, next },
    problem: problem && `${problem.title}. ${problem.detail}`,
    rows: [
      row('State', STATES[status]?.text ?? status),
      row('Finished', finishedAt ? timeInWords(finishedAt) : 'Not yet'),
      row('What became of it', countWords(counts)),
      row('History', backfill ? 'Yes: recorded, nobody is alerted' : 'No'),
      row('Receipt', id),
      ...(position === undefined ? [] : [row('Position reached', position)]),
    ],
    table: {
      caption: 'Records',
      head: ['Place', 'Outcome', 'Why and what to do'],
      rows: records.map((record) => [{ text: sentence(record.place) }, OUTCOMES[record.outcome], whyOf(record)]),
    },
  };
}

const whyOf = ({ code, message, redriven }: Line): object => {
  if (redriven) return { text: 'Was parked first, and sent again' };
  if (code === undefined) return { text: '' };
  const told = toldOf(code);
  return { text: message ?? spoken(code), ...(told ? { more: `${told.title}. What to do: ${told.todo}` } : {}) };
};

export const redrivenWords = ({ tried, redriven, stillParked }: Redriven): string =>
  tried === 0
    ? 'There was nothing to send again.'
    : `${redriven} of ${tried} records taken in${stillParked > 0 ? `, ${stillParked} still parked` : ''}.`;
