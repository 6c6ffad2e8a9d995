import {
  type Erased,
  type FeedPosition,
  type Opener,
  Problem,
  type Recorded,
  type SealedRecord,
} from '@tributary/kernel';
import { verdictOf } from './verdict';

/** A record that this program cannot read: damaged, or written by a newer program (`type` is then known). */
export type Unreadable = Readonly<{ at: FeedPosition; unreadable: unknown; type?: string }>;
export type Opened = Recorded | Erased | Unreadable;

export const isUnreadable = (one: Opened): one is Unreadable => 'unreadable' in one;

/** Opens a batch once for all consumers. One that cannot be read is found and does not keep the others closed. */
export async function openBatch(opener: Opener, records: readonly SealedRecord[]): Promise<readonly Opened[]> {
  const [first] = records;
  if (!first) return [];
  try {
    return await opener.open(records);
  } catch (error) {
    const verdict = verdictOf(error);
    if (verdict === 'transient') throw error;
    if (records.length === 1) return [{ at: first.at, unreadable: error, ...typeOf(error) }];
    const half = records.length >> 1;
    return [...(await openBatch(opener, records.slice(0, half))), ...(await openBatch(opener, records.slice(half)))];
  }
}

function typeOf(error: unknown): { type?: string } {
  if (!(error instanceof Problem) || error.code !== 'event-too-new') return {};
  const { type } = error.extra;
  return typeof type === 'string' ? { type } : {};
}
