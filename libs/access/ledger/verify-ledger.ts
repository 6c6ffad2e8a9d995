import type { KeyObject } from 'node:crypto';
import { type Finding, type FindingCode, inTransaction, publicKeyId } from '@tributary/event-store';
import { type Instant, instantOf, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { type Disclosure, LEDGER_START, type Line, lineHash, type Taken } from './line';
import {
  isLedgerSignedBy,
  ledgerDigest,
  NO_LEDGER_CHECKPOINT,
  readLedgerCheckpoints,
  type SignedLedgerCheckpoint,
} from './ledger-notary';

export type LedgerVerification = Readonly<{
  lines: number;
  chains: number;
  checkpoints: number;
  /** Lines that no checkpoint covers yet: proved by their chains and heads alone. */
  notYetSigned: number;
  /** Lines from before there were chains: proved by nothing. */
  unchained: number;
  /** The first hundred. */
  findings: readonly Finding[];
}>;

export type LedgerVerifyOptions = Readonly<{
  /** A connection that may read the ledger; nothing else of the hub is needed. */
  pool: Pool;
  /** The notary's public keys, old ones included. */
  publicKeys: readonly KeyObject[];
}>;

const BATCH = 2_000;
const MOST_FINDINGS = 100;

/** Recomputes every chain of the ledger from its lines, in one snapshot, and holds it against what was signed. */
export async function verifyLedger({ pool, publicKeys }: LedgerVerifyOptions): Promise<LedgerVerification> {
  return inTransaction(pool, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await tx.query('SET LOCAL transaction_timeout = 0');
    const check = new Check(tx);
    const checkpoints = await readLedgerCheckpoints(tx);
    check.signatures(checkpoints, publicKeys);
    check.signed(checkpoints);
    await check.chains();
    await check.heads();
    return check.found(checkpoints.length);
  });
}

/** The hashes a chain must have had at the places that were signed, and the furthest of them. */
type Signed = { readonly hashes: Map<number, string>; upTo: number };
type End = { chain: string; seq: number; hash: Buffer };

class Check {
  private readonly findings: Finding[] = [];
  private readonly signedOf = new Map<string, Signed>();
  private readonly ends = new Map<string, End>();
  private lines = 0;
  private notYetSigned = 0;
  private unchained = 0;

  constructor(private readonly tx: Tx) {}

  found(checkpoints: number): LedgerVerification {
    const { lines, notYetSigned, unchained, findings } = this;
    return { lines, chains: this.ends.size, checkpoints, notYetSigned, unchained, findings };
  }

  signatures(checkpoints: readonly SignedLedgerCheckpoint[], keys: readonly KeyObject[]): void {
    const byId = new Map(keys.map((key) => [publicKeyId(key), key]));
    let previous = NO_LEDGER_CHECKPOINT;
    checkpoints.forEach((one, i) => {
      const where = `ledger checkpoint ${one.seq}`;
      const key = byId.get(one.publicKeyId);
      if (!key) this.report('signature-wrong', where, `signed by an unknown key ${one.publicKeyId}`);
      else if (!isLedgerSignedBy(one, key)) this.report('signature-wrong', where, 'not what was signed');
      if (one.seq !== i + 1 || one.previous !== previous) {
        this.report('checkpoint-gap', where, 'does not follow the checkpoint before it');
      }
      previous = ledgerDigest(one);
    });
  }

  signed(checkpoints: readonly SignedLedgerCheckpoint[]): void {
    for (const { chain, seq, hash } of checkpoints.flatMap(({ heads }) => heads)) {
      const signed = this.signedOf.get(chain) ?? { hashes: new Map<number, string>(), upTo: 0 };
      signed.hashes.set(seq, hash);
      signed.upTo = Math.max(signed.upTo, seq);
      this.signedOf.set(chain, signed);
    }
  }

  async chains(): Promise<void> {
    const { rows } = await this.tx.query<{ count: string }>(
      'SELECT count(*) FROM access.disclosures WHERE chain IS NULL',
    );
    this.unchained = Number(rows[0]?.count);
    let end: End = { chain: '', seq: 0, hash: LEDGER_START };
    for await (const row of linesInOrder(this.tx)) end = this.link(end, row);
    for (const [chain, { upTo }] of this.signedOf) {
      const last = this.ends.get(chain)?.seq ?? 0;
      if (last < upTo) this.report('root-differs', whereOf(chain, upTo), `was signed and is gone; ${last} lines stand`);
    }
  }

  /** A tail that was cut off and not yet signed: the heads remember. */
  async heads(): Promise<void> {
    const { rows } = await this.tx.query<End>(
      `SELECT replace(chain::text, '-', '') AS chain, seq, hash FROM access.chains`,
    );
    const heads = new Map(rows.map((row) => [row.chain, row]));
    for (const chain of new Set([...heads.keys(), ...this.ends.keys()])) {
      const [head, end] = [heads.get(chain), this.ends.get(chain)];
      if (head && end && head.seq === end.seq && head.hash.equals(end.hash)) continue;
      const what = `line ${head?.seq ?? 'none'} was written last; line ${end?.seq ?? 'none'} is the last that stands`;
      this.report('end-differs', whereOf(chain, end?.seq ?? 0), what);
    }
  }

  private link(before: End, row: Row): End {
    const line = lineOf(row);
    const end = before.chain === line.chain ? before : { chain: line.chain, seq: 0, hash: LEDGER_START };
    const where = whereOf(line.chain, line.seq);
    if (line.seq !== end.seq + 1) this.report('version-gap', where, `follows line ${end.seq}: lines between are gone`);
    else if (!lineHash(end.hash, line).equals(row.hash)) {
      this.report('chain-broken', where, 'does not say what was hashed when it was written');
    }
    const signed = this.signedOf.get(line.chain);
    const expected = signed?.hashes.get(line.seq);
    if (expected !== undefined && expected !== row.hash.toString('hex')) {
      this.report('root-differs', where, 'is not the line that was signed');
    }
    if (line.seq > (signed?.upTo ?? 0)) this.notYetSigned += 1;
    this.lines += 1;
    const next = { chain: line.chain, seq: line.seq, hash: row.hash };
    this.ends.set(line.chain, next);
    return next;
  }

  private report(code: FindingCode, where: string, what: string): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ code, where, what });
  }
}

const whereOf = (chain: string, seq: number): string => `ledger ${chain}, line ${seq}`;

type Row = Omit<Disclosure, 'child' | 'asKnownOn' | 'refusal' | 'taken'> &
  Readonly<{ chain: string; seq: number; hash: Buffer; at: Date; child_token: string | null }> &
  Readonly<{ as_known_on: Date | null; refusal: NonNullable<Disclosure['refusal']> | null; taken: Taken | null }>;

async function* linesInOrder(tx: Tx): AsyncGenerator<Row> {
  let [chain, seq] = ['0'.repeat(32), 0];
  for (;;) {
    const { rows } = await tx.query<Row>(
      `SELECT * FROM access.disclosures WHERE (chain, seq) > ($1::uuid, $2) ORDER BY chain, seq LIMIT $3`,
      [chain, seq, BATCH],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    ({ chain, seq } = last);
  }
}

const plain = (uuid: string): string => uuid.replaceAll('-', '');
const at = (date: Date): Instant => instantOf(date.getTime());

function lineOf({ refusal, taken, ...row }: Row): Line {
  return {
    ...row,
    ...(refusal ? { refusal } : {}),
    ...(taken ? { taken } : {}),
    chain: plain(row.chain),
    child: row.child_token === null ? null : (plain(row.child_token) as Line['child']),
    at: at(row.at),
    asKnownOn: row.as_known_on && at(row.as_known_on),
  };
}
