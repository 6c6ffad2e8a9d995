import type { Instant, PlainDate } from '@tributary/kernel';
import type { Person } from '../domain/person';
import { FEEDS, type School } from '../domain/places';
import { eventLines, NDJSON, type Stated } from '../native/events';
import { attendanceCsv, type Mark, type Suspension, suspensionCsv } from '../native/school-csv';
import { type CareEpisode, socialCareJson } from '../native/social-care-json';
import type { StoryFile } from './story';

/** What the council's system delivers of these children. */
export const council = (...episodes: readonly CareEpisode[]): StoryFile => ({
  feed: FEEDS.socialCare,
  mediaType: 'application/json',
  extension: 'json',
  backfill: false,
  text: socialCareJson(episodes),
});

export const suspended = (suspension: Suspension): StoryFile => ({
  feed: suspension.school.suspensions,
  mediaType: 'text/csv',
  extension: 'csv',
  backfill: false,
  text: suspensionCsv([suspension]),
});

/** Absences of single pupils: without present marks it is no register, and is not counted as one. */
export const absent = (school: School, marks: readonly Mark[]): StoryFile => ({
  feed: school.attendance,
  mediaType: 'text/csv',
  extension: 'csv',
  backfill: false,
  text: attendanceCsv(marks),
});

/** Both sessions of a day. */
export const wholeDay = (mark: Omit<Mark, 'session'>): readonly Mark[] => [
  { ...mark, session: 'AM' },
  { ...mark, session: 'PM' },
];

export const events = (feed: string, ...stated: readonly Stated[]): StoryFile => ({
  feed,
  mediaType: NDJSON,
  extension: 'ndjson',
  backfill: false,
  text: eventLines(stated),
});

/** The same as history: recorded, and sent to nobody. */
export const asHistory = (file: StoryFile): StoryFile => ({ ...file, backfill: true });

type Said = Readonly<{
  id: string;
  type: string;
  person: Person;
  alleged?: string;
  recordedAt: Instant;
  fact: Readonly<Record<string, unknown>>;
}>;

export const schoolSays = (school: School, said: Said): Stated => ({
  ...said,
  source: `urn:wexbourne:school:${school.prefix.toLowerCase()}`,
  system: 'mis',
  school: school.laestab,
  fact: { ...said.fact, school: school.laestab },
});
export const healthSays = (source: string, said: Said): Stated => ({
  ...said,
  source: `urn:wexbourne:${source}`,
  system: 'health',
});
export const agencySays = (source: string, said: Said): Stated => ({
  ...said,
  source: `urn:wexbourne:${source}`,
  system: 'clients',
});

/** A concern in school, the account of it with a word that the hub must drop. */
export const schoolConcern = (
  school: School,
  { id, person, on, concern }: Readonly<{ id: string; person: Person; on: PlainDate; concern: string }>,
): Stated =>
  schoolSays(school, {
    id,
    person,
    type: 'education.school-concern-raised',
    recordedAt: `${on}T15:10:00.000Z` as Instant,
    fact: { concern, raisedOn: on, raisedByRole: 'class-teacher', notes: `see ${person.aside}` },
  });

/** People of the directory that stories tell. */
export const TELL = {
  marlow: { practitioner: 'p-marlow', role: 'social-worker', agency: 'wexbourne-council' },
  tennant: { practitioner: 'p-tennant', role: 'social-worker', agency: 'wexbourne-council' },
  adeyemi: { practitioner: 'p-adeyemi', role: 'social-worker', agency: 'wexbourne-council' },
  corvane: { practitioner: 'p-corvane', role: 'social-worker', agency: 'wexbourne-council' },
  duty: { practitioner: 'p-duty', role: 'duty-social-worker', agency: 'wexbourne-council' },
  earlyHelp: { practitioner: 'p-inglis', role: 'early-help-coordinator', agency: 'wexbourne-council' },
  virtualSchool: { practitioner: 'p-pemberly', role: 'virtual-school-head', agency: 'wexbourne-virtual-school' },
  missingEducation: {
    practitioner: 'p-lathbury',
    role: 'children-missing-education-officer',
    agency: 'wexbourne-education',
  },
  ashLaneLead: { practitioner: 'p-okonjo', role: 'designated-safeguarding-lead', agency: 'ash-lane-primary' },
  stOswinsLead: { practitioner: 'p-varley', role: 'designated-safeguarding-lead', agency: 'st-oswins' },
  namedNurse: { practitioner: 'p-castellan', role: 'named-nurse', agency: 'wexbourne-hospital' },
  paediatrician: { practitioner: 'p-oyelaran', role: 'paediatrician', agency: 'wexbourne-hospital' },
  leadPractitioner: { practitioner: 'p-achterberg', role: 'lead-practitioner', agency: 'harbour-families' },
  saltmarshFeed: { practitioner: 'p-trevanion', role: 'feed-manager', agency: 'saltmarsh-surgery' },
} as const;
