import type { Directory } from '@tributary/directory';
import { type AgencyId, type FeedId, Problem } from '@tributary/kernel';
import type { ReaderContext } from '@tributary/sign-in';
import { ownFeed } from '../api/own-feed';
import type { FeedInfo, FeedRegistry, Formats } from '../pipeline/ports';
import type { ContractReport } from '../sandbox/contract';
import type { Contracts } from '../sandbox/contracts';
import { type AgreementInForce, type ChecklistItem, checklistOf } from './checklist';

export type OnboardingOptions = Readonly<{
  feeds: FeedRegistry;
  formats: Formats;
  directory: Pick<Directory, 'current'>;
  /** In force today for what an agency supplies. */
  agreementOf: (agency: AgencyId) => Promise<AgreementInForce | undefined>;
  /** Of the mapping in force, of a feed that is read by one. */
  mappingOf: (feed: FeedId) => Promise<number | undefined>;
  contracts: Pick<Contracts, 'report' | 'reports'>;
}>;

/** How far a feed is on its way to going live: for its agency's system and feed managers, and the operator. */
export class OnboardingDesk {
  constructor(private readonly options: OnboardingOptions) {}

  async checklist(reader: ReaderContext, id: string): Promise<readonly ChecklistItem[]> {
    return this.checklistFor(await ownFeed(this.options.feeds, reader, id));
  }

  async contract(reader: ReaderContext, id: string): Promise<ContractReport> {
    return this.options.contracts.report(await ownFeed(this.options.feeds, reader, id));
  }

  /** For whoever has made sure that all of them are the reader's. */
  async contractsOf(feeds: readonly FeedInfo[]): Promise<ReadonlyMap<FeedId, ContractReport>> {
    return this.options.contracts.reports(feeds);
  }

  /** For whoever has made sure that it is the reader's. */
  async checklistFor(feed: FeedInfo): Promise<readonly ChecklistItem[]> {
    const { directory, formats, agreementOf, mappingOf, contracts } = this.options;
    const view = await directory.current();
    const entry = view.feed(feed.id);
    if (!entry) throw new Problem('feed-unknown', 404, 'No such feed', 'The directory has no feed of this name.');
    const mapped = formats(feed.format).mapped === true;
    return checklistOf({
      feed: entry,
      view,
      undeclared: feed.undeclared ?? [],
      agreement: await agreementOf(feed.agency),
      mapping: mapped ? ((await mappingOf(feed.id)) ?? 0) : undefined,
      contract: await contracts.report(feed),
    });
  }
}
