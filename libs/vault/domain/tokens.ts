import { createHmac, hkdfSync } from 'node:crypto';
import type { ChildId, RecordRef, StreamId, Token } from '@tributary/kernel';

const TOKEN_BYTES = 16;

/** Keyed hashes (HMAC-SHA256, first 16 bytes): whoever lacks the master key can't test a guess against one. */
export class Tokens {
  private readonly subkeys = new Map<string, Buffer>();

  constructor(private readonly masterKey: Buffer) {}

  /** A key for one purpose (HKDF, RFC 5869); knowing it tells nothing about another. */
  subkey(purpose: string): Buffer {
    const known = this.subkeys.get(purpose);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', this.masterKey, Buffer.alloc(0), `tributary/${purpose}`, 32));
    this.subkeys.set(purpose, made);
    return made;
  }

  stream(id: StreamId): Token {
    return this.digest('token/stream', id).toString('hex') as Token;
  }

  child(id: ChildId): Token {
    return this.digest('token/child', id).toString('hex') as Token;
  }

  /** Parts are length-prefixed, so that ('a','bc') and ('ab','c') differ. */
  ref(kind: string, parts: readonly string[]): RecordRef {
    const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
    return this.digest(`ref/${kind}`, text).toString('base64url') as RecordRef;
  }

  private digest(purpose: string, text: string): Buffer {
    return createHmac('sha256', this.subkey(purpose)).update(text).digest().subarray(0, TOKEN_BYTES);
  }
}
