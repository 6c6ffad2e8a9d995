import { type ChildId, Problem, type RecordId, type Tx } from '@tributary/kernel';
import type { Person, PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import { openSaid, statedToday } from '../open-said';
import { type RecordRow, recordsOfChild } from '../storage/rows';

/** A record of a child, opened for comparing. */
export type OpenRecord = Readonly<{ recordId: RecordId; person: Person }>;

type Io = Readonly<{ vault: Pick<Vault, 'openIdentity'>; reader: PersonReader }>;

export const opened = (row: RecordRow, { vault, reader }: Io): OpenRecord => ({
  recordId: row.recordId,
  person: reader.read(statedToday(openSaid(vault, row))),
});

/** The oldest first. */
export async function openedOfChild(tx: Tx, child: ChildId, io: Io): Promise<readonly OpenRecord[]> {
  return (await recordsOfChild(tx, child)).map((row) => opened(row, io));
}

/** Whether one of two stewards who have to agree has spoken of any of them: nothing moves until they have. */
export async function isBeingDecided(tx: Tx, records: readonly RecordId[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM identity.proposals WHERE record_id = ANY($1::uuid[]) AND opinions <> '[]'::jsonb LIMIT 1`,
    [records],
  );
  return rowCount === 1;
}

/** Whether a person said of any of these that it is of another child than another of them. */
export async function saidApart(tx: Tx, records: readonly RecordId[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    'SELECT FROM identity.rejections WHERE one = ANY($1::uuid[]) AND other = ANY($1::uuid[]) LIMIT 1',
    [records],
  );
  return rowCount === 1;
}

/** Somebody was quicker, or another record came to the child: then it is looked at again by them. */
export async function unlessMoved(moving: Promise<unknown>): Promise<boolean> {
  try {
    await moving;
    return true;
  } catch (error) {
    if (error instanceof Problem && (error.code === 'record-moved' || error.code === 'child-unknown')) return false;
    throw error;
  }
}
