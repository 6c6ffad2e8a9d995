import { type KeyObject, verify } from 'node:crypto';
import { checkLedger } from '@tributary/access';
import { checkFeed, type Finding, publicKeyId } from '@tributary/event-store';
import { canonicalJson, Problem } from '@tributary/kernel';
import { allLinesOf, type FileName, FILES, linesOf, manifestIn, statementOf, sumOf, unreadable } from './folder';

export type ProofsChecked = Readonly<{
  records: number;
  ledgerLines: number;
  checkpoints: number;
  /** Proved by nothing but the manifest. */
  notYetSigned: number;
  findings: readonly OutsideFinding[];
}>;
export type OutsideFinding = Readonly<{ code: Finding['code'] | 'file-differs'; where: string; what: string }>;

export type CheckOptions = Readonly<{
  folder: string;
  /** The notary's public keys, as the checker got them long ago and by another way. */
  publicKeys: readonly KeyObject[];
  /** A folder of proofs that was given out before: what was signed then must stand as it was. */
  earlier?: string;
}>;

/**
 * Checks a folder of proofs with nothing but it and the notary's public keys: no hub, no database, no configuration.
 * Throws `proofs-unreadable` where a file is missing or no proof.
 */
export async function checkProofs({ folder, publicKeys, earlier }: CheckOptions): Promise<ProofsChecked> {
  const files = await checkFiles(folder, publicKeys);
  const checkpoints = await allLinesOf(folder, 'checkpoints.jsonl');
  const ledgerCheckpoints = await allLinesOf(folder, 'ledger-checkpoints.jsonl');
  const records = linesOf(folder, 'records.jsonl');
  const lines = linesOf(folder, 'ledger.jsonl');
  const feed = await checkFeed({ records, checkpoints, publicKeys }).catch(asUnreadable);
  const ledger = await checkLedger({ lines, checkpoints: ledgerCheckpoints, publicKeys }).catch(asUnreadable);
  const since = earlier === undefined ? [] : await checkSince(folder, earlier);
  return {
    records: feed.records,
    ledgerLines: ledger.lines,
    checkpoints: checkpoints.length + ledgerCheckpoints.length,
    notYetSigned: feed.notYetSigned + ledger.notYetSigned,
    findings: [...files, ...feed.findings, ...ledger.findings, ...since],
  };
}

/** That the folder is, byte for byte, what the hub's notary gave out. */
async function checkFiles(folder: string, publicKeys: readonly KeyObject[]): Promise<readonly OutsideFinding[]> {
  const manifest = await manifestIn(folder);
  const key = publicKeys.find((one) => publicKeyId(one) === manifest.publicKeyId);
  const isSigned = key && verify(null, statementOf(manifest), key, Buffer.from(manifest.signature, 'hex'));
  const findings: OutsideFinding[] = isSigned
    ? []
    : [{ code: 'signature-wrong', where: 'the manifest', what: 'was not signed by a key that you gave' }];
  for (const name of FILES) {
    const sum = await sumOf(folder, name).catch(() => {
      throw unreadable(`${name} is missing`);
    });
    if (sum !== manifest.files[name]) {
      findings.push({ code: 'file-differs', where: name, what: 'is not the file that was given out' });
    }
  }
  return findings;
}

/** A list of checkpoints only grows. One that was made anew, or cut short, is no longer what stood there before. */
async function checkSince(folder: string, earlier: string): Promise<readonly OutsideFinding[]> {
  const findings: OutsideFinding[] = [];
  for (const name of ['checkpoints.jsonl', 'ledger-checkpoints.jsonl'] as const satisfies FileName[]) {
    const now = await allLinesOf(folder, name);
    const then = await allLinesOf(earlier, name);
    const gone = then.findIndex((one, i) => canonicalJson(one) !== canonicalJson(now[i] ?? null));
    if (gone < 0) continue;
    const what = 'is not, or no longer, the one that was given out before';
    findings.push({ code: 'witness-differs', where: `${name}, line ${gone + 1}`, what });
  }
  return findings;
}

function asUnreadable(error: unknown): never {
  throw error instanceof Problem ? error : unreadable(error instanceof Error ? error.message : 'a file cannot be read');
}
