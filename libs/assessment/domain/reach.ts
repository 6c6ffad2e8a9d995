import type { AgencyId, DataClass } from '@tributary/kernel';
import type { Hat } from './commands';
import { type Opened, takesPartIn } from './state';

/**
 * What authors may say their words are of. Restricted classes are not among them: a third person's matters, immigration,
 * counselling and the like do not belong where many read (design/access.md 7).
 */
export const CONTRIBUTION_CLASSES = [
  'family-help',
  'education',
  'attendance',
  'universal-health',
  'acute-health',
  'mental-health',
  'substance-misuse',
  'social-care-status',
  'youth-justice',
  'police-incident',
  'housing',
] as const satisfies readonly DataClass[];

/** Of these, what everybody whom the family agreed to reads; the rest opens by its supplier's agreement alone. */
const TEAM_CLASSES: ReadonlySet<DataClass> = new Set([
  'family-help',
  'education',
  'attendance',
  'universal-health',
  'housing',
] as const);

/** Something of an assessment in somebody's words. */
export type Part = Readonly<{ agency: AgencyId; dataClass: DataClass }>;
export const partOf = ({ by, dataClass }: Readonly<{ by: Hat; dataClass: DataClass }>): Part => ({
  agency: by.agency,
  dataClass,
});

/** Everything that somebody wrote in it. */
const partsOf = (state: Opened): readonly Part[] => [
  ...state.contributions.flatMap((one) => [one, ...one.earlier].map(partOf)),
  ...[state.opened, ...state.agreements, ...state.asks, ...state.actions, ...state.reviews].map(helpOf),
  ...state.actions.flatMap(({ ended }) => (ended ? [helpOf(ended)] : [])),
  ...(state.closed ? [helpOf(state.closed)] : []),
];
export const helpOf = ({ by }: Readonly<{ by: Hat }>): Part => partOf({ by, dataClass: 'family-help' });

/**
 * What their authors opened to a reader's agency by writing it for the assessment, as `agency class`: all that its own
 * people wrote, and, while the family agrees to the agency, what others wrote for the team. It opens nothing that an
 * agency holds elsewhere.
 */
export function answeredTo(state: Opened, reader: Hat): ReadonlySet<string> {
  const isInTeam = takesPartIn(state, reader.agency);
  const open = partsOf(state).filter(
    ({ agency, dataClass }) => agency === reader.agency || (isInTeam && TEAM_CLASSES.has(dataClass)),
  );
  return new Set(open.map(({ agency, dataClass }) => `${agency} ${dataClass}`));
}
