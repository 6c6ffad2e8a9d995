import type { Instant, PlainDate } from '@tributary/kernel';
import type { Person } from '../domain/person';
import type { School } from '../domain/places';

export type Mark = Readonly<{
  person: Person;
  school: School;
  date: PlainDate;
  session: 'AM' | 'PM';
  code: string;
  comment?: string;
}>;

export type Suspension = Readonly<{
  person: Person;
  school: School;
  /** The school's own number of it. */
  id: string;
  category: 'SUSP' | 'PERM' | 'LNCH';
  reason: string;
  from: PlainDate;
  to?: PlainDate;
  sessions?: number;
  recordedAt: Instant;
  comment?: string;
}>;

const PUPIL = 'UPN,LocalId,Surname,Forename,DOB,Sex,Postcode,LAESTAB';
const pupil = (person: Person, school: School): readonly string[] => [
  person.upn,
  person.pupilId,
  person.familyName,
  person.givenName,
  person.birthDate,
  person.sex === 'female' ? 'F' : 'M',
  person.postcode,
  school.laestab,
];

/** A cell that a spreadsheet and the feed read as one value. */
const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (header: string, rows: readonly (readonly string[])[]): string =>
  `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`;

const TAKEN = { AM: '09:05', PM: '13:10' } as const;

/** Format attendance-csv. */
export const attendanceCsv = (marks: readonly Mark[]): string =>
  csv(
    `${PUPIL},Date,Session,Code,Comment,RecordedAt`,
    marks.map(({ person, school, date, session, code, comment }) => [
      ...pupil(person, school),
      date,
      session,
      code,
      comment ?? '',
      `${date}T${TAKEN[session]}:00Z`,
    ]),
  );

/** Format suspension-csv. */
export const suspensionCsv = (suspensions: readonly Suspension[]): string =>
  csv(
    `${PUPIL},SuspensionId,Category,Reason1,StartDate,EndDate,SessionsLost,RecordedAt,Comment`,
    suspensions.map(({ person, school, id, category, reason, from, to, sessions, recordedAt, comment }) => [
      ...pupil(person, school),
      id,
      category,
      reason,
      from,
      to ?? '',
      sessions === undefined ? '' : String(sessions),
      recordedAt,
      comment ?? '',
    ]),
  );
