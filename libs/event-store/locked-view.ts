import { type ChildId, type Instant, instantOf, type StreamId, type Token } from '@tributary/kernel';
import type { AppendScope, ItemKey, ItemState, LockedView, StreamHead } from './ports';
import { itemName, type ItemRow, type Locked, type TokenItem } from './storage/locked-read';

/** The tokens of an append's streams, each hashed once. */
export class ScopeTokens {
  private readonly tokens: ReadonlyMap<StreamId, Token>;

  constructor(scope: AppendScope, tokenOf: (stream: StreamId) => Token) {
    this.tokens = new Map(scope.streams.map((stream) => [stream, tokenOf(stream)]));
  }

  get all(): readonly Token[] {
    return [...this.tokens.values()];
  }

  /** Throws for a stream that the append did not name: it isn't locked. */
  of(stream: StreamId): Token {
    const token = this.tokens.get(stream);
    if (token) return token;
    throw new Error(`stream ${stream} is not among those this append locked`);
  }

  item(key: ItemKey): TokenItem {
    return { streamToken: this.of(key.streamId), item: key.item };
  }
}

/** Now, and never before what any locked stream already holds: a stream's times don't run backwards. */
export const knownFromOf = (locked: Locked): number =>
  Math.max(locked.now, ...[...locked.heads.values()].map((head) => head.knownFrom));

export function viewOf(locked: Locked, tokens: ScopeTokens): LockedView {
  const now: Instant = instantOf(knownFromOf(locked));
  return {
    now,
    head: (stream): StreamHead | undefined => {
      const head = locked.heads.get(tokens.of(stream));
      if (!head) return undefined;
      return { version: head.version, knownFrom: instantOf(head.knownFrom), childId: head.childId as ChildId | null };
    },
    item: (key): ItemState | undefined => {
      const row = locked.items.get(itemName(tokens.item(key)));
      return row && itemState(row);
    },
  };
}

function itemState(row: ItemRow): ItemState {
  return {
    content: row.content,
    ...(row.revision === null ? {} : { revision: row.revision }),
    ...(row.scope === null ? {} : { scope: row.scope }),
    ...(row.delivery === null ? {} : { delivery: row.delivery }),
    retracted: row.retracted,
  };
}
