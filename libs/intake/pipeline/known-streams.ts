import type { StreamId } from '@tributary/kernel';

/** Record streams that have events: a later append need not lock their child's stream to open them. */
export class KnownStreams {
  private readonly known = new Set<StreamId>();

  constructor(private readonly most = 50_000) {}

  has(stream: StreamId): boolean {
    return this.known.has(stream);
  }

  add(streams: readonly StreamId[]): void {
    if (this.known.size + streams.length > this.most) this.known.clear();
    for (const stream of streams) this.known.add(stream);
  }

  /** After a failure nothing is taken for granted. */
  clear(): void {
    this.known.clear();
  }
}
