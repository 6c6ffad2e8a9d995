import { Histories } from '@tributary/chronology';
import {
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
  log: Readonly<{
    /** What new records get. Those of an older one are complete: a store was brought back after them. */
    generation(): Promise<number>;
    /** Of the given records, those that the log holds. */
    standing(records: readonly SealedRecord[]): Promise<readonly SealedRecord[]>;
  }>;
}>;

/**
 * A replay from what the topics carried: it opens nothing but the streams of the child in question. The store is asked
 * for one thing, which of the records from before a restore were brought back.
 */
export function topicSource(options: TopicOptions): ReplaySource {
  return {
    async history(child, reference, upTo) {
      const carried = { loadMany: async (streams: readonly StreamId[]) => gather(options, streams, upTo) };
      return (await Histories.read(carried, [child], reference)).of(child);
    },
  };
}

async function gather(options: TopicOptions, streams: readonly StreamId[], upTo: FeedPosition): Promise<Recorded[]> {
  const wanted = new Set(streams.map((stream) => options.tokenOf(stream)));
  const found: SealedRecord[] = [];
  for await (const record of options.readAllFromStart()) {
    if (wanted.has(record.streamToken) && comparePositions(record.at, upTo) <= 0) found.push(record);
  }
  // The relay may have sent a record twice; a stream's version is its name.
  const once = new Map((await neverLost(options, found)).map((r) => [`${r.streamToken} ${r.version}`, r]));
  const sealed = [...once.values()].sort((a, b) => comparePositions(a.at, b.at));
  const opened = await options.opener.open(sealed);
  return opened.flatMap((r) => (isErased(r) ? [] : [r]));
}

/**
 * A topic outlives its store. What it holds of an older generation may have been appended after the backup from which
 * the store was brought back: it was lost, its version may have been given again since, and it is no part of the log.
 */
async function neverLost({ log }: TopicOptions, found: readonly SealedRecord[]): Promise<readonly SealedRecord[]> {
  const generation = await log.generation();
  const [before, since] = [
    found.filter(({ at }) => at.generation < generation),
    found.filter(({ at }) => at.generation >= generation),
  ];
  return [...(before.length > 0 ? await log.standing(before) : []), ...since];
}
