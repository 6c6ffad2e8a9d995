import type { ChecklistItem } from '@tributary/intake';
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
