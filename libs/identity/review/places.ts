import type { Hidden } from '@tributary/access';
import type { DirectoryView } from '@tributary/directory';
import type { AgencyId } from '@tributary/kernel';
import type { Effects } from './domain/effects';

/** Stands for an agency that nobody may learn knows the child. */
export const RESTRICTED_AGENCY = 'restricted';

/**
 * An agency as a reviewer reads it: not where a child's place is sealed and it is one, and not where any of its services
 * is one that nobody is told of.
 */
export function agencyShown(agency: AgencyId, view: DirectoryView, hidden: readonly (Hidden | undefined)[]): string {
  if (view.feedsOf(agency).some(({ restricted }) => restricted)) return RESTRICTED_AGENCY;
  return hidden.map((one) => one?.words.get(agency)).find((instead) => typeof instead === 'string') ?? agency;
}

/** What follows from a move, with its agencies as a reviewer reads them. */
export function effectsShown(
  effects: Effects,
  view: DirectoryView,
  hidden: readonly (Hidden | undefined)[],
): Effects<string> {
  const shown = (agencies: readonly AgencyId[]): readonly string[] =>
    [...new Set(agencies.map((agency) => agencyShown(agency, view, hidden)))].sort();
  const { moving, comeTogether, part } = effects.agencies;
  return { ...effects, agencies: { moving: shown(moving), comeTogether: shown(comeTogether), part: shown(part) } };
}
