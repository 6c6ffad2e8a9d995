import { defineEvent } from '../definition';
import { ActedBy, Data, Id, Maybe, OneOf, Words, YesNo } from '../fields';
import { ElementOf } from './parts';

/** Whose view a contribution gives. */
export const VOICES = ['practitioner', 'child', 'parent'] as const;

export const contributionMade = defineEvent({
  type: 'assessment.contribution-made',
  version: 1,
  title: 'Contribution made',
  about:
    'A practitioner wrote what they know of one element. It stands beside others’ with its author; only the author puts ' +
    'another in its place, and the one before is kept. Its own class, where another is stated, decides who reads it.',
  subject: 'assessment',
  sector: 'assessment',
  dataClass: 'family-help',
  retention: 'early-help',
  schema: Data({
    ...ActedBy(),
    contribution: Id('The contribution; the same for what is put in its place.'),
    element: ElementOf('What it is about.'),
    voice: OneOf('Whose view it gives.', VOICES),
    strengths: Maybe(Words('What goes well.')),
    needs: Maybe(Words('What is needed.')),
    forFamily: YesNo('Whether it stands on the page that is printed for the family.'),
  }),
});
