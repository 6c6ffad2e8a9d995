/**
 * Arrays for PostgreSQL in its binary form (src/backend/utils/adt/arrayfuncs.c, array_recv). pg sends a Buffer
 * parameter as binary, so that a batch of sealed bodies travels as bytes and not as twice as many hex digits.
 */
function array(oid: number, count: number, dataBytes: number): { out: Buffer; start: number } {
  const out = Buffer.allocUnsafe(20 + 4 * count + dataBytes);
  out.writeInt32BE(1, 0); // dimensions
  out.writeInt32BE(0, 4); // holds no nulls
  out.writeInt32BE(oid, 8);
  out.writeInt32BE(count, 12);
  out.writeInt32BE(1, 16); // first index
  return { out, start: 20 };
}

const emptyArray = (oid: number): Buffer => {
  const out = Buffer.alloc(12);
  out.writeInt32BE(oid, 8);
  return out;
};

export const byteaArray = (values: readonly Buffer[]): Buffer => lengthPrefixed(17, values);

export const textArray = (values: readonly string[]): Buffer =>
  lengthPrefixed(
    25,
    values.map((v) => Buffer.from(v)),
  );

/** Values are 32 hex digits, with or without hyphens. */
export function uuidArray(values: readonly string[]): Buffer {
  if (values.length === 0) return emptyArray(2950);
  const { out, start } = array(2950, values.length, 16 * values.length);
  let at = start;
  for (const value of values) {
    out.writeInt32BE(16, at);
    writeUuid(value, out, at + 4);
    at += 20;
  }
  return out;
}

export function int4Array(values: readonly number[]): Buffer {
  if (values.length === 0) return emptyArray(23);
  const { out, start } = array(23, values.length, 4 * values.length);
  let at = start;
  for (const value of values) {
    out.writeInt32BE(4, at);
    out.writeInt32BE(value, at + 4);
    at += 8;
  }
  return out;
}

function lengthPrefixed(oid: number, values: readonly Buffer[]): Buffer {
  if (values.length === 0) return emptyArray(oid);
  const total = values.reduce((sum, value) => sum + value.length, 0);
  const { out, start } = array(oid, values.length, total);
  let at = start;
  for (const value of values) {
    out.writeInt32BE(value.length, at);
    value.copy(out, at + 4);
    at += 4 + value.length;
  }
  return out;
}

export function writeUuid(value: string, into: Buffer, at: number): void {
  const hex = value.length === 32 ? value : value.replaceAll('-', '');
  if (into.write(hex, at, 16, 'hex') !== 16) throw new RangeError('not 32 hex digits');
}
