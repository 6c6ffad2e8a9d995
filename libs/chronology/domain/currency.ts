import type { AgencyId, FeedId, Instant } from '@tributary/kernel';

/** How fresh what a feed says is (design/domain.md §3). */
export type Currency = 'live' | 'daily' | 'weekly' | 'return';

/** The directory's word on a feed. A feed it does not know is a `return`: what is not vouched for decides nothing. */
export type CurrencyOf = (feed: FeedId, agency: AgencyId) => Currency;

/** Only a feed that is live or daily may start or end a state that anybody relies on. */
export const decidesStates = (currency: Currency): boolean => currency === 'live' || currency === 'daily';

/** A feed that states plans, workers and placements: what it delivers confirms what it said before. */
export type StatusFeed = Readonly<{ agency: AgencyId; feed: FeedId }>;

/** What the directory in force at a time says of feeds; `version` names it in what is answered with it. */
export type Reference = Readonly<{ version: string; currencyOf: CurrencyOf; statusFeeds: readonly StatusFeed[] }>;
export type ReferenceAt = (at: Instant) => Promise<Reference>;
