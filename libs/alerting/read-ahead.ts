import type { ChildReader } from '@tributary/chronology';
import type { ChildId, Recorded } from '@tributary/kernel';

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

/** Reads the histories of a piece's children together when the first is asked for, and answers each as far as asked. */
export function readAhead(reader: ChildReader, { events, children }: Piece): Pick<ChildReader, 'history'> {
  const read = new Map<string, ReturnType<ChildReader['histories']>>();
  const end = events.at(-1)?.at;
  return {
    history: async (child, reference, upTo) => {
      if (!children.has(child)) return reader.history(child, reference, upTo);
      // The directory may have changed between two events.
      const feeds = reference.statusFeeds.map(({ feed }) => feed).join();
      const histories = read.get(feeds) ?? reader.histories([...children], reference, end);
      read.set(feeds, histories);
      return (await histories).of(child, upTo);
    },
  };
}
