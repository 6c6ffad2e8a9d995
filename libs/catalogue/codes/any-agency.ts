import { defineCodes } from './list';

export const CONCERN = defineCodes({
  id: 'concern',
  title: 'What an agency is worried about',
  source: 'Tributary',
  codes: {
    CARE: 'How the child is cared for',
    HARM: 'Harm, or a sign of it',
    HOME: 'Change or hardship at home',
    ADULT: 'An adult around the child',
    BEHAVIOUR: 'How the child behaves or feels',
    ABSENCE: 'Not seen where the child was expected',
    OTHER: 'Another worry',
  },
});

export const SUPPORT = defineCodes({
  id: 'support',
  title: 'Kind of support',
  source: 'Tributary, after what the Sure Start study says was offered (S3)',
  codes: {
    PARENTING: 'Parenting programme',
    GROUP: 'Group at a centre',
    'HOME-VISITS': 'Visits at home',
    PRACTICAL: 'Practical help',
    WELLBEING: 'Help with feelings',
    SIGNPOSTING: 'Told where to turn',
    OTHER: 'Another kind',
  },
});

export const HELP_END = defineCodes({
  id: 'help-end',
  title: 'Why family help ended',
  source: 'Tributary',
  codes: {
    DONE: 'What was agreed is done',
    FAMILY: 'The family wanted no more of it',
    'STEP-UP': 'Children’s social care took over',
    MOVED: 'The family moved away',
    OTHER: 'Another reason',
  },
});

export const MISSING_RISK = defineCodes({
  id: 'missing-risk',
  title: 'Risk level of a missing person',
  source: 'College of Policing, authorised professional practice on missing persons',
  codes: { NONE: 'No apparent risk', LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High' },
});
