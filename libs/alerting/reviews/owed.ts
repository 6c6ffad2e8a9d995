import type { AssessmentFact, Hat, Opened } from '@tributary/assessment';
import {
  type AlertId,
  type AssessmentId,
  type ChildId,
  derivedId,
  type Instant,
  type PlainDate,
} from '@tributary/kernel';
import { plusDays, startOfDay } from '@tributary/kernel';
import { assessmentReviewDue as rule } from '../rules/assessment-review-due.rule';

/** A review of an assessment, owed by whoever leads it. */
export type Review = Readonly<{ by: PlainDate; lead: Hat }>;

/** The review that is owed at a time; undefined where none is, or its day is not over. Pure. */
export function owedAt({ status, reviewBy, lead }: Opened, at: Instant): Review | undefined {
  if (status !== 'open' || reviewBy === null) return undefined;
  return at < startOfDay(plusDays(reviewBy, 1)) ? undefined : { by: reviewBy, lead };
}

/** Every review that can ever have been owed, by each who ever led: alerts may stand about them. Pure. */
export function everOwed(facts: readonly AssessmentFact[]): readonly Review[] {
  const days = facts.flatMap((fact) =>
    fact.type === 'assessment.agreement-given' || fact.type === 'assessment.review-held'
      ? [fact.data.reviewBy as PlainDate]
      : [],
  );
  const leads = facts.flatMap((fact) => {
    if (fact.type === 'assessment.assessment-opened') return [fact.data.lead as Hat];
    return fact.type === 'assessment.lead-changed' ? [fact.data.to as Hat] : [];
  });
  return [...new Set(days)].flatMap((by) => leads.map((lead) => ({ by, lead })));
}

/** One alert for each review that is owed, and each who leads while it is. */
export const reviewAlertId = (id: AssessmentId, child: ChildId, { by, lead }: Review): AlertId =>
  derivedId('alert', rule.id, id, child, by, lead.practitioner, lead.role, lead.agency) as AlertId;

const ENDS = ['assessment.review-held', 'assessment.assessment-closed', 'assessment.agreement-withdrawn'] as const;

/**
 * Whether a fact says that a review was never late: it was held, or the help ended, on or before the day, and that was
 * written down later. Pure.
 */
export const wasInTime = (fact: Readonly<{ type: string; data: unknown }>, { by }: Pick<Review, 'by'>): boolean =>
  ENDS.some((type) => type === fact.type) && (fact.data as Readonly<{ on: string }>).on <= by;
