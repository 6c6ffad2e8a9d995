import { randomBytes } from 'node:crypto';
import { Problem } from '@tributary/kernel';
import type { Pool } from 'pg';
import { decrypt, encrypt } from '../domain/cipher';

const aadOf = (agency: string): Buffer => Buffer.from(`agency-key/${agency}`);

/** One key per agency, wrapped by the master key and held in memory. */
export class AgencyKeys {
  private readonly held = new Map<string, Buffer>();

  constructor(
    private readonly pool: Pool,
    private readonly wrapping: Buffer,
  ) {}

  /** Throws where the agency's key was not fetched before: `hold` comes first. */
  of(agency: string): Buffer {
    const key = this.held.get(agency);
    if (!key) throw new Error(`the key of agency ${agency} is not held`);
    return key;
  }

  /** Fetches the keys of these agencies, and makes those that are missing. */
  async hold(agencies: Iterable<string>): Promise<void> {
    for (const agency of agencies) {
      if (!this.held.has(agency)) this.held.set(agency, await this.fetch(agency));
    }
  }

  private async fetch(agency: string): Promise<Buffer> {
    const made = encrypt(this.wrapping, aadOf(agency), randomBytes(32));
    await this.pool.query('INSERT INTO keys.agency_keys (agency, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      agency,
      made,
    ]);
    const { rows } = await this.pool.query<{ wrapped: Buffer }>(
      'SELECT wrapped FROM keys.agency_keys WHERE agency = $1',
      [agency],
    );
    const key = rows[0] && decrypt(this.wrapping, aadOf(agency), rows[0].wrapped);
    if (key) return key;
    throw new Problem(
      'agency-key-broken',
      503,
      "An agency's key can't be opened",
      `The key of agency ${agency} was wrapped by another master key or is damaged; restore the key database`,
    );
  }
}
