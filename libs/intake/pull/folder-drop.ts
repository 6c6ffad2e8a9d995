import { createReadStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaTypeOf } from '@tributary/feeds';
import { instantOf, londonDate, Problem } from '@tributary/kernel';
import { type Logger, reasonOf, Rounds, type Service } from '@tributary/runtime';
import { problemDocument } from '../pipeline/problem-document';
import type { FeedRegistry } from '../pipeline/ports';
import type { Incoming } from '../pipeline/spool';

export type FolderDropOptions = Readonly<{
  /** Holds a folder for each feed, named as the feed. */
  root: string;
  everyMs: number;
  /** A file that has not changed for so long is whole. */
  settledMs: number;
  intake: Readonly<{ receive(feed: string, incoming: Incoming): Promise<unknown> }>;
  feeds: Pick<FeedRegistry, 'all'>;
  logger: Pick<Logger, 'info' | 'warn'>;
  now?: () => number;
}>;

type Seen = Readonly<{ size: number; changed: number; since: number }>;
type Laid = Readonly<{ feed: string; folder: string; name: string; path: string }>;
type Whole = Laid & Readonly<{ seen: Seen }>;
const isFile = (laid: Laid & Readonly<{ seen: Seen | undefined }>): laid is Whole => laid.seen !== undefined;

/** As SFTP servers and people name what is still being written. */
export const UNFINISHED = /^\.|\.(part|filepart|partial|tmp|temp)$/i;

/**
 * Takes in the files that are laid into a feed's folder, as an SFTP server of the borough's own lays them. A file is taken
 * when it no longer changes, and goes to `taken/<day>` once it is durable; a refused one goes to `refused`, with the problem
 * beside it. A crash in between takes it again under the same key, which makes nothing twice. Names of files may name
 * people: none stands in a log.
 */
export class FolderDrop implements Service {
  private readonly rounds: Rounds;
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly options: FolderDropOptions) {
    this.rounds = new Rounds({
      work: async () => {
        await this.look();
        return false;
      },
      everyMs: options.everyMs,
      failed: (error) => options.logger.warn('laid files wait', { problem: reasonOf(error) }),
    });
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** One look into all folders: what is wrong with one is told, and tried again at the next. */
  async look(): Promise<void> {
    const there = new Set<string>();
    for (const { id: feed } of await this.options.feeds.all()) {
      await this.lookInto(feed, there).catch((error: unknown) => {
        this.options.logger.warn('laid files wait', { feed, problem: reasonOf(error) });
      });
    }
    for (const path of this.seen.keys()) if (!there.has(path)) this.seen.delete(path);
  }

  private async lookInto(feed: string, there: Set<string>): Promise<void> {
    const folder = join(this.options.root, feed);
    const laid: (Laid & { seen: Seen | undefined })[] = [];
    for (const name of (await namesIn(folder)).sort()) {
      const path = join(folder, name);
      laid.push({ feed, folder, name, path, seen: await this.lookAt(path) });
      there.add(path);
    }
    await this.takeAll(laid.filter(isFile));
  }

  /** In their order: one that still changes makes those after it wait, for the later statement must not come first. */
  private async takeAll(laid: readonly Whole[]): Promise<void> {
    for (const one of laid) {
      if (this.now() - one.seen.since < this.options.settledMs) return;
      await this.take(one);
    }
  }

  private async take(one: Whole): Promise<void> {
    const { intake, logger } = this.options;
    const { feed, name, path, seen } = one;
    try {
      await intake.receive(feed, {
        ...{ body: createReadStream(path), length: seen.size, mediaType: mediaTypeOf(name) },
        ...{ key: `laid ${name} ${seen.size} ${seen.changed}`, backfill: false },
      });
      await this.putAway(one, join('taken', londonDate(instantOf(this.now()))));
      logger.info('a laid file was taken', { feed });
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.putAway(one, 'refused', JSON.stringify(problemDocument(error), null, 2));
      logger.warn('a laid file was refused', { feed, code: error.code });
    }
  }

  /** Undefined where it is no file of its own, or gone. */
  private async lookAt(path: string): Promise<Seen | undefined> {
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const [size, changed] = [found.size, found.mtimeMs];
    const before = this.seen.get(path);
    const same = before?.size === size && before.changed === changed;
    const seen = same ? before : { size, changed, since: this.now() };
    this.seen.set(path, seen);
    return seen;
  }

  private async putAway({ folder, name, path }: Laid, to: string, problem?: string): Promise<void> {
    const away = join(folder, to);
    await mkdir(away, { recursive: true });
    if (problem !== undefined) await writeFile(join(away, `${name}.problem.json`), `${problem}\n`, { mode: 0o600 });
    // Another process that looked into the same folder was quicker: it is the same delivery.
    await rename(path, join(away, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    this.seen.delete(path);
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

/** Nothing where the folder is not there. */
async function namesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile() && !UNFINISHED.test(entry.name)).map(({ name }) => name);
}
