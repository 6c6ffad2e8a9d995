import type { Question, Viewer } from '@tributary/chronology';
import {
  formatPosition,
  parsePosition,
  type AgencyId,
  type ChildId,
  type FeedPosition,
  type Instant,
} from '@tributary/kernel';
import type { Pool } from 'pg';

export type ReplayRow = Readonly<{
  id: string;
  askedAt: Instant;
  viewer: Viewer;
  purpose: string;
  child: ChildId;
  reference: Readonly<{ agency: AgencyId; child: string }>;
  question: Question;
  position: FeedPosition;
  /** SHA-256 of the answer's bytes, hex. */
  digest: string;
}>;

export async function insertReplay(pool: Pool, row: ReplayRow): Promise<void> {
  const { practitioner, role, agency } = row.viewer;
  await pool.query(
    `INSERT INTO audit.replays (id, asked_at, practitioner, role, agency, purpose, child_id, reference, question, position, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[row.id, row.askedAt, practitioner, role, agency, row.purpose, row.child],
      ...[JSON.stringify(row.reference), JSON.stringify(row.question)],
      ...[formatPosition(row.position), row.digest],
    ],
  );
}

type Stored = Readonly<{
  id: string;
  asked_at: Date;
  practitioner: Viewer['practitioner'];
  role: Viewer['role'];
  agency: Viewer['agency'];
  purpose: string;
  child_id: ChildId;
  reference: ReplayRow['reference'];
  question: Question;
  position: string;
  digest: string;
}>;

/** Undefined where there is no such replay. */
export async function findReplay(pool: Pool, id: string): Promise<ReplayRow | undefined> {
  const { rows } = await pool.query<Stored>('SELECT * FROM audit.replays WHERE id = $1', [id]);
  const row = rows[0];
  const position = row && parsePosition(row.position);
  if (!row || !position) return undefined;
  const { practitioner, role, agency, purpose, reference, question, digest } = row;
  const viewer = { practitioner, role, agency };
  const askedAt = row.asked_at.toISOString() as Instant;
  return { id, askedAt, viewer, purpose, child: row.child_id, reference, question, position, digest };
}
