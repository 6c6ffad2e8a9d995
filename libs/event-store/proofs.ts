import type { KeyObject } from 'node:crypto';
import { comparePositions, FEED_START, formatPosition, parsePosition, type Token, type Tx } from '@tributary/kernel';
import { recordAad } from '@tributary/vault';
import { CHAIN_START, chainHash } from './domain/chain';
import type { Placed } from './domain/merkle';
import { type RecordRow, toRecord } from './feed';
import type { SignedCheckpoint } from './notary';
import { checkRoots, checkSignatures, type Finding, readCheckpoints, type Report } from './verify';

/** A record as an outsider gets it: where it stands, and its hash. Nothing in it is made from clear text. */
type RecordProof = Readonly<{ at: string; stream: string; version: number; hash: string }>;

const BATCH = 5_000;

/**
 * Every record in feed order. Its hash is made anew from its sealed bytes and from the hash before it, so that a row
 * that was changed gives another hash here than the one that was signed.
 */
export async function* feedProofs(tx: Tx): AsyncGenerator<RecordProof> {
  let after = FEED_START;
  for (;;) {
    const { rows } = await tx.query<RecordRow & { previous: Buffer | null }>(
      `SELECT e.generation, e.tx::text AS tx, e.position, replace(e.stream_token::text, '-', '') AS stream_token,
              e.version, replace(e.child_token::text, '-', '') AS child_token, e.key_id, e.hash, e.body,
              before.hash AS previous
         FROM store.events e
         LEFT JOIN store.events before ON before.stream_token = e.stream_token AND before.version = e.version - 1
        WHERE (e.generation, e.tx, e.position) > ($1, $2::xid8, $3)
        ORDER BY e.generation, e.tx, e.position LIMIT $4`,
      [after.generation, String(after.tx), after.position, BATCH],
    );
    for (const row of rows) {
      const record = toRecord(row);
      const hash = chainHash(row.previous ?? CHAIN_START, recordAad(record), record.body).toString('hex');
      const { streamToken: stream, version } = record;
      yield { at: formatPosition(record.at), stream, version, hash };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = toRecord(last).at;
  }
}

/** The notary's checkpoints, with hashes and signatures in hex. */
export async function signedProofs(tx: Tx): Promise<readonly object[]> {
  return (await readCheckpoints(tx)).map((one) => ({
    ...one,
    from: formatPosition(one.from),
    to: formatPosition(one.to),
    root: one.root.toString('hex'),
    previous: one.previous.toString('hex'),
    signature: one.signature.toString('hex'),
  }));
}

export type FeedChecked = Readonly<{ records: number; notYetSigned: number; findings: readonly Finding[] }>;
type Given = Readonly<{
  records: AsyncIterable<unknown>;
  checkpoints: readonly unknown[];
  publicKeys: readonly KeyObject[];
}>;

/**
 * Holds records against what was signed, without a hub: in their order, none missing, none changed, none put in. Throws
 * an Error where a line is not what `feedProofs` writes.
 */
export async function checkFeed({ records, checkpoints, publicKeys }: Given): Promise<FeedChecked> {
  const findings: Finding[] = [];
  const report: Report = (finding) => void findings.push(finding);
  const signed = checkpoints.map(checkpointFrom);
  checkSignatures(signed, publicKeys, report);
  let count = 0;
  let end = FEED_START;
  async function* inOrder(): AsyncGenerator<Placed> {
    for await (const line of records) {
      const record = recordFrom(line);
      if (comparePositions(record.at, end) <= 0) {
        const where = `record at ${formatPosition(record.at)}`;
        report({ code: 'order-wrong', where, what: 'does not stand after the record before it' });
      }
      end = record.at;
      count += 1;
      yield record;
    }
  }
  const notYetSigned = await checkRoots(inOrder(), signed, report);
  return { records: count, notYetSigned, findings };
}

const HEX = /^([0-9a-f]{2})+$/;

function recordFrom(line: unknown): Placed {
  const { at, stream, version, hash } = fieldsOf(line);
  if (!/^[0-9a-f]{32}$/.test(textOf(stream))) throw unreadable();
  return { at: positionOf(at), streamToken: stream as Token, version: numberOf(version), hash: bytesOf(hash) };
}

function checkpointFrom(line: unknown): SignedCheckpoint {
  const { seq, from, to, count, root, previous, at, publicKeyId, signature } = fieldsOf(line);
  return {
    ...{ seq: numberOf(seq), from: positionOf(from), to: positionOf(to), count: numberOf(count) },
    ...{ root: bytesOf(root), previous: bytesOf(previous), signature: bytesOf(signature) },
    ...{ at: textOf(at), publicKeyId: textOf(publicKeyId) },
  };
}

function fieldsOf(line: unknown): Readonly<Record<string, unknown>> {
  if (typeof line !== 'object' || line === null) throw unreadable();
  return line as Readonly<Record<string, unknown>>;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw unreadable();
  return value;
}

function numberOf(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw unreadable();
  return value as number;
}

function bytesOf(value: unknown): Buffer {
  const hex = textOf(value);
  if (!HEX.test(hex)) throw unreadable();
  return Buffer.from(hex, 'hex');
}

function positionOf(value: unknown): Placed['at'] {
  const position = parsePosition(textOf(value));
  if (!position) throw unreadable();
  return position;
}

const unreadable = (): Error => new Error('a line is not what a proof is made of');
