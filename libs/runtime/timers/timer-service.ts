import { definitionOf, releaseOf } from '@tributary/catalogue';
import type { Appender, StreamReader, TimerRow } from '@tributary/event-store';
import {
  type AgencyId,
  type AgreementVersion,
  childStream,
  type ChildId,
  derivedId,
  type Envelope,
  type EventId,
  type Instant,
  type NewEvent,
  type StreamId,
  type Tx,
} from '@tributary/kernel';
import type { Pool } from 'pg';
import { verdictOf } from '../consumers/verdict';
import { alone } from '../database/alone';
import type { Logger } from '../observe/logger';
import type { Metrics } from '../observe/metrics';
import { reasonOf } from '../observe/safe-error';

const TYPE = 'clock.fell-due';
const EVERY = 1_000;
const AT_ONCE = 200;
const LOCK = 'timers';

/** Somebody wrote to the stream between the look at it and its lock. */
class Overtaken extends Error {
  constructor(readonly version: number) {
    super();
  }
}
/** Fired, moved or recalled meanwhile. */
class Gone extends Error {}

export type TimerIo = Readonly<{
  pool: Pool;
  store: Appender & StreamReader & { dueTimers(limit: number): Promise<readonly TimerRow[]> };
  logger: Logger;
  metrics: Metrics;
}>;

/**
 * Turns due timers into `clock.fell-due` events on their streams. The row goes in the transaction that brings the event,
 * and the event's id comes from timer and due time: however often it is tried, and by whom, it fires once.
 */
export class TimerService {
  private timer: NodeJS.Timeout | undefined;
  private firing: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private trouble: string | undefined;

  constructor(private readonly io: TimerIo) {}

  start(): void {
    this.next(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.firing;
  }

  problem(): string | undefined {
    return this.trouble === undefined ? undefined : `timers wait: ${this.trouble}`;
  }

  /** Fires what is due now; 0 where another process is at it. Returns how many became events. */
  async fireDue(): Promise<number> {
    return (await alone(this.io.pool, LOCK, () => this.fireAll())) ?? 0;
  }

  private next(after: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.firing = this.tick();
    }, after);
  }

  private async tick(): Promise<void> {
    let fired = 0;
    try {
      fired = await this.fireDue();
      this.trouble = undefined;
    } catch (error) {
      if (this.trouble === undefined) this.io.logger.warn('timers wait', { error });
      this.trouble = reasonOf(error);
    }
    this.next(fired === AT_ONCE ? 0 : EVERY);
  }

  private async fireAll(): Promise<number> {
    let fired = 0;
    for (const timer of await this.io.store.dueTimers(AT_ONCE)) {
      if (this.stopped) break;
      try {
        if (await this.fire(timer)) fired += 1;
      } catch (error) {
        if (verdictOf(error) !== 'poison') throw error;
        // One that cannot fire must not keep the others from it; it stays due, and is tried and told again.
        this.io.logger.error('a timer could not fire', { kind: timer.kind, error });
      }
    }
    return fired;
  }

  private async fire(timer: TimerRow): Promise<boolean> {
    for (let seen = 0; ;) {
      try {
        return await this.fireOnce(timer, seen);
      } catch (error) {
        if (error instanceof Gone) return false;
        if (!(error instanceof Overtaken)) throw error;
        seen = error.version;
      }
    }
  }

  /** `seen`: a version of the stream that stood before this call; what cannot be loaded up to there was erased. */
  private async fireOnce(timer: TimerRow, seen: number): Promise<boolean> {
    const history = await this.io.store.load(timer.streamId);
    const id = derivedId(TYPE, timer.id, timer.dueAt) as EventId;
    const hasFired = history.some((event) => event.id === id);
    const known = Math.max(seen, history.at(-1)?.version ?? 0);
    const { events } = await this.io.store.append({ streams: [timer.streamId] }, (view) => {
      const version = view.head(timer.streamId)?.version ?? 0;
      if (version > known) throw new Overtaken(version);
      return {
        events: hasFired ? [] : [fellDue(timer, id, childOf(timer.streamId, history), view.now)],
        also: (tx) => removeAsItWas(timer, tx),
      };
    });
    if (events.length > 0) this.io.metrics.timersFired.inc({ kind: timer.kind });
    return events.length > 0;
  }
}

/** Throws `Gone` where it was moved or recalled meanwhile, and the event with it. */
async function removeAsItWas(timer: TimerRow, tx: Tx): Promise<void> {
  const { rowCount } = await tx.query('DELETE FROM store.timers WHERE id = $1 AND due_at = $2', [
    timer.id,
    timer.dueAt,
  ]);
  if (rowCount !== 1) throw new Gone();
}

/** The child that the stream speaks of, whose partition the event travels on. */
function childOf(stream: StreamId, history: readonly Envelope[]): ChildId | null {
  const named = history.findLast((event) => event.childId !== null)?.childId;
  if (named) return named;
  return stream.startsWith(childStream('' as ChildId)) ? (stream.slice('child-'.length) as ChildId) : null;
}

function fellDue(timer: TimerRow, id: EventId, childId: ChildId | null, now: Instant): NewEvent {
  const definition = definitionOf(TYPE);
  if (!definition) throw new Error(`${TYPE} is not in the catalogue`);
  return {
    id,
    type: TYPE,
    schemaVersion: definition.version,
    streamId: timer.streamId,
    childId,
    data: { timerId: timer.id, kind: timer.kind, dueAt: timer.dueAt },
    dataClass: definition.dataClass,
    retention: definition.retention,
    release: releaseOf(definition),
    occurred: { at: timer.dueAt },
    receivedAt: now,
    source: { system: 'hub' },
    supply: { controller: 'tributary' as AgencyId, agreement: 'tributary' as AgreementVersion },
    correlationId: id,
    causationId: timer.id,
  };
}
