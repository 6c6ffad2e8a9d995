import type { ChildReader, Histories, Reference } from '@tributary/chronology';
import type { ChildId, FeedPosition, Recorded } from '@tributary/kernel';

/** So many children's histories are held in memory at once, */
const TOGETHER = 256;
/** and, as far as can be told before they are read, so many events. */
const MOST_EVENTS = 4_000;

/** Part of a batch, with the children that it makes rules look at. */
export type Piece = Readonly<{ events: readonly Recorded[]; children: ReadonlySet<ChildId> }>;

/** Cuts a batch so that no piece is about more than is read together. */
export function piecesOf(batch: readonly Recorded[], looks: (one: Recorded) => boolean): readonly Piece[] {
  const pieces: GrowingPiece[] = [];
  for (const one of batch) {
    const child = looks(one) ? one.event.childId : null;
    const last = pieces.at(-1);
    const piece = last?.holds(child) ? last : new GrowingPiece();
    if (piece !== last) pieces.push(piece);
    piece.add(one, child);
  }
  return pieces;
}

class GrowingPiece implements Piece {
  readonly events: Recorded[] = [];
  readonly children = new Set<ChildId>();
  private size = 0;

  holds(child: ChildId | null): boolean {
    if (child === null || this.children.has(child)) return true;
    return this.children.size < TOGETHER && this.size < MOST_EVENTS;
  }

  /** An event's version is the length of its stream, of all that will be read of the child the part that is known. */
  add(one: Recorded, child: ChildId | null): void {
    this.events.push(one);
    if (child === null || this.children.has(child)) return;
    this.children.add(child);
    this.size += one.event.version;
  }
}

/** Reads a piece's children together when the first is asked for, and answers of each as far as asked. */
export class ReadAhead implements Pick<ChildReader, 'history'> {
  private readonly read = new Map<string, Promise<Histories>>();

  constructor(
    private readonly reader: ChildReader,
    private readonly piece: Piece,
  ) {}

  async history(child: ChildId, reference: Reference, upTo?: FeedPosition): Promise<readonly Recorded[]> {
    if (!this.piece.children.has(child)) return this.reader.history(child, reference, upTo);
    return (await this.histories(reference)).of(child, upTo);
  }

  /** All that there is of a child of the piece, as far as the piece goes; undefined before any was asked for. */
  async whole(child: ChildId): Promise<readonly Recorded[] | undefined> {
    const [histories] = this.read.values();
    return (await histories)?.of(child);
  }

  private histories(reference: Reference): Promise<Histories> {
    // The directory may have changed between two events.
    const feeds = reference.statusFeeds.map(({ feed }) => feed).join();
    const { events, children } = this.piece;
    const histories = this.read.get(feeds) ?? this.reader.histories([...children], reference, events.at(-1)?.at);
    this.read.set(feeds, histories);
    return histories;
  }
}
