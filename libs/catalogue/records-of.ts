import type { RecordId } from '@tributary/kernel';

/**
 * The records that make a child: the fold of the link events on the child's stream, oldest first. Give it the events
 * up to a position to learn which records were the child's then. Other events are passed over.
 */
export function recordsOf(childEvents: readonly Readonly<{ type: string; data: unknown }>[]): readonly RecordId[] {
  const records = new Set<RecordId>();
  for (const { type, data } of childEvents) {
    const record = recordIn(data);
    if (record === undefined) continue;
    if (type === 'identity.child-registered' || type === 'identity.record-linked') records.add(record);
    if (type === 'identity.record-unlinked') records.delete(record);
  }
  return [...records];
}

function recordIn(data: unknown): RecordId | undefined {
  if (data === null || typeof data !== 'object' || !('recordId' in data)) return undefined;
  return typeof data.recordId === 'string' ? (data.recordId as RecordId) : undefined;
}
