import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  comparePositions,
  FEED_START,
  type FeedPosition,
  formatPosition,
  type Token,
  type Tx,
} from '@tributary/kernel';
import { recordAad } from '@tributary/vault';
import type { Pool } from 'pg';
import { CHAIN_START, chainHash } from './domain/chain';
import { MerkleTree, type Placed, recordLeaf } from './domain/merkle';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './feed';
import {
  digestOf,
  isSignedBy,
  NO_CHECKPOINT,
  type NotaryRow,
  publicKeyId,
  type SignedCheckpoint,
  toCheckpoint,
} from './notary';
import { inTransaction } from './storage/transaction';

export type Finding = Readonly<{ code: FindingCode; where: string; what: string }>;
export type FindingCode =
  | 'chain-broken'
  | 'version-gap'
  | 'order-wrong'
  | 'end-differs'
  | 'root-differs'
  | 'checkpoint-gap'
  | 'signature-wrong'
  | 'witness-differs';

export type Verification = Readonly<{
  ok: boolean;
  events: number;
  checkpoints: number;
  /** Readable events that no checkpoint covers yet: proved by their streams' chains alone. */
  notYetSigned: number;
  /** The first hundred; `ok` is false where there is any. */
  findings: readonly Finding[];
}>;

export type VerifyOptions = Readonly<{
  /** A connection that may read the store; nothing else of the hub is needed. */
  events: Pool;
  /** The notary's public keys, old ones included. */
  publicKeys: readonly KeyObject[];
  /** The notary's witness file, where one is kept. */
  witnessFile?: string;
}>;

const BATCH = 5_000;
const MOST_FINDINGS = 100;

/** Recomputes every stream's chain and every signed root from the rows alone, in one snapshot. Opens nothing. */
export async function verify(options: VerifyOptions): Promise<Verification> {
  return inTransaction(options.events, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    // Reads alone hold no feed back, and millions of events take their time.
    await tx.query('SET LOCAL transaction_timeout = 0');
    const findings: Finding[] = [];
    const report = (finding: Finding): void => {
      if (findings.length < MOST_FINDINGS) findings.push(finding);
    };
    const checkpoints = await readCheckpoints(tx);
    checkSignatures(checkpoints, options.publicKeys, report);
    if (options.witnessFile !== undefined) await checkWitness(checkpoints, options.witnessFile, report);
    const notYetSigned = await checkRoots(inFeedOrder(tx), checkpoints, report);
    const events = await checkChains(tx, report);
    await checkEnds(tx, report);
    return { ok: findings.length === 0, events, checkpoints: checkpoints.length, notYetSigned, findings };
  });
}

export type Report = (finding: Finding) => void;

export async function readCheckpoints(tx: Tx): Promise<readonly SignedCheckpoint[]> {
  const { rows } = await tx.query<NotaryRow>('SELECT * FROM store.notary ORDER BY seq');
  return rows.map(toCheckpoint);
}

/** Each by a known key, each after the one before it. */
export function checkSignatures(
  checkpoints: readonly SignedCheckpoint[],
  keys: readonly KeyObject[],
  report: Report,
): void {
  const byId = new Map(keys.map((key) => [publicKeyId(key), key]));
  let previous = NO_CHECKPOINT;
  let end = FEED_START;
  checkpoints.forEach((checkpoint, i) => {
    const where = `checkpoint ${checkpoint.seq}`;
    const key = byId.get(checkpoint.publicKeyId);
    if (!key) report({ code: 'signature-wrong', where, what: `signed by an unknown key ${checkpoint.publicKeyId}` });
    else if (!isSignedBy(checkpoint, key)) report({ code: 'signature-wrong', where, what: 'not what was signed' });
    const follows = checkpoint.seq === i + 1 && checkpoint.previous.equals(previous);
    if (!follows || comparePositions(checkpoint.from, end) !== 0) {
      report({ code: 'checkpoint-gap', where, what: 'does not follow the checkpoint before it' });
    }
    previous = digestOf(checkpoint);
    end = checkpoint.to;
  });
}

/** The witness may be behind (a crash between row and line), never ahead and never different. */
async function checkWitness(checkpoints: readonly SignedCheckpoint[], file: string, report: Report): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.endsWith('}'));
  for (const line of lines) {
    const seen = JSON.parse(line) as { seq: number; digest: string };
    const checkpoint = checkpoints[seen.seq - 1];
    if (checkpoint && digestOf(checkpoint).toString('hex') === seen.digest) continue;
    const what = checkpoint ? 'is not the one the witness saw' : 'stands with the witness and no longer in the store';
    report({ code: 'witness-differs', where: `checkpoint ${seen.seq}`, what });
  }
}

/** Walks the feed once, closing a tree at each checkpoint's end. Returns how many records follow the last one. */
export async function checkRoots(
  records: AsyncIterable<Placed>,
  checkpoints: readonly SignedCheckpoint[],
  report: Report,
): Promise<number> {
  let tree = new MerkleTree();
  let next = 0;
  const close = (): void => {
    const checkpoint = checkpoints[next];
    if (!checkpoint) return;
    if (tree.count !== checkpoint.count || !tree.root().equals(checkpoint.root)) {
      const range = `${formatPosition(checkpoint.from)} to ${formatPosition(checkpoint.to)}`;
      const what = `${tree.count} records stand where ${checkpoint.count} were signed, or others than those`;
      report({ code: 'root-differs', where: `checkpoint ${checkpoint.seq}, ${range}`, what });
    }
    tree = new MerkleTree();
    next += 1;
  };
  const isPast = (at: FeedPosition): boolean => {
    const checkpoint = checkpoints[next];
    return checkpoint !== undefined && comparePositions(at, checkpoint.to) > 0;
  };
  for await (const record of records) {
    while (isPast(record.at)) close();
    tree.add(recordLeaf(record));
  }
  const rest = next === checkpoints.length ? tree.count : 0;
  while (next < checkpoints.length) close();
  return rest;
}

async function* inFeedOrder(tx: Tx): AsyncGenerator<ReturnType<typeof toRecord>> {
  let after = FEED_START;
  for (;;) {
    const { rows } = await tx.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS.replace('hash, body', `hash, ''::bytea AS body`)} FROM store.events
        WHERE (generation, events.tx, position) > ($1, $2::xid8, $3)
        ORDER BY generation, events.tx, position LIMIT $4`,
      [after.generation, String(after.tx), after.position, BATCH],
    );
    const records = rows.map(toRecord);
    yield* records;
    const last = records.at(-1);
    if (!last) return;
    after = last.at;
  }
}

type End = { token: Token | ''; version: number; hash: Buffer; at: FeedPosition };
const noEnd = (token: Token | ''): End => ({ token, version: 0, hash: CHAIN_START, at: FEED_START });

/** Walks the streams one after the other. Returns how many events there are. */
async function checkChains(tx: Tx, report: Report): Promise<number> {
  let count = 0;
  let end = noEnd('');
  for (;;) {
    const { rows } = await tx.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM store.events WHERE (events.stream_token, version) > ($1, $2)
        ORDER BY events.stream_token, version LIMIT $3`,
      [end.token === '' ? '0'.repeat(32) : end.token, end.token === '' ? -1 : end.version, BATCH],
    );
    if (rows.length === 0) return count;
    count += rows.length;
    for (const row of rows) end = checkLink(end, row, report);
  }
}

function checkLink(before: End, row: RecordRow, report: Report): End {
  const record = toRecord(row);
  const end = before.token === record.streamToken ? before : noEnd(record.streamToken);
  const where = `stream ${record.streamToken}, version ${record.version}, at ${formatPosition(record.at)}`;
  if (record.version !== end.version + 1) {
    report({ code: 'version-gap', where, what: `follows version ${end.version}: events between them are gone` });
  } else if (!chainHash(end.hash, recordAad(record), record.body).equals(record.hash)) {
    report({ code: 'chain-broken', where, what: 'its bytes are not those that were hashed when it was appended' });
  }
  if (comparePositions(record.at, end.at) <= 0) {
    report({ code: 'order-wrong', where, what: 'stands in the feed before the version it follows' });
  }
  return { token: record.streamToken, version: record.version, hash: record.hash, at: record.at };
}

/** A cut-off tail or a removed stream, also one that no checkpoint covers yet: the heads remember. */
async function checkEnds(tx: Tx, report: Report): Promise<void> {
  const { rows } = await tx.query<{ token: string; head: number | null; last: number | null }>(
    `SELECT replace(stream_token::text, '-', '') AS token, h.version AS head, e.version AS last
       FROM store.stream_heads h
       FULL JOIN (SELECT DISTINCT ON (stream_token) stream_token, version, hash FROM store.events
                   ORDER BY stream_token, version DESC) e USING (stream_token)
      WHERE h.version IS DISTINCT FROM e.version OR h.hash IS DISTINCT FROM e.hash
      LIMIT $1`,
    [MOST_FINDINGS],
  );
  for (const { token, head, last } of rows) {
    const what = `its last event is version ${last ?? 'none'}; version ${head ?? 'none'} was appended last`;
    report({ code: 'end-differs', where: `stream ${token}`, what });
  }
}
