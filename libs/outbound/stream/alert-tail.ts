import { setTimeout as pause } from 'node:timers/promises';
import { standingAt } from '@tributary/alerting';
import type { StreamReader } from '@tributary/event-store';
import {
  type CommittedFeed,
  comparePositions,
  type Envelope,
  type FeedPosition,
  type Opener,
  type SealedRecord,
} from '@tributary/kernel';
import { isUnreadable, openBatch } from '@tributary/runtime';

/** That something about an alert changed, and for whom. */
export type Change = Readonly<{
  at: FeedPosition;
  alertId: string;
  urgency: string;
  told: readonly Readonly<{ practitioner?: string; role: string; agency: string }>[];
}>;

export type Joined = Readonly<{
  /** What changed since the place that was asked for; undefined where that is too long ago to look. */
  past: readonly Change[] | undefined;
  leave(): void;
}>;

const BATCH = 500;
/** Records that one who comes back is caught up by at most; whoever was longer away asks for the whole inbox. */
const CATCH_UP = 5_000;
const IDLE_MS = 500;

/** The end of the committed feed as one reader follows it for all who listen; it rests while nobody does. */
export class AlertTail {
  private readonly listeners = new Set<(change: Change) => void>();
  private at: FeedPosition | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly store: CommittedFeed & Opener & StreamReader) {}

  /** How far it has come; what changed up to there has been told. */
  get position(): FeedPosition | undefined {
    return this.at;
  }

  /** Hears of all that comes, and is given once what came after that place; none is in both, none in neither. */
  async join(after: FeedPosition | undefined, hear: (change: Change) => void): Promise<Joined> {
    const head = await this.store.head();
    this.at ??= head;
    const from = this.at;
    this.listeners.add(hear);
    this.running ??= this.follow();
    const leave = (): void => void this.listeners.delete(hear);
    try {
      return { leave, past: after ? await this.between(after, from) : [] };
    } catch (error) {
      leave();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.listeners.clear();
    await this.running;
  }

  private async follow(): Promise<void> {
    while (this.listeners.size > 0 && this.at) {
      const moved = await this.step(this.at).catch(() => false);
      if (!moved) await pause(IDLE_MS);
    }
    this.at = undefined;
    this.running = undefined;
  }

  /** False where nothing new may be read yet. */
  private async step(from: FeedPosition): Promise<boolean> {
    const { records } = await this.store.read(from, BATCH);
    const last = records.at(-1);
    if (!last) return false;
    const changes = await this.changesIn(records);
    this.at = last.at;
    for (const hear of this.listeners) changes.forEach(hear);
    return true;
  }

  private async between(after: FeedPosition, to: FeedPosition): Promise<readonly Change[] | undefined> {
    const found: Change[] = [];
    let from = after;
    for (let looked = 0; comparePositions(from, to) < 0; looked += BATCH) {
      if (looked >= CATCH_UP) return undefined;
      const { records } = await this.store.read(from, BATCH);
      const within = records.filter(({ at }) => comparePositions(at, to) <= 0);
      const last = within.at(-1);
      if (!last) break;
      found.push(...(await this.changesIn(within)));
      from = last.at;
    }
    return found;
  }

  private async changesIn(records: readonly SealedRecord[]): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (const one of await openBatch(this.store, records)) {
      if (isUnreadable(one) || !('event' in one) || !one.event.type.startsWith('alerting.')) continue;
      const change = await this.changeOf(one.event, one.at);
      if (change) changes.push(change);
    }
    return changes;
  }

  private async changeOf(event: Envelope, at: FeedPosition): Promise<Change | undefined> {
    const standing = await standingAt(event, this.store);
    if (!standing) return undefined;
    const { told, severity: urgency } = standing;
    return { at, alertId: event.streamId.slice('alert-'.length), urgency, told };
  }
}
