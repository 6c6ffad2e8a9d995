import { addressProtected } from './agency/address-protected.event';
import { addressProtectionEnded } from './agency/address-protection-ended.event';
import { concernRecorded } from './agency/concern-recorded.event';
import { supportDeclined } from './agency/support-declined.event';
import { supportOffered } from './agency/support-offered.event';
import { alertAcknowledged } from './alerting/alert-acknowledged.event';
import { alertActed } from './alerting/alert-acted.event';
import { alertReopened } from './alerting/alert-reopened.event';
import { alertChallenged } from './alerting/alert-challenged.event';
import { alertClosed } from './alerting/alert-closed.event';
import { alertEscalated } from './alerting/alert-escalated.event';
import { alertInformed } from './alerting/alert-informed.event';
import { alertRaised } from './alerting/alert-raised.event';
import { alertReassigned } from './alerting/alert-reassigned.event';
import { actionEnded } from './assessment/action-ended.event';
import { actionPlanned } from './assessment/action-planned.event';
import { agenciesAsked } from './assessment/agencies-asked.event';
import { agreementGiven } from './assessment/agreement-given.event';
import { agreementRefused } from './assessment/agreement-refused.event';
import { agreementWithdrawn } from './assessment/agreement-withdrawn.event';
import { assessmentClosed } from './assessment/assessment-closed.event';
import { assessmentOpened } from './assessment/assessment-opened.event';
import { contributionMade } from './assessment/contribution-made.event';
import { leadChanged } from './assessment/lead-changed.event';
import { reviewHeld } from './assessment/review-held.event';
import { fellDue } from './clock/fell-due.event';
import type { EventDefinition } from './definition';
import { attendanceRecorded } from './education/attendance-recorded.event';
import { homeEducationNotified } from './education/home-education-notified.event';
import { placementAnswered } from './education/placement-answered.event';
import { pupilEnrolled } from './education/pupil-enrolled.event';
import { pupilExcluded } from './education/pupil-excluded.event';
import { pupilLeft } from './education/pupil-left.event';
import { pupilSuspended } from './education/pupil-suspended.event';
import { registerDelivered } from './education/register-delivered.event';
import { schoolConcernRaised } from './education/school-concern-raised.event';
import { contentRequested } from './governance/content-requested.event';
import { eventReleased } from './governance/event-released.event';
import { eventWithheld } from './governance/event-withheld.event';
import { familyLinkDeclared } from './governance/family-link-declared.event';
import { familyLinkEnded } from './governance/family-link-ended.event';
import { glassBroken } from './governance/glass-broken.event';
import { glassReviewed } from './governance/glass-reviewed.event';
import { keyShredded } from './governance/key-shredded.event';
import { noticeWithheld } from './governance/notice-withheld.event';
import { locationSealed } from './governance/location-sealed.event';
import { locationUnsealed } from './governance/location-unsealed.event';
import { protectionGroundReviewed } from './governance/protection-ground-reviewed.event';
import { protectionGroundStated } from './governance/protection-ground-stated.event';
import { recallAnswered } from './governance/recall-answered.event';
import { recallAsked } from './governance/recall-asked.event';
import { requestAnswered } from './governance/request-answered.event';
import { requestReplied } from './governance/request-replied.event';
import { addressChanged } from './health/address-changed.event';
import { admitted } from './health/admitted.event';
import { appointmentMissed } from './health/appointment-missed.event';
import { birthNotified } from './health/birth-notified.event';
import { carePlanEnded } from './health/care-plan-ended.event';
import { carePlanStarted } from './health/care-plan-started.event';
import { changeSignalled } from './health/change-signalled.event';
import { healthConcernRaised } from './health/concern-raised.event';
import { deathNotified } from './health/death-notified.event';
import { demographicsChanged } from './health/demographics-changed.event';
import { discharged } from './health/discharged.event';
import { emergencyAttended } from './health/emergency-attended.event';
import { flagEnded } from './health/flag-ended.event';
import { flagRaised } from './health/flag-raised.event';
import { gpRegistered } from './health/gp-registered.event';
import { practiceChanged } from './health/practice-changed.event';
import { screeningRecorded } from './health/screening-recorded.event';
import { healthServiceEnded } from './health/service-ended.event';
import { healthServiceStarted } from './health/service-started.event';
import { vaccinationGiven } from './health/vaccination-given.event';
import { vaccinationNotGiven } from './health/vaccination-not-given.event';
import { childRegistered } from './identity/child-registered.event';
import { clocksResumed } from './identity/clocks-resumed.event';
import { clocksStoodDown } from './identity/clocks-stood-down.event';
import { childSplit } from './identity/child-split.event';
import { childrenMerged } from './identity/children-merged.event';
import { matchEscalated } from './identity/match-escalated.event';
import { matchOpinionGiven } from './identity/match-opinion-given.event';
import { matchPostponed } from './identity/match-postponed.event';
import { matchProposed } from './identity/match-proposed.event';
import { matchRejected } from './identity/match-rejected.event';
import { recordLinked } from './identity/record-linked.event';
import { recordUnlinked } from './identity/record-unlinked.event';
import { evictionNoticeServed } from './housing/eviction-notice-served.event';
import { temporaryAccommodationEnded } from './housing/temporary-accommodation-ended.event';
import { temporaryAccommodationPlaced } from './housing/temporary-accommodation-placed.event';
import { childReportedMissing } from './police/child-reported-missing.event';
import { domesticAbuseIncidentAttended } from './police/domestic-abuse-incident-attended.event';
import { deliveryCompleted } from './practice/delivery-completed.event';
import { feedDeclared } from './practice/feed-declared.event';
import { heldEventsErased } from './practice/held-events-erased.event';
import { heldEventsLetGo } from './practice/held-events-let-go.event';
import { factRetracted } from './record/fact-retracted.event';
import { adultNamed } from './record/adult-named.event';
import { relationshipStated } from './record/relationship-stated.event';
import { assessmentCompleted } from './social-care/assessment-completed.event';
import { assessmentStarted } from './social-care/assessment-started.event';
import { caseClosed } from './social-care/case-closed.event';
import { childDetailsRecorded } from './social-care/child-details-recorded.event';
import { conferenceHeld } from './social-care/conference-held.event';
import { familyHelpEnded } from './social-care/family-help-ended.event';
import { familyHelpReviewed } from './social-care/family-help-reviewed.event';
import { familyHelpStarted } from './social-care/family-help-started.event';
import { lookedAfterEnded } from './social-care/looked-after-ended.event';
import { lookedAfterReviewed } from './social-care/looked-after-reviewed.event';
import { lookedAfterStarted } from './social-care/looked-after-started.event';
import { missingEnded } from './social-care/missing-ended.event';
import { missingStarted } from './social-care/missing-started.event';
import { needPlanEnded } from './social-care/need-plan-ended.event';
import { needPlanStarted } from './social-care/need-plan-started.event';
import { placementChanged } from './social-care/placement-changed.event';
import { protectionPlanEnded } from './social-care/protection-plan-ended.event';
import { protectionPlanStarted } from './social-care/protection-plan-started.event';
import { referralReceived } from './social-care/referral-received.event';
import { section47Started } from './social-care/section-47-started.event';
import { workerChanged } from './social-care/worker-changed.event';

/** Every event type there is. A file that is missing here fails the build (catalogue.unit.spec.ts). */
export const definitions = [
  childRegistered,
  recordLinked,
  recordUnlinked,
  matchProposed,
  matchOpinionGiven,
  matchEscalated,
  matchPostponed,
  matchRejected,
  childrenMerged,
  childSplit,
  clocksStoodDown,
  clocksResumed,
  attendanceRecorded,
  pupilSuspended,
  pupilExcluded,
  registerDelivered,
  schoolConcernRaised,
  pupilEnrolled,
  pupilLeft,
  homeEducationNotified,
  placementAnswered,
  referralReceived,
  assessmentStarted,
  assessmentCompleted,
  needPlanStarted,
  needPlanEnded,
  section47Started,
  conferenceHeld,
  protectionPlanStarted,
  protectionPlanEnded,
  lookedAfterStarted,
  placementChanged,
  lookedAfterEnded,
  lookedAfterReviewed,
  workerChanged,
  caseClosed,
  childDetailsRecorded,
  missingStarted,
  missingEnded,
  familyHelpStarted,
  familyHelpReviewed,
  familyHelpEnded,
  emergencyAttended,
  appointmentMissed,
  gpRegistered,
  healthConcernRaised,
  birthNotified,
  addressChanged,
  practiceChanged,
  demographicsChanged,
  deathNotified,
  healthServiceStarted,
  healthServiceEnded,
  screeningRecorded,
  vaccinationGiven,
  vaccinationNotGiven,
  admitted,
  discharged,
  carePlanStarted,
  carePlanEnded,
  flagRaised,
  flagEnded,
  changeSignalled,
  childReportedMissing,
  domesticAbuseIncidentAttended,
  temporaryAccommodationPlaced,
  temporaryAccommodationEnded,
  evictionNoticeServed,
  concernRecorded,
  supportOffered,
  supportDeclined,
  addressProtected,
  addressProtectionEnded,
  factRetracted,
  adultNamed,
  relationshipStated,
  fellDue,
  keyShredded,
  glassBroken,
  glassReviewed,
  protectionGroundStated,
  protectionGroundReviewed,
  contentRequested,
  recallAnswered,
  recallAsked,
  requestAnswered,
  requestReplied,
  locationSealed,
  locationUnsealed,
  familyLinkDeclared,
  familyLinkEnded,
  eventReleased,
  eventWithheld,
  noticeWithheld,
  alertRaised,
  alertEscalated,
  alertAcknowledged,
  alertActed,
  alertInformed,
  alertReassigned,
  alertChallenged,
  alertReopened,
  alertClosed,
  assessmentOpened,
  agreementGiven,
  agreementRefused,
  agreementWithdrawn,
  agenciesAsked,
  contributionMade,
  actionPlanned,
  actionEnded,
  reviewHeld,
  leadChanged,
  assessmentClosed,
  deliveryCompleted,
  feedDeclared,
  heldEventsErased,
  heldEventsLetGo,
] as const;

export const catalogue: readonly EventDefinition[] = definitions;

const byType = new Map(catalogue.map((definition) => [definition.type, definition]));
/** Undefined for a type that is not in the catalogue. */
export const definitionOf = (type: string): EventDefinition | undefined => byType.get(type);
