import { formatPosition, parsePosition, type SealedRecord, type Token } from '@tributary/kernel';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

/** CloudEvents 1.0, Kafka binding, binary mode: attributes in headers, the sealed body as the value. */
const TYPE = 'tributary.sealed';
const SOURCE = 'urn:tributary:store';
const SEAL = /^(\S+) ([1-9]\d{0,9}) (\S+) ([\w-]+)$/;

/**
 * `ce_id` is the feed position; the extension attribute `seal` holds stream token, version, key id and hash, by spaces.
 * One header for four: the client spends more on a header than on the body it stands beside.
 */
export function toMessage(record: SealedRecord): Message {
  return {
    key: record.childToken ?? record.streamToken,
    value: record.body,
    headers: {
      ce_specversion: '1.0',
      ce_id: formatPosition(record.at),
      ce_type: TYPE,
      ce_source: SOURCE,
      ce_seal: `${record.streamToken} ${record.version} ${record.keyId} ${record.hash.toString('base64url')}`,
    },
  };
}

/** Undefined for what no relay of ours wrote: a tombstone, a stranger's message. */
export function fromMessage(message: KafkaMessage, hasChild: boolean): SealedRecord | undefined {
  const headers = message.headers ?? {};
  const at = parsePosition(text(headers, 'ce_id') ?? '');
  const seal = SEAL.exec(text(headers, 'ce_seal') ?? '');
  const key = message.key?.toString();
  if (text(headers, 'ce_type') !== TYPE || !at || !seal || !key || !message.value) return undefined;
  const [, streamToken = '', version, keyId = '', hash = ''] = seal;
  return {
    at,
    version: Number(version),
    keyId,
    streamToken: streamToken as Token,
    childToken: hasChild ? (key as Token) : null,
    hash: Buffer.from(hash, 'base64url'),
    body: message.value,
  };
}

function text(headers: IHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? undefined : value?.toString();
}
