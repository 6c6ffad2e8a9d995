import { hash } from 'node:crypto';
import fc from 'fast-check';
import { MerkleTree } from './merkle';

const sha = (...parts: Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** As RFC 6962 defines it: split at the largest power of two below the number of leaves. */
function byDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length <= 1) return leaves[0] ?? Buffer.alloc(32);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha(Buffer.of(1), byDefinition(leaves.slice(0, split)), byDefinition(leaves.slice(split)));
}

const tree = (leaves: readonly Buffer[]): MerkleTree => {
  const made = new MerkleTree();
  for (const leaf of leaves) made.add(leaf);
  return made;
};

describe('a Merkle tree', () => {
  it('has the root that its definition gives, for any number of leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), (count) => {
        const leaves = Array.from({ length: count }, (_, i) => sha(Buffer.from(`leaf ${i}`)));
        expect(tree(leaves).root()).toEqual(byDefinition(leaves));
      }),
      { seed: 20261121 },
    );
  });

  it('changes with any leaf, their order and their number', () => {
    const leaves = ['a', 'b', 'c'].map((text) => sha(Buffer.from(text)));
    const [a, b, c] = leaves as [Buffer, Buffer, Buffer];
    const roots = [
      [a, b, c],
      [b, a, c],
      [a, b],
      [a, b, c, c],
      [a, a, c],
    ].map((l) => tree(l).root().toString('hex'));
    expect(new Set(roots).size).toBe(roots.length);
  });
});
