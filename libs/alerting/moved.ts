import { isEvent } from '@tributary/catalogue';
import { type ChildId, childStream, type Instant, type Recorded, type RecordId } from '@tributary/kernel';
import type { ReactorIo } from '@tributary/runtime';

/** What makes the rules look at a child's records again, beside what is said in them. */
export const MOVES = [
  'identity.record-linked',
  'identity.record-unlinked',
  'identity.children-merged',
  'identity.child-split',
] as const;

const ALL: ReadonlySet<string> = new Set(MOVES);
export const isMove = ({ type }: Readonly<{ type: string }>): boolean => ALL.has(type);

/** Records that came to a child or went from it. */
export type Moved = Readonly<{
  records: readonly RecordId[];
  /** Whose they were. */
  from: ChildId;
  /** They went, where the event stands on the stream of that child. */
  isGoing: boolean;
  /** A link that was wrong is taken back: what it hid or brought about is put right. */
  isUndone: boolean;
}>;

/**
 * What an event says of records that moved; undefined for the copy on the record's own stream, for a first sight, whose
 * facts follow, and for each of several that move by one decision: what was decided follows.
 */
export function movedBy({ event }: Recorded): Moved | undefined {
  if (!event.streamId.startsWith('child-')) return undefined;
  const isOf = (child: string): boolean => event.streamId === childStream(child as ChildId);
  if (isEvent(event, 'identity.record-linked')) {
    const { recordId, previous, method, decision } = event.data;
    if (previous === null || decision !== undefined) return undefined;
    return { ...of([recordId], previous), isGoing: false, isUndone: method === 'taken-back' };
  }
  if (isEvent(event, 'identity.record-unlinked')) {
    const { recordId, childId, decision } = event.data;
    return decision === undefined ? { ...of([recordId], childId), isGoing: true, isUndone: true } : undefined;
  }
  if (isEvent(event, 'identity.children-merged')) {
    const { records, former } = event.data;
    return { ...of(records, former), isGoing: isOf(former), isUndone: false };
  }
  if (!isEvent(event, 'identity.child-split')) return undefined;
  const { records, from } = event.data;
  return { ...of(records, from), isGoing: isOf(from), isUndone: true };
}

const of = (records: readonly string[], from: string): Pick<Moved, 'records' | 'from'> => ({
  records: records.map((record) => record as RecordId),
  from: from as ChildId,
});

/** Since when the first of the records was of the child that they were taken from. */
export async function linkedSince(
  { records, from }: Moved,
  { at }: Recorded,
  io: ReactorIo,
): Promise<Instant | undefined> {
  const past = (await io.store.loadMany([childStream(from)], at)).map(({ event }) => event);
  const since = records.flatMap((record) => {
    const links = past.filter(
      (event) =>
        (isEvent(event, 'identity.record-linked') || isEvent(event, 'identity.child-registered')) &&
        event.data.recordId === record,
    );
    return links.at(-1)?.knownFrom ?? [];
  });
  return since.sort()[0];
}
