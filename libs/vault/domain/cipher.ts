import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { randomPart } from './random';

/**
 * AES-256-GCM (NIST SP 800-38D): 12-byte random nonce ‖ cipher text ‖ 16-byte tag. Keys go in as key objects: with
 * plain bytes Node 24 spends three times as long on making a cipher as on sealing an event (11.9 µs against 4.1).
 */
const NONCE = 12;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

export function encrypt(key: Buffer, aad: Buffer, plain: Buffer): Buffer {
  const nonce = randomPart(NONCE);
  const cipher = createCipheriv(ALGORITHM, createSecretKey(key), nonce);
  cipher.setAAD(aad);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()], NONCE + body.length + TAG);
}

/** Undefined where the bytes are not what was sealed with this key and this additional data. */
export function decrypt(key: Buffer, aad: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(ALGORITHM, createSecretKey(key), sealed.subarray(0, NONCE));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(NONCE, sealed.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
