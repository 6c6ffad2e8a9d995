import { Problem } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';

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
