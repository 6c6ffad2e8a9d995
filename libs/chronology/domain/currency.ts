import type { AgencyId, FeedId } from '@tributary/kernel';

/** How fresh what a feed says is (design/domain.md §3). */
export type Currency = 'live' | 'daily' | 'weekly' | 'return';

/** The directory's word on a feed. A feed it does not know is a `return`: what is not vouched for decides nothing. */
export type CurrencyOf = (feed: FeedId, agency: AgencyId) => Currency;

/** Only a feed that is live or daily may start or end a state that anybody relies on. */
export const decidesStates = (currency: Currency): boolean => currency === 'live' || currency === 'daily';
