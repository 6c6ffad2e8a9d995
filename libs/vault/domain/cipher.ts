import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D): 12-byte random nonce ‖ cipher text ‖ 16-byte tag. */
const NONCE = 12;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

/** Random bytes are fetched for many nonces at once: one call each would cost as much as the sealing. */
const pool = Buffer.alloc(NONCE * 512);
let used = pool.length;
function nonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += NONCE;
  return pool.subarray(used - NONCE, used);
}

export function encrypt(key: Buffer, aad: Buffer, plain: Buffer): Buffer {
  const iv = nonce();
  const cipher = createCipheriv(ALGORITHM, key, iv);
  cipher.setAAD(aad);
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()], NONCE + body.length + TAG);
}

/** Undefined where the bytes are not what was sealed with this key and this additional data. */
export function decrypt(key: Buffer, aad: Buffer, sealed: Buffer): Buffer | undefined {
  if (sealed.length < NONCE + TAG) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE));
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
