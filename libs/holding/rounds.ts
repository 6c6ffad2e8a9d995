import { definitionOf, releaseOf } from '@tributary/catalogue';
import type { Appender, EventStore } from '@tributary/event-store';
import { practiceStream } from '@tributary/intake';
import {
  type AgencyId,
  type AgreementVersion,
  type EventId,
  type FeedId,
  type FeedPosition,
  type Instant,
  londonDate,
  type NewEvent,
  uuidv7,
} from '@tributary/kernel';
import type { Logger, Metrics } from '@tributary/runtime';
import type { Pool } from 'pg';
import type { Found, Holding } from './holding';
import type { HoldingBook } from './storage/book';

export type RoundsIo = Readonly<{
  pool: Pool;
  store: Pick<EventStore, 'head' | 'finishErasures' | 'now'> & Appender;
  holding: Holding;
  book: HoldingBook;
  /** False where the read models that say what alerts name have not come so far. */
  caughtUp: (position: FeedPosition) => Promise<boolean>;
  logger: Logger;
  metrics: Metrics;
}>;

/** One process at a time goes round. */
const LOCK = 'holding';

/**
 * A round: looks at whose time has come, erases what nobody could open and nobody has to decide on, and says how much of
 * each feed. Killed anywhere and begun again, it erases each event once and counts it once.
 */
export class HoldingRound {
  private stopping = false;
  private readonly erased;
  private readonly waits;

  constructor(private readonly io: RoundsIo) {
    this.erased = io.metrics.counter('tributary_held_events_erased_total', 'Events erased unopened', ['feed']);
    this.waits = io.metrics.gauge('tributary_held_events_waiting', 'Events due that wait for somebody’s word', [
      'feed',
    ]);
  }

  /** Leaves off after the child in hand. */
  stop(): void {
    this.stopping = true;
  }

  /** Undefined where another process is at it, or what alerts name cannot be told yet. */
  async go(): Promise<Found | undefined> {
    const client = await this.io.pool.connect();
    let sound = false;
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
        [LOCK],
      );
      const found = rows[0]?.mine ? await this.round() : undefined;
      if (rows[0]?.mine) await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [LOCK]);
      sound = true;
      return found;
    } finally {
      // An unsound connection is closed, and the lock ends with it.
      client.release(!sound);
    }
  }

  private async round(): Promise<Found | undefined> {
    const { store, holding, book, caughtUp, logger } = this.io;
    await store.finishErasures();
    if (!(await caughtUp(await store.head()))) {
      logger.info('read models are behind: nothing held is looked at in this round');
      return undefined;
    }
    const stopped = (): boolean => this.stopping;
    const found = await holding.look(stopped);
    const gone = await holding.erase(found, stopped);
    await this.tell();
    this.count(found, gone);
    if (!this.stopping) await book.ended(await store.now());
    return found;
  }

  /** Of each feed how much was erased since it was last told, once. */
  private async tell(): Promise<void> {
    const { store, book } = this.io;
    for (const untold of await book.untold()) {
      const streamId = practiceStream(untold.feed);
      await store.append({ streams: [streamId] }, (view) => ({
        events: [erasedEvent(untold.feed, untold.events, view.now)],
        also: (tx) => book.told(untold, tx),
      }));
    }
  }

  private count({ waiting }: Found, gone: ReadonlyMap<FeedId, number>): void {
    const { logger } = this.io;
    this.waits.reset();
    for (const [feed, { why, due }] of waiting) {
      this.waits.set({ feed }, due);
      logger.warn('held events wait for somebody’s word before they are erased', { feed, count: due, problem: why });
    }
    for (const [feed, events] of gone) {
      this.erased.inc({ feed }, events);
      logger.info('held events were erased unopened', { feed, count: events });
    }
  }
}

function erasedEvent(feed: FeedId, events: number, at: Instant): NewEvent {
  const definition = definitionOf('practice.held-events-erased');
  if (!definition) throw new Error('the catalogue lacks practice.held-events-erased');
  const id = uuidv7();
  return {
    id: id as EventId,
    type: definition.type,
    schemaVersion: definition.version,
    streamId: practiceStream(feed),
    childId: null,
    data: { feed, day: londonDate(at), events },
    dataClass: definition.dataClass,
    retention: definition.retention,
    release: releaseOf(definition),
    occurred: { at },
    receivedAt: at,
    source: { system: 'hub' },
    supply: { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion },
    correlationId: id,
    causationId: id,
  };
}
