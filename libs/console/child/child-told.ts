import type { Account, Covered, Entry, Involved, KindStatus, OpenAlert, Withheld } from '@tributary/chronology';
import type { Instant } from '@tributary/kernel';

/** A state, without where inside it was said. */
export type Kind = Omit<KindStatus, 'accounts'> & Readonly<{ accounts: readonly Omit<Account, 'statedBy' | 'feed'>[] }>;

/** What `ChildAnswers.child` answers; its contract is the API's. */
export type Glance = Readonly<{
  child: string;
  asOf: Instant;
  names: readonly string[];
  status: readonly Kind[];
  involvement: Involved;
  coverage: readonly Covered[];
  /** The reader's own alerts about the child that are not done. */
  alerts: readonly OpenAlert[];
  withheld: readonly Withheld[];
  /** The address of the child, or of somebody of the household, is protected. */
  locationSealed?: true;
}>;
export type Said = Entry & { note?: string };
/** What `ChildAnswers.chronology` answers. */
export type Timeline = Readonly<{
  entries: readonly Said[];
  withheld: readonly Withheld[];
  next: string | null;
  note?: string;
}>;
