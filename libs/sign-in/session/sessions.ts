import { createHash, randomBytes } from 'node:crypto';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Hat } from '../tokens/reader-context';

/** Somebody who is signed in, and the one role they act in; none before they have chosen. */
export type Session = Readonly<{ practitioner: PractitionerId; hat?: Hat }>;

export type SessionLimits = Readonly<{
  /** Milliseconds without a page after which it is over. */
  idleMs: number;
  /** Milliseconds after which it is over in any case. */
  longestMs: number;
}>;

type Row = { practitioner: PractitionerId; role: RoleCode | null; agency: AgencyId | null };

const NAME = /^[\w-]{43}$/;
const MINUTE = 60_000;

/** Sessions are kept here and not in the browser, so that signing out, or leaving an agency, ends them at once. */
export class Sessions {
  constructor(private readonly options: Readonly<{ pool: Pool; limits: SessionLimits; now?: () => number }>) {}

  /** A new session; what is answered is for the person's browser alone. */
  async open(practitioner: PractitionerId, hat?: Hat): Promise<string> {
    const name = randomBytes(32).toString('base64url');
    const { pool } = this.options;
    await pool.query('DELETE FROM sign_in.sessions WHERE seen < $1 OR began < $2', this.oldest());
    await pool.query(
      'INSERT INTO sign_in.sessions (id, practitioner, role, agency, began, seen) VALUES ($1, $2, $3, $4, $5, $5)',
      [idOf(name), practitioner, hat?.role ?? null, hat?.agency ?? null, this.now()],
    );
    return name;
  }

  /** Undefined where it never was, was ended, or is over. A look by the person keeps it open. */
  async find(name: string, keepsOpen = true): Promise<Session | undefined> {
    if (!NAME.test(name)) return undefined;
    const { rows } = await this.options.pool.query<Row & { idle: boolean }>(
      `SELECT practitioner, role, agency, seen < $4 AS idle FROM sign_in.sessions
        WHERE id = $1 AND seen >= $2 AND began >= $3`,
      [idOf(name), ...this.oldest(), new Date(this.now().getTime() - MINUTE)],
    );
    const [row] = rows;
    if (!row) return undefined;
    if (row.idle && keepsOpen) await this.seen(name);
    const { practitioner, role, agency } = row;
    return { practitioner, ...(role !== null && agency !== null ? { hat: { role, agency } } : {}) };
  }

  /** From now on they act in that role. */
  async act(name: string, hat: Hat): Promise<void> {
    await this.options.pool.query('UPDATE sign_in.sessions SET role = $2, agency = $3 WHERE id = $1', [
      idOf(name),
      hat.role,
      hat.agency,
    ]);
  }

  async close(name: string): Promise<void> {
    await this.options.pool.query('DELETE FROM sign_in.sessions WHERE id = $1', [idOf(name)]);
  }

  private async seen(name: string): Promise<void> {
    await this.options.pool.query('UPDATE sign_in.sessions SET seen = $2 WHERE id = $1', [idOf(name), this.now()]);
  }

  private oldest(): [Date, Date] {
    const now = this.now().getTime();
    const { idleMs, longestMs } = this.options.limits;
    return [new Date(now - idleMs), new Date(now - longestMs)];
  }

  private now(): Date {
    return new Date(this.options.now?.() ?? Date.now());
  }
}

const idOf = (name: string): Buffer => createHash('sha256').update(`session ${name}`).digest();
