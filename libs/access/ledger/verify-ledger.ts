import type { KeyObject } from 'node:crypto';
import { type Finding, inTransaction } from '@tributary/event-store';
import { type Instant, instantOf, type Tx } from '@tributary/kernel';
import type { Pool } from 'pg';
import { LedgerCheck, type Link, whereOf } from './ledger-check';
import { readLedgerCheckpoints } from './ledger-notary';
import { type Disclosure, LEDGER_START, type Line, lineHash, type Taken } from './line';

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

/** Recomputes every chain of the ledger from its lines, in one snapshot, and holds it against what was signed. */
export async function verifyLedger({ pool, publicKeys }: LedgerVerifyOptions): Promise<LedgerVerification> {
  return inTransaction(pool, async (tx) => {
    await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    await tx.query('SET LOCAL transaction_timeout = 0');
    const checkpoints = await readLedgerCheckpoints(tx);
    const check = new LedgerCheck(checkpoints, publicKeys);
    for await (const row of linesInOrder(tx)) addLine(check, row);
    check.finish();
    await compareHeads(check, tx);
    const { lines, notYetSigned, findings } = check;
    const unchained = await countUnchained(tx);
    return { lines, chains: check.ends.size, checkpoints: checkpoints.length, notYetSigned, unchained, findings };
  });
}

function addLine(check: LedgerCheck, row: Row): void {
  const line = lineOf(row);
  const { hash } = check.before(line.chain);
  const follows = check.add({ chain: line.chain, seq: line.seq, hash: row.hash });
  if (follows && !lineHash(hash, line).equals(row.hash)) {
    check.report('chain-broken', whereOf(line), 'does not say what was hashed when it was written');
  }
}

async function countUnchained(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ count: string }>('SELECT count(*) FROM access.disclosures WHERE chain IS NULL');
  return Number(rows[0]?.count);
}

/** A tail that was cut off and not yet signed: the heads remember. */
async function compareHeads(check: LedgerCheck, tx: Tx): Promise<void> {
  const { rows } = await tx.query<Link>(`SELECT replace(chain::text, '-', '') AS chain, seq, hash FROM access.chains`);
  const heads = new Map(rows.map((row) => [row.chain, row]));
  for (const chain of new Set([...heads.keys(), ...check.ends.keys()])) {
    const [head, end] = [heads.get(chain), check.ends.get(chain)];
    if (head && end && head.seq === end.seq && head.hash.equals(end.hash)) continue;
    const what = `line ${head?.seq ?? 'none'} was written last; line ${end?.seq ?? 'none'} is the last that stands`;
    check.report('end-differs', whereOf({ chain, seq: end?.seq ?? 0 }), what);
  }
}

/**
 * Every line's place, and its hash made anew from what it says and the hash before it: a line that was changed gives
 * another hash than the one that was signed. It says nothing of who looked at what.
 */
export async function* ledgerProofs(tx: Tx): AsyncGenerator<Readonly<{ chain: string; seq: number; hash: string }>> {
  let before: Link = { chain: '', seq: 0, hash: LEDGER_START };
  for await (const row of linesInOrder(tx)) {
    const line = lineOf(row);
    const hash = lineHash(before.chain === line.chain ? before.hash : LEDGER_START, line);
    yield { chain: line.chain, seq: line.seq, hash: hash.toString('hex') };
    before = { chain: line.chain, seq: line.seq, hash };
  }
}

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
