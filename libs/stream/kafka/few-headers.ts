import { createRequire } from 'node:module';
import type { IHeaders } from 'kafkajs';

/** Headers of one record that are read; one more shows that there were more. */
export const MOST_HEADERS = 100;

type Decoder = { readVarInt(): number };
type ReadArray = <T>(this: Decoder, read: (decoder: Decoder) => T) => T[];
type DecoderClass = { prototype: { readVarIntArray: ReadArray } };

/**
 * kafkajs 2.2.4 copies all headers of a record for each one that it reads: 20,000 of them, in less than 100 KB, hold up
 * the whole process for minutes. It reads them by a method of its own that nothing else uses; this one stops in time. What
 * is left unread does no harm: each record is cut out of its batch by its length.
 */
export function readFewHeaders(): void {
  // No type is published for it; a version of the client without it fails the spec of hostile records.
  const { prototype } = createRequire(__filename)('kafkajs/src/protocol/decoder') as DecoderClass;
  prototype.readVarIntArray = function readFew(read) {
    const length = Math.min(this.readVarInt(), MOST_HEADERS + 1);
    return Array.from({ length: Math.max(0, length) }, () => read(this));
  };
}

/** As pairs. Names that objects know by themselves come out of the client with what is no value: it is left out. */
export const headerPairs = (headers: IHeaders | undefined): readonly (readonly [string, Buffer])[] =>
  Object.entries(headers ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (Buffer.isBuffer(one) ? [[name, one] as const] : [])),
  );
