import type { KafkaMessage } from 'kafkajs';
import { record } from '../contract.fixture';
import { fromMessage, toMessage } from './records';

/** As the client gives it back: everything in buffers. */
function arrived(message: ReturnType<typeof toMessage>, headers: Record<string, string> = {}): KafkaMessage {
  const all = Object.entries({ ...message.headers, ...headers }).map(([name, text]) => [
    name,
    Buffer.from(String(text)),
  ]);
  return {
    key: Buffer.from(String(message.key)),
    value: message.value as Buffer,
    headers: Object.fromEntries(all) as Record<string, Buffer>,
    timestamp: '0',
    attributes: 0,
    offset: '0',
  };
}

describe('a record on its topic', () => {
  it('comes back as it was, with and without a child', () => {
    const ofChild = record(7);
    const practice = { ...ofChild, childToken: null };
    expect(fromMessage(arrived(toMessage(ofChild)), true)).toEqual(ofChild);
    expect(fromMessage(arrived(toMessage(practice)), false)).toEqual(practice);
  });

  it('shows a CloudEvent of four attributes and the clear part, and nothing else', () => {
    expect(Object.keys(toMessage(record(1)).headers ?? {}).sort()).toEqual([
      'ce_id',
      'ce_seal',
      'ce_source',
      'ce_specversion',
      'ce_type',
    ]);
  });

  it.each([
    ['a stranger’s type', { ce_type: 'order.placed' }],
    ['no position', { ce_id: 'x' }],
    ['half a seal', { ce_seal: 'abc 1 key' }],
    ['a version of nothing', { ce_seal: 'abc 0 key hash' }],
  ])('is passed over with %s', (_, headers) => {
    expect(fromMessage(arrived(toMessage(record(1)), headers), true)).toBeUndefined();
  });

  it('is passed over as a tombstone', () => {
    expect(fromMessage({ ...arrived(toMessage(record(1))), value: null }, true)).toBeUndefined();
  });
});
