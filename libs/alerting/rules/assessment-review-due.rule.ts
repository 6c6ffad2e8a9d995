import type { AssessmentRule } from '../domain/rule';

export const assessmentReviewDue: AssessmentRule = {
  about: 'assessment',
  id: 'assessment-review-due',
  version: 1,
  title: 'A review with the family is overdue',
  words:
    'When the day has passed by which an assessment that is kept here should have been looked at again with the family, ' +
    'and nobody has recorded a review, whoever leads it is told. Where they are no longer in the directory, whoever ' +
    'coordinates early help is, who can see to it that somebody leads.',
  why:
    'A plan that nobody looks at again is a plan that nobody keeps. What only stands on a list is seen by those who look ' +
    'at the list.',
  source:
    'Practice research, Annex C “family help review” (six weeks, local 6–12); S0 entry 18 and S3 on reviews. The length is ' +
    'local policy: the threshold `days` of family-help-review-due',
  triggers: ['assessment.agreement-given', 'assessment.review-held'],
  hears: [
    'assessment.agreement-refused',
    'assessment.agreement-withdrawn',
    'assessment.lead-changed',
    'assessment.assessment-closed',
  ],
  severity: 'this-week',
  owner:
    'who leads the assessment; where they have left, an early help coordinator, of their agency first; else who leads ' +
    'safeguarding in their agency; else the duty desk',
  informed: 'nobody else',
  freshness: 'none: it is told while the review is owed',
  waits: 'until the end of the day that the family’s agreement, or the last review, set',
  next: [
    'Agree a day with the family and those in the team around them, and record the review once it is held.',
    'Where it was held and not recorded, record it with its own day: this alert is then taken back.',
    'Where help is no longer wanted, that is a proper end: close the assessment. Where you no longer lead, hand it over.',
  ],
  exclusions: [
    'an assessment that is closed, or that the family does not agree to: nobody is asked for a review of it',
    'a review that was held in time and recorded late: it is taken back',
    'plans that an agency keeps in its own system: family-help-review-due watches those',
  ],
  never: [
    'tells a manager that a review is late: it goes on only where nobody acknowledges it',
    'tells anybody whom a concern about the child names, or who declared a link to the family',
    'says what stands in the assessment',
    'scores a child, or refers anybody: it informs a person, who decides',
  ],
  thresholds: {},
};
