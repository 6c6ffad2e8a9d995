import { deliveriesStream, recordsEver } from '@tributary/chronology';
import {
  childStream,
  comparePositions,
  type FeedPosition,
  isErased,
  type Opener,
  type Recorded,
  type SealedRecord,
  type StreamId,
  type Token,
} from '@tributary/kernel';
import type { ReplaySource } from './replay';

export type TopicOptions = Readonly<{
  /** Every record of the topics from offset 0, in any order, some perhaps twice; read twice over for one replay. */
  readAllFromStart: () => AsyncIterable<SealedRecord>;
  opener: Opener;
  tokenOf: (stream: StreamId) => Token;
}>;

/** A replay from the topic alone: it opens nothing but the streams of the child in question. */
export function topicSource(options: TopicOptions): ReplaySource {
  return {
    async history(child, { statusFeeds }, upTo) {
      const own = await gather(options, [childStream(child)], upTo);
      const records = recordsEver(own.map((r) => r.event));
      const deliveries = statusFeeds.map((f) => deliveriesStream(f.feed));
      return gather(options, [childStream(child), ...records, ...deliveries], upTo);
    },
  };
}

async function gather(options: TopicOptions, streams: readonly StreamId[], upTo: FeedPosition): Promise<Recorded[]> {
  const wanted = new Set(streams.map((stream) => options.tokenOf(stream)));
  const found = new Map<string, SealedRecord>();
  for await (const record of options.readAllFromStart()) {
    // The relay may have sent a record twice; a stream's version is its name.
    const isWanted = wanted.has(record.streamToken) && comparePositions(record.at, upTo) <= 0;
    if (isWanted) found.set(`${record.streamToken} ${record.version}`, record);
  }
  const sealed = [...found.values()].sort((a, b) => comparePositions(a.at, b.at));
  const opened = await options.opener.open(sealed);
  return opened.flatMap((r) => (isErased(r) ? [] : [r]));
}
