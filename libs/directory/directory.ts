import { inTransaction } from '@tributary/event-store';
import {
  canonicalJson,
  type FeedId,
  type Instant,
  millisOf,
  type PlainDate,
  Problem,
  type Tx,
} from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { type Standings, withStandings } from './domain/declaration';
import type { DirectoryDocument } from './domain/document';
import { DirectoryView } from './domain/view';
import { readDirectoryFile } from './file/read-file';

/** Serialises processes that load the same file at the same start. */
const LOAD_LOCK = 4_120_261_121;
const AAD = Buffer.from('directory/versions');
/** How long a process may go on with a version another one replaced, in milliseconds. */
const LOOK_AGAIN_AFTER = 5_000;

const NEWEST = 'SELECT version FROM directory.versions ORDER BY version DESC LIMIT 1';
/** What the newest version says, what the file said last, and whether anything was ever imported. */
const STANDING = `SELECT
  (SELECT content_hash FROM directory.versions ORDER BY version DESC LIMIT 1) AS newest,
  (SELECT content_hash FROM directory.versions WHERE origin = 'file' ORDER BY version DESC LIMIT 1) AS file,
  EXISTS (SELECT FROM directory.versions WHERE origin = 'import') AS imported`;
type Standing = Readonly<{ newest: string | null; file: string | null; imported: boolean }>;

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'sealIdentity' | 'openIdentity' | 'ref'> }>;

/** Agencies, feeds and people, by version and time. Who decides something says as of when. */
export class Directory {
  private readonly views = new Map<number, DirectoryView>();
  private latest: { view: DirectoryView; readAt: number } | undefined;

  constructor(private readonly options: Options) {}

  /**
   * Puts the file in force from now where it says something else than it said before; answers the version in force.
   * What was imported stays in force until then, and always beside a file that nobody named (`overImport: false`).
   */
  async load(file: string, { overImport = true }: Readonly<{ overImport?: boolean }> = {}): Promise<DirectoryView> {
    return this.keep(await readDirectoryFile(file), overImport ? 'file' : 'unnamed-file');
  }

  /** Puts an imported directory in force from now. */
  async put(document: DirectoryDocument): Promise<DirectoryView> {
    return this.keep(document, 'import');
  }

  /**
   * Puts a version in force in which the feed is live from that day (null: being connected again), together with what
   * else `tx` writes; no file that was written before undoes it. Call `changed` once `tx` is committed.
   */
  async declare(feed: FeedId, since: PlainDate | null, tx: Tx): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
    await tx.query('INSERT INTO directory.feed_standings (feed, live_since) VALUES ($1, $2)', [feed, since]);
    const { rows } = await tx.query<{ version: number }>(NEWEST);
    const { document } = await this.view(rows[0]?.version);
    const content = canonicalJson(withStandings(document, new Map([[feed, since]])));
    await this.insert(tx, { content, hash: this.hashOf(content), origin: 'declared' });
  }

  /** This process looks anew; others do within seconds. */
  changed(): void {
    this.latest = undefined;
  }

  private async keep(document: DirectoryDocument, from: 'file' | 'unnamed-file' | 'import'): Promise<DirectoryView> {
    const hash = this.hashOf(canonicalJson(document));
    const origin = from === 'import' ? 'import' : 'file';
    await inTransaction(this.options.pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOAD_LOCK]);
      const { rows } = await tx.query<Standing>(STANDING);
      const { newest, file, imported } = rows[0] ?? {};
      if (newest === hash || (origin === 'file' && file === hash) || (from === 'unnamed-file' && imported)) return;
      const content = canonicalJson(withStandings(document, await standingsIn(tx)));
      await this.insert(tx, { content, hash, origin });
    });
    this.changed();
    return this.current();
  }

  private hashOf = (content: string): string => this.options.vault.ref('directory-content', content);

  private async insert(tx: Tx, version: Readonly<{ content: string; hash: string; origin: string }>): Promise<void> {
    await tx.query('INSERT INTO directory.versions (content_hash, sealed, origin) VALUES ($1, $2, $3)', [
      version.hash,
      this.options.vault.sealIdentity(Buffer.from(version.content), AAD),
      version.origin,
    ]);
  }

  /** The version in force now, looked up again every few seconds. */
  async current(): Promise<DirectoryView> {
    if (this.latest && performance.now() - this.latest.readAt < LOOK_AGAIN_AFTER) return this.latest.view;
    const { rows } = await this.options.pool.query<{ version: number }>(NEWEST);
    const view = await this.view(rows[0]?.version);
    this.latest = { view, readAt: performance.now() };
    return view;
  }

  /** The version in force at that time; before the first one, the first. */
  async at(time: Instant): Promise<DirectoryView> {
    return (await this.soFar()).at(time);
  }

  /** The same for many times that have passed: a version put in force from now on is none of theirs. */
  async soFar(): Promise<Pick<Directory, 'at'>> {
    const { rows } = await this.options.pool.query<{ version: number; from: Date }>(
      'SELECT version, in_force_from AS "from" FROM directory.versions ORDER BY version',
    );
    return {
      at: async (time) => {
        const inForce = rows.findLast(({ from }) => from.getTime() <= millisOf(time)) ?? rows[0];
        return this.view(inForce?.version);
      },
    };
  }

  private async view(version: number | undefined): Promise<DirectoryView> {
    if (version === undefined) {
      throw new Problem(
        'directory-empty',
        503,
        'There is no directory yet',
        'Name its file in DIRECTORY_FILE and start again',
      );
    }
    const known = this.views.get(version);
    if (known) return known;
    const { rows } = await this.options.pool.query<{ sealed: Buffer }>(
      'SELECT sealed FROM directory.versions WHERE version = $1',
      [version],
    );
    const sealed = rows[0]?.sealed;
    if (!sealed) throw new Error(`directory version ${version} is missing`);
    const document = JSON.parse(this.options.vault.openIdentity(sealed, AAD).toString()) as DirectoryDocument;
    const view = new DirectoryView(version, document);
    this.views.set(version, view);
    return view;
  }
}

/** What managers declared last, of each feed of which they did. */
async function standingsIn(tx: Tx): Promise<Standings> {
  const { rows } = await tx.query<{ feed: string; since: PlainDate | null }>(
    `SELECT DISTINCT ON (feed) feed, to_char(live_since, 'YYYY-MM-DD') AS since
     FROM directory.feed_standings ORDER BY feed, id DESC`,
  );
  return new Map(rows.map(({ feed, since }) => [feed, since]));
}
