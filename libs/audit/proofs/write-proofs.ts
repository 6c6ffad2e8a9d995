import { createHash, type KeyObject, sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { LedgerNotary, ledgerProofs, signedLedgerProofs } from '@tributary/access';
import { feedProofs, inTransaction, Notary, publicKeyId, signedProofs } from '@tributary/event-store';
import { instantOf, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type FileName, type Manifest, MANIFEST, statementOf } from './folder';

export type ProofsOptions = Readonly<{
  pool: Pool;
  /** The notary's, private: Ed25519. */
  key: KeyObject;
  /** Made where it is missing; what stands there already is not written over. */
  folder: string;
}>;

/**
 * Writes what somebody outside needs to check feed and ledger without the hub: places and hashes, and what was signed.
 * No clear text and no name stands in it. What is not signed yet is signed first.
 */
export async function writeProofs({ pool, key, folder }: ProofsOptions): Promise<Manifest> {
  await new Notary({ events: pool, key }).checkpoint();
  await new LedgerNotary({ pool, key }).checkpoint();
  await mkdir(folder, { recursive: true });
  const files = await inTransaction(pool, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    // Reads alone hold no feed back, and millions of records take their time.
    await tx.query('SET LOCAL transaction_timeout = 0');
    return writeFiles(tx, folder);
  });
  const manifest: Manifest = { format: 1, madeAt: instantOf(Date.now()), files, publicKeyId: publicKeyId(key) };
  const signature = sign(null, statementOf(manifest), key).toString('hex');
  await writeFile(join(folder, MANIFEST), `${JSON.stringify({ ...manifest, signature }, null, 2)}\n`, { flag: 'wx' });
  return manifest;
}

async function writeFiles(tx: Tx, folder: string): Promise<Manifest['files']> {
  return {
    'records.jsonl': await writeLines(folder, 'records.jsonl', feedProofs(tx)),
    'checkpoints.jsonl': await writeLines(folder, 'checkpoints.jsonl', await signedProofs(tx)),
    'ledger.jsonl': await writeLines(folder, 'ledger.jsonl', ledgerProofs(tx)),
    'ledger-checkpoints.jsonl': await writeLines(folder, 'ledger-checkpoints.jsonl', await signedLedgerProofs(tx)),
  };
}

/** Returns the file's SHA-256 in hex. */
async function writeLines(
  folder: string,
  name: FileName,
  lines: Iterable<object> | AsyncIterable<object>,
): Promise<string> {
  const sum = createHash('sha256');
  async function* texts(): AsyncGenerator<string> {
    for await (const line of lines) {
      const text = `${JSON.stringify(line)}\n`;
      sum.update(text);
      yield text;
    }
  }
  await pipeline(Readable.from(texts()), createWriteStream(join(folder, name), { flags: 'wx' }));
  return sum.digest('hex');
}
