import type { AgencyId, ChildId, Instant, PlainDate, PractitionerId, RecordId, RoleCode } from '@tributary/kernel';
import type { Evidence } from '../domain/decide-child';

/** `merge`: both children are one, with all their records. */
export type Saying = 'link' | 'merge' | 'different';

/** What a steward said of a pair that two have to agree on; the words that they gave stand in the event alone. */
export type Opinion = Readonly<{
  opinion: Saying;
  by: PractitionerId;
  role: RoleCode;
  agency: AgencyId;
  at: Instant;
}>;

/** A record, and a child whom it may be of: a person decides. */
export type Pair = Readonly<{
  id: string;
  recordId: RecordId;
  agency: AgencyId;
  /** The child that the record is of now. */
  from: ChildId;
  /** The child that it may be of. */
  to: ChildId;
  /** Why no machine linked it. */
  reason: string;
  evidence: Evidence;
  /** As it was proposed; null where nothing was weighed. */
  probability: number | null;
  weights: string | null;
  proposedAt: Instant;
  /** Those of two who have to agree, or who did not. */
  opinions: readonly Opinion[];
  asleepUntil: PlainDate | null;
  /** Changes with what any record of the two children says, with their records, and with each step of the review. */
  seen: string;
}>;

/** Whether the record still is of the child that it is of: a link is to be confirmed or taken back. */
export const isOfItsOwn = ({ from, to }: Pick<Pair, 'from' | 'to'>): boolean => from === to;

/** `second-opinion`: one steward has said what they think. `senior`: two did, and differ. */
export type PairState = 'waiting' | 'second-opinion' | 'senior';

export const stateOf = ({ opinions }: Pick<Pair, 'opinions'>): PairState =>
  opinions.length > 1 ? 'senior' : opinions.length === 1 ? 'second-opinion' : 'waiting';
