import type { ContractCheck } from '@tributary/feeds';
import { canonicalJson, type FeedId, instantOf } from '@tributary/kernel';
import type { Pool } from 'pg';
import type { Mappings } from '../mapping/mappings';
import type { FeedInfo, Formats } from '../pipeline/ports';
import type { Incoming } from '../pipeline/spool';
import {
  type Basis,
  basisOf,
  type ContractReport,
  type Evidence,
  neededOf,
  reportOf,
  shownBy,
  shownByRefusal,
} from './contract';
import type { SandboxReceipt } from './receipt';
import type { Sandbox } from './sandbox';

type Options = Readonly<{
  pool: Pool;
  sandbox: Pick<Sandbox, 'receive'>;
  formats: Formats;
  mappings: Pick<Mappings, 'inForce'>;
  /** Of the running hub. */
  versions: () => Promise<Readonly<{ hub: string; catalogue: string }>>;
}>;
type Row = Readonly<{
  feed: FeedId;
  check_id: ContractCheck;
  seen_at: Date;
  client: string;
  delivery: string | null;
  sample: boolean;
  basis: Basis;
  hub: string;
  catalogue: string;
}>;
type Shown = Readonly<{ checks: readonly ContractCheck[]; delivery?: string; sample: boolean }>;

/**
 * What the hub saw of each feed's test deliveries, and how the feed stands by it. Evidence comes of deliveries that the
 * hub itself read, and of nothing else: no call says that a test was passed. It names no child and outlives the sandbox.
 */
export class Contracts {
  constructor(private readonly options: Options) {}

  /** A test delivery, and what it shows; a refusal shows something too. */
  async receive(feed: FeedInfo, client: string, incoming: Incoming): Promise<SandboxReceipt> {
    try {
      const receipt = await this.options.sandbox.receive(feed, incoming);
      await this.note(feed, client, {
        checks: shownBy(receipt),
        delivery: receipt.id,
        sample: receipt.sample === true,
      });
      return receipt;
    } catch (error) {
      await this.note(feed, client, { checks: shownByRefusal(error), sample: false });
      throw error;
    }
  }

  async report(feed: FeedInfo): Promise<ContractReport> {
    return this.reportFrom(feed, await this.evidence([feed.id]));
  }

  async reports(feeds: readonly FeedInfo[]): Promise<ReadonlyMap<FeedId, ContractReport>> {
    const evidence = await this.evidence(feeds.map(({ id }) => id));
    const reports = feeds.map(async (feed) => [feed.id, await this.reportFrom(feed, evidence)] as const);
    return new Map(await Promise.all(reports));
  }

  private async reportFrom(feed: FeedInfo, all: ReadonlyMap<FeedId, readonly Evidence[]>): Promise<ContractReport> {
    const { basis } = await this.standing(feed);
    return reportOf(all.get(feed.id) ?? [], basis, neededOf(this.options.formats(feed.format)));
  }

  /** By what a feed's tests count now. */
  private async standing(feed: FeedInfo) {
    const { formats, mappings, versions } = this.options;
    const mapped = formats(feed.format).mapped === true;
    const mapping = mapped ? (await mappings.inForce(feed.id))?.version : undefined;
    const running = await versions();
    return { running, basis: basisOf(feed, { hub: running.hub, mapping }) };
  }

  /** The newest counts; but what the feed's own system showed is not replaced by a sample file. */
  private async note(feed: FeedInfo, client: string, { checks, delivery, sample }: Shown): Promise<void> {
    if (checks.length === 0) return;
    const { running, basis } = await this.standing(feed);
    await this.options.pool.query(
      `INSERT INTO sandbox.evidence AS e (feed, basis, check_id, client, delivery, sample, hub, catalogue)
       SELECT $1, $2, c, $4, $5, $6, $7, $8 FROM unnest($3::text[]) c
       ON CONFLICT (feed, basis, check_id) DO UPDATE SET seen_at = EXCLUDED.seen_at, client = EXCLUDED.client,
         delivery = EXCLUDED.delivery, sample = EXCLUDED.sample, hub = EXCLUDED.hub, catalogue = EXCLUDED.catalogue
         WHERE e.sample OR NOT EXCLUDED.sample`,
      [feed.id, canonicalJson(basis), checks, client, delivery ?? null, sample, running.hub, running.catalogue],
    );
  }

  private async evidence(feeds: readonly FeedId[]): Promise<ReadonlyMap<FeedId, readonly Evidence[]>> {
    const { rows } = await this.options.pool.query<Row>(
      `SELECT feed, check_id, seen_at, client, delivery, sample, basis::jsonb AS basis, hub, catalogue
       FROM sandbox.evidence WHERE feed = ANY ($1)`,
      [feeds],
    );
    const byFeed = Map.groupBy(rows, ({ feed }) => feed);
    return new Map([...byFeed].map(([feed, of]) => [feed, of.map(toEvidence)]));
  }
}

const toEvidence = ({ feed: _its, check_id: check, seen_at, delivery, ...row }: Row): Evidence => ({
  ...{ ...row, check, at: instantOf(seen_at.getTime()) },
  ...(delivery === null ? {} : { delivery }),
});
