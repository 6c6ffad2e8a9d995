import { formatPosition, parsePosition, type SealedRecord, type Token } from '@tributary/kernel';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

/** CloudEvents 1.0, Kafka binding, binary mode: attributes in headers, the sealed body as the value. */
const TYPE = 'tributary.sealed';
const SOURCE = 'urn:tributary:store';

export function toMessage(record: SealedRecord): Message {
  const position = formatPosition(record.at);
  return {
    key: record.childToken ?? record.streamToken,
    value: record.body,
    headers: {
      ce_specversion: '1.0',
      ce_id: position,
      ce_type: TYPE,
      ce_source: SOURCE,
      'content-type': 'application/octet-stream',
      ce_position: position,
      ce_stream: record.streamToken,
      ce_version: String(record.version),
      ce_keyid: record.keyId,
      ce_hash: record.hash.toString('hex'),
    },
  };
}

/** Undefined for what no relay of ours wrote: a tombstone, a stranger's message. */
export function fromMessage(message: KafkaMessage, hasChild: boolean): SealedRecord | undefined {
  const headers = message.headers ?? {};
  const at = parsePosition(text(headers, 'ce_position') ?? '');
  const streamToken = text(headers, 'ce_stream');
  const version = Number(text(headers, 'ce_version'));
  const keyId = text(headers, 'ce_keyid');
  const hash = text(headers, 'ce_hash');
  const key = message.key?.toString();
  if (text(headers, 'ce_type') !== TYPE || !at || !streamToken || !keyId || !hash || !key || !message.value)
    return undefined;
  if (!Number.isInteger(version) || version < 1) return undefined;
  return {
    at,
    version,
    keyId,
    streamToken: streamToken as Token,
    childToken: hasChild ? (key as Token) : null,
    hash: Buffer.from(hash, 'hex'),
    body: message.value,
  };
}

function text(headers: IHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? undefined : value?.toString();
}
