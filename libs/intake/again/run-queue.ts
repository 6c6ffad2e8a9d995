import { Problem } from '@tributary/kernel';
import { Loop } from '../pipeline/loop';
import type { FeedInfo, FeedRegistry } from '../pipeline/ports';
import { feedOf } from '../pipeline/queue';
import type { Redrive } from '../pipeline/redrive';
import type { WorkerPresence } from '../storage/worker';
import type { ReadingAnew } from './reading';
import type { OpenRun } from './run';
import { type Claim, RunLost, type Runs } from './runs';

/** Parked records that are dealt with before another feed has its turn. */
const TURN = 50;
/** How often a record that fails by a fault of ours is tried before it is passed over. */
const TRIES = 5;

export type RunParts = Readonly<{
  runs: Runs;
  redrive: Redrive;
  reading: ReadingAnew;
  feeds: FeedRegistry;
  presence: WorkerPresence;
  trouble: (error: unknown) => void;
}>;

/**
 * Works on runs beside the deliveries, a part at a time, each feed in its turn. How far a run has come stands in the
 * transaction of what it did: whoever takes it up after a kill goes on there, and nothing is done twice.
 */
export class RunQueue extends Loop {
  /** Two of one process would be one worker with two hands on the same run. */
  private turns: Promise<unknown> = Promise.resolve();
  /** At what a fault of ours was met last, and how often in a row. */
  private stuck = { at: '', times: 0 };

  constructor(private readonly parts: RunParts) {
    super(parts.trouble);
  }

  /** One turn; of that run alone where it is named. False where there is none that this worker may work on. */
  async workOne(id?: string): Promise<boolean> {
    const turn = this.turns.then(() => (this.stopping ? false : this.takeTurn(id)));
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  private async takeTurn(id: string | undefined): Promise<boolean> {
    const { runs, presence, feeds } = this.parts;
    const worker = await presence.number();
    const run = await runs.claim(worker, id);
    if (!run) return false;
    const claim = { id: run.id, worker };
    try {
      const feed = await feedOf(feeds, run.feed);
      const goesOn = run.kind === 'parked' ? await this.parked(feed, run, claim) : await this.read(feed, run, claim);
      if (!goesOn) await runs.end(claim);
    } catch (error) {
      if (error instanceof RunLost) return true;
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await runs.end(claim, error.code);
    }
    return true;
  }

  /** False where nothing is left. */
  private async parked(feed: FeedInfo, run: OpenRun, claim: Claim): Promise<boolean> {
    const { redrive, runs } = this.parts;
    let after = run.reached;
    for (let n = 0; n < TURN && !this.stopping; n += 1) {
      const row = await redrive.next(feed.id, after, run);
      if (!row) return false;
      const step = (taken: boolean) => ({ reached: row.id, accepted: taken ? 1 : 0, stillParked: taken ? 0 : 1 });
      await redrive
        .again(feed, row, (tx, taken) => runs.advance(tx, claim, step(taken)))
        .catch(async (error: unknown) => {
          if (error instanceof RunLost || !this.givesUp(row.id)) throw error;
          await redrive.leave(row, passedOver(), (tx) => runs.advance(tx, claim, step(false)));
        });
      after = row.id;
    }
    return true;
  }

  private async read(feed: FeedInfo, run: OpenRun, claim: Claim): Promise<boolean> {
    const { reading, runs } = this.parts;
    const version = run.mapping ?? 0;
    const next = await reading.next(feed.id, run.reached, { version, until: run.until });
    if (!next) return false;
    const reached = String(next.delivery.seq);
    await reading
      .read(feed, next, {
        ...{ run: run.id, version },
        counted: (tx, accepted) => runs.advance(tx, claim, { accepted }),
        ended: (tx, refused) => runs.advance(tx, claim, { reached, stillParked: refused ? 1 : 0 }),
        goesOn: () => !this.stopping,
      })
      .catch(async (error: unknown) => {
        if (error instanceof RunLost || !this.givesUp(reached)) throw error;
        await runs.pass(claim, { reached, stillParked: 1 });
      });
    return true;
  }

  private givesUp(at: string): boolean {
    this.stuck = { at, times: this.stuck.at === at ? this.stuck.times + 1 : 1 };
    return this.stuck.times >= TRIES;
  }
}

const passedOver = (): Problem =>
  new Problem(
    'processing-failed',
    500,
    'It could not be dealt with',
    `It was tried ${TRIES} times by a redrive and failed by a fault of the hub, whose log says which. Redrive it once the cause is mended.`,
  );
