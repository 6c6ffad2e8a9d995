/**
 * Kafka's default partitioning, written once so that both streams put a child on the same partition: murmur2 of the
 * key's UTF-8 bytes, sign bit off, modulo the number of partitions (org.apache.kafka.common.utils.Utils.murmur2).
 */
export function partitionOfKey(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions;
}

const M = 0x5bd1e995;

function murmur2(data: Buffer): number {
  let h = 0x9747b28c ^ data.length;
  const whole = data.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(data.readInt32LE(i), M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  for (let i = data.length - 1; i >= whole; i -= 1) h ^= (data[i] ?? 0) << (8 * (i - whole));
  if (data.length > whole) h = Math.imul(h, M);
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}
