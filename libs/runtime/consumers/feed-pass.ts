import { type CommittedFeed, comparePositions, type FeedPosition, type SealedRecord } from '@tributary/kernel';
import type { Leave } from './delivery';

const BATCH = 1_000;

export type PassSpec = Readonly<{
  read: CommittedFeed['read'];
  after: FeedPosition;
  upTo: FeedPosition;
  leave: Leave;
  partitionOf(record: SealedRecord): number;
  /** Records of one partition, in feed order. */
  handle(partition: number, records: readonly SealedRecord[]): Promise<void>;
}>;

/** Walks the committed feed from one place to another; true when it got there. */
export async function passFeed(spec: PassSpec): Promise<boolean> {
  let after = spec.after;
  while (comparePositions(after, spec.upTo) < 0) {
    if (!spec.leave.given()) return false;
    const { records } = await spec.read(after, BATCH);
    const within = records.filter((record) => comparePositions(record.at, spec.upTo) <= 0);
    const last = within.at(-1);
    if (!last) return true;
    for (const [partition, some] of Map.groupBy(within, spec.partitionOf)) {
      if (!spec.leave.given()) return false;
      await spec.handle(partition, some);
    }
    after = last.at;
  }
  return true;
}
