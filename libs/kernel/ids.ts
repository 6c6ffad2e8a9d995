import { hash, randomBytes } from 'node:crypto';

declare const brand: unique symbol;
/** A string that only its own kind of place accepts. */
export type Brand<T, B extends string> = T & { readonly [brand]: B };

export type EventId = Brand<string, 'EventId'>;
export type StreamId = Brand<string, 'StreamId'>;
export type ChildId = Brand<string, 'ChildId'>;
export type RecordId = Brand<string, 'RecordId'>;
export type AlertId = Brand<string, 'AlertId'>;
export type AssessmentId = Brand<string, 'AssessmentId'>;
export type AgencyId = Brand<string, 'AgencyId'>;
export type FeedId = Brand<string, 'FeedId'>;
export type PractitionerId = Brand<string, 'PractitionerId'>;
export type RoleCode = Brand<string, 'RoleCode'>;
export type AgreementVersion = Brand<string, 'AgreementVersion'>;
/** Keyed hash of an agency's own number for a thing; reveals nobody (base64url). */
export type RecordRef = Brand<string, 'RecordRef'>;
/** Keyed hash that stands for a stream or a child outside the seal (hex, 32 characters). */
export type Token = Brand<string, 'Token'>;

const format = (b: Buffer): string => {
  const h = b.toString('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
};

const stamp = (bytes: Buffer, version: number): Buffer => {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
};

/** UUID version 7 (RFC 9562): time-ordered. `now` in milliseconds since 1970. */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return format(stamp(bytes, 7));
}

/**
 * The same parts give the same id (UUID version 8, RFC 9562), so that a reaction repeated after a crash
 * changes nothing. Parts are length-prefixed: ('a','bc') and ('ab','c') differ.
 */
export function derivedId(...parts: readonly string[]): string {
  const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return format(stamp(hash('sha256', text, 'buffer').subarray(0, 16), 8));
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: string): boolean => UUID.test(text);

export const recordStream = (id: RecordId): StreamId => `record-${id}` as StreamId;
export const childStream = (id: ChildId): StreamId => `child-${id}` as StreamId;
export const alertStream = (id: AlertId): StreamId => `alert-${id}` as StreamId;
export const assessmentStream = (id: AssessmentId): StreamId => `assessment-${id}` as StreamId;
export const isRecordStream = (id: StreamId): boolean => id.startsWith('record-');
