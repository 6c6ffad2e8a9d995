import { createHash } from 'node:crypto';
import { instantOf, Problem } from '@tributary/kernel';
import type { Incoming } from '../../pipeline/spool';
import type { Cursor, PullCursors } from '../../storage/pull-cursors';
import type { Stint } from '../scheduled';
import type { ResourceDeclared } from './declaration';
import { firstPage, following } from './pages';
import type { Fetched, HttpsSource } from './source';

export type HttpsPullOptions = Readonly<{
  source: Pick<HttpsSource, 'page' | 'mediaType'>;
  resources: readonly ResourceDeclared[];
  /** Pages of one run; more of them have no end. */
  maxPages: number;
  cursors: PullCursors;
  intake: Readonly<{ receive(feed: string, incoming: Incoming): Promise<unknown> }>;
  now?: () => number;
}>;

/** After these nothing more of the source is tried: it is away, or does not know us. */
const OF_ALL = ['pull-source-away', 'pull-not-allowed', 'pull-address-private'];
/** After these the place in the run is worth nothing. */
const LOST_PLACE = ['pull-place-gone', 'pull-endless'];
/** A page that was wrong so often may be a place that no longer holds. */
const PATIENCE = 3;

/**
 * Brings the pages of a feed's resources, in their order. Each page is a delivery of the feed, durable before the place
 * moves on: a kill repeats one page at most, under the same key. What is asked for the next time begins when this run did,
 * and only once its last page is durable.
 */
export class HttpsPull {
  constructor(private readonly options: HttpsPullOptions) {}

  /** Throws the first Problem of a resource, once the others were tried. */
  async bring(stint: Stint): Promise<void> {
    let first: Problem | undefined;
    for (const resource of this.options.resources) {
      const problem = await this.bringOne(resource, stint);
      first ??= problem;
      if (problem && OF_ALL.includes(problem.code)) break;
    }
    if (first) throw first;
  }

  private async bringOne(resource: ResourceDeclared, stint: Stint): Promise<Problem | undefined> {
    try {
      await this.run(resource, stint);
      return undefined;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const wrongAgain = error.code === 'pull-page-wrong' && stint.hold.failures + 1 >= PATIENCE;
      if (LOST_PLACE.includes(error.code) || wrongAgain) await this.options.cursors.forget(stint.hold, resource.name);
      return about(resource, error);
    }
  }

  private async run(resource: ResourceDeclared, stint: Stint): Promise<void> {
    const { source, cursors, maxPages } = this.options;
    const { hold } = stint;
    const place = await cursors.find(hold, resource.name, this.now());
    const seen = new Set<string>();
    let at: string | undefined = place.next ?? firstPage(resource, place.completeTo);
    for (let count = place.pages; at !== undefined; count++) {
      if (seen.has(at)) throw endless('Its pages lead in a circle.');
      if (count >= maxPages) throw endless(`It has more than ${maxPages} pages.`);
      seen.add(at);
      const page = await source.page(at, stint.stop);
      const { next, beyond } = following(resource, at, page);
      if (!beyond) await this.deliver({ resource, place, page }, stint);
      await stint.keep();
      if (next !== undefined) await cursors.advance(hold, resource.name, next, this.now());
      at = next;
    }
    await cursors.complete(hold, resource.name);
  }

  /** Under a key of its run and its bytes: what comes a second time in a run is known, what comes in the next is news. */
  private async deliver(one: Brought, { hold }: Stint): Promise<void> {
    const { source, intake } = this.options;
    const { resource, place, page } = one;
    const { bytes } = page;
    const key = `pull/${resource.name}/${place.began}/${createHash('sha256').update(bytes).digest('hex')}`;
    try {
      await intake.receive(hold.feed, {
        ...{ body: once(bytes), length: bytes.length, mediaType: source.mediaType },
        ...{ key, backfill: false },
      });
    } catch (error) {
      throw error instanceof Problem && error.status < 500 ? notTaken(error) : error;
    }
  }

  private now = () => instantOf((this.options.now ?? Date.now)());
}

type Brought = Readonly<{ resource: ResourceDeclared; place: Cursor; page: Fetched }>;

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const endless = (why: string): Problem => new Problem('pull-endless', 502, 'A source’s pages have no end', why);

/** It stays where it is: the next run asks for the page again. */
const notTaken = (why: Problem): Problem =>
  new Problem('pull-page-refused', 502, 'A page could not be taken in', `${why.title} (${why.code}). ${why.detail}`);

const about = ({ name }: ResourceDeclared, { code, status, title, detail, extra }: Problem): Problem =>
  new Problem(code, status, title, `${name}: ${detail}`, extra);
