/**
 * The common assessment's three domains and nineteen elements (Common Assessment Framework practitioners' guide, March
 * 2010, annex D): twelve of the child's development, three of parents and carers, four of family and environment. The
 * core is the same everywhere; an area names pages its own way (label pack) and cannot fork it.
 */
export const DOMAINS = ['child', 'parents', 'family'] as const;
export type Domain = (typeof DOMAINS)[number];

export const ELEMENTS = {
  'general-health': 'child',
  'physical-development': 'child',
  'speech-and-language': 'child',
  'emotional-and-social': 'child',
  behaviour: 'child',
  identity: 'child',
  relationships: 'child',
  'self-care': 'child',
  understanding: 'child',
  participation: 'child',
  progress: 'child',
  aspirations: 'child',
  'basic-care': 'parents',
  warmth: 'parents',
  guidance: 'parents',
  'family-history': 'family',
  'wider-family': 'family',
  'housing-and-money': 'family',
  community: 'family',
} as const satisfies Readonly<Record<string, Domain>>;

/** Events that agencies state anyway and that say something of an element: shown beside it, never copied into it. */
export const ELEMENT_EVENTS: Readonly<Partial<Record<Element, readonly string[]>>> = {
  'general-health': ['health.gp-registered', 'health.appointment-missed', 'health.emergency-attended'],
  behaviour: ['education.pupil-suspended', 'education.pupil-excluded'],
  participation: ['education.pupil-enrolled', 'education.pupil-left', 'education.home-education-notified'],
  'basic-care': ['social-care.need-plan-started', 'social-care.protection-plan-started', 'social-care.missing-started'],
  community: ['agency.support-offered', 'agency.support-declined', 'social-care.family-help-started'],
};

export type Element = keyof typeof ELEMENTS;
export const ELEMENT_IDS = Object.keys(ELEMENTS) as readonly Element[];
