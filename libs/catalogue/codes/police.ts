import { defineCodes } from './list';

export const ABUSE_RISK = defineCodes({
  id: 'abuse-risk',
  title: 'Risk grading of a domestic abuse incident',
  source: 'Domestic Abuse, Stalking and Honour Based Violence risk checklist, as police grade it',
  codes: { STANDARD: 'Standard', MEDIUM: 'Medium', HIGH: 'High' },
});
