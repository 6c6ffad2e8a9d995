import type { FeedId, PlainDate, Tx } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { FeedInfo } from '../pipeline/ports';
import { Box, type BoxState, full } from './box';
import type { SandboxReceipt } from './receipt';

/** Deliveries that a sandbox takes in a day. */
const MOST_DELIVERIES = 200;

/** What tells a delivery from another; keyed hashes. */
export type Named = Readonly<{ key: string | null; bytesHash: string }>;
export type Kept = Named & Readonly<{ receipt: SandboxReceipt; newest: boolean }>;
type Row = Readonly<{ delivery_key: string | null; bytes_hash: string; sealed: Buffer; newest: boolean }>;

/**
 * The sandbox of one feed, within a transaction that holds it alone. What it remembers is of one day in London: what
 * is older counts as gone before it is deleted. Sealed by feed and day, for somebody may send a real child by mistake.
 */
export class BoxStore {
  constructor(
    private readonly tx: Tx,
    private readonly vault: Pick<Vault, 'sealPayload' | 'openPayload'>,
    private readonly at: Readonly<{ feed: FeedInfo; day: PlainDate }>,
  ) {}

  /** First of all: nobody else reads or writes this sandbox until the transaction ends. */
  async lock(): Promise<void> {
    await this.tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`sandbox of ${this.feed}`]);
  }

  /** Throws a Problem where it took as much as it may. */
  async box(): Promise<Box> {
    const { rows } = await this.tx.query<{ sealed: Buffer }>(
      'SELECT sealed FROM sandbox.boxes WHERE feed = $1 AND day = $2',
      [this.feed, this.at.day],
    );
    const opened = rows[0] && (await this.vault.openPayload(rows[0].sealed));
    const box = new Box(opened ? (JSON.parse(opened.toString()) as BoxState) : undefined);
    if (box.delivery > MOST_DELIVERIES) throw full();
    return box;
  }

  /** An earlier delivery with that key, else the newest of the same bytes. */
  async same({ key, bytesHash }: Named): Promise<Kept | undefined> {
    const { rows } = await this.tx.query<Row>(
      `SELECT delivery_key, bytes_hash, sealed,
              seq = (SELECT max(seq) FROM sandbox.receipts WHERE feed = $1 AND day = $2) AS newest
       FROM sandbox.receipts WHERE feed = $1 AND day = $2 AND (delivery_key = $3 OR bytes_hash = $4)
       ORDER BY (delivery_key = $3) DESC NULLS LAST, seq DESC LIMIT 1`,
      [this.feed, this.at.day, key, bytesHash],
    );
    const row = rows[0];
    const opened = row && (await this.vault.openPayload(row.sealed));
    if (!opened) return undefined;
    const receipt = JSON.parse(opened.toString()) as SandboxReceipt;
    return { key: row.delivery_key, bytesHash: row.bytes_hash, newest: row.newest, receipt };
  }

  async keep(box: Box, named: Named, receipt: SandboxReceipt): Promise<void> {
    const { day, feed } = this.at;
    await this.tx.query(
      `INSERT INTO sandbox.boxes (feed, day, sealed) VALUES ($1, $2, $3)
       ON CONFLICT (feed) DO UPDATE SET day = EXCLUDED.day, sealed = EXCLUDED.sealed`,
      [this.feed, day, await this.seal(box.state())],
    );
    await this.tx.query(
      `INSERT INTO sandbox.receipts (id, feed, agency, day, seq, delivery_key, bytes_hash, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        ...[receipt.id, this.feed, feed.agency, day, box.delivery],
        ...[named.key, named.bytesHash, await this.seal(receipt)],
      ],
    );
  }

  async empty(): Promise<void> {
    await this.tx.query('DELETE FROM sandbox.receipts WHERE feed = $1', [this.feed]);
    await this.tx.query('DELETE FROM sandbox.boxes WHERE feed = $1', [this.feed]);
  }

  /** Of another day: the keys of deliveries begin anew. */
  async emptyOfOtherDays(): Promise<void> {
    await this.tx.query('DELETE FROM sandbox.receipts WHERE feed = $1 AND day <> $2', [this.feed, this.at.day]);
  }

  private get feed(): FeedId {
    return this.at.feed.id;
  }

  private seal(content: object): Promise<Buffer> {
    return this.vault.sealPayload(`sandbox/${this.feed}`, this.at.day, Buffer.from(JSON.stringify(content)));
  }
}
