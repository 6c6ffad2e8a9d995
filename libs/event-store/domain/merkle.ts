import { hash } from 'node:crypto';
import type { SealedRecord } from '@tributary/kernel';

/** Leaves and nodes are hashed with different first bytes, so that one can't pass for the other (RFC 6962, 2.1). */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** A record's place and hash: what a proof needs of it. */
export type Placed = Pick<SealedRecord, 'at' | 'streamToken' | 'version' | 'hash'>;

/** What the notary signs of a record: its place in the feed, its place in its stream, and its chain hash. */
export function recordLeaf(record: Placed): Buffer {
  const place = `${record.at.generation}.${record.at.tx}.${record.at.position}/${record.streamToken}/${record.version}/`;
  return hash('sha256', Buffer.concat([LEAF, Buffer.from(place), record.hash]), 'buffer');
}

/** Root over any number of leaves, holding one node per level: a feed of any length needs no more memory. */
export class MerkleTree {
  private readonly peaks: { size: number; node: Buffer }[] = [];
  count = 0;

  add(leaf: Buffer): void {
    this.count += 1;
    this.peaks.push({ size: 1, node: leaf });
    while (this.topTwoAreEqual()) this.join();
  }

  /** The root over all so far; of no leaves: 32 zero bytes. */
  root(): Buffer {
    const nodes = this.peaks.map((peak) => peak.node);
    return nodes.reduceRight(
      (right, left, i) => (i === nodes.length - 1 ? left : parent(left, right)),
      Buffer.alloc(32),
    );
  }

  private topTwoAreEqual(): boolean {
    return this.peaks.length > 1 && this.peaks.at(-1)?.size === this.peaks.at(-2)?.size;
  }

  private join(): void {
    const right = this.peaks.pop();
    const left = this.peaks.pop();
    if (left && right) this.peaks.push({ size: left.size + right.size, node: parent(left.node, right.node) });
  }
}

const parent = (left: Buffer, right: Buffer): Buffer => hash('sha256', Buffer.concat([NODE, left, right]), 'buffer');
