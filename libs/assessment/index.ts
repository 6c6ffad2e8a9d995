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
export type { CommandKind, Wish } from './domain/commands';
export { elementsFor } from './domain/elements-for';
export { CONTRIBUTION_CLASSES } from './domain/reach';
export { ASSESSMENT_ROLES, mayLead, takesPart } from './domain/roles';
export { AssessmentBook } from './storage/book';
export { assessmentMigrations } from './storage/migrations';
