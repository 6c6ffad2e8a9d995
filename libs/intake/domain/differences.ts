import type { Parsed, Sighting } from '@tributary/feeds';
import { canonicalJson } from '@tributary/kernel';

type Entry = Exclude<Parsed, { kind: 'complete' }>;
type OfRecord = Extract<Entry, { kind: 'record' }>;

/**
 * What one place of a delivery comes to when it is read anew, beside what it was read as before: nothing where both
 * are the same, or where it cannot be read now; else what it states, and first what it states no longer, taken back.
 * Pure.
 */
export function differences(before: Entry | undefined, after: Entry): readonly Entry[] {
  if (after.kind === 'parked' || (before && canonicalJson(before) === canonicalJson(after))) return [];
  return [...takenBack(before, after), ...(after.kind === 'left-out' ? [] : [after])];
}

function takenBack(before: Entry | undefined, after: Entry): readonly OfRecord[] {
  if (before?.kind !== 'record') return [];
  const kept = new Set(after.kind === 'record' && isSame(before, after) ? after.facts.map(({ item }) => item) : []);
  const gone = before.facts.filter(({ item, retracted }) => !retracted && !kept.has(item));
  if (gone.length === 0) return [];
  const facts = gone.map((fact) => ({ ...fact, retracted: true, ifKnown: true }) as const);
  return [{ ...before, place: `${before.place} (taken back)`, facts, ifKnown: true }];
}

/** Of one record of the agency, whatever else it says of the person. */
const isSame = ({ sighting: a }: OfRecord, { sighting: b }: OfRecord): boolean => keyOf(a) === keyOf(b);
const keyOf = ({ system, localId }: Sighting): string => `${system} ${localId}`;
