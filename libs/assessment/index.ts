export type { AssessmentAnswer, ElementAnswer, Who } from './answer';
export { AssessmentModule } from './assessment.module';
export {
  type AssessmentPage,
  Assessments,
  type AssessmentsOptions,
  type ListLine,
  REVIEW_DAYS,
} from './assessments.service';
export { AssessmentBook } from './storage/book';
export { assessmentMigrations } from './storage/migrations';
