import { type KeyObject, hash, sign, verify } from 'node:crypto';
import { inTransaction, publicKeyId } from '@tributary/event-store';
import { canonicalJson, type Clock, type Instant, instantOf, systemClock, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';

/** Where a chain of the ledger had come to. Hash in hex. */
export type ChainHead = Readonly<{ chain: string; seq: number; hash: string }>;

/** What the notary vouches for: every chain that has grown since the checkpoint before, with its head. */
export type LedgerCheckpoint = Readonly<{
  seq: number;
  at: Instant;
  heads: readonly ChainHead[];
  /** Digest of the checkpoint before, in hex; 64 zeros for the first. */
  previous: string;
  publicKeyId: string;
}>;
export type SignedLedgerCheckpoint = LedgerCheckpoint & Readonly<{ signature: Buffer }>;

/** Serialises notaries of processes that run side by side. */
const NOTARY_LOCK = 4_120_261_158;
export const NO_LEDGER_CHECKPOINT = '0'.repeat(64);

/** The bytes that are signed: headed by what they are, so that they can't pass for another list's. */
const statement = ({ seq, at, heads, previous, publicKeyId: key }: LedgerCheckpoint): Buffer =>
  Buffer.from(canonicalJson({ of: 'disclosure-ledger', seq, at, heads, previous, key }));

export const ledgerDigest = (one: SignedLedgerCheckpoint): string =>
  hash('sha256', Buffer.concat([statement(one), one.signature]), 'hex');

export const isLedgerSignedBy = (one: SignedLedgerCheckpoint, key: KeyObject): boolean =>
  verify(null, statement(one), key, one.signature);

export type LedgerNotaryOptions = Readonly<{
  pool: Pool;
  /** Ed25519, private. */
  key: KeyObject;
  clock?: Clock;
}>;

/** Signs how far the ledger's chains have come, behind those who write them. Two at once are waste, not damage. */
export class LedgerNotary {
  private readonly publicKeyId: string;
  private readonly clock: Clock;

  constructor(private readonly options: LedgerNotaryOptions) {
    this.publicKeyId = publicKeyId(options.key);
    this.clock = options.clock ?? systemClock;
  }

  /** Signs what was written since the last checkpoint; undefined where nothing was. */
  async checkpoint(): Promise<SignedLedgerCheckpoint | undefined> {
    return inTransaction(this.options.pool, async (tx) => {
      // Held to the end: the next notary sees what this one signed.
      await tx.query('SELECT pg_advisory_xact_lock($1)', [NOTARY_LOCK]);
      const heads = await grownHeads(tx);
      if (heads.length === 0) return undefined;
      const last = (await readLedgerCheckpoints(tx, 1)).at(-1);
      const checkpoint: LedgerCheckpoint = {
        seq: (last?.seq ?? 0) + 1,
        at: this.clock(),
        heads,
        previous: last ? ledgerDigest(last) : NO_LEDGER_CHECKPOINT,
        publicKeyId: this.publicKeyId,
      };
      const signed = { ...checkpoint, signature: sign(null, statement(checkpoint), this.options.key) };
      await put(tx, signed);
      return signed;
    });
  }
}

async function grownHeads(tx: Tx): Promise<readonly ChainHead[]> {
  const { rows } = await tx.query<ChainHead>(
    `SELECT replace(chain::text, '-', '') AS chain, seq, encode(hash, 'hex') AS hash
       FROM access.chains WHERE seq > signed_seq ORDER BY chain`,
  );
  return rows;
}

async function put(
  tx: Tx,
  { seq, at, heads, previous, publicKeyId: key, signature }: SignedLedgerCheckpoint,
): Promise<void> {
  await tx.query(
    `INSERT INTO access.ledger_checkpoints (seq, at, heads, previous, public_key_id, signature)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [seq, at, JSON.stringify(heads), previous, key, signature],
  );
  await tx.query(
    `UPDATE access.chains c SET signed_seq = h.seq FROM jsonb_to_recordset($1::jsonb) AS h (chain uuid, seq int)
      WHERE c.chain = h.chain`,
    [JSON.stringify(heads)],
  );
}

type Row = Readonly<{
  seq: string;
  at: Date;
  heads: readonly ChainHead[];
  previous: string;
  public_key_id: string;
  signature: Buffer;
}>;

/** All of them, or the newest few, in their order. */
export async function readLedgerCheckpoints(tx: Tx, newest?: number): Promise<readonly SignedLedgerCheckpoint[]> {
  const { rows } = await tx.query<Row>('SELECT * FROM access.ledger_checkpoints ORDER BY seq DESC LIMIT $1', [
    newest ?? null,
  ]);
  return rows.reverse().map((row) => ({
    seq: Number(row.seq),
    at: instantOf(row.at.getTime()),
    heads: row.heads,
    previous: row.previous,
    publicKeyId: row.public_key_id,
    signature: row.signature,
  }));
}
