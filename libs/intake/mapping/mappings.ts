import { inTransaction } from '@tributary/event-store';
import { type Mapping, mappingOf } from '@tributary/feeds';
import { type FeedId, type Instant, instantOf, type PractitionerId, type RoleCode } from '@tributary/kernel';
import type { Pool } from 'pg';

/** Compiled mappings that a process keeps. */
const KEPT = 200;

export type MappingVersion = Readonly<{
  version: number;
  /** Deliveries that come from then on are read by it, until a later one is in force. */
  effectiveFrom: Instant;
  putAt: Instant;
  by: PractitionerId;
  role: RoleCode;
}>;
export type NewMapping = Readonly<{ text: string; from?: Instant; by: PractitionerId; role: RoleCode }>;

const IN_FORCE = (feed: string, at: string): string => `(SELECT version FROM intake.mappings m
  WHERE m.feed = ${feed} AND m.effective_from <= ${at} ORDER BY m.effective_from DESC, m.version DESC LIMIT 1)`;
/** The version by which a delivery that could not be read at all is read when it is tried again. */
export const IN_FORCE_NOW = IN_FORCE('deliveries.feed', 'clock_timestamp()');

/** The mappings of feeds, a version each; none is ever changed, so that what it read is explained by it for ever. */
export class Mappings {
  private readonly compiled = new Map<string, Mapping>();

  constructor(private readonly pool: Pool) {}

  /**
   * By which a delivery is read: the version in force when it came. Noted with it, so that whoever goes on after a kill
   * reads the rest by the same.
   */
  async settle(delivery: Readonly<{ id: string; feed: FeedId; receivedAt: Instant }>): Promise<Mapping | undefined> {
    const { rows } = await this.pool.query<{ mapping: number | null }>(
      `UPDATE intake.deliveries SET mapping = coalesce(mapping, ${IN_FORCE('$2', '$3')}) WHERE id = $1 RETURNING mapping`,
      [delivery.id, delivery.feed, delivery.receivedAt],
    );
    return this.byVersion(delivery.feed, rows[0]?.mapping ?? undefined);
  }

  async inForce(feed: FeedId): Promise<Readonly<{ version: number; mapping: Mapping }> | undefined> {
    const { rows } = await this.pool.query<{ version: number | null }>(
      `SELECT ${IN_FORCE('$1', 'clock_timestamp()')} AS version`,
      [feed],
    );
    const version = rows[0]?.version ?? undefined;
    const mapping = await this.byVersion(feed, version);
    return version === undefined || !mapping ? undefined : { version, mapping };
  }

  /** Newest first. */
  async versions(feed: FeedId): Promise<readonly MappingVersion[]> {
    const { rows } = await this.pool.query<VersionRow>(
      `SELECT version, effective_from, put_at, practitioner, role FROM intake.mappings
       WHERE feed = $1 ORDER BY version DESC LIMIT 100`,
      [feed],
    );
    return rows.map((row) => ({
      version: row.version,
      effectiveFrom: instantOf(row.effective_from.getTime()),
      putAt: instantOf(row.put_at.getTime()),
      by: row.practitioner,
      role: row.role,
    }));
  }

  /** As it was written; of the newest version where none is named. */
  async text(feed: FeedId, version?: number): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ content: string }>(
      `SELECT content FROM intake.mappings WHERE feed = $1 AND ($2::int IS NULL OR version = $2)
       ORDER BY version DESC LIMIT 1`,
      [feed, version ?? null],
    );
    return rows[0]?.content;
  }

  /** Puts a mapping that was checked in force, from now (times of deliveries have milliseconds) or later; answers its version. */
  async put(feed: FeedId, { text, from, by, role }: NewMapping): Promise<number> {
    return inTransaction(this.pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`mapping of ${feed}`]);
      const { rows } = await tx.query<{ version: number }>(
        `INSERT INTO intake.mappings (feed, version, effective_from, practitioner, role, content)
         SELECT $1, coalesce(max(version), 0) + 1, greatest(date_trunc('milliseconds', clock_timestamp()), $2), $3, $4, $5
         FROM intake.mappings WHERE feed = $1 RETURNING version`,
        [feed, from ?? null, by, role, text],
      );
      return rows[0]?.version ?? 0;
    });
  }

  async byVersion(feed: FeedId, version: number | undefined): Promise<Mapping | undefined> {
    if (version === undefined) return undefined;
    const name = `${feed} ${version}`;
    const known = this.compiled.get(name);
    if (known) return known;
    const text = await this.text(feed, version);
    if (text === undefined) return undefined;
    const mapping = mappingOf(text);
    if (this.compiled.size >= KEPT) this.compiled.clear();
    this.compiled.set(name, mapping);
    return mapping;
  }
}

type VersionRow = {
  version: number;
  effective_from: Date;
  put_at: Date;
  practitioner: PractitionerId;
  role: RoleCode;
};
