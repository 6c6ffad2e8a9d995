import { type FeedId, instantOf, Problem } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { Sample } from '../mapping/preview';

/** Bytes of a delivery as they came, opened piece by piece. */
export async function* rawOf(pool: Pool, vault: Vault, deliveryId: string): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq += 1) {
    const { rows } = await pool.query<{ sealed: Buffer }>(
      'SELECT sealed FROM intake.raw WHERE delivery_id = $1 AND seq = $2',
      [deliveryId, seq],
    );
    const row = rows[0];
    if (!row) {
      if (seq === 0) throw rawGone();
      return;
    }
    const bytes = await vault.openPayload(row.sealed);
    if (!bytes) throw rawGone();
    yield bytes;
  }
}

export const rawGone = (): Problem =>
  new Problem(
    'raw-deleted',
    410,
    'The bytes of this delivery are no longer held',
    'Deliveries are kept for a limited time only. Ask the sender to send it again.',
  );

/** The newest deliveries of a feed whose bytes are still held, newest first. */
export async function* heldDeliveries(pool: Pool, vault: Vault, feed: FeedId, limit: number): AsyncGenerator<Sample> {
  const { rows } = await pool.query<{ id: string; media_type: string; received_at: Date }>(
    `SELECT id, media_type, received_at FROM intake.deliveries
     WHERE feed = $1 AND raw_held AND status IN ('done', 'failed') ORDER BY seq DESC LIMIT $2`,
    [feed, limit],
  );
  for (const { id, media_type: mediaType, received_at } of rows) {
    yield { id, mediaType, receivedAt: instantOf(received_at.getTime()), bytes: () => rawOf(pool, vault, id) };
  }
}
