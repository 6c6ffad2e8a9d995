import { comparePositions, type Recorded } from '@tributary/kernel';

const RETRACTED = 'record.fact-retracted';

/**
 * What still holds: per (stream, item of the source) the latest statement, unless that is a retraction. Later is
 * decided by the source's own revision where both statements carry one, else by the place in the feed. Events without
 * an item of a source (decisions) all hold. Result in feed order.
 */
export function currentFacts(recorded: readonly Recorded[]): readonly Recorded[] {
  const kept: Recorded[] = [];
  const latest = new Map<string, Recorded>();
  for (const candidate of recorded) {
    const key = itemKey(candidate);
    if (key === undefined) {
      kept.push(candidate);
      continue;
    }
    const before = latest.get(key);
    if (before === undefined || supersedes(candidate, before)) latest.set(key, candidate);
  }
  for (const statement of latest.values()) if (statement.event.type !== RETRACTED) kept.push(statement);
  return kept.sort((a, b) => comparePositions(a.at, b.at));
}

function itemKey({ event }: Recorded): string | undefined {
  return 'record' in event.source ? `${event.streamId} ${event.source.record}` : undefined;
}

/** Whether `next` replaces `before` as the source's word on one item. */
export function supersedes(next: Recorded, before: Recorded): boolean {
  const [a, b] = [revisionOf(next), revisionOf(before)];
  if (a !== undefined && b !== undefined && a !== b) return a > b;
  return comparePositions(next.at, before.at) >= 0;
}

const revisionOf = ({ event }: Recorded): string | undefined =>
  'record' in event.source ? event.source.revision : undefined;
