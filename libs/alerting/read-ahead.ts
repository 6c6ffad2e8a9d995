import type { ChildReader, Histories, Reference } from '@tributary/chronology';
import type { ChildId, FeedPosition, Recorded } from '@tributary/kernel';

/** So many children's histories are held in memory at once. */
const TOGETHER = 16;

/** Part of a batch, with the children that it makes rules look at. */
export type Piece = Readonly<{ events: readonly Recorded[]; children: ReadonlySet<ChildId> }>;

/** Cuts a batch so that no piece is about more children than are read together. */
export function piecesOf(batch: readonly Recorded[], looks: (one: Recorded) => boolean): readonly Piece[] {
  const pieces: { events: Recorded[]; children: Set<ChildId> }[] = [];
  for (const one of batch) {
    const child = looks(one) ? one.event.childId : null;
    const last = pieces.at(-1);
    const fits = last && (child === null || last.children.has(child) || last.children.size < TOGETHER);
    const piece = fits ? last : { events: [], children: new Set<ChildId>() };
    if (piece !== last) pieces.push(piece);
    piece.events.push(one);
    if (child !== null) piece.children.add(child);
  }
  return pieces;
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
