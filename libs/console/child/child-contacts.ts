import { agencyName } from '../page/agency-name';
import type { Involved, Reachable } from '@tributary/chronology';
import type { DirectoryView } from '@tributary/directory';
import type { Instant } from '@tributary/kernel';
import { type Contact, contactOf, hoursNow } from '../page/contacts';
import { dayInWords, KINDS, sentence, spoken } from '../page/words';

type Around = Readonly<{ view: DirectoryView; now: Instant }>;

/** Who is involved and how to reach them, those with a service first. */
export const contactsOf = ({ agencies, services }: Involved, around: Around): readonly object[] =>
  agencies
    .map(({ agency, sectors, lastHeard, currencies, speakWith }) => {
      const given = services.filter((one) => one.agency === agency);
      return {
        name: agencyName(around.view, agency),
        sectors: sectors.map((one) => sentence(spoken(one))).join(', '),
        services: given.map(({ kind, since }) => `${KINDS[kind] ?? spoken(kind)}, since ${dayInWords(since)}`),
        hours: hoursNow(around.view, agency, around.now),
        people: speakWith.flatMap((one) => reached(one, around) ?? []),
        lastHeard,
        history: currencies.length > 0 && currencies.every((currency) => currency === 'return'),
      };
    })
    .sort((a, b) => b.services.length - a.services.length);

/** Who leads, where the reader may know; else undefined. */
export const leadOf = ({ leadPractitioner: lead }: Involved, around: Around): Contact | undefined =>
  lead === null ? undefined : reached(lead, around);

const reached = (one: Reachable, { view, now }: Around): Contact | undefined => contactOf(view, one, now);
