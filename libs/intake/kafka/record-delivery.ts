import { createHash } from 'node:crypto';
import { type FeedFormat, structuredEvent } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { MOST_HEADERS, type PartnerRecord } from '@tributary/stream';
import type { Incoming } from '../pipeline/spool';

/** What a record delivers; `refused` where it cannot be what the feed takes, whatever its value holds. */
export type RecordDelivery = Readonly<{ bytes: Buffer; mediaType: string; refused?: Problem }>;

const EVENT = 'application/cloudevents+json';
const NOTHING = Buffer.alloc(0);

/**
 * A record as a delivery of its feed (CloudEvents Kafka binding 3.1): a content type that begins as CloudEvents' own is
 * structured mode, everything else binary mode. Of another feed the value is one message or file in the feed's own
 * format. A tombstone has an empty value.
 */
export function deliveryOf(
  record: PartnerRecord,
  { id, mediaTypes }: Pick<FeedFormat, 'id' | 'mediaTypes'>,
): RecordDelivery {
  const value = record.value ?? NOTHING;
  const mediaType = id === 'cloudevents' ? EVENT : (mediaTypes[0] ?? '');
  if (record.headers.length > MOST_HEADERS) return { bytes: value, mediaType, refused: tooManyHeaders() };
  const given = contentTypeOf(record);
  const base = given?.split(';')[0]?.trim().toLowerCase();
  if (id !== 'cloudevents') return ofOwnFormat(value, base, mediaTypes);
  if (!base?.startsWith('application/cloudevents')) return { bytes: binaryMode(record, given), mediaType };
  return base === EVENT ? { bytes: value, mediaType } : { bytes: value, mediaType, refused: wrongContentType([EVENT]) };
}

/** One of the feed's own words, never the record's: it stands in tables. */
function ofOwnFormat(bytes: Buffer, base: string | undefined, mediaTypes: readonly string[]): RecordDelivery {
  const [first = ''] = mediaTypes;
  if (base === undefined) return { bytes, mediaType: first };
  const mediaType = mediaTypes.find((one) => one === base);
  return mediaType === undefined
    ? { bytes, mediaType: first, refused: wrongContentType(mediaTypes) }
    : { bytes, mediaType };
}

function binaryMode({ headers, value }: PartnerRecord, contentType: string | undefined): Buffer {
  const attributes = new Map<string, unknown>();
  for (const [name, bytes] of headers) {
    if (!name.startsWith('ce_')) continue;
    const attribute = name.slice('ce_'.length);
    // Said twice, nobody can tell which is meant: what is no text makes the attribute invalid.
    attributes.set(attribute, attributes.has(attribute) ? [] : (textIn(bytes) ?? []));
  }
  const event = { attributes, body: value ?? NOTHING };
  return structuredEvent(contentType === undefined ? event : { ...event, contentType });
}

function contentTypeOf({ headers }: PartnerRecord): string | undefined {
  const given = headers.find(([name]) => name === 'content-type');
  return given && textIn(given[1]);
}

/** Undefined where it is not UTF-8. */
function textIn(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The place of a record and what it holds: given again it is the same delivery, and of a topic made anew it is not. */
export function incomingOf(
  { topic, partition, offset }: PartnerRecord,
  { bytes, mediaType }: RecordDelivery,
): Incoming {
  const content = createHash('sha256').update(mediaType).update('\n').update(bytes).digest('base64url');
  const body = (async function* () {
    yield bytes;
  })();
  const key = `kafka ${topic} ${partition} ${offset} ${content}`;
  return { body, mediaType, key, backfill: false, length: bytes.length };
}

const tooManyHeaders = (): Problem =>
  new Problem(
    'kafka-headers-too-many',
    400,
    'Too many headers',
    `A record may have ${MOST_HEADERS} headers. Send fewer.`,
  );

const wrongContentType = (accepted: readonly string[]): Problem =>
  new Problem(
    'kafka-content-type-wrong',
    415,
    'Content type not accepted on this topic',
    `The header content-type may say ${accepted.join(', ')} here. Batches and other forms of CloudEvents do not come by Kafka.`,
    { accepted },
  );
