import type { ItemKey, LockedView } from '@tributary/event-store';
import type { Parsed } from '@tributary/feeds';
import type { StreamId } from '@tributary/kernel';
import type { Planned } from '../domain/plan-append';
import { parkedRecord, type ReceiptRecord } from '../domain/receipt';
import type { RecordStatements } from '../domain/statement';

export type GroupEntry = Exclude<Parsed, { kind: 'complete' }>;

/** Record streams that have events once the plan stands. */
export const openAfter = (
  records: readonly RecordStatements[],
  planned: Planned,
  view: LockedView,
): readonly StreamId[] =>
  records.flatMap(({ streamId }, i) =>
    (view.head(streamId) ?? planned.outcomes[i]?.eventIds.length) ? [streamId] : [],
  );

export const practiceStream = (feed: string): StreamId => `practice-${feed}` as StreamId;

/** Each item that the records speak of, once. */
export function itemKeys(records: readonly RecordStatements[]): readonly ItemKey[] {
  const keys = new Map<string, ItemKey>();
  for (const { streamId, statements, proposed } of records) {
    for (const { item } of proposed ? [...statements, proposed] : statements)
      keys.set(`${streamId} ${item}`, { streamId, item });
  }
  return [...keys.values()];
}

/** One line for each entry, in the order of the delivery; one of which nothing came was known already. */
export const inOrder = (
  entries: readonly GroupEntry[],
  answered: ReadonlyMap<number | undefined, ReceiptRecord>,
): readonly ReceiptRecord[] =>
  entries.map((entry, i): ReceiptRecord => {
    if (entry.kind === 'parked') return parkedRecord(entry);
    if (entry.kind === 'left-out') return { place: entry.place, outcome: 'left-out', code: entry.code };
    return answered.get(i) ?? { place: entry.place, outcome: 'duplicate' };
  });
