import {
  type AgencyId,
  type AgreementVersion,
  type ChildId,
  childStream,
  derivedId,
  type EventId,
  type Instant,
  type NewEvent,
  Problem,
  type RetentionBucket,
  type StreamId,
  type Token,
  type Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import type { RecordOpener } from './opener';
import type { AppendPlan, Appender } from './ports';
import { lockKey } from './storage/locked-read';
import { inTransaction } from './storage/transaction';

/** Why something was erased; a code, never a story. */
export type ErasureGround = 'retention' | 'holding' | 'wrong-child' | 'court-order' | 'rectification' | 'request';

/** Rows that must stand or fall with the intent, and so with the erasure: once it is committed it is carried out. */
export type WithErasure = (tx: Tx, erasure: string) => Promise<void>;

type Intent = Readonly<{
  id: string;
  stream_token: Token;
  key_ids: readonly string[];
  /** The version of the event under each key, in the keys' order; null: whole keys. */
  leaves: readonly number[] | null;
  children: readonly ChildId[];
  ground: string;
}>;

type What = Readonly<{ keyIds: readonly string[]; leaves: readonly number[] | null; ground: ErasureGround }>;

/** Another process finished this erasure; its announcement stands. */
class AlreadyDone extends Error {}

type Io = Readonly<{ pool: Pool; vault: Vault; opener: RecordOpener; appender: Appender }>;

/**
 * Erasing is three steps, each safe to repeat: the intent is committed, the key goes under the stream's lock, and the
 * child's stream is told so that its read models are folded anew. What is cut short is finished by `resume`.
 */
export class Erasure {
  constructor(private readonly io: Io) {}

  /** One event of a stream. Throws `event-unknown` where there is none of that version. */
  async one(stream: StreamId, version: number, ground: ErasureGround): Promise<void> {
    await this.several(stream, [version], ground);
  }

  /** Some events of a stream, announced together. Throws `event-unknown` where one of them never was. */
  async several(
    stream: StreamId,
    versions: readonly number[],
    ground: ErasureGround,
    also?: WithErasure,
  ): Promise<void> {
    if (versions.length === 0) return;
    const { rows } = await this.io.pool.query<{ key_id: string; version: number }>(
      'SELECT key_id, version FROM store.events WHERE stream_token = $1 AND version = ANY($2) ORDER BY version',
      [this.io.vault.streamToken(stream), versions],
    );
    const missing = versions.find((version) => !rows.some((row) => row.version === version));
    if (missing !== undefined) {
      throw new Problem('event-unknown', 404, 'No such event', `The stream has no event of version ${missing}`);
    }
    const [keyIds, leaves] = [rows.map((row) => row.key_id), rows.map((row) => row.version)];
    await this.carryOut(stream, { keyIds, leaves, ground }, also);
  }

  /** All that a stream holds in one retention bucket. */
  async bucket(stream: StreamId, bucket: RetentionBucket, ground: ErasureGround): Promise<void> {
    const keyIds = await this.io.vault.bucketKeys(stream, bucket);
    if (keyIds.length > 0) await this.carryOut(stream, { keyIds, leaves: null, ground });
  }

  /** Finishes what a crash cut short; returns how many. */
  async resume(): Promise<number> {
    const { rows } = await this.io.pool.query<Intent>(
      `SELECT id, replace(stream_token::text, '-', '') AS stream_token, key_ids, leaves, children, ground
         FROM store.erasures WHERE NOT done ORDER BY id`,
    );
    for (const intent of rows) await this.finish(intent);
    return rows.length;
  }

  private async carryOut(stream: StreamId, { keyIds, leaves, ground }: What, also?: WithErasure): Promise<void> {
    const intent: Intent = {
      id: derivedId('erasure', ...keyIds, String(leaves)),
      stream_token: this.io.vault.streamToken(stream),
      key_ids: keyIds,
      leaves,
      children: await this.childrenOf(stream),
      ground,
    };
    if (await this.intend(intent, also)) await this.finish(intent);
    else await this.resume();
  }

  /** False where the same was meant before. */
  private async intend(intent: Intent, also?: WithErasure): Promise<boolean> {
    return inTransaction(this.io.pool, async (tx) => {
      const { rowCount } = await tx.query(
        `INSERT INTO store.erasures (id, stream_token, key_ids, leaves, children, ground)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
        [intent.id, intent.stream_token, intent.key_ids, intent.leaves, intent.children, intent.ground],
      );
      if (rowCount) await also?.(tx, intent.id);
      return rowCount === 1;
    });
  }

  /** Whose read models may show something of the stream: its child now, and those its events name. */
  private async childrenOf(stream: StreamId): Promise<readonly ChildId[]> {
    const { rows } = await this.io.pool.query<{ child_id: ChildId | null }>(
      'SELECT child_id FROM store.stream_heads WHERE stream_token = $1',
      [this.io.vault.streamToken(stream)],
    );
    const named = (await this.io.opener.load([stream])).map(({ event }) => event.childId);
    const all = new Set([...rows.map((row) => row.child_id), ...named]);
    return [...all].filter((child) => child !== null).sort();
  }

  private async finish(intent: Intent): Promise<void> {
    await inTransaction(this.io.pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [String(lockKey(intent.stream_token))]);
      await this.destroy(intent);
    });
    this.io.opener.forget(intent.stream_token);
    try {
      await this.announce(intent);
    } catch (error) {
      if (!(error instanceof AlreadyDone)) throw error;
    }
  }

  private async destroy(intent: Intent): Promise<void> {
    const { key_ids: keyIds, leaves } = intent;
    if (leaves === null) return this.io.vault.eraseBucket(...keyIds);
    const byKey = Map.groupBy(leaves, (_, i) => keyIds[i] ?? '');
    for (const [keyId, taken] of byKey) await this.io.vault.eraseEvents(keyId, taken);
  }

  private async announce(intent: Intent): Promise<void> {
    const markDone = async (tx: Tx): Promise<void> => {
      const { rowCount } = await tx.query('UPDATE store.erasures SET done = true WHERE id = $1 AND NOT done', [
        intent.id,
      ]);
      if (rowCount === 0) throw new AlreadyDone();
    };
    if (intent.children.length === 0) {
      await inTransaction(this.io.pool, markDone).catch((error: unknown) => {
        if (!(error instanceof AlreadyDone)) throw error;
      });
      return;
    }
    const streams = intent.children.map(childStream);
    await this.io.appender.append({ streams }, (view): AppendPlan => {
      return { events: intent.children.map((child) => shredded(intent, child, view.now)), also: markDone };
    });
  }
}

const scopeOf = ({ leaves }: Intent): 'bucket' | 'event' | 'events' =>
  leaves === null ? 'bucket' : leaves.length === 1 ? 'event' : 'events';

/** Says that something was erased, and nothing of what it was. */
function shredded(intent: Intent, child: ChildId, now: Instant): NewEvent {
  return {
    id: derivedId('key-shredded', intent.id, child) as EventId,
    type: 'governance.key-shredded',
    schemaVersion: 1,
    streamId: childStream(child),
    childId: child,
    data: { scope: scopeOf(intent), ground: intent.ground },
    dataClass: 'general',
    retention: 'operations',
    release: { state: 'open' },
    occurred: { at: now },
    receivedAt: now,
    source: { system: 'hub' },
    supply: { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion },
    correlationId: intent.id,
    causationId: intent.id,
  };
}
