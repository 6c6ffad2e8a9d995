import type { Domain, Element } from '@tributary/catalogue';

/** The framework's own: no area says these otherwise, or answers could not be laid side by side. */
export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  child: 'Development of the child',
  parents: 'Parents and carers',
  family: 'Family and environment',
};
export const ELEMENT_WORDS: Readonly<Record<Element, string>> = {
  'general-health': 'General health',
  'physical-development': 'Physical development',
  'speech-and-language': 'Speech, language and communication',
  'emotional-and-social': 'Emotional and social development',
  behaviour: 'Behavioural development',
  identity: 'Identity, self-esteem, self-image and social presentation',
  relationships: 'Family and social relationships',
  'self-care': 'Self-care skills and independence',
  understanding: 'Understanding, reasoning and problem solving',
  participation: 'Participation in learning, education and employment',
  progress: 'Progress and achievement in learning',
  aspirations: 'Aspirations',
  'basic-care': 'Basic care, ensuring safety and protection',
  warmth: 'Emotional warmth and stability',
  guidance: 'Guidance, boundaries and stimulation',
  'family-history': 'Family history, functioning and well-being',
  'wider-family': 'Wider family',
  'housing-and-money': 'Housing, employment and financial considerations',
  community: 'Social and community elements and resources, including education',
};

export const CLASS_WORDS: Readonly<Record<string, string>> = {
  'family-help': 'family help: the whole team reads it',
  education: 'education: the whole team reads it',
  attendance: 'attendance: the whole team reads it',
  'universal-health': 'health visiting, school nursing or the practice: the whole team reads it',
  housing: 'housing: the whole team reads it',
  'acute-health': 'hospital care: only those to whom your agency’s agreement opens it',
  'mental-health': 'mental health: only those to whom your agency’s agreement opens it',
  'substance-misuse': 'drugs or alcohol: only those to whom your agency’s agreement opens it',
  'social-care-status': 'work of a social worker: only those to whom your agency’s agreement opens it',
  'youth-justice': 'youth justice: only those to whom your agency’s agreement opens it',
  'police-incident': 'an incident of the police: only those to whom your agency’s agreement opens it',
};
export const VOICE_WORDS: Readonly<Record<string, string>> = {
  practitioner: 'What I know',
  child: 'What the child says',
  parent: 'What a parent or carer says',
};
export const SPEAKER_WORDS: Readonly<Record<string, string>> = {
  parent: 'a parent',
  carer: 'a carer',
  'young-person': 'the young person',
  'young-person-and-parent': 'the young person and a parent',
};
export const FORM_WORDS: Readonly<Record<string, string>> = { written: 'in writing', spoken: 'in spoken words' };
export const STATUS_WORDS: Readonly<Record<string, Readonly<{ text: string; classes: string }>>> = {
  'agreement-awaited': { text: 'The family has not been asked yet', classes: 'govuk-tag--yellow' },
  agreed: { text: 'The family agrees', classes: 'govuk-tag--green' },
  declined: { text: 'The family declined', classes: 'govuk-tag--grey' },
  'agreement-ended': { text: 'The family has ended its agreement', classes: 'govuk-tag--grey' },
  closed: { text: 'Closed', classes: 'govuk-tag--grey' },
};
export const ACTION_END_WORDS: Readonly<Record<string, string>> = {
  done: 'Done',
  'not-done': 'Not done',
  'not-needed': 'Not needed any more',
};
export const CLOSING_WORDS: Readonly<Record<string, string>> = {
  'needs-met': 'What was hoped for has come',
  'universal-services': 'School, health and others carry on without it',
  'stepped-up': 'Children’s social care works with the family now',
  'family-declined': 'The family does not want it',
  'moved-away': 'The family has moved away',
  'opened-in-error': 'It was begun by mistake',
};
