import { randomFillSync } from 'node:crypto';

/** Random bytes are fetched for many at once: one call each would cost as much as the sealing itself. */
const pool = Buffer.alloc(16_384);
let used = pool.length;

/** Bytes of the caller's own; what the pool held of them is blanked, so a key stands nowhere else. */
export function randomPart(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const part = Buffer.from(pool.subarray(used, used + bytes));
  pool.fill(0, used, used + bytes);
  used += bytes;
  return part;
}
