export type { ActionAnswer, AssessmentAnswer, ContributionAnswer, ElementAnswer, Who } from './answer';
export * as assessmentWishes from './api/wishes';
export { AssessmentModule } from './assessment.module';
export {
  type AssessmentPage,
  Assessments,
  type AssessmentsOptions,
  type ListLine,
  REVIEW_DAYS,
} from './assessments.service';
export { REVIEW_TIMER } from './assessment-ids';
export { assessmentDecider, assessmentFacts } from './domain/assessment.decider';
export type { CommandKind, Hat, Wish } from './domain/commands';
export { elementsFor } from './domain/elements-for';
export { CONTRIBUTION_CLASSES } from './domain/reach';
export { ASSESSMENT_ROLES, mayLead, takesPart } from './domain/roles';
export { type AssessmentFact, isOpened, type Opened } from './domain/state';
export { lookUp } from './look-up';
export { AssessmentBook } from './storage/book';
export { assessmentMigrations } from './storage/migrations';
