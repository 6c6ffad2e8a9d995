import { type Instant, instantOf, type PlainDate, Problem, type Tx } from '@tributary/kernel';
import { matchUnknown } from '../access';
import type { Opinion, Pair } from '../pair';
import { pairOf } from './pairs';

/** What became of a pair. */
export type Settled = Readonly<{ outcome: 'link' | 'different'; by: string; role: string; at: Instant }>;

/**
 * Throws unless the pair stands as it was looked at, and keeps it so until the transaction ends. Problems: match-decided,
 * match-changed, match-unknown.
 */
export async function requireUnchanged(
  tx: Tx,
  { id, seen, from, to }: Pick<Pair, 'id' | 'seen' | 'from' | 'to'>,
): Promise<void> {
  await tx.query('SELECT FROM identity.proposals WHERE id = $1 FOR UPDATE', [id]);
  await tx.query(
    'SELECT FROM (SELECT record_id FROM identity.records WHERE child_id = ANY($1::uuid[]) ORDER BY record_id FOR SHARE) held',
    [[from, to]],
  );
  const now = await pairOf(tx, id);
  if (!now) throw await whatBecameOf(tx, id);
  if (now.seen !== seen) throw changed(now);
}

/** For whoever comes after a decision: who decided, and when; the same as nothing at all where nobody did. */
export async function whatBecameOf(tx: Tx, id: string): Promise<Problem> {
  const { rows } = await tx.query<Omit<Settled, 'at'> & { at: Date }>(
    'SELECT outcome, by, role, at FROM identity.match_decisions WHERE id = $1',
    [id],
  );
  const [row] = rows;
  return row ? decided({ ...row, at: instantOf(row.at.getTime()) }) : matchUnknown();
}

/** Nothing is left to decide of it. */
export async function settle(tx: Tx, id: string, { outcome, by, role, at }: Settled): Promise<void> {
  await tx.query('INSERT INTO identity.match_decisions (id, outcome, by, role, at) VALUES ($1, $2, $3, $4, $5)', [
    id,
    outcome,
    by,
    role,
    at,
  ]);
  await tx.query('DELETE FROM identity.proposals WHERE id = $1', [id]);
}

export async function addOpinion(tx: Tx, id: string, opinion: Opinion): Promise<void> {
  await tx.query(
    `UPDATE identity.proposals SET opinions = opinions || $2::jsonb, asleep_until = NULL, round = round + 1 WHERE id = $1`,
    [id, JSON.stringify([opinion])],
  );
}

export async function sleepUntil(tx: Tx, id: string, until: PlainDate): Promise<void> {
  await tx.query('UPDATE identity.proposals SET asleep_until = $2, round = round + 1 WHERE id = $1', [id, until]);
}

const WORDS = { link: 'that they are one child', different: 'that they are two children' } as const;

const decided = ({ outcome, by, role, at }: Settled): Problem =>
  new Problem(
    'match-decided',
    409,
    'Somebody has decided this already',
    `They said ${WORDS[outcome]}. If you see it otherwise, speak with them; a link can be taken back`,
    { outcome, by, role, at },
  );

export function changed({ opinions }: Pick<Pair, 'opinions'>): Problem {
  const last = opinions.at(-1);
  return new Problem(
    'match-changed',
    409,
    'It is not what you looked at any more',
    'A record says something else now, was moved, or somebody gave an opinion. Look again and decide again',
    last ? { by: last.by, role: last.role, at: last.at } : {},
  );
}
