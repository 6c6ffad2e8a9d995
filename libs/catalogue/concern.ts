import { Id, Many, Maybe, OneOf, Own } from './fields';

/** What every recorded concern may say of itself, so that one worry is not taken for several. */
export const ConcernParts = {
  incident: Maybe(
    Own('Number of the incident it is about, as the agency that keeps it gave it; two concerns that quote it are one.'),
  ),
  firstSeenBy: Maybe(Id('The agency that saw it first, where this one only passes it on.')),
  promptedBy: Maybe(
    OneOf('What made the agency look, where that was not the child: an echo is no signal of its own.', [
      'alert',
      'notice',
      'check',
    ] as const),
  ),
  staffNamed: Maybe(
    Many(Own('The agency’s own number of a member of staff whom the concern names.'), {
      maxItems: 10,
      description: 'They and their line are told nothing about this child.',
    }),
  ),
};
