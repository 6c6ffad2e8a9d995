import type { KeyObject } from 'node:crypto';
import type { Finding } from '@tributary/event-store';
import type { Instant, Tx } from '@tributary/kernel';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { LedgerCheck } from './ledger-check';
import { readLedgerCheckpoints, type SignedLedgerCheckpoint } from './ledger-notary';

const Hex = (bytes: number) => Type.String({ pattern: `^[0-9a-f]{${bytes * 2}}$` });
const Place = Type.Object({ chain: Hex(16), seq: Type.Integer({ minimum: 1 }), hash: Hex(32) });
const LinkLine = Compile(Place);
const CheckpointLine = Compile(
  Type.Object({
    ...{ seq: Type.Integer({ minimum: 1 }), at: Type.String(), heads: Type.Array(Place), previous: Hex(32) },
    ...{ publicKeyId: Hex(8), signature: Hex(64) },
  }),
);

/** The checkpoints over the ledger, with signatures in hex. */
export async function signedLedgerProofs(tx: Tx): Promise<readonly object[]> {
  return (await readLedgerCheckpoints(tx)).map((one) => ({ ...one, signature: one.signature.toString('hex') }));
}

export type LedgerChecked = Readonly<{ lines: number; notYetSigned: number; findings: readonly Finding[] }>;
type Given = Readonly<{
  lines: AsyncIterable<unknown>;
  checkpoints: readonly unknown[];
  publicKeys: readonly KeyObject[];
}>;

/** Holds lines of the ledger against what was signed, without a hub. Throws an Error where a line is none. */
export async function checkLedger({ lines, checkpoints, publicKeys }: Given): Promise<LedgerChecked> {
  const check = new LedgerCheck(checkpoints.map(checkpointFrom), publicKeys);
  for await (const line of lines) {
    if (!LinkLine.Check(line)) throw unreadable();
    check.add({ ...line, hash: Buffer.from(line.hash, 'hex') });
  }
  check.finish();
  const { findings, notYetSigned } = check;
  return { lines: check.lines, notYetSigned, findings };
}

function checkpointFrom(line: unknown): SignedLedgerCheckpoint {
  if (!CheckpointLine.Check(line)) throw unreadable();
  return { ...line, at: line.at as Instant, signature: Buffer.from(line.signature, 'hex') };
}

const unreadable = (): Error => new Error('a line is not what a proof is made of');
