import { setTimeout as sleep } from 'node:timers/promises';
import { mediaTypeOf } from '@tributary/feeds';
import { instantOf, londonDate, Problem } from '@tributary/kernel';
import { addressFor, type Resolve } from '@tributary/runtime';
import type { Incoming } from '../../pipeline/spool';
import type { PulledFiles } from '../../storage/pulled-files';
import { UNFINISHED } from '../folder-drop';
import { allowedBy, away, privateAddress } from '../https/guarded';
import type { SftpSettings } from '../pull-file';
import type { Stint } from '../scheduled';
import { type Found, type Server, SftpSession } from './session';

export type SftpPullOptions = Readonly<{
  settings: SftpSettings;
  loopback: boolean;
  files: PulledFiles;
  intake: Readonly<{ receive(feed: string, incoming: Incoming): Promise<unknown> }>;
  now?: () => number;
  resolve?: Resolve;
  /** Between the two looks. */
  settledMs?: number;
}>;
type At = Readonly<{ session: SftpSession; stint: Stint }>;

const SETTLED_MS = 10_000;
/** For all of one time; the next goes on with what is left. */
const LONGEST_MS = 3_600_000;
const KEEP_EVERY_MS = 60_000;

/**
 * Fetches the files of a folder on an agency's server, in the order of their names: each when it did not change between two
 * looks, and put away there, or remembered here, once it is durable. A crash in between takes it again under the same key.
 */
export class SftpPull {
  constructor(private readonly options: SftpPullOptions) {}

  /** Throws the Problem of the first file that was refused, once the others were taken. */
  async bring(stint: Stint): Promise<void> {
    const signal = AbortSignal.any([stint.stop, AbortSignal.timeout(LONGEST_MS)]);
    const session = await SftpSession.open(await this.server(), signal);
    try {
      await this.bringAll({ session, stint });
    } finally {
      session.close();
    }
  }

  private async bringAll(at: At): Promise<void> {
    const { folder } = this.options.settings.declared;
    const before = new Map((await this.files(at.session)).map((one) => [one.name, one]));
    if (before.size === 0) return;
    await sleep(this.options.settledMs ?? SETTLED_MS, undefined, { signal: at.stint.stop });
    let first: Problem | undefined;
    for (const file of await this.files(at.session)) {
      const seen = before.get(file.name);
      // One that is still written makes those after it wait: the later statement must not come first.
      if (seen?.size !== file.size || seen.changed !== file.changed) break;
      if (await this.options.files.knows(at.stint.hold.feed, keyOf(file))) continue;
      const refused = await this.take(file, `${folder}/${file.name}`, at);
      first ??= refused;
      await at.stint.keep();
    }
    if (first) throw first;
  }

  private async files(session: SftpSession): Promise<readonly Found[]> {
    const all = await session.files(this.options.settings.declared.folder);
    return all.filter(({ name }) => !UNFINISHED.test(name));
  }

  /** What was wrong with it as a whole; then it is put aside. */
  private async take(file: Found, path: string, at: At): Promise<Problem | undefined> {
    const { feed } = at.stint.hold;
    const content = at.session.read(path);
    try {
      await this.options.intake.receive(feed, {
        ...{ body: this.kept(content, at.stint), length: file.size, mediaType: mediaTypeOf(file.name) },
        ...{ key: keyOf(file), backfill: false },
      });
      await this.putAway(file, 'archive', at);
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      await this.putAway(file, 'refused', at);
      return notTaken(error);
    } finally {
      content.destroy();
    }
  }

  /** A long file keeps its hold on the feed. */
  private async *kept(content: AsyncIterable<Uint8Array>, stint: Stint): AsyncGenerator<Uint8Array> {
    let told = performance.now();
    try {
      for await (const part of content) {
        yield part;
        if (performance.now() - told < KEEP_EVERY_MS) continue;
        told = performance.now();
        await stint.keep();
      }
    } catch {
      throw away('a file could not be read to its end');
    }
  }

  private async putAway(file: Found, to: 'archive' | 'refused', { session, stint }: At): Promise<void> {
    const { folder, afterwards = 'archive' } = this.options.settings.declared;
    const now = this.now();
    if (afterwards === 'archive') {
      const day = `${folder}/${to}/${londonDate(now)}`;
      await session.folder(`${folder}/${to}`);
      await session.folder(day);
      const from = `${folder}/${file.name}`;
      // The second name where a file of the same name was put away that day.
      if (await session.move(from, `${day}/${file.name}`)) return;
      if (await session.move(from, `${day}/${file.name}.${Date.parse(now)}`)) return;
    }
    await this.options.files.remember(stint.hold.feed, keyOf(file), now);
    if (afterwards === 'archive') throw cannotMove();
  }

  private async server(): Promise<Server> {
    const { settings, loopback, resolve } = this.options;
    const { host, port = 22, hostKey, user, network } = settings.declared;
    const allows = allowedBy({ inside: network === 'private', loopback });
    const found = await addressFor(host, { allows, ...(resolve && { resolve }) }).catch(() => undefined);
    if (found === undefined) throw away('its name leads nowhere');
    if (found === 'private') throw privateAddress();
    return { host: found.address, port, hostKey, user, ...settings.login };
  }

  private now = () => instantOf((this.options.now ?? Date.now)());
}

/** As folders on servers are: another file of that name is another one by its size or time. */
const keyOf = ({ name, size, changed }: Found): string => `sftp ${name} ${size} ${changed}`;

const notTaken = ({ title, code, detail }: Problem): Problem =>
  new Problem('pull-file-refused', 502, 'A fetched file could not be taken in', `${title} (${code}). ${detail}`);

const cannotMove = (): Problem => {
  const what = 'The files that were taken cannot be moved on the server. Let the hub write there, or declare remember.';
  return new Problem('pull-cannot-archive', 502, 'A fetched file cannot be put away', what);
};
