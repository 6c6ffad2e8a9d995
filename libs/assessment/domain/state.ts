import type { DataOf, Element, EventType } from '@tributary/catalogue';
import type { AgencyId, DataClass, Instant, PlainDate } from '@tributary/kernel';
import type { Hat } from './commands';

export type AssessmentEventType = Extract<EventType, `assessment.${string}`>;
export type Stated<T extends AssessmentEventType> = Readonly<{
  type: T;
  data: DataOf<T>;
  at: Instant;
  dataClass: DataClass;
}>;
/** An assessment's event without the rest of its envelope. */
export type AssessmentFact = { [T in AssessmentEventType]: Stated<T> }[AssessmentEventType];
export type FactOf<T extends AssessmentEventType> = Extract<AssessmentFact, { type: T }>;

type Done = Readonly<{ by: Hat; at: Instant }>;
export type Agreement = Done &
  Readonly<{ answer: 'given' | 'refused' | 'withdrawn'; saidBy: string; form: string; on: PlainDate }> &
  Readonly<{ agencies: readonly AgencyId[]; excluded: readonly AgencyId[] }>;
export type Ask = Done & Readonly<{ agency: AgencyId; elements: readonly Element[] }>;
/** One version of what an author wrote. */
export type Version = Done &
  Readonly<{
    strengths?: string;
    needs?: string;

    forFamily: boolean;
    dataClass: DataClass;
  }>;
export type Contribution = Version &
  Readonly<{
    id: string;
    element: Element;
    voice: DataOf<'assessment.contribution-made'>['voice'];
    earlier: readonly Version[];
  }>;
export type Action = Done &
  Readonly<{ id: string; outcome: string; what: string; owner: Hat; due: PlainDate }> &
  Readonly<{ ended?: Done & Readonly<{ outcome: string; on: PlainDate; note?: string }> }>;
export type Review = Done &
  Readonly<{ on: PlainDate; reviewBy: PlainDate; progress: string; childView?: string; parentView?: string }>;
export type Closing = Done & Readonly<{ outcome: string; on: PlainDate; note?: string }>;

/** An assessment as its events leave it. */
export type Opened = Readonly<{
  status: 'open' | 'closed';
  opened: Done & Readonly<{ reason: string; record: string }>;
  lead: Hat;
  /** What the family said, in its order; the last counts. */
  agreements: readonly Agreement[];
  asks: readonly Ask[];
  contributions: readonly Contribution[];
  actions: readonly Action[];
  reviews: readonly Review[];
  /** The day by which it is looked at again; null before the family agreed and where it no longer does. */
  reviewBy: PlainDate | null;
  closed: Closing | null;
}>;
export type AssessmentState = Readonly<{ status: 'unopened' }> | Opened;

export const isOpened = (state: AssessmentState): state is Opened => state.status !== 'unopened';
/** What the family last said, where it agreed. */
export const agreementIn = ({ agreements }: Opened): Agreement | undefined => {
  const last = agreements.at(-1);
  return last?.answer === 'given' ? last : undefined;
};
/** Whether an agency was asked and the family still agrees to it. */
export const takesPartIn = (state: Opened, agency: AgencyId): boolean => {
  const agreed = agreementIn(state);
  if (!agreed) return false;
  return (
    state.lead.agency === agency || (agreed.agencies.includes(agency) && state.asks.some((a) => a.agency === agency))
  );
};

export const sameHat = (a: Hat, b: Hat): boolean =>
  a.practitioner === b.practitioner && a.role === b.role && a.agency === b.agency;
