import { hash } from 'node:crypto';
import { randomPart } from './random';

/**
 * One key that seals up to 16.7 million leaves, and from which single leaves can be taken out for ever.
 *
 * A tree of pseudo-random values (Goldreich, Goldwasser, Micali 1986): each node gives its 16 children by a hash, each
 * leaf is an event's key. Held are the topmost nodes only, at first the root. Puncturing a leaf replaces the node above
 * it by the siblings along the way down, so every other leaf still derives and that one never again: a hash can't be
 * walked upwards.
 */
const BITS = 4;
const ARITY = 1 << BITS;
const DEPTH = 6;
export const LEAVES = ARITY ** DEPTH;
const KEY_BYTES = 32;
const NODE_BYTES = 4 + KEY_BYTES;
const LABEL = Buffer.from('tributary/leaf-key/1');

/** The part of the way to a leaf that lies above `depth`. */
const prefixOf = (leaf: number, depth: number): number => leaf >>> (BITS * (DEPTH - depth));
const nodeId = (depth: number, prefix: number): number => depth * LEAVES + prefix;

const scratch = Buffer.alloc(LABEL.length + KEY_BYTES + 1);
LABEL.copy(scratch);
function childOf(parent: Buffer, index: number): Buffer {
  parent.copy(scratch, LABEL.length);
  scratch[LABEL.length + KEY_BYTES] = index;
  return hash('sha256', scratch, 'buffer');
}

const checked = (leaf: number): number => {
  if (Number.isInteger(leaf) && leaf >= 0 && leaf < LEAVES) return leaf;
  throw new RangeError(`leaf ${leaf} is not between 0 and ${LEAVES - 1}`);
};

export class PuncturableKey {
  /** The last way walked, by depth: neighbours share most of it. */
  private way: (Buffer | undefined)[] = [];
  private wayLeaf = 0;

  private constructor(private readonly nodes: Map<number, Buffer>) {}

  static create(): PuncturableKey {
    return new PuncturableKey(new Map([[nodeId(0, 0), randomPart(KEY_BYTES)]]));
  }

  static parse(bytes: Buffer): PuncturableKey {
    if (bytes.length % NODE_BYTES !== 0) throw new RangeError('not a puncturable key');
    const nodes = new Map<number, Buffer>();
    for (let at = 0; at < bytes.length; at += NODE_BYTES) {
      nodes.set(bytes.readUInt32BE(at), bytes.subarray(at + 4, at + NODE_BYTES));
    }
    return new PuncturableKey(nodes);
  }

  serialize(): Buffer {
    const bytes = Buffer.alloc(this.nodes.size * NODE_BYTES);
    let at = 0;
    for (const [id, key] of this.nodes) {
      bytes.writeUInt32BE(id, at);
      key.copy(bytes, at + 4);
      at += NODE_BYTES;
    }
    return bytes;
  }

  /** The leaf's key; undefined where the leaf was taken out. */
  leafKey(leaf: number): Buffer | undefined {
    let depth = this.sharedDepth(checked(leaf));
    let key = this.way[depth];
    if (!key) {
      this.way = [];
      depth = this.nodeAbove(leaf);
      key = this.nodes.get(nodeId(depth, prefixOf(leaf, depth)));
    }
    if (!key) return undefined;
    this.way.length = depth;
    this.way[depth] = key;
    for (; depth < DEPTH; depth += 1) {
      key = childOf(key, prefixOf(leaf, depth + 1) % ARITY);
      this.way[depth + 1] = key;
    }
    this.wayLeaf = leaf;
    return key;
  }

  /** The same key without that leaf; itself where the leaf was out already. */
  puncture(leaf: number): PuncturableKey {
    const top = this.nodeAbove(checked(leaf));
    let key = this.nodes.get(nodeId(top, prefixOf(leaf, top)));
    if (!key) return this;
    const nodes = new Map(this.nodes);
    nodes.delete(nodeId(top, prefixOf(leaf, top)));
    for (let depth = top + 1; depth <= DEPTH; depth += 1) {
      const onTheWay = prefixOf(leaf, depth);
      const first = onTheWay - (onTheWay % ARITY);
      for (let index = 0; index < ARITY; index += 1) {
        if (first + index !== onTheWay) nodes.set(nodeId(depth, first + index), childOf(key, index));
      }
      key = childOf(key, onTheWay % ARITY);
    }
    return new PuncturableKey(nodes);
  }

  /** Overwrites what is held in memory; from then on every leaf is out. */
  wipe(): void {
    for (const key of this.nodes.values()) key.fill(0);
    for (const key of this.way) key?.fill(0);
    this.nodes.clear();
    this.way = [];
  }

  private sharedDepth(leaf: number): number {
    const different = leaf ^ this.wayLeaf;
    return different === 0 ? DEPTH : DEPTH - Math.ceil((32 - Math.clz32(different)) / BITS);
  }

  /** Depth of the held node that leads to the leaf; DEPTH where there is none. */
  private nodeAbove(leaf: number): number {
    for (let depth = 0; depth < DEPTH; depth += 1) {
      if (this.nodes.has(nodeId(depth, prefixOf(leaf, depth)))) return depth;
    }
    return DEPTH;
  }
}
