import { CONCERN, type CodeList, SCHOOL_CONCERN } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Hat } from '@tributary/sign-in';

/** What somebody filled in, checked. `key` names the form that was opened: sent twice, it is one concern. */
export type Concern = Readonly<{
  key: string;
  givenName: string;
  familyName: string;
  birthDate?: PlainDate;
  postcode?: string;
  concern: string;
  raisedOn: PlainDate;
}>;

type Kind = Readonly<{ type: string; list: CodeList }>;
const ANY: Kind = { type: 'agency.concern-recorded', list: CONCERN };
const KINDS: Readonly<Record<string, Kind>> = {
  education: { type: 'education.school-concern-raised', list: SCHOOL_CONCERN },
  health: { type: 'health.concern-raised', list: CONCERN },
};

/** What an agency of that sector records, and of which kinds it may be. */
export const kindFor = (sector: string | undefined): Kind => (sector !== undefined && KINDS[sector]) || ANY;

/**
 * The concern as the agency's own system would send it (CloudEvents 1.0). With a birth date all that is recorded of
 * the same child is one record; without one each is its own, for two children can share a name.
 */
export function concernEvent(given: Concern, { agency, role }: Hat, sector: string | undefined): object {
  const { key, givenName, familyName, birthDate, postcode, concern, raisedOn } = given;
  const named = `${familyName}, ${givenName}, ${birthDate}`.toLowerCase().replace(/\s+/g, ' ');
  return {
    specversion: '1.0',
    id: key,
    source: `urn:tributary:concern-form:${agency}`,
    type: kindFor(sector).type,
    datacontenttype: 'application/json',
    occurredon: raisedOn,
    data: {
      record: {
        system: 'concern-form',
        localId: birthDate === undefined ? key : named,
        givenName,
        familyName,
        ...(birthDate === undefined ? {} : { birthDate }),
        ...(postcode === undefined ? {} : { postcode }),
      },
      fact: { concern, raisedOn, raisedByRole: role },
    },
  };
}
