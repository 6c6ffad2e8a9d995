import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, londonDate, type PlainDate, Problem, systemClock } from '@tributary/kernel';
import type { Assessments } from '@tributary/assessment';
import type { FeedRegistry, Intake, Receipt } from '@tributary/intake';
import { type Logger, reasonOf } from '@tributary/runtime';
import type { Pool } from 'pg';
import { boroughOf, type BoroughOf, DEMO_SEED } from '../borough/borough';
import type { Adopted } from '../borough/look-alikes';
import type { SchoolYears } from '../domain/calendar';
import type { DemoFile } from '../native/file';
import type { StoryDeeds } from '../stories/deeds';
import { doDeeds } from './do-deeds';
import { type Run, Runs } from './run';
import { sealApart, type SealingRoom } from './seal-apart';

type Options = Readonly<{
  pool: Pool;
  intake: Pick<Intake, 'receive' | 'receipt'>;
  feeds: Pick<FeedRegistry, 'feed'>;
  assessments: Pick<Assessments, 'look' | 'open' | 'change'>;
  sealed: SealingRoom;
  /** As the directory states them now. */
  schools: () => Promise<SchoolYears>;
  /** Whether no event was ever appended. */
  isEmpty: () => Promise<boolean>;
  logger: Logger;
  clock?: Clock;
}>;

/** What is left to deliver. */
export type Planned = Readonly<{
  run: Run;
  files: readonly DemoFile[];
  /** The first of them are the stories'. */
  stories: number;
  deeds: readonly StoryDeeds[];
  adopted: Adopted;
}>;

export type Delivered = Readonly<{ files: number; parked: number; refused: number; complete: boolean }>;

const SAY_EVERY = 20;
const TRY_AGAIN_AFTER_MS = 2_000;
const DEED_TRIES = 5;
const ASK_AGAIN_AFTER_MS = 100;
const SPEAK_EVERY_MS = 3_600_000;

/**
 * Delivers the borough through the door that every agency uses, one file after the other: the stories first. Each file
 * has its own idempotency key, and the position is kept beside the store: killed anywhere and started again, it goes on
 * where it was, and what was sent twice is taken in once.
 */
export class DemoDelivery {
  private readonly runs: Runs;
  private readonly leaving = new AbortController();
  private work: Promise<unknown> = Promise.resolve();
  /** Of the files after which people do something. */
  private readonly receipts = new Map<string, Receipt>();
  /** The day on which every feed has spoken. */
  private spoke: PlainDate | undefined;

  constructor(private readonly options: Options) {
    this.runs = new Runs(options.pool);
  }

  /**
   * What there is to deliver: the rest of a run that was begun, or a new one where the store is empty. Undefined where
   * the run is complete, where there are events of others, or where the directory is not Wexbourne's.
   */
  async plan(seed = DEMO_SEED): Promise<Planned | undefined> {
    const before = await this.runs.current();
    if (before?.finished || (!before && !(await this.options.isEmpty()))) return undefined;
    const today = londonDate((this.options.clock ?? systemClock)());
    const given = before ?? { seed, today };
    const borough = await this.boroughOf(given);
    if (!(await this.knowsFeedsOf(borough.files))) return undefined;
    return { run: before ?? (await this.runs.begin(given)), ...borough };
  }

  /** In the background: what is left, and from then on what feeds say daily. `stop` ends it after the file in hand. */
  begin(planned: Planned | undefined): void {
    this.work = this.liveOn(planned).catch((error: unknown) => {
      this.options.logger.error('the demo stopped; the next start goes on', { error });
    });
  }

  async stop(): Promise<void> {
    this.leaving.abort();
    await this.work;
  }

  /** `progress` hears after each file how many of all are delivered. */
  async deliver(
    { run, files, stories, deeds, adopted }: Planned,
    progress?: (done: number, all: number) => void,
  ): Promise<Delivered> {
    const { logger } = this.options;
    const begun = performance.now();
    const told = { parked: 0, refused: 0 };
    for (const [at, file] of files.entries()) {
      if (at < run.delivered) continue;
      // Done again where a kill came between: it changes nothing.
      if (at === stories) await this.doAll(deeds, run);
      if (file.name === adopted.before.name) await this.seal(adopted, run);
      const receipt = await this.send(file, run);
      if (receipt === 'stopped') return { files: at, ...told, complete: false };
      if (receipt === 'refused') told.refused += 1;
      else {
        told.parked += receipt.counts.parked;
        if (at < stories || file.name === adopted.known.name) this.receipts.set(file.name, receipt);
      }
      await this.runs.reached(at + 1);
      progress?.(at + 1, files.length);
      const seconds = Math.round((performance.now() - begun) / 1_000);
      if (at + 1 === stories) logger.info('demo: the stories are delivered', { count: stories, seconds });
      else if ((at + 1) % SAY_EVERY === 0)
        logger.info('demo: on the way', { count: at + 1, limit: files.length, seconds });
    }
    await this.runs.finish();
    const seconds = Math.round((performance.now() - begun) / 1_000);
    logger.info('demo: the whole borough is delivered', { count: files.length, seconds });
    return { files: files.length, ...told, complete: true };
  }

  /**
   * On a day after the borough's own each feed says once what it said last, as feeds do where nothing has changed: so
   * statuses stay current and no feed is silent. Answers how many feeds spoke.
   */
  async speak(): Promise<number> {
    const run = await this.runs.current();
    const day = londonDate((this.options.clock ?? systemClock)());
    if (!run?.finished || day === run.today || day === this.spoke) return 0;
    const files = lastWords((await this.boroughOf(run)).files);
    for (const file of files) {
      if ((await this.send(file, run, `/${day}`)) === 'stopped') return 0;
    }
    this.spoke = day;
    return files.length;
  }

  private async boroughOf({ seed, today }: BoroughOf): Promise<Omit<Planned, 'run'>> {
    const { stories, rest, deeds, alike } = boroughOf({ seed, today, schools: await this.options.schools() });
    return { files: [...stories, ...rest], stories: stories.length, deeds, adopted: alike.adopted };
  }

  /** Before the file that tells who the child is now. What is refused is a fault of the demo, said and passed over. */
  private async seal(adopted: Adopted, run: Run): Promise<void> {
    const receipt = await this.receiptOf(adopted.known, run);
    if (!receipt) return;
    await sealApart(this.options.sealed, adopted, receipt).catch((error: unknown) =>
      this.options.logger.warn('demo: the adoption team could not seal a child apart', { problem: reasonOf(error) }),
    );
  }

  /** What a story's people do. What is refused is a fault of the demo, said and passed over; what has to wait waits. */
  private async doAll(all: readonly StoryDeeds[], run: Run): Promise<void> {
    const { assessments, feeds, logger } = this.options;
    const receiptOf = async (file: DemoFile) => this.receiptOf(file, run);
    const agencyOf = async (feed: string) => (await feeds.feed(feed))?.agency;
    for (const told of all) {
      for (let tries = 0; tries < DEED_TRIES && !this.leaving.signal.aborted; tries += 1) {
        try {
          await doDeeds(told, { assessments, receiptOf, agencyOf });
          break;
        } catch (error) {
          logger.warn('demo: somebody could not do what their story says', {
            context: told.story,
            problem: reasonOf(error),
          });
          if (error instanceof Problem && error.status < 500) break;
          await this.waited(TRY_AGAIN_AFTER_MS);
        }
      }
    }
  }

  /** Sent again after a restart, a file is answered as it was. */
  private async receiptOf(file: DemoFile, run: Run): Promise<Receipt | undefined> {
    const receipt = this.receipts.get(file.name) ?? (await this.send(file, run));
    return typeof receipt === 'string' ? undefined : receipt;
  }

  private async liveOn(planned: Planned | undefined): Promise<void> {
    if (planned) await this.deliver(planned);
    do await this.speak();
    while (await this.waited(SPEAK_EVERY_MS));
  }

  /** Until it is taken in; a file that the intake refuses is a fault of the demo, said and passed over. */
  private async send(
    file: DemoFile,
    { seed, today }: Run,
    again: `/${string}` | '' = '',
  ): Promise<Receipt | 'refused' | 'stopped'> {
    const { intake, feeds, logger } = this.options;
    while (!this.leaving.signal.aborted) {
      try {
        const bytes = Buffer.from(file.text());
        const { mediaType, backfill } = file;
        const key = `demo/${seed}/${today}/${file.name}${again}`;
        const given = { body: once(bytes), length: bytes.length, mediaType, backfill, key };
        const receipt = await intake.receive(file.feed, given);
        const feed = await feeds.feed(file.feed);
        return feed ? await this.settled(receipt, feed.agency) : receipt;
      } catch (error) {
        const refused = error instanceof Problem && error.status < 500;
        logger.warn(refused ? 'demo: a file was refused' : 'demo: a file has to wait', {
          feed: file.feed,
          problem: reasonOf(error),
        });
        if (refused) return 'refused';
        await this.waited(TRY_AGAIN_AFTER_MS);
      }
    }
    return 'stopped';
  }

  private async settled(receipt: Receipt, agency: Parameters<Intake['receipt']>[0]): Promise<Receipt | 'stopped'> {
    let latest = receipt;
    while (latest.status === 'processing') {
      if (!(await this.waited(ASK_AGAIN_AFTER_MS))) return 'stopped';
      latest = (await this.options.intake.receipt(agency, receipt.id)) ?? latest;
    }
    return latest;
  }

  private async knowsFeedsOf(files: readonly DemoFile[]): Promise<boolean> {
    for (const feed of new Set(files.map((file) => file.feed))) {
      if (!(await this.options.feeds.feed(feed))) return false;
    }
    return true;
  }

  /** False where it is to end instead. */
  private async waited(milliseconds: number): Promise<boolean> {
    return pause(milliseconds, true, { signal: this.leaving.signal }).catch(() => false);
  }
}

/** What each feed said last of today. */
const lastWords = (files: readonly DemoFile[]): readonly DemoFile[] => [
  ...new Map(files.filter(({ backfill }) => !backfill).map((file) => [file.feed, file])).values(),
];

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
