import type { Appended, AppendPlan, Appender, LockedView } from '@tributary/event-store';
import { type ChildId, childStream, Problem, type RecordId, recordStream, type Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import { type Move, moveEvents } from './domain/move-events';
import { allOf, Apart, joins } from './sealed/apart';
import { keepApart } from './sealed/storage';
import { moveReferences } from './storage/references';

/** What stands or falls with a move, looked at before anything of it is written to the rows. */
export type Also = (tx: Tx) => Promise<void>;

/** As many records as one decision moves: each is four events, written together. */
export const MOST_MOVED = 500;

type Io = Readonly<{ store: Appender; vault: Refs }>;
type Refs = Pick<Vault, 'ref' | 'sealIdentity' | 'openIdentity'>;

/**
 * One transaction under the locks of the records and of both children writes events, rows and references: an append to a
 * record falls wholly before or wholly after. What has moved already is left where it is. Problems: record-moved,
 * child-unknown, too-many-records.
 */
export async function carryOutMove({ store, vault }: Io, move: Move, also?: Also): Promise<Appended> {
  const { records, from, to } = move;
  if (records.length > MOST_MOVED) throw tooMany();
  const streams = [...new Set([...records.map(recordStream), childStream(from), childStream(to)])];
  return store.append({ streams }, (view) => planOf(move, view, { vault, also }));
}

type With = Pick<Io, 'vault'> & Readonly<{ also: Also | undefined }>;

function planOf(move: Move, view: LockedView, { vault, also }: With): AppendPlan {
  const { from, to, kind } = move;
  const childNow = (record: RecordId) => view.head(recordStream(record))?.childId;
  const records = move.records.filter((record) => childNow(record) !== to);
  if (records.length === 0) return { events: [] };
  // Claimed, not yet appended; or elsewhere by now: whoever asked looked at something that is not so.
  if (records.some((record) => childNow(record) !== from)) throw movedProblem();
  // A child comes into being by a link that is taken back, by nothing else.
  const isThere = view.head(childStream(to)) !== undefined;
  if (!isThere && kind !== 'take-back' && kind !== 'split') throw noSuchChild();
  const moving = { ...move, records };
  const version = (record: RecordId): number => view.head(recordStream(record))?.version ?? 0;
  return {
    events: moveEvents(moving, { now: view.now, version }),
    links: records.map((record) => ({ streamId: recordStream(record), childId: to })),
    also: async (tx) => {
      await requireNotApart(tx, vault, moving);
      await also?.(tx);
      await rowsOf(moving, tx);
    },
  };
}

async function rowsOf({ kind, records, from, to, decision, fromTheFirst = [] }: Move, tx: Tx): Promise<void> {
  for (const recordId of records) {
    await tx.query('UPDATE identity.records SET child_id = $2, review = false WHERE record_id = $1', [recordId, to]);
    await moveReferences(tx, { recordId, from, to });
  }
  // Whoever looks after the matching asks how many links of intake were wrong; a child's founding record was linked to none.
  await tx.query(
    'UPDATE identity.records SET link_undone = true WHERE record_id = ANY($1::uuid[]) AND record_id = ANY($2::uuid[]) AND NOT founded',
    [records, fromTheFirst],
  );
  await tx.query('DELETE FROM identity.proposals WHERE record_id = ANY($1::uuid[])', [records]);
  // The hub moves no record away from others: two that came together meanwhile stay so.
  if (kind === 'merge' || (kind === 'link' && 'method' in decision)) await requireEmpty(tx, from);
  await redirectProposals(tx, from, to);
}

/**
 * Whom somebody has sealed apart no hand joins. The answer is that of a record that has moved: nothing may say that there
 * is a pair.
 */
async function requireNotApart(tx: Tx, vault: Refs, { records, to, kind }: Move): Promise<void> {
  const { rows } = await tx.query<{ id: RecordId }>(
    'SELECT record_id AS id FROM identity.records WHERE child_id = $1',
    [to],
  );
  const there = rows.map(({ id }) => id);
  const apart = await Apart.around(tx, vault, { persons: [], records: [...records, ...there] });
  const sides = apart.ofRecords(there);
  if (records.some((record) => joins(apart.ofRecord(record), sides) !== undefined)) throw movedProblem();
  if (kind === 'take-back' || kind === 'split') return;
  const members = records.map((record) => ({ record, sides: allOf([apart.ofRecord(record), sides]) }));
  await keepApart(tx, vault, { members, joinings: [] });
}

/** A record that came to the child since somebody looked would be left behind. */
async function requireEmpty(tx: Tx, child: ChildId): Promise<void> {
  const { rowCount } = await tx.query('SELECT FROM identity.records WHERE child_id = $1 LIMIT 1', [child]);
  if (rowCount !== 0) throw movedProblem();
}

/** What was proposed to a child that has no record any more is proposed to the one that its last record went to. */
async function redirectProposals(tx: Tx, from: ChildId, to: ChildId): Promise<void> {
  const { rowCount } = await tx.query('SELECT FROM identity.records WHERE child_id = $1 LIMIT 1', [from]);
  if (rowCount !== 0) return;
  await tx.query(
    `DELETE FROM identity.proposals p WHERE child_id = $1
        AND (EXISTS (SELECT FROM identity.proposals o WHERE o.record_id = p.record_id AND o.child_id = $2)
             OR EXISTS (SELECT FROM identity.records r WHERE r.record_id = p.record_id AND r.child_id = $2))`,
    [from, to],
  );
  await tx.query('UPDATE identity.proposals SET child_id = $2 WHERE child_id = $1', [from, to]);
}

const movedProblem = (): Problem =>
  new Problem(
    'record-moved',
    409,
    'The record is not of that child now',
    'Somebody moved it, or its first events are still on their way. Look again and decide again',
  );

export const noSuchChild = (): Problem =>
  new Problem('child-unknown', 404, 'No such child', 'Name a child that has a record, as the review list does');

const tooMany = (): Problem =>
  new Problem(
    'records-too-many',
    422,
    'More records than one decision moves',
    `Move at most ${MOST_MOVED} records at once, those of one agency first`,
  );
