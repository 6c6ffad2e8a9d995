import { hash } from 'node:crypto';

/** What stands before a stream's first event. */
export const CHAIN_START = Buffer.alloc(32);

/**
 * SHA-256 of the previous hash, the clear part (`recordAad`) and the sealed bytes. Never of clear text: a hashed
 * one-letter code could be guessed after its key is gone.
 */
export function chainHash(previous: Buffer, clearPart: Buffer, body: Buffer): Buffer {
  return hash('sha256', Buffer.concat([previous, clearPart, body]), 'buffer');
}
