import type { Involvement } from '@tributary/chronology';
import type { DirectoryView, Practitioner } from '@tributary/directory';
import type { AgencyId, Instant } from '@tributary/kernel';
import { type Contact, contactOf, hoursNow, leadOf } from '../page/contacts';
import { dayInWords, KINDS, sentence, spoken } from '../page/words';

type Around = Readonly<{ view: DirectoryView; workers: readonly Practitioner[]; now: Instant }>;

/** Who is involved and how to reach them, those with a service first. */
export const contactsOf = ({ agencies, services }: Involvement, around: Around): readonly object[] =>
  agencies
    .map(({ agency, sectors, lastHeard, currencies }) => {
      const given = services.filter((one) => one.agency === agency);
      return {
        name: around.view.agency(agency)?.name ?? agency,
        sectors: sectors.map((one) => sentence(spoken(one))).join(', '),
        services: given.map(({ kind, since }) => `${KINDS[kind] ?? spoken(kind)}, since ${dayInWords(since)}`),
        hours: hoursNow(around.view, agency, around.now),
        people: peopleAt(agency, around),
        lastHeard,
        history: currencies.length > 0 && currencies.every((currency) => currency === 'return'),
      };
    })
    .sort((a, b) => b.services.length - a.services.length);

/** The child’s own worker there; else whoever leads safeguarding. */
function peopleAt(agency: AgencyId, { view, workers, now }: Around): readonly Contact[] {
  const theirs = workers.flatMap(({ id, roles }) => {
    const held = roles.find((one) => one.agency === agency);
    return held ? (contactOf(view, { practitioner: id, role: held.role, agency }, now) ?? []) : [];
  });
  return theirs.length > 0 ? theirs : [leadOf(view, agency, now)].filter((one) => one !== undefined);
}
