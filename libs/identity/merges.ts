import { inTransaction } from '@tributary/event-store';
import type { RecordId } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { unrejected } from './review/rejected';
import { Apart, joins } from './sealed/apart';
import type { Joining } from './sealed/storage';
import { keepApart } from './sealed/storage';
import { insertProposals, type ProposalRow, type RecordRow, recordsByRef } from './storage/rows';

/** Two records of which their agency says that it keeps them as one; each by the keyed hash of its number. */
export type Merge = Readonly<{ former: string; kept: string }>;

const UNWEIGHED = { probability: null, weights: null };

/**
 * Proposes each former record to the child of the one it went into. Agencies put the wrong records together and take them
 * apart again, so it is decided afterwards: by the hub where nothing speaks against it and nobody may have seen it
 * (rematching/joining.ts), else by a person. Until then all that was said stays where it was said. Records that are not
 * known, or are of one child already, need nothing. Answers what is proposed, by former record.
 */
export async function proposeMerges(
  { pool, vault }: Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'> }>,
  merges: readonly Merge[],
  rows: ReadonlyMap<string, RecordRow>,
): Promise<ReadonlyMap<RecordId, ProposalRow>> {
  const known = merges.filter(({ former }) => rows.has(former));
  if (known.length === 0) return new Map();
  const kept = await recordsByRef(pool, [...new Set(known.map((merge) => merge.kept))]);
  const pairs = known.flatMap((merge) => {
    const [record, into] = [rows.get(merge.former), kept.get(merge.kept)];
    return !record || !into || record.childId === into.childId ? [] : [{ record, into }];
  });
  return inTransaction(pool, async (tx) => {
    const apart = await Apart.around(tx, vault, {
      persons: [],
      records: pairs.flatMap(({ record, into }) => [record.recordId, into.recordId]),
    });
    const joining = ({ record, into }: (typeof pairs)[number]): string | undefined =>
      joins(apart.ofRecord(record.recordId), apart.ofRecord(into.recordId));
    const joinings = pairs.flatMap((one): Joining[] => {
      const [pair, { record, into }] = [joining(one), one];
      const { recordId, agency } = record;
      return pair ? [{ pair, record: recordId, agency, child: into.childId, why: 'merged-at-source' }] : [];
    });
    await keepApart(tx, vault, { members: [], joinings });
    const proposals = pairs
      .filter((one) => joining(one) === undefined)
      .map(({ record, into }): ProposalRow => {
        const about = { recordId: record.recordId, childId: into.childId };
        return { ...about, reason: 'merged-at-source', evidence: [], ...UNWEIGHED };
      });
    const open = await unrejected(tx, proposals, vault);
    await insertProposals(tx, open);
    await tx.query('UPDATE identity.records SET review = true WHERE record_id = ANY($1::uuid[])', [
      open.map(({ recordId }) => recordId),
    ]);
    return new Map(open.map((proposal) => [proposal.recordId, proposal]));
  });
}
