import { comparePositions, type FeedPosition, type Recorded, type SealedRecord, type Token } from '@tributary/kernel';
import type { HeldKey } from '@tributary/vault';

/** A record, and what it held with the generation at which its key opened it; `opened` is missing where it was erased. */
export type OpenedRecord = Readonly<{
  record: SealedRecord;
  opened?: Readonly<{ recorded: Recorded; generation: number }>;
}>;

/** What a record takes beside its bytes, as far as that can be told. */
const OVERHEAD = 400;
/** A stream that would fill so much of the memory that others were pushed out is not kept. */
const LARGEST = 1 / 8;

/** The beginning of a stream as far as it was read, erased events left out. */
class OpenedStream {
  readonly events: Recorded[] = [];
  /** Of the last record that was read. */
  version = 0;
  size = 0;
  usedAt = 0;
  /** At which generation each of the stream's keys opened what is held. */
  readonly keys = new Map<string, number>();

  /** False where the record does not come right after what is held, or its key has changed meanwhile. */
  add({ record, opened }: OpenedRecord): boolean {
    const { version, keyId, body } = record;
    if (version <= this.version) return true;
    if (version !== this.version + 1) return false;
    this.version = version;
    this.size += OVERHEAD;
    if (!opened) return true;
    const { recorded, generation } = opened;
    if ((this.keys.get(keyId) ?? generation) !== generation) return false;
    this.keys.set(keyId, generation);
    this.events.push(recorded);
    this.size += body.length;
    return true;
  }

  upTo(place: FeedPosition | undefined): readonly Recorded[] {
    if (place === undefined) return this.events.slice();
    const last = this.events.findLastIndex(({ at }) => comparePositions(at, place) <= 0);
    return this.events.slice(0, last + 1);
  }
}

/** What is held of a stream at one moment. */
export type HeldStream = Readonly<{ version: number; events: readonly Recorded[] }>;
const NOTHING: HeldStream = { version: 0, events: [] };

/**
 * Streams that were opened lately, so that whoever reads a child again opens only what came since. It answers for
 * nothing: a row of the log never changes, but its key may; whoever takes from it asks first whether the keys still
 * stand as they stood (`keys`), and forgets what they opened where not.
 */
export class OpenedStreams {
  /** The least recently used first. */
  private readonly streams = new Map<Token, OpenedStream>();
  private size = 0;

  /** `most`: bytes. What nobody used for so many milliseconds goes with the next use of another. */
  constructor(
    private readonly most: number,
    private readonly longest: number,
  ) {}

  held(stream: Token, upTo?: FeedPosition): HeldStream {
    const held = this.streams.get(stream);
    if (!held) return NOTHING;
    this.streams.delete(stream);
    this.streams.set(stream, held);
    held.usedAt = performance.now();
    return { version: held.version, events: held.upTo(upTo) };
  }

  keys(streams: readonly Token[]): readonly HeldKey[] {
    return streams.flatMap((stream) => {
      const keys = this.streams.get(stream)?.keys ?? [];
      return [...keys].map(([keyId, generation]) => ({ keyId, generation }));
    });
  }

  /** Forgets those of them that one of these keys opened. */
  forgetOpenedBy(keyIds: ReadonlySet<string>, streams: readonly Token[]): void {
    for (const stream of streams) {
      const keys = this.streams.get(stream)?.keys;
      if (keys && [...keys.keys()].some((keyId) => keyIds.has(keyId))) this.forget(stream);
    }
  }

  forget(stream: Token): void {
    this.size -= this.streams.get(stream)?.size ?? 0;
    this.streams.delete(stream);
  }

  /** Records of any streams, each stream's in its order; those that follow on what is held of theirs are held too. */
  keep(records: readonly OpenedRecord[]): void {
    for (const one of records) {
      const { streamToken, version } = one.record;
      if (version === 1 || this.streams.has(streamToken)) this.add(one);
    }
    this.makeRoom();
  }

  /** The same of what the feed brings: only streams that are held already go on, whoever reads them reads the rest. */
  follow(records: readonly OpenedRecord[]): void {
    for (const one of records) if (this.streams.has(one.record.streamToken)) this.add(one);
    this.makeRoom();
  }

  private add(one: OpenedRecord): void {
    const { streamToken } = one.record;
    const stream = this.streams.get(streamToken) ?? new OpenedStream();
    const before = stream.size;
    const isWhole = stream.add(one);
    this.size += stream.size - before;
    stream.usedAt = performance.now();
    this.streams.set(streamToken, stream);
    if (!isWhole || stream.size > this.most * LARGEST) this.forget(streamToken);
  }

  private makeRoom(): void {
    const since = performance.now() - this.longest;
    for (const [token, { usedAt }] of this.streams) {
      if (this.size <= this.most && usedAt >= since) return;
      this.forget(token);
    }
  }
}
