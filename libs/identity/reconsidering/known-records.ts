import { type Clock, type ChildId, londonDate, type PlainDate, type RecordId, systemClock } from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { recordKeyCount, recordKeys } from '../blocking';
import { nextStanding } from '../domain/numbers';
import { openSaid, statedToday } from '../open-said';
import { recordPages, type StandingRecord } from '../storage/every-record';
import { addMissingKeys } from '../storage/missing-keys';

/** A record as a look at all of them holds it: no more than what is compared, and whose it is. */
export type Known = Readonly<{ recordId: RecordId; childId: ChildId; person: Person }>;

/** `until`: the first day on which a number begins or ends, so that a record says something else by itself. */
export type KnownRecords = Readonly<{ known: readonly Known[]; until: PlainDate | null }>;

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'>; clock?: Clock }>;

/**
 * Opens all records, a page at a time, in the order of their references, which no order of arrival changes. On the way
 * those are made findable that came before there were all of today's keys.
 */
export async function knownRecords({ pool, vault, clock = systemClock }: Options): Promise<KnownRecords> {
  const today = londonDate(clock());
  const reader = new PersonReader();
  const known: Known[] = [];
  let until: PlainDate | null = null;
  const open = ({ recordId, ref, childId, sealed }: StandingRecord): Known => {
    const spoken = openSaid(vault, { recordId, sealed });
    const next = nextStanding(spoken, today);
    if (next !== undefined && (until === null || next < until)) until = next;
    return { recordId, childId, person: reader.read(statedToday(spoken, ref, clock)) };
  };
  for await (const page of recordPages(pool)) {
    const opened = page.map((row) => ({ ...open(row), sealed: row.sealed }));
    await addMissingKeys(
      pool,
      opened.map(({ recordId, sealed, person }) => ({
        ...{ recordId, sealed, keyCount: recordKeyCount(person) },
        keys: () => recordKeys(person, vault),
      })),
    );
    for (const { recordId, childId, person } of opened) known.push({ recordId, childId, person });
  }
  return { known: known.sort((one, other) => (one.person.id < other.person.id ? -1 : 1)), until };
}
