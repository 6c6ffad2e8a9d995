import { type AssessmentId, derivedId, type RecordId } from '@tributary/kernel';

/**
 * The assessments opened about a record are numbered, so that two people who open one at the same moment mean the same
 * stream, and whoever looks for them needs no index.
 */
export const assessmentIdOf = (record: RecordId, round: number): AssessmentId =>
  derivedId('assessment', record, String(round)) as AssessmentId;

export const REVIEW_TIMER = 'assessment-review';
export const reviewTimerId = (id: AssessmentId): string => `${REVIEW_TIMER}/${id}`;
