import { hash, hkdfSync } from 'node:crypto';
import { type ChildId, Lru, type RecordRef, type StreamId, type Token } from '@tributary/kernel';

const TOKEN_BYTES = 16;
/** An append asks for the same tokens several times, and so does whoever reads the same children again. */
const RECENT = 32_768;

/** Keyed hashes (HMAC-SHA256, first 16 bytes): whoever lacks the master key can't test a guess against one. */
export class Tokens {
  private readonly subkeys = new Map<string, Buffer>();
  private readonly pads = new Map<string, Pads>();
  private readonly recent = new Map<string, Lru<string, Token>>();

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
    return this.token('token/stream', id);
  }

  child(id: ChildId): Token {
    return this.token('token/child', id);
  }

  /** Parts are length-prefixed, so that ('a','bc') and ('ab','c') differ. */
  ref(kind: string, parts: readonly string[]): RecordRef {
    const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
    return this.digest(`ref/${kind}`, text).toString('base64url') as RecordRef;
  }

  private token(purpose: string, id: string): Token {
    const recent = this.recent.get(purpose) ?? new Lru<string, Token>(RECENT);
    this.recent.set(purpose, recent);
    const known = recent.get(id);
    if (known) return known;
    const made = this.digest(purpose, id).toString('hex') as Token;
    recent.set(id, made);
    return made;
  }

  private digest(purpose: string, text: string): Buffer {
    return hmac(this.padsOf(purpose), Buffer.from(text)).subarray(0, TOKEN_BYTES);
  }

  private padsOf(purpose: string): Pads {
    const known = this.pads.get(purpose) ?? padsOf(this.subkey(purpose));
    this.pads.set(purpose, known);
    return known;
  }
}

/** A key's two blocks of HMAC-SHA256 (RFC 2104). Two one-shot hashes cost half of what Node's Hmac object does. */
type Pads = Readonly<{ inner: Buffer; outer: Buffer }>;
const BLOCK = 64;

function padsOf(key: Buffer): Pads {
  const padded = Buffer.alloc(BLOCK);
  key.copy(padded);
  return { inner: padded.map((byte) => byte ^ 0x36) as Buffer, outer: padded.map((byte) => byte ^ 0x5c) as Buffer };
}

const hmac = (pads: Pads, message: Buffer): Buffer =>
  hash('sha256', Buffer.concat([pads.outer, hash('sha256', Buffer.concat([pads.inner, message]), 'buffer')]), 'buffer');
