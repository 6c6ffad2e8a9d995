import type { Envelope, SealedRecord, Token } from '@tributary/kernel';
import { type OpenedRecord, OpenedStreams } from './opened-streams';

const KB = 1_024;
const token = (stream: string): Token => stream as Token;

function opened(stream: string, version: number, key = 'key', generation = 1): OpenedRecord {
  const at = { generation: 1, tx: version, position: version };
  const record = {
    at,
    version,
    streamToken: token(stream),
    keyId: key,
    body: Buffer.alloc(KB),
  } as unknown as SealedRecord;
  return { record, opened: { generation, recorded: { at, event: { version } as Envelope } } };
}
const versions = (streams: OpenedStreams, stream: string): readonly number[] =>
  streams.held(token(stream)).events.map(({ event }) => event.version);

describe('opened streams', () => {
  it('are held from their first record on, without a gap', () => {
    const streams = new OpenedStreams(100 * KB, 60_000);
    streams.keep([opened('a', 1), opened('a', 2), opened('b', 2)]);
    expect([versions(streams, 'a'), versions(streams, 'b')]).toEqual([[1, 2], []]);
    streams.follow([opened('a', 2), opened('a', 3), opened('c', 1)]);
    expect([versions(streams, 'a'), versions(streams, 'c')]).toEqual([[1, 2, 3], []]);
    streams.follow([opened('a', 5)]);
    expect(versions(streams, 'a')).toEqual([]);
  });

  it('go where a key of theirs has changed since, whether or not anybody asked', () => {
    const streams = new OpenedStreams(100 * KB, 60_000);
    streams.keep([opened('a', 1), opened('b', 1, 'other')]);
    streams.follow([opened('a', 2, 'key', 2)]);
    expect([versions(streams, 'a'), versions(streams, 'b')]).toEqual([[], [1]]);
    streams.forgetOpenedBy(new Set(['other']), [token('b')]);
    expect(versions(streams, 'b')).toEqual([]);
  });

  it('take no more memory than they may: the least used go first, and no long one pushes all others out', () => {
    const streams = new OpenedStreams(20 * KB, 60_000);
    for (const stream of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) streams.keep([opened(stream, 1)]);
    streams.held(token('a'));
    for (const stream of ['k', 'l', 'm', 'n', 'o']) streams.keep([opened(stream, 1)]);
    expect([versions(streams, 'a'), versions(streams, 'b')]).toEqual([[1], []]);
    streams.keep(Array.from({ length: 40 }, (_, i) => opened('long', i + 1)));
    expect([versions(streams, 'long'), versions(streams, 'a')]).toEqual([[], [1]]);
  });

  it('are let go when nobody has used them for long', () => {
    const streams = new OpenedStreams(100 * KB, -1);
    streams.keep([opened('a', 1)]);
    streams.keep([opened('b', 1)]);
    expect(versions(streams, 'a')).toEqual([]);
  });
});
