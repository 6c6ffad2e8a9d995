import type { Agreements } from '@tributary/access';
import { DESK_ROLES, type DirectoryView } from '@tributary/directory';
import type { AgencyId, RoleCode } from '@tributary/kernel';
import { judgeAsKnown, type Known } from '../access';
import type { Statement } from '../domain/statement';
import type { RefOf } from '../domain/step';
import type { Judge } from '../domain/view';
import { PURPOSE } from './decisions';

/** An agency that works with the child, and who there could see something once it is released; nobody, where no ground is open. */
export type Suggested = Readonly<{ agency: AgencyId; roles: readonly RoleCode[] }>;

export type Suggesting = Readonly<{
  statement: Statement;
  /** What may be known of the child by whoever decides: no agency is suggested that they may not know of. */
  judge: Judge;
  /** Whether the name of an agency says where the child is, and must not be told. */
  isSealed: (agency: AgencyId) => boolean;
  known: Known;
  agreements: Agreements;
  refOf: RefOf;
}>;

/** Whom it could help: agencies around the child that the decider may know of, those first that could see it. Pure. */
export function suggestedFor(given: Suggesting): readonly Suggested[] {
  const { statement, judge, isSealed, known } = given;
  const around = known.told.statements.filter((one) => judge(one).level !== 'nothing');
  const agencies = [...new Set(around.map(({ agency }) => agency))].filter(
    (agency) => agency !== statement.agency && !isSealed(agency),
  );
  const all = agencies.sort().map((agency) => ({ agency, roles: rolesThat(agency, given, known.view) }));
  return [...all.filter(({ roles }) => roles.length > 0), ...all.filter(({ roles }) => roles.length === 0)];
}

function rolesThat(agency: AgencyId, given: Suggesting, view: DirectoryView): readonly RoleCode[] {
  const { statement, known, agreements, refOf } = given;
  const open = { ...statement, release: { state: 'open' } as const };
  const holders = view.holdersAt(agency).filter(({ held }) => !DESK_ROLES.includes(held.role));
  const readers = holders.filter(({ practitioner, held }) => {
    const viewer = { practitioner: practitioner.id, role: held.role, agency };
    return judgeAsKnown(viewer, PURPOSE, known, { agreements, refOf })(open).level !== 'nothing';
  });
  return [...new Set(readers.map(({ held }) => held.role))];
}
