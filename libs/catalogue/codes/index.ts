import { CONCERN, HELP_END, MISSING_RISK, SUPPORT } from './any-agency';
import { ASSESSMENT_FACTOR } from './assessment-factors';
import { ATTENDANCE } from './attendance';
import { LEAVING, PLACEMENT_ANSWER, SCHOOL_CONCERN, SUSPENSION_CATEGORY, SUSPENSION_REASON } from './education';
import {
  APPOINTMENT_OUTCOME,
  DEATH_NOTICE,
  EMERGENCY_OUTCOME,
  HEALTH_FLAG,
  HEALTH_SERVICE,
  HEALTH_SIGNAL,
  NEWBORN_SCREENING,
  NOT_GIVEN,
} from './health';
import { ACCOMMODATION_END, EVICTION_GROUND, TEMPORARY_ACCOMMODATION } from './housing';
import type { CodeList } from './list';
import { EPISODE_END, EPISODE_START, PLACEMENT_CHANGE, PLACEMENT_TYPE, REVIEW_PARTICIPATION } from './looked-after';
import { DISABILITY, ETHNICITY, NHS_NUMBER_STATUS } from './person';
import { ABUSE_RISK } from './police';
import { ABUSE_CATEGORY, CLOSURE_REASON, PRIMARY_NEED, REFERRAL_SOURCE, UPN_UNKNOWN } from './social-care';

export * from './any-agency';
export * from './assessment-factors';
export * from './attendance';
export * from './closest';
export * from './education';
export * from './health';
export * from './housing';
export * from './list';
export * from './looked-after';
export * from './person';
export * from './police';
export * from './social-care';

export const codeLists: readonly CodeList[] = [
  ATTENDANCE,
  SUSPENSION_CATEGORY,
  SUSPENSION_REASON,
  SCHOOL_CONCERN,
  LEAVING,
  PLACEMENT_ANSWER,
  CONCERN,
  SUPPORT,
  HELP_END,
  MISSING_RISK,
  ABUSE_RISK,
  TEMPORARY_ACCOMMODATION,
  ACCOMMODATION_END,
  EVICTION_GROUND,
  REFERRAL_SOURCE,
  PRIMARY_NEED,
  ASSESSMENT_FACTOR,
  ABUSE_CATEGORY,
  CLOSURE_REASON,
  UPN_UNKNOWN,
  EPISODE_START,
  EPISODE_END,
  PLACEMENT_TYPE,
  PLACEMENT_CHANGE,
  REVIEW_PARTICIPATION,
  EMERGENCY_OUTCOME,
  APPOINTMENT_OUTCOME,
  HEALTH_SERVICE,
  DEATH_NOTICE,
  NEWBORN_SCREENING,
  NOT_GIVEN,
  HEALTH_FLAG,
  HEALTH_SIGNAL,
  ETHNICITY,
  DISABILITY,
  NHS_NUMBER_STATUS,
];

const byId = new Map(codeLists.map((list) => [list.id, list]));
export const codeListOf = (id: string): CodeList | undefined => byId.get(id);
