import { Problem } from '@tributary/kernel';
import { type Logger, reasonOf, Rounds, type Service } from '@tributary/runtime';
import type { Incoming } from '../pipeline/spool';
import type { MeshMailbox, MeshMessage } from './mesh-mailbox';

/** Which feed the messages of a workflow are for, and what they are written in. */
export type Workflow = Readonly<{ feed: string; mediaType: string }>;
export type MeshPullOptions = Readonly<{
  mailbox: Pick<MeshMailbox, 'id' | 'handshake' | 'inbox' | 'message' | 'acknowledge'>;
  workflows: Readonly<Record<string, Workflow>>;
  everyMs: number;
  /** A message that waits longer raises the alarm. */
  alarmAfterMs: number;
  intake: Readonly<{ receive(feed: string, incoming: Incoming): Promise<unknown> }>;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Told after each round: age of the oldest message that still waits, in seconds. */
  oldest: (seconds: number) => void;
  now?: () => number;
}>;

const DAY_MS = 86_400_000;
/** Ids begin with when the message was accepted, to the millisecond and beyond: `20260112101813838554_1B8F53`. */
const STAMP = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/;

/**
 * Takes the messages of a mailbox in, oldest first, and acknowledges each once it is durable, never before: a crash in
 * between makes it come again, and then it is known by its id. What cannot be taken stays in the mailbox, and says so.
 */
export class MeshPull implements Service {
  private readonly rounds: Rounds;
  private leaving = false;
  private greeted = -DAY_MS;
  private readonly seenFirst = new Map<string, number>();
  private readonly kept = new Map<string, string>();
  private trouble: string | undefined;

  constructor(private readonly options: MeshPullOptions) {
    this.rounds = new Rounds({
      work: async () => {
        await this.look();
        return false;
      },
      everyMs: options.everyMs,
      failed: (error) => options.logger.error('a MESH mailbox could not be looked into', { error }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    this.leaving = true;
    await this.rounds.stop();
  }

  /** For readiness: what an operator should know. The mailbox keeps what is not taken, so the process goes on. */
  finding(): { note: string } | undefined {
    const { mailbox } = this.options;
    const waiting = [...new Set(this.kept.values())];
    const all = [...(this.trouble === undefined ? [] : [this.trouble]), ...waiting];
    return all.length === 0 ? undefined : { note: `MESH mailbox ${mailbox.id}: ${all.join('; ')}` };
  }

  /** One look into the mailbox. Never throws: what is wrong is told, and tried again at the next. */
  async look(): Promise<void> {
    const { mailbox, logger } = this.options;
    try {
      await this.greet();
      const ids = await mailbox.inbox();
      this.remember(ids);
      for (const id of ids) if (!this.leaving) await this.take(id);
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error instanceof Problem ? error.detail : reasonOf(error);
      logger.warn('a MESH mailbox could not be read', { problem: `${mailbox.id}: ${this.trouble}` });
    }
    this.tellAge();
  }

  private async greet(): Promise<void> {
    if (this.now() - this.greeted < DAY_MS) return;
    await this.options.mailbox.handshake();
    this.greeted = this.now();
  }

  /** Throws where the hub or the mailbox is away: then nothing more is tried in this round. */
  private async take(id: string): Promise<void> {
    const message = await this.options.mailbox.message(id);
    if (message === undefined) return this.done(id);
    const why = await this.deliver(message);
    if (why !== undefined) return this.keep(id, why);
    await this.options.mailbox.acknowledge(id);
    this.done(id);
  }

  /** Why it must stay in the mailbox; undefined where it is durable. */
  private async deliver(message: MeshMessage): Promise<string | undefined> {
    const { workflows, intake } = this.options;
    const workflow = Object.hasOwn(workflows, message.workflow) ? workflows[message.workflow] : undefined;
    if (message.report || workflow === undefined) {
      message.discard();
      return message.report ? 'a report of an error waits to be read' : 'a message is of a workflow that has no feed';
    }
    const key = `mesh/${this.options.mailbox.id}/${message.id}`;
    try {
      await intake.receive(workflow.feed, { body: message.body, mediaType: workflow.mediaType, key, backfill: false });
      return undefined;
    } catch (error) {
      message.discard();
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      // Refused as a whole, and durable: it stands on the feed's page with its receipt.
      if (typeof error.extra['receipt'] === 'string') return undefined;
      return `a message for ${workflow.feed} cannot be taken (${error.code})`;
    }
  }

  private keep(id: string, why: string): void {
    if (this.kept.get(id) !== why) {
      const problem = `${this.options.mailbox.id}: ${why}`;
      this.options.logger.error('a MESH message stays in its mailbox', { problem });
    }
    this.kept.set(id, why);
  }

  private done(id: string): void {
    this.kept.delete(id);
    this.seenFirst.delete(id);
  }

  private remember(ids: readonly string[]): void {
    const there = new Set(ids);
    for (const id of ids) if (!this.seenFirst.has(id)) this.seenFirst.set(id, stampOf(id) ?? this.now());
    for (const id of [...this.seenFirst.keys()]) if (!there.has(id)) this.done(id);
  }

  private tellAge(): void {
    const { alarmAfterMs, logger, mailbox, oldest } = this.options;
    const ages = [...this.seenFirst.values()].map((since) => this.now() - since);
    const age = Math.max(0, ...ages);
    oldest(age / 1_000);
    if (age <= alarmAfterMs) return;
    const waits = `the oldest message waits for ${Math.floor(age / 60_000)} minutes`;
    this.trouble = this.trouble === undefined ? waits : `${this.trouble}; ${waits}`;
    logger.error('a MESH message waits too long', { problem: `${mailbox.id}: ${waits}`, milliseconds: age });
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

function stampOf(id: string): number | undefined {
  const [, year, month, day, hour, minute, second] = STAMP.exec(id) ?? [];
  if (year === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? undefined : at;
}
