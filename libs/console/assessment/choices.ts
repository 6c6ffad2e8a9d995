import { type AssessmentPage, mayLead, takesPart } from '@tributary/assessment';
import type { DirectoryView, Holder } from '@tributary/directory';
import { sentence, spoken } from '../page/words';
import type { Item } from './form-fields';

/** Agencies of the reader's authority that the family may agree to. */
export function agenciesAround(view: DirectoryView, agency: string): readonly Item[] {
  const authority = view.authorityOf(agency)?.code;
  return view.document.agencies
    .filter((one) => one.authority === authority && view.holdersAt(one.id).some(({ held }) => takesPart(held.role)))
    .map(({ id, name, sector }) => ({ value: id, text: name, hint: { text: sentence(spoken(sector)) } }));
}

/** Whoever may own an action: in the lead's agency, and in those that were asked. */
export const peopleToOwn = (page: AssessmentPage, view: DirectoryView): readonly Item[] =>
  peopleOf(
    page,
    view,
    (page.assessment?.asked ?? []).map(({ agency }) => agency),
  ).filter(isFor(takesPart));

/** Whoever may lead: in the lead's agency, and in those that the family agreed to. */
export const peopleToLead = (page: AssessmentPage, view: DirectoryView): readonly Item[] =>
  peopleOf(page, view, page.assessment?.agreement?.agencies ?? []).filter(isFor(mayLead));

type Person = Item & Readonly<{ role: Holder['held']['role'] }>;
const isFor =
  (may: typeof mayLead) =>
  ({ role }: Person): boolean =>
    may(role);

function peopleOf({ assessment }: AssessmentPage, view: DirectoryView, agencies: readonly string[]): readonly Person[] {
  const all = [...new Set([...(assessment?.lead ? [assessment.lead.agency as string] : []), ...agencies])];
  return all.flatMap((agency) =>
    view.holdersAt(agency).map(({ practitioner, held }) => ({
      value: `${practitioner.id} ${held.role} ${held.agency}`,
      text: `${practitioner.name}, ${spoken(held.role)}, ${view.agency(agency)?.name ?? agency}`,
      role: held.role,
    })),
  );
}

/** A person as a form sends them; what is made up, the room refuses. */
export function hatIn(value: string | undefined): object {
  const [practitioner, role, agency] = (value ?? '').split(' ');
  return { practitioner, role, agency };
}
