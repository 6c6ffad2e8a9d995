import type { SealedRecord } from '@tributary/kernel';

const BYTES = 52;

/** The clear part of a record, bound to its body: a body moved to another place, child or key no longer opens. */
export function recordAad(record: Pick<SealedRecord, 'streamToken' | 'version' | 'keyId' | 'childToken'>): Buffer {
  const aad = Buffer.alloc(BYTES);
  aad.write(record.streamToken, 0, 16, 'hex');
  aad.writeUInt32BE(record.version, 16);
  aad.write(record.keyId.replaceAll('-', ''), 20, 16, 'hex');
  if (record.childToken !== null) aad.write(record.childToken, 36, 16, 'hex');
  return aad;
}
