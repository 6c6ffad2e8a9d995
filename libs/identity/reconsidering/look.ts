import type { Disclosure } from '@tributary/access';
import { type AgencyId, instantOf, type PractitionerId, Problem, type RoleCode } from '@tributary/kernel';
import { alone } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { ReconsideringBook, Standing } from './book';
import type { Reconsidered } from './reconsidering';

/** On whose behalf all records are opened, and why. */
export type LookedBy = Pick<Disclosure, 'practitioner' | 'role' | 'agency' | 'purpose'>;

/** The hub itself: nobody of the directory, and nobody who could be one. */
export const THE_HUB: LookedBy = {
  practitioner: 'tributary' as PractitionerId,
  role: 'system' as RoleCode,
  agency: 'tributary' as AgencyId,
  purpose: 'Regular look at all records at once',
};

export type LookIo = Readonly<{
  pool: Pool;
  book: Pick<ReconsideringBook, 'standing' | 'ended'>;
  /** `records`: how many there are. */
  look: (records: number) => Promise<Reconsidered>;
  disclose: (line: Disclosure) => Promise<void>;
  now: () => number;
}>;

/** One at a time in all processes; undefined, at once, where another one is at it. */
export const oneAtATime = <T>(pool: Pool, work: () => Promise<T>): Promise<T | undefined> =>
  alone(pool, 'reconsider', work);

/** Looks, and keeps what it came to, with its line in the ledger. Killed before the end, nothing is kept: the next looks again. */
export async function lookAtAll(
  { book, look, disclose, now }: LookIo,
  by: LookedBy,
  standing: Standing,
): Promise<Reconsidered> {
  const began = now();
  const found = await look(standing.records);
  const { weights: version, records, proposed, splits } = found;
  await disclose({
    ...{ ...by, child: null, what: 'match-reconsidered', asKnownOn: null, withheld: [] },
    shown: [{ version, records, proposed, splits: splits.length }],
  });
  await book.ended({ beganAt: instantOf(began), tookMs: now() - began, mark: standing.mark }, found);
  return found;
}

/** Because somebody asked for it, whether something changed or not. Problem reconsider-under-way. */
export async function lookNow(io: LookIo, by: LookedBy): Promise<Reconsidered> {
  const found = await oneAtATime(io.pool, async () => lookAtAll(io, by, await io.book.standing()));
  if (found) return found;
  throw new Problem(
    'reconsider-under-way',
    409,
    'All records are being looked at now',
    'A round of the hub, or somebody else, is at it. Ask with --last when it is done',
  );
}
