import type { Instant } from '@tributary/kernel';
import type { Person } from '../domain/person';

/** Which numbers an agency's system knows a person by. */
export type RecordSystem = 'mis' | 'health' | 'clients';

export type Stated = Readonly<{
  /** The sender's own id of the event; unique in the borough. */
  id: string;
  /** `urn:wexbourne:…`. */
  source: string;
  type: string;
  person: Person;
  system: RecordSystem;
  /** LAESTAB, where the sender is a school: its pupils are numbered within it. */
  school?: string;
  /** What the sender does not know of them. */
  without?: readonly ('givenName' | 'birthDate' | 'postcode')[];
  /** Somebody whom the sender's record names as a possible source of harm to them, by the surname alone. */
  alleged?: string;
  recordedAt: Instant;
  fact: Readonly<Record<string, unknown>>;
}>;

/** Health knows the NHS number, education the pupil number; police, housing and voluntary agencies neither. */
function numbersOf({ person, system, school }: Stated): Readonly<Record<string, string>> {
  switch (system) {
    case 'mis':
      return { localId: school === undefined ? person.pupilId : `${school}/${person.pupilId}`, upn: person.upn };
    case 'health':
      return { localId: person.clientId, nhsNumber: person.nhsNumber, nhsNumberStatus: '01' };
    case 'clients':
      return { localId: person.clientId };
  }
}

const namedAdult = (familyName: string): object => ({ relationship: 'other', familyName, allegedSourceOfHarm: true });

function eventOf(stated: Stated): Readonly<Record<string, unknown>> {
  const { person, system, without = [] } = stated;
  const { givenName, familyName, birthDate, sex, postcode } = person;
  const known = Object.entries({ givenName, familyName, birthDate, sex, postcode });
  const record = {
    system,
    ...numbersOf(stated),
    ...Object.fromEntries(known.filter(([name]) => !without.some((one) => one === name))),
    ...(stated.school === undefined ? {} : { school: stated.school }),
    ...(stated.alleged === undefined ? {} : { around: [namedAdult(stated.alleged)] }),
  };
  return {
    specversion: '1.0',
    id: stated.id,
    source: stated.source,
    type: stated.type,
    time: stated.recordedAt,
    recordedtime: stated.recordedAt,
    data: { record, fact: stated.fact },
  };
}

export const NDJSON = 'application/x-ndjson';

/** Format cloudevents, one event a line. */
export const eventLines = (events: readonly Stated[]): string =>
  events.map((stated) => `${JSON.stringify(eventOf(stated))}\n`).join('');
