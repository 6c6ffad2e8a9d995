import { type Element, ELEMENT_IDS, ELEMENTS } from '@tributary/catalogue';

const SCHOOL: readonly Element[] = [
  ...(['speech-and-language', 'emotional-and-social', 'behaviour', 'identity', 'relationships', 'self-care'] as const),
  ...(['understanding', 'participation', 'progress', 'aspirations', 'basic-care', 'guidance'] as const),
];
const HEALTH: readonly Element[] = [
  ...(['general-health', 'physical-development', 'speech-and-language', 'emotional-and-social'] as const),
  ...(['self-care', 'basic-care', 'warmth', 'family-history'] as const),
];
const HOUSING: readonly Element[] = ['housing-and-money', 'community'];
const POLICE: readonly Element[] = ['relationships', 'family-history', 'community'];
const FAMILY = ELEMENT_IDS.filter((element) => ELEMENTS[element] !== 'child');

/** What an agency of a sector is likely to know, to be asked about at first; it may write about any other element. */
export function elementsFor(sector: string | undefined): readonly Element[] {
  switch (sector) {
    case 'education':
      return SCHOOL;
    case 'health':
      return HEALTH;
    case 'housing':
      return HOUSING;
    case 'police':
      return POLICE;
    default:
      return FAMILY;
  }
}
