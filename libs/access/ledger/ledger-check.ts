import type { KeyObject } from 'node:crypto';
import { type Finding, type FindingCode, publicKeyId } from '@tributary/event-store';
import { LEDGER_START } from './line';
import { isLedgerSignedBy, ledgerDigest, NO_LEDGER_CHECKPOINT, type SignedLedgerCheckpoint } from './ledger-notary';

const MOST_FINDINGS = 100;

/** The hashes a chain must have had at the places that were signed, and the furthest of them. */
type Signed = { readonly hashes: Map<number, string>; upTo: number };
/** A line's place in its chain, and its hash. */
export type Link = Readonly<{ chain: string; seq: number; hash: Buffer }>;

/** Holds the ledger's chains against what was signed, from places and hashes alone. Lines of a chain come in their order. */
export class LedgerCheck {
  readonly findings: Finding[] = [];
  readonly ends = new Map<string, Link>();
  lines = 0;
  notYetSigned = 0;
  private readonly signedOf = new Map<string, Signed>();

  constructor(
    private readonly checkpoints: readonly SignedLedgerCheckpoint[],
    keys: readonly KeyObject[],
  ) {
    this.signatures(keys);
    for (const { chain, seq, hash } of checkpoints.flatMap(({ heads }) => heads)) {
      const signed = this.signedOf.get(chain) ?? { hashes: new Map<number, string>(), upTo: 0 };
      signed.hashes.set(seq, hash);
      signed.upTo = Math.max(signed.upTo, seq);
      this.signedOf.set(chain, signed);
    }
  }

  /** What the line must follow: the chain's line before it, or the chain's beginning. */
  before(chain: string): Link {
    return this.ends.get(chain) ?? { chain, seq: 0, hash: LEDGER_START };
  }

  /** The next line of its chain. Returns whether it follows the line before. */
  add(link: Link): boolean {
    const end = this.before(link.chain);
    const where = whereOf(link);
    const follows = link.seq === end.seq + 1;
    if (!follows) this.report('version-gap', where, `follows line ${end.seq}: lines between are gone`);
    const signed = this.signedOf.get(link.chain);
    const expected = signed?.hashes.get(link.seq);
    if (expected !== undefined && expected !== link.hash.toString('hex')) {
      this.report('root-differs', where, 'is not the line that was signed');
    }
    if (link.seq > (signed?.upTo ?? 0)) this.notYetSigned += 1;
    this.lines += 1;
    this.ends.set(link.chain, link);
    return follows;
  }

  /** Once all lines are there: what was signed and is gone. */
  finish(): void {
    for (const [chain, { upTo }] of this.signedOf) {
      const last = this.ends.get(chain)?.seq ?? 0;
      if (last >= upTo) continue;
      this.report('root-differs', whereOf({ chain, seq: upTo }), `was signed and is gone; ${last} lines stand`);
    }
  }

  report(code: FindingCode, where: string, what: string): void {
    if (this.findings.length < MOST_FINDINGS) this.findings.push({ code, where, what });
  }

  private signatures(keys: readonly KeyObject[]): void {
    const byId = new Map(keys.map((key) => [publicKeyId(key), key]));
    let previous = NO_LEDGER_CHECKPOINT;
    this.checkpoints.forEach((one, i) => {
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
}

export const whereOf = ({ chain, seq }: Pick<Link, 'chain' | 'seq'>): string => `ledger ${chain}, line ${seq}`;
