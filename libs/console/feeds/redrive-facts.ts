import type { DirectoryView } from '@tributary/directory';
import { FEED_PROBLEMS } from '@tributary/feeds';
import type { ParkedReason, Run } from '@tributary/intake';
import { spoken, timeInWords } from '../page/words';
import type { Cell, Table } from './feed-facts';

const STATES: Readonly<Record<Run['state'], Cell>> = {
  running: { text: 'At work', tag: 'govuk-tag--blue' },
  stopped: { text: 'Stopped', tag: 'govuk-tag--orange' },
  done: { text: 'Done', tag: 'govuk-tag--green' },
  failed: { text: 'Cannot go on', tag: 'govuk-tag--red' },
};
/** Runs of which the page tells. */
const TOLD = 5;

/** Much that was sent again at once: what is open first in full, then the last ones as a table. */
export function redrivePage(runs: readonly Run[], view: DirectoryView): object {
  const open = runs.find(({ state }) => state === 'running') ?? runs.find(({ state }) => state === 'stopped');
  const table: Table = {
    caption: 'Sent again at once, newest first',
    head: ['Started', 'What', 'State', 'What became of it'],
    rows: runs
      .slice(0, TOLD)
      .map((run) => [
        { text: timeInWords(run.startedAt), more: `By ${starterOf(run, view)}` },
        { text: whatWords(run) },
        STATES[run.state],
        { text: cameOf(run) },
      ]),
  };
  return {
    open: open && {
      ...{ id: open.id, running: open.state === 'running', done: open.done, total: open.total },
      words: `${whatWords(open)}: ${cameOf(open)}. Started by ${starterOf(open, view)} on ${timeInWords(open.startedAt)}.`,
    },
    table: runs.length > 0 ? table : undefined,
  };
}

/** Reasons to choose from, each with how many there are; none where there is but one. */
export const reasonItems = (reasons: readonly ParkedReason[]): readonly object[] =>
  reasons.length < 2 ? [] : reasons.map(({ code, count }) => ({ value: code, text: `${titleOf(code)} (${count})` }));

const titleOf = (code: string): string =>
  (FEED_PROBLEMS as Readonly<Record<string, Readonly<{ title: string }>>>)[code]?.title ?? spoken(code);

function whatWords({ kind, code, mapping }: Run): string {
  if (kind === 'mapping') return `Deliveries read anew by version ${mapping ?? ''} of the mapping`;
  return code === undefined ? 'All parked records' : `Parked records: ${titleOf(code)}`;
}

function cameOf({ kind, done, total, accepted, stillParked, remaining, requeued, problem }: Run): string {
  const own =
    kind === 'parked'
      ? [`${accepted} taken in`, `${stillParked} still parked`]
      : [
          `${accepted} ${accepted === 1 ? 'correction' : 'corrections'}`,
          ...(stillParked > 0 ? [`${stillParked} refused`] : []),
        ];
  return [
    `${done} of ${total} tried`,
    ...own,
    ...(remaining > 0 ? [`${remaining} to go`] : []),
    ...(requeued > 0 ? [`${requeued} failed ${requeued === 1 ? 'delivery' : 'deliveries'} tried again too`] : []),
    ...(problem === undefined ? [] : [spoken(problem)]),
  ].join(', ');
}

const starterOf = ({ startedBy }: Run, view: DirectoryView): string =>
  view.practitioner(startedBy)?.name ??
  view.agency(startedBy)?.name ??
  (startedBy === 'command-line' ? 'the command line' : startedBy);
