import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from '../port';
import { Sleeper } from '../sleeper';
import type { AdminLink } from './admin-link';
import { GroupMember, type MemberSetting } from './group-member';

const FIRST_BACKOFF = 200;
const LAST_BACKOFF = 5_000;
const POLL = 50;

/** Low and high end of a partition, and where the group stands in it. */
type Reach = Readonly<{ low: bigint; high: bigint; handled: bigint }>;

/**
 * A place in a consumer group, kept for as long as nobody stops it: whatever ends the client's loop, a new member joins.
 * The offset is committed only when the handler has returned; a handler that throws gets the same batch again.
 */
export class KafkaSubscription<R> implements Running {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private stopped: () => void = () => undefined;
  private readonly untilStopped = new Promise<void>((resolve) => (this.stopped = resolve));
  private readonly sleeper = new Sleeper();

  constructor(
    private readonly setting: MemberSetting<R>,
    private readonly admin: AdminLink,
  ) {}

  /** Throws where no broker answers; later on it waits for one. */
  async start(): Promise<void> {
    const first = new GroupMember(this.setting);
    await first.join();
    this.running = this.keep(first);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.stopped();
    this.sleeper.wake();
    await this.running;
  }

  async whenCaughtUp({ timeoutMs }: { timeoutMs: number }): Promise<void> {
    const end = Date.now() + timeoutMs;
    let goals: Map<string, Reach> | undefined;
    for (;;) {
      // A broker that is away is asked again, until the time is over.
      const places: Map<string, Reach> | undefined = await this.places().catch(() => undefined);
      goals ??= places;
      const left = [...(goals ?? [])].filter(([key, goal]) => (places?.get(key)?.handled ?? -1n) < goal.high);
      if (goals && left.length === 0) return;
      if (Date.now() > end) {
        const { group } = this.setting;
        throw new Error(`${group} did not catch up within ${timeoutMs} ms: ${left.length} partitions are behind`);
      }
      await pause(POLL);
    }
  }

  async lag(): Promise<number> {
    return [...(await this.places()).values()].reduce((sum, place) => sum + Number(place.high - place.handled), 0);
  }

  private async keep(first: GroupMember<R>): Promise<void> {
    for (let member: GroupMember<R> | undefined = first; member; member = await this.anew()) {
      await Promise.race([member.ended, this.untilStopped]);
      await member.leave();
    }
  }

  /** Tries until a member stands in the group, or somebody stops us. */
  private async anew(): Promise<GroupMember<R> | undefined> {
    for (let backoff = FIRST_BACKOFF; !this.stopping; backoff = Math.min(2 * backoff, LAST_BACKOFF)) {
      await this.sleeper.sleep(backoff);
      if (this.stopping) return undefined;
      const member = new GroupMember(this.setting);
      try {
        await member.join();
        return member;
      } catch {
        // No broker answers yet; lag and readiness say so meanwhile.
      }
    }
    return undefined;
  }

  /** What the group has committed, which is what it has handled; a group that never committed stands at the low end. */
  private places(): Promise<Map<string, Reach>> {
    const { group, topics } = this.setting;
    return this.admin.ask(async (admin) => {
      const committed = new Map<string, bigint>();
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group, topics: [...topics] }))
        for (const { partition, offset } of partitions) committed.set(`${topic} ${partition}`, BigInt(offset));
      const places = new Map<string, Reach>();
      for (const topic of topics) {
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
          const key = `${topic} ${partition}`;
          const [from, to] = [BigInt(low), BigInt(high)];
          places.set(key, { low: from, high: to, handled: between(from, committed.get(key) ?? from, to) });
        }
      }
      return places;
    });
  }
}

const between = (low: bigint, value: bigint, high: bigint): bigint => (value < low ? low : value > high ? high : value);
