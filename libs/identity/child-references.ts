import { type Cipheriv, createCipheriv, createDecipheriv } from 'node:crypto';
import { type AgencyId, type ChildId, isUuid } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';

/** Bytes of AES. What is left of a shorter one would shift all that come after it. */
const BLOCK = 16;

/**
 * Each agency's own reference for a child: the child's id, one block, enciphered under a key of that agency (AES-128).
 * No two agencies' references can be compared, and none is ever stored. Where a record was moved by hand, what one is
 * made from and what it means are no longer the same child: see storage/references.ts.
 */
export class ChildReferences {
  private readonly keys = new Map<AgencyId, Buffer>();
  /** Making one costs ten times what enciphering does. Each block stands for itself: one serves for all. */
  private readonly ciphers = new Map<AgencyId, Cipheriv>();

  constructor(private readonly vault: Pick<Vault, 'ref'>) {}

  refOf(agency: AgencyId, child: ChildId): string {
    const block = Buffer.from(child.replaceAll('-', ''), 'hex');
    if (block.length !== BLOCK) throw new RangeError('not a child id');
    return this.cipher(agency).update(block).toString('hex');
  }

  /** The child that an agency would mean by that text, whether it exists or not; undefined for no reference at all. */
  childOf(agency: AgencyId, ref: string): ChildId | undefined {
    if (!/^[0-9a-f]{32}$/.test(ref)) return undefined;
    const decipher = createDecipheriv('aes-128-ecb', this.key(agency), null).setAutoPadding(false);
    const hex = decipher.update(ref, 'hex', 'hex') + decipher.final('hex');
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return isUuid(id) ? (id as ChildId) : undefined;
  }

  private cipher(agency: AgencyId): Cipheriv {
    const known = this.ciphers.get(agency);
    if (known) return known;
    const made = createCipheriv('aes-128-ecb', this.key(agency), null).setAutoPadding(false);
    this.ciphers.set(agency, made);
    return made;
  }

  private key(agency: AgencyId): Buffer {
    const known = this.keys.get(agency) ?? Buffer.from(this.vault.ref('child-reference-key', agency), 'base64url');
    this.keys.set(agency, known);
    return known;
  }
}
