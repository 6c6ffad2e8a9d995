import { inTransaction } from '@tributary/event-store';
import type { RecordId, Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { unrejected } from './review/rejected';
import { Apart, joins } from './sealed/apart';
import type { Joining } from './sealed/storage';
import { keepApart } from './sealed/storage';
import { insertProposals, type ProposalRow, proposalsOf, type RecordRow, recordsByRef } from './storage/rows';

/**
 * Two records of one agency, each by the keyed hash of its number, of which it says that it keeps them as one
 * (`merged-at-source`), or that both are of one person and both in use (`linked-at-source`).
 */
export type Merge = Readonly<{ former: string; kept: string; why: 'merged-at-source' | 'linked-at-source' }>;

const UNWEIGHED = { probability: null, weights: null };

/**
 * Proposes each former record to the child of the one it went into. Agencies put the wrong records together and take them
 * apart again, so it is decided afterwards: by the hub where nothing speaks against it and nobody may have seen it
 * (rematching/joining.ts), else by a person; of records that it merely links, by a person always. Until then all that was
 * said stays where it was said. Records that are not known, or are of one child already, need nothing. Answers what is
 * proposed, by former record.
 */
export async function proposeMerges(
  { pool, vault }: Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'> }>,
  merges: readonly Merge[],
  rows: ReadonlyMap<string, RecordRow>,
): Promise<ReadonlyMap<RecordId, readonly ProposalRow[]>> {
  const known = merges.filter(({ former }) => rows.has(former));
  if (known.length === 0) return new Map();
  const kept = await recordsByRef(pool, [...new Set(known.map((merge) => merge.kept))]);
  const pairs = known.flatMap((merge) => {
    const [record, into] = [rows.get(merge.former), kept.get(merge.kept)];
    return !record || !into || record.childId === into.childId ? [] : [{ record, into, why: merge.why }];
  });
  return inTransaction(pool, async (tx) => {
    const apart = await Apart.around(tx, vault, {
      persons: [],
      records: pairs.flatMap(({ record, into }) => [record.recordId, into.recordId]),
    });
    const joining = ({ record, into }: (typeof pairs)[number]): string | undefined =>
      joins(apart.ofRecord(record.recordId), apart.ofRecord(into.recordId));
    const joinings = pairs.flatMap((one): Joining[] => {
      const [pair, { record, into, why }] = [joining(one), one];
      const { recordId, agency } = record;
      return pair ? [{ pair, record: recordId, agency, child: into.childId, why }] : [];
    });
    await keepApart(tx, vault, { members: [], joinings });
    const proposals = pairs
      .filter((one) => joining(one) === undefined)
      .map(({ record, into, why }): ProposalRow => {
        const about = { recordId: record.recordId, childId: into.childId };
        return { ...about, reason: why, evidence: [], ...UNWEIGHED };
      });
    const open = await unrejected(tx, await withoutWeaker(tx, proposals), vault);
    await insertProposals(tx, open);
    await tx.query('UPDATE identity.records SET review = true WHERE record_id = ANY($1::uuid[])', [
      open.map(({ recordId }) => recordId),
    ]);
    return Map.groupBy(open, ({ recordId }) => recordId);
  });
}

/** A mere link says nothing beside what is proposed of the two already: that has its evidence, and may be acted on. */
async function withoutWeaker(tx: Tx, proposals: readonly ProposalRow[]): Promise<readonly ProposalRow[]> {
  const pairOf = ({ recordId, childId }: ProposalRow): string => `${recordId} ${childId}`;
  const merged = proposals.filter(({ reason }) => reason === 'merged-at-source');
  const standing = await proposalsOf(tx, [...new Set(proposals.map(({ recordId }) => recordId))]);
  // Said again it is proposed again: a crash may have kept the first time from being told.
  const others = standing.filter(({ reason }) => reason !== 'linked-at-source');
  const taken = new Set([...merged, ...others].map(pairOf));
  const links = new Map(proposals.filter((one) => !taken.has(pairOf(one))).map((one) => [pairOf(one), one]));
  return [...new Map(merged.map((one) => [pairOf(one), one])).values(), ...links.values()];
}
