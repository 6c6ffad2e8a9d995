import type { ItemKey, LockedView } from '@tributary/event-store';
import type { Fact, Parsed } from '@tributary/feeds';
import type { EventId, StreamId } from '@tributary/kernel';
import type { OnCard } from '@tributary/people';
import type { Planned } from '../domain/plan-append';
import { acceptedRecord, parkedRecord, type ReceiptRecord } from '../domain/receipt';
import type { RecordOutcome, RecordStatements } from '../domain/statement';

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

/** Fields that were left out of entries; one that is left out as a whole counts once. */
export const droppedIn = (entries: readonly GroupEntry[]): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === 'left-out' ? 1 : droppedOf(entry)), 0);
const droppedOf = (entry: GroupEntry): number => (entry.kind === 'record' ? (entry.dropped ?? 0) : 0);

/** What entries say happened to children. */
export const factsIn = (entries: readonly GroupEntry[]): readonly Fact[] =>
  entries.flatMap((entry) => (entry.kind === 'record' ? entry.facts : []));

/** One line for each entry, in the order of the delivery; one of which nothing came was known already. */
export const inOrder = (
  entries: readonly GroupEntry[],
  settled: ReadonlyMap<number, RecordOutcome>,
): readonly ReceiptRecord[] =>
  entries.map((entry, i): ReceiptRecord => {
    if (entry.kind === 'parked') return parkedRecord(entry);
    if (entry.kind === 'left-out') return { place: entry.place, outcome: 'left-out', code: entry.code };
    const outcome = settled.get(i);
    return outcome ? acceptedRecord(outcome) : { place: entry.place, outcome: 'duplicate' };
  });

/** Whom statements name around children, by the event that each becomes. */
export const namesIn = (records: readonly RecordStatements[]): ReadonlyMap<EventId, OnCard> =>
  new Map(
    records.flatMap(({ statements }) =>
      statements.flatMap(({ event, onCard }) => (onCard ? [[event.id, onCard] as const] : [])),
    ),
  );
