import type { DirectoryView } from '@tributary/directory';
import type { AgencyId, PractitionerId, RoleCode } from '@tributary/kernel';
import type { Viewer } from '../ports';
import { lineAbove } from './seniors';

/** Who holds a role in an agency, each in that hat. */
export const holdersOf = (view: DirectoryView, agency: AgencyId, role: RoleCode): readonly Viewer[] =>
  view
    .holdersAt(agency)
    .filter(({ held }) => held.role === role)
    .map(({ practitioner }) => ({ practitioner: practitioner.id, role, agency }));

export type Line = Readonly<{
  view: DirectoryView;
  /** Who holds it back. */
  agency: AgencyId;
  role: RoleCode;
  /** Whom a concern names, their line, who declared a link to the family, and who was asked before. */
  out: ReadonlySet<string>;
  /** Of the holders, who may open it and so decide. */
  mayDecide: (holder: Viewer) => boolean;
}>;

/**
 * Who is asked for a decision that is late, step by step: who may make it, then whoever manages the holders, then those
 * above. At last the duty desk of the authority, which the directory cannot be without. Each once, and none of those
 * left out; a step at which nobody is left is none. Pure.
 */
export function askedInTurn({ view, agency, role, out, mayDecide }: Line): readonly (readonly PractitionerId[])[] {
  const holders = holdersOf(view, agency, role);
  const lines = holders.map((holder) => lineAbove(view, holder));
  const levels = Math.max(0, ...lines.map(({ length }) => length));
  const above = Array.from({ length: levels }, (_none, i) => lines.flatMap((line) => line[i] ?? []));
  const told = new Set<string>(out);
  return [holders.filter(mayDecide), ...above, dutyDesk(view, agency)].flatMap((step) => {
    const people = step.map(({ practitioner }) => practitioner).filter((id) => !told.has(id));
    people.forEach((id) => told.add(id));
    return people.length > 0 ? [[...new Set(people)]] : [];
  });
}

function dutyDesk(view: DirectoryView, agency: AgencyId): readonly Viewer[] {
  const desk = view.dutySocialWorker(view.authorityOf(agency)?.code ?? '');
  return desk ? [{ practitioner: desk.practitioner.id, role: desk.held.role, agency: desk.held.agency }] : [];
}
