import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { canonicalJson, type FeedPosition, FEED_START, formatPosition, instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';
import { MerkleTree, recordLeaf } from './domain/merkle';
import { readFeed } from './feed';

/** What the notary vouches for: the feed after `from` up to `to`, and the checkpoint before. */
export type Checkpoint = Readonly<{
  seq: number;
  from: FeedPosition;
  to: FeedPosition;
  count: number;
  root: Buffer;
  /** Digest of the checkpoint before; 32 zero bytes for the first. */
  previous: Buffer;
  at: string;
  publicKeyId: string;
}>;
export type SignedCheckpoint = Checkpoint & Readonly<{ signature: Buffer }>;

const BATCH = 2_000;
export const NO_CHECKPOINT: Buffer = Buffer.alloc(32);

/** Names a key, private or public, by its public half. */
export const publicKeyId = (key: KeyObject): string =>
  hash(
    'sha256',
    (key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' }),
    'hex',
  ).slice(0, 16);

/** The bytes that are signed. */
function statement(checkpoint: Checkpoint): Buffer {
  const { seq, from, to, count, root, previous, at, publicKeyId: key } = checkpoint;
  const said = { seq, from: formatPosition(from), to: formatPosition(to), count, at, key };
  return Buffer.from(canonicalJson({ ...said, root: root.toString('hex'), previous: previous.toString('hex') }));
}

export const digestOf = (checkpoint: SignedCheckpoint): Buffer =>
  hash('sha256', Buffer.concat([statement(checkpoint), checkpoint.signature]), 'buffer');

export const isSignedBy = (checkpoint: SignedCheckpoint, key: KeyObject): boolean =>
  verify(null, statement(checkpoint), key, checkpoint.signature);

export type NotaryOptions = Readonly<{
  events: Pool;
  /** Ed25519, private. */
  key: KeyObject;
  /** A file elsewhere that gets each checkpoint's number and digest: proof against a shortened list of checkpoints. */
  witnessFile?: string;
}>;

/**
 * Signs what the feed holds, at regular times and behind the hot path: a tail cut off, a stream taken out or a record
 * changed afterwards no longer gives the signed root. Two notaries at once are waste, not damage.
 */
export class Notary {
  private readonly publicKeyId: string;

  constructor(private readonly options: NotaryOptions) {
    this.publicKeyId = publicKeyId(options.key);
  }

  /** Signs everything that became readable since the last checkpoint; undefined where nothing did. */
  async checkpoint(): Promise<SignedCheckpoint | undefined> {
    const last = await lastCheckpoint(this.options.events);
    const from = last?.to ?? FEED_START;
    const tree = new MerkleTree();
    const to = await this.readOn(from, tree);
    if (tree.count === 0) return undefined;
    const checkpoint: Checkpoint = {
      seq: (last?.seq ?? 0) + 1,
      from,
      to,
      count: tree.count,
      root: tree.root(),
      previous: last ? digestOf(last) : NO_CHECKPOINT,
      at: instantOf(Date.now()),
      publicKeyId: this.publicKeyId,
    };
    const signed = { ...checkpoint, signature: sign(null, statement(checkpoint), this.options.key) };
    return (await this.put(signed)) ? signed : undefined;
  }

  private async readOn(from: FeedPosition, tree: MerkleTree): Promise<FeedPosition> {
    let at = from;
    for (;;) {
      const { records } = await readFeed(this.options.events, at, BATCH);
      const last = records.at(-1);
      if (!last) return at;
      for (const record of records) tree.add(recordLeaf(record));
      at = last.at;
    }
  }

  /** False where another notary was first. */
  private async put(c: SignedCheckpoint): Promise<boolean> {
    const { rowCount } = await this.options.events.query(
      `INSERT INTO store.notary (seq, from_generation, from_tx, from_position, to_generation, to_tx, to_position,
         count, root, previous, at, public_key_id, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (seq) DO NOTHING`,
      [c.seq, ...places(c.from), ...places(c.to), c.count, c.root, c.previous, c.at, c.publicKeyId, c.signature],
    );
    if (!rowCount) return false;
    if (this.options.witnessFile) {
      const line = JSON.stringify({ seq: c.seq, digest: digestOf(c).toString('hex') });
      await appendFile(this.options.witnessFile, `${line}\n`);
    }
    return true;
  }
}

const places = (at: FeedPosition): readonly number[] => [at.generation, at.tx, at.position];

type Row = Record<'seq' | 'from_tx' | 'from_position' | 'to_tx' | 'to_position' | 'count', string> & {
  from_generation: number;
  to_generation: number;
  root: Buffer;
  previous: Buffer;
  at: Date;
  public_key_id: string;
  signature: Buffer;
};

export const toCheckpoint = (row: Row): SignedCheckpoint => ({
  seq: Number(row.seq),
  from: { generation: row.from_generation, tx: Number(row.from_tx), position: Number(row.from_position) },
  to: { generation: row.to_generation, tx: Number(row.to_tx), position: Number(row.to_position) },
  count: Number(row.count),
  root: row.root,
  previous: row.previous,
  at: instantOf(row.at.getTime()),
  publicKeyId: row.public_key_id,
  signature: row.signature,
});

async function lastCheckpoint(pool: Pool): Promise<SignedCheckpoint | undefined> {
  const { rows } = await pool.query<Row>('SELECT * FROM store.notary ORDER BY seq DESC LIMIT 1');
  return rows[0] && toCheckpoint(rows[0]);
}

export type { Row as NotaryRow };
