import { hash } from 'node:crypto';
import type { SealedRecord } from '@tributary/kernel';
import { recordAad } from '@tributary/vault';

/** What stands before a stream's first event. */
export const CHAIN_START = Buffer.alloc(32);

type Chained = Pick<SealedRecord, 'streamToken' | 'version' | 'keyId' | 'childToken' | 'body'>;

/**
 * SHA-256 of the previous hash, the clear part and the sealed bytes. Never of clear text: a hashed one-letter code
 * could be guessed after its key is gone.
 */
export function chainHash(previous: Buffer, record: Chained): Buffer {
  return hash('sha256', Buffer.concat([previous, recordAad(record), record.body]), 'buffer');
}
