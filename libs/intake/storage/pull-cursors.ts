import { type Instant, instantOf, londonDate } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Hold } from './pulls';

/** Where a resource stands. Without `next`, its run begins with its first page. */
export type Cursor = Readonly<{ completeTo?: Instant; began: Instant; next?: string; pages: number }>;
type Row = { complete_to: Date | null; began: Date | null; next_sealed: Buffer | null; pages: number };
type Parts = Readonly<{ pool: Pool; vault: Pick<Vault, 'sealPayload' | 'openPayload'> }>;

const HELD = 'EXISTS (SELECT FROM intake.pulls p WHERE p.feed = c.feed AND p.holder = $3)';

/** Somebody else holds the feed by now. */
export class TakenOver extends Error {}

/** Places of pulls, each moved by the feed's holder alone and by no other. */
export class PullCursors {
  constructor(private readonly parts: Parts) {}

  /** The run in hand, or a new one that begins now. */
  async find(hold: Hold, resource: string, now: Instant): Promise<Cursor> {
    const { rows } = await this.parts.pool.query<Row>(
      `INSERT INTO intake.pull_cursors AS c (feed, resource, began) VALUES ($1, $2, $3)
       ON CONFLICT (feed, resource) DO UPDATE SET began = coalesce(c.began, $3)
       RETURNING complete_to, began, next_sealed, pages`,
      [hold.feed, resource, now],
    );
    const row = rows[0];
    const completeTo = row?.complete_to ? { completeTo: instantOf(row.complete_to.getTime()) } : {};
    const next = row?.next_sealed ? await this.parts.vault.openPayload(row.next_sealed) : undefined;
    // The key of a place that is weeks old is gone: its run begins anew.
    if (!row?.began || next === null) return this.anew(hold, resource, now, completeTo);
    const began = instantOf(row.began.getTime());
    return { ...completeTo, began, pages: row.pages, ...(next && { next: next.toString('utf8') }) };
  }

  async advance(hold: Hold, resource: string, next: string, now: Instant): Promise<void> {
    const sealed = await this.parts.vault.sealPayload(hold.feed, londonDate(now), Buffer.from(next));
    await this.move(hold, resource, 'next_sealed = $4, pages = pages + 1', [sealed]);
  }

  /** All pages are durable: the next run asks for what has changed since this one began. */
  async complete(hold: Hold, resource: string): Promise<void> {
    await this.move(hold, resource, 'complete_to = began, began = NULL, next_sealed = NULL, pages = 0');
  }

  /** Its run begins anew, from where the last complete one was. */
  async forget(hold: Hold, resource: string): Promise<void> {
    await this.move(hold, resource, 'began = NULL, next_sealed = NULL, pages = 0');
  }

  private async anew(hold: Hold, resource: string, now: Instant, rest: Pick<Cursor, 'completeTo'>): Promise<Cursor> {
    await this.move(hold, resource, 'began = $4, next_sealed = NULL, pages = 0', [now]);
    return { ...rest, began: now, pages: 0 };
  }

  private async move({ feed, holder }: Hold, resource: string, set: string, values: readonly unknown[] = []) {
    const { rowCount } = await this.parts.pool.query(
      `UPDATE intake.pull_cursors c SET ${set} WHERE c.feed = $1 AND c.resource = $2 AND ${HELD}`,
      [feed, resource, holder, ...values],
    );
    if (rowCount !== 1) throw new TakenOver();
  }
}
