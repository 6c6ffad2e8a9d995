import { type FeedPosition, Problem } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool, PoolClient } from 'pg';
import { knownFromOf, ScopeTokens, viewOf } from './locked-view';
import type { Appended, AppendPlan, AppendScope, LockedView } from './ports';
import { sealEvents } from './seal-events';
import { beginLocked, type Locked } from './storage/locked-read';
import { asTx, rollBack } from './storage/transaction';
import { writeEvents, writeItems, writeLinks } from './storage/write';

export type Decide = (view: LockedView) => AppendPlan;
type Io = Readonly<{
  pool: Pool;
  vault: Vault;
  feedHead: () => Promise<FeedPosition>;
  /** Milliseconds since 1970, instead of the database's clock. */
  now?: () => number;
}>;

const TRIES = 5;
/** Every stream is a lock in the server's shared table; larger imports commit in several appends. */
const MOST_STREAMS = 2_000;

/** One transaction of its own, repeated where another one got in the way. Null position: nothing was written. */
export async function append(io: Io, scope: AppendScope, decide: Decide): Promise<Appended & { wrote: boolean }> {
  if (scope.streams.length === 0 || scope.streams.length > MOST_STREAMS) {
    throw new RangeError(`an append names 1 to ${MOST_STREAMS} streams, not ${scope.streams.length}`);
  }
  const tokens = new ScopeTokens(scope, (stream) => io.vault.streamToken(stream));
  for (let tried = 1; ; tried += 1) {
    try {
      return await appendOnce(io, scope, tokens, decide);
    } catch (error) {
      if (tried === TRIES || !isPassing(error)) throw error;
    }
  }
}

async function appendOnce(
  io: Io,
  scope: AppendScope,
  tokens: ScopeTokens,
  decide: Decide,
): Promise<Appended & { wrote: boolean }> {
  const client = await io.pool.connect();
  let done: Appended | undefined;
  try {
    const items = (scope.items ?? []).map((key) => tokens.item(key));
    const read = await beginLocked(client, tokens.all, items);
    const locked = io.now ? { ...read, now: io.now() } : read;
    refuseHeadsAhead(locked);
    const plan = decide(viewOf(locked, tokens));
    done = await carryOut(plan, { client, locked, tokens, vault: io.vault });
    await client.query(done ? 'COMMIT' : 'ROLLBACK');
  } catch (error) {
    await rollBack(client);
    throw error;
  }
  client.release();
  return done
    ? { ...done, wrote: done.events.length > 0 }
    : { position: await io.feedHead(), events: [], wrote: false };
}

type Held = Readonly<{ client: PoolClient; locked: Locked; tokens: ScopeTokens; vault: Vault }>;

/** Undefined where the plan holds nothing at all. */
async function carryOut(plan: AppendPlan, held: Held): Promise<Appended | undefined> {
  const { client, locked, tokens, vault } = held;
  const items = plan.items ?? [];
  const links = plan.links ?? [];
  if (plan.events.length === 0 && items.length === 0 && links.length === 0 && !plan.also) return undefined;
  const sealed = await sealEvents(plan, locked, tokens, vault);
  const written = new Set(sealed.heads.map((head) => head.streamToken));
  let position = 0;
  if (sealed.rows.length > 0) {
    const place = { generation: locked.generation, knownFrom: knownFromOf(locked) };
    position = await writeEvents(client, sealed.rows, sealed.heads, place);
  }
  const linksAlone = links.map((l) => ({ streamToken: tokens.of(l.streamId), childId: l.childId }));
  const rest = linksAlone.filter((link) => !written.has(link.streamToken));
  if (rest.length > 0) await writeLinks(client, rest);
  if (items.length > 0) {
    await writeItems(
      client,
      items.map((item) => ({ ...NO_STATE, ...item, ...tokens.item(item) })),
    );
  }
  await plan.also?.(asTx(client));
  return { position: { generation: locked.generation, tx: locked.tx, position }, events: sealed.envelopes };
}

const NO_STATE = { revision: null, scope: null, delivery: null };

/**
 * A locked stream's end was written under a transaction id that is not below ours: readers would meet our events
 * first. Passing where another wrote before it locked; lasting where the store was moved to another server by hand.
 */
function refuseHeadsAhead(locked: Locked): void {
  for (const head of locked.heads.values()) {
    const ahead = head.generation - locked.generation || head.tx - locked.tx;
    if (ahead >= 0) throw new HeadAhead();
  }
}

class HeadAhead extends Problem {
  constructor() {
    super(
      'store-ahead-of-server',
      503,
      'The store is ahead of its server',
      "A stream's newest event has a higher transaction id than this server has reached. " +
        'A database moved to another server needs: tributary restore',
    );
  }
}

const RACED = new Set(['events_stream_version', 'stream_heads_stream']);

/** Worth another try: serialisation failure, deadlock, or a version that another writer took. */
function isPassing(error: unknown): boolean {
  if (error instanceof HeadAhead) return true;
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  if (error.code === '40001' || error.code === '40P01') return true;
  return error.code === '23505' && 'constraint' in error && RACED.has(String(error.constraint));
}
