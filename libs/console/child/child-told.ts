import type { Account, Entry, Involvement, KindStatus, Withheld } from '@tributary/chronology';
import type { Instant } from '@tributary/kernel';

/** A state, without where inside it was said. */
export type Kind = Omit<KindStatus, 'accounts'> & Readonly<{ accounts: readonly Omit<Account, 'statedBy' | 'feed'>[] }>;

/** What `ChildAnswers.child` answers; its contract is the API's. */
export type Glance = Readonly<{
  child: string;
  asOf: Instant;
  names: readonly string[];
  status: readonly Kind[];
  involvement: Involvement;
  withheld: readonly Withheld[];
}>;
export type Said = Entry & { note?: string };
/** What `ChildAnswers.chronology` answers. */
export type Timeline = Readonly<{
  entries: readonly Said[];
  withheld: readonly Withheld[];
  next: string | null;
  note?: string;
}>;
