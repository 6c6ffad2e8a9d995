import { type DirectoryView, LEAD_ROLES, type Practitioner } from '@tributary/directory';
import { afterServiceTime, type AgencyId, type Instant, isOpenAt, londonDate } from '@tributary/kernel';
import { clockInWords, dayInWords, sentence, spoken } from './words';

/** Somebody to ring, as the directory knows them. */
export type Contact = Readonly<{
  name: string;
  role: string;
  agency: string;
  /** Null where the directory has no number. */
  phone: string | null;
  isOpen: boolean;
  /** `Open now, until 16:30`; `Closed; opens again on 4 January 2027 at 08:00`. */
  hours: string;
}>;

/** A person in a role in an agency; undefined where the directory does not know them. */
export function contactOf(
  view: DirectoryView,
  hat: Readonly<{ practitioner: string; role: string; agency: string }>,
  now: Instant,
): Contact | undefined {
  const person = view.practitioner(hat.practitioner);
  return person && contact(view, person, hat, now);
}

/** Who leads safeguarding in an agency; undefined where the directory names nobody. */
export function leadOf(view: DirectoryView, agency: AgencyId, now: Instant): Contact | undefined {
  for (const role of LEAD_ROLES) {
    const lead = view.document.practitioners.find((one) => view.holds(one.id, role, agency));
    if (lead) return contact(view, lead, { role, agency }, now);
  }
  return undefined;
}

/** When an agency is there, counted as alerts count it. */
export function hoursNow(view: DirectoryView, agency: string, now: Instant): string {
  const service = view.serviceOf(agency);
  if ('always' in service) return 'Open round the clock';
  if (isOpenAt(now, service)) return `Open now, until ${service.to}`;
  const next = afterServiceTime(now, 0, service);
  if (next === undefined) return 'Closed; the directory does not say when it opens';
  const day = londonDate(next) === londonDate(now) ? 'today' : `on ${dayInWords(next)}`;
  return `Closed; opens again ${day} at ${clockInWords(next)}`;
}

const contact = (
  view: DirectoryView,
  { name, phone }: Practitioner,
  { role, agency }: Readonly<{ role: string; agency: string }>,
  now: Instant,
): Contact => ({
  name,
  role: sentence(spoken(role)),
  agency: view.agency(agency)?.name ?? agency,
  phone: phone ?? null,
  isOpen: isOpenAt(now, view.serviceOf(agency)),
  hours: hoursNow(view, agency, now),
});
