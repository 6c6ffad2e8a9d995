import type { EventType } from '@tributary/catalogue';
import type { ChildRule, FeedRule, Rule } from '../domain/rule';
import { assessmentReviewDue } from './assessment-review-due.rule';
import { birthAfterPlan } from './birth-after-plan.rule';
import { bothWorkWithChild } from './both-work-with-child.rule';
import { closedWhileConcerned } from './closed-while-concerned.rule';
import { expectedBirthPassed } from './expected-birth-passed.rule';
import { familyHelpReviewDue } from './family-help-review-due.rule';
import { feedSilent } from './feed-silent.rule';
import { offRollNoSchool } from './off-roll-no-school.rule';
import { placementChangeEducation } from './placement-change-education.rule';
import { planHolderEmergency } from './plan-holder-emergency.rule';
import { planHolderMissing } from './plan-holder-missing.rule';
import { socialWorkerSuspended } from './social-worker-suspended.rule';
import { supplierSilent } from './supplier-silent.rule';
import { wasNotBrought } from './was-not-brought.rule';
import { workFromHistory } from './work-from-history.rule';
import { wrongChild } from './wrong-child.rule';
import { weakSignalsUnheld } from './weak-signals-unheld.rule';

/** Every rule there is. */
export const rules: readonly Rule[] = [
  socialWorkerSuspended,
  planHolderEmergency,
  planHolderMissing,
  offRollNoSchool,
  closedWhileConcerned,
  weakSignalsUnheld,
  placementChangeEducation,
  wasNotBrought,
  familyHelpReviewDue,
  feedSilent,
  bothWorkWithChild,
  assessmentReviewDue,
  workFromHistory,
  supplierSilent,
  wrongChild,
  birthAfterPlan,
  expectedBirthPassed,
];

export const childRules = rules.filter((rule): rule is ChildRule => rule.about === 'child');
export const feedRules = rules.filter((rule): rule is FeedRule => rule.about === 'feed');

export const ruleOf = (id: string): Rule | undefined => rules.find((rule) => rule.id === id);

const heardBy = (rule: Rule): readonly EventType[] => [...rule.triggers, ...rule.hears];
const byType = Map.groupBy(
  childRules.flatMap((rule) => [...new Set(heardBy(rule))].map((type) => ({ rule, type }))),
  ({ type }) => type,
);
/** Rules about children that look again when an event of that type became known, or was taken back. */
export const hearing = (type: string): readonly ChildRule[] =>
  (byType.get(type as EventType) ?? []).map(({ rule }) => rule);
/** Every type that a rule about a child or a feed hears. */
export const heard: readonly EventType[] = [...new Set([...childRules, ...feedRules].flatMap(heardBy))];
