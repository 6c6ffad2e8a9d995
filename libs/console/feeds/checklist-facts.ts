import type { ChecklistItem, ContractReport } from '@tributary/intake';
import { londonDate } from '@tributary/kernel';
import { dayInWords } from '../page/words';
import { row } from './feed-facts';

/** What has to stand before a feed goes live, a line each: how it stands, and what to do. */
export const checklistRows = (
  items: readonly ChecklistItem[],
): Readonly<{ open: number; rows: readonly object[] }> => ({
  open: items.filter(({ done }) => !done).length,
  rows: items.map(({ title, done, finding, next }) =>
    row(title, [`${done ? 'Done' : 'To do'}: ${finding}.`, ...(next === undefined ? [] : [next])].join(' ')),
  ),
});

type Badge = Readonly<{ text: string; tag: string }>;

/** What may be said of a feed's contract tests; undefined where they were never passed. */
export function badgeOf({ state, passedAt, mapping, samplesAlone, changed = [] }: ContractReport): Badge | undefined {
  if (passedAt === undefined) return undefined;
  const by = [...(mapping === undefined ? [] : [`mapping version ${mapping}`]), ...(samplesAlone ? [SAMPLES] : [])];
  const passed = `Contract tests passed on ${dayInWords(londonDate(passedAt))}${by.length > 0 ? ` (${by.join(', ')})` : ''}`;
  if (state === 'passed') return { text: passed, tag: samplesAlone ? 'govuk-tag--blue' : 'govuk-tag--green' };
  return { text: `${passed}; changed since: ${changed.join(', ')}`, tag: 'govuk-tag--yellow' };
}
const SAMPLES = 'with sample files alone';

/** Each test, and when the hub saw it. */
export const contractRows = ({ checks }: ContractReport): readonly object[] =>
  checks.map(({ title, seen }) =>
    row(
      title,
      seen ? `Seen on ${dayInWords(londonDate(seen.at))}${seen.sample ? ', by a sample file' : ''}` : 'Not seen yet',
    ),
  );
