import { birthNotTold } from './birth-not-told.story';
import { childWhoMoved } from './child-who-moved.story';
import { closedWhileOthersWorry } from './closed-while-others-worry.story';
import { excludedLookedAfterChild } from './excluded-looked-after-child.story';
import { familyHelpReview } from './family-help-review.story';
import { lateForm } from './late-form.story';
import { moveThatWorked } from './move-that-worked.story';
import { netSlip } from './net-slip.story';
import { offRollNoNewSchool } from './off-roll-no-new-school.story';
import { oneAssessment } from './one-assessment.story';
import { parentWhoDeclined } from './parent-who-declined.story';
import { placementChange } from './placement-change.story';
import { planHolderInEmergencyDepartment } from './plan-holder-in-emergency-department.story';
import { planHolderMissing } from './plan-holder-missing.story';
import { silentPractice } from './silent-practice.story';
import type { Story } from './story';
import { threeWeakSignals } from './three-weak-signals.story';
import { twoUnknownToEachOther } from './two-unknown-to-each-other.story';
import { wasNotBrought } from './was-not-brought.story';

/** In the order of their delivery, which gives their people their numbers: a new one goes to the end. */
export const stories: readonly Story[] = [
  excludedLookedAfterChild,
  planHolderMissing,
  planHolderInEmergencyDepartment,
  threeWeakSignals,
  netSlip,
  closedWhileOthersWorry,
  placementChange,
  childWhoMoved,
  offRollNoNewSchool,
  wasNotBrought,
  familyHelpReview,
  lateForm,
  parentWhoDeclined,
  silentPractice,
  moveThatWorked,
  twoUnknownToEachOther,
  oneAssessment,
  birthNotTold,
];
