import type { Hat, Wish } from '@tributary/assessment';
import { type AgencyId, derivedId, type PractitionerId, type RoleCode } from '@tributary/kernel';
import type { DemoFile } from '../native/file';

/** What somebody does with the assessment of a story's child, by the call that a person would make. */
export type Deed = Readonly<{
  by: Hat;
  does: Exclude<Wish, { kind: 'open' }> | Omit<Extract<Wish, { kind: 'open' }>, 'record'>;
}>;

/** Deeds of one story, with its files: each agency's own reference for the child stands in the receipt of its file. */
export type StoryDeeds = Readonly<{ story: string; files: readonly DemoFile[]; deeds: readonly Deed[] }>;

export const hatOf = ({
  practitioner,
  role,
  agency,
}: Readonly<Record<'practitioner' | 'role' | 'agency', string>>): Hat => ({
  practitioner: practitioner as PractitionerId,
  role: role as RoleCode,
  agency: agency as AgencyId,
});

type Written = Extract<Wish, { kind: 'contribute' }>;
type Words = Pick<Written, 'element' | 'strengths' | 'needs'> & Partial<Pick<Written, 'forFamily' | 'dataClass'>>;

/** A contribution in its author's own voice, of the family's help where it says nothing else. */
export const contributes = (name: string, by: Hat, words: Words): Deed => ({
  by,
  does: {
    ...{ kind: 'contribute', contribution: idOf(name), voice: 'practitioner', forFamily: false },
    ...{ dataClass: 'family-help', ...words },
  },
});

/** The same each time it is told: what is done twice is there once. */
export const idOf = (name: string): string => derivedId('demo', name);

const IN_WORDS: Readonly<Record<Wish['kind'], string>> = {
  open: 'begins the assessment',
  'give-agreement': 'records that the family agrees, and to whom',
  'refuse-agreement': 'records that the family declines',
  'withdraw-agreement': 'records that the family ends its agreement',
  ask: 'asks the agencies, all at once',
  contribute: 'writes what they know',
  replace: 'puts something in the place of their words',
  plan: 'plans an action, with its owner and its day',
  'end-action': 'says what became of an action',
  review: 'records a review',
  'hand-over': 'hands over the lead',
  close: 'closes it',
};
export const deedInWords = ({ does }: Deed): string => IN_WORDS[does.kind];
