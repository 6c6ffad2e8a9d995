import type { FeedId, Instant } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';

type Parts = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref'> }>;

/** Files on servers that were taken and stay there; a name may name a child, so keyed hashes stand here. */
export class PulledFiles {
  constructor(private readonly parts: Parts) {}

  async knows(feed: FeedId, file: string): Promise<boolean> {
    const { rowCount } = await this.parts.pool.query(
      'SELECT FROM intake.pulled_files WHERE feed = $1 AND file_ref = $2',
      [feed, this.refOf(feed, file)],
    );
    return rowCount === 1;
  }

  async remember(feed: FeedId, file: string, at: Instant): Promise<void> {
    await this.parts.pool.query(
      'INSERT INTO intake.pulled_files (feed, file_ref, taken_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [feed, this.refOf(feed, file), at],
    );
  }

  private refOf(feed: FeedId, file: string): string {
    return this.parts.vault.ref('pulled-file', feed, file);
  }
}
