import type { AgencyId, DataClass, EventId, Release } from '@tributary/kernel';
import { type Agreement, type Cohort, type Relationship, versionOf, type Whom } from './agreement';
import { type Level, reaches, type Reach } from './level';

/** One person in one role in one agency, and how they stand to the child. */
export type Reader = Readonly<{
  agency: AgencyId;
  sector: string | undefined;
  role: string;
  purpose: string;
  relationships: ReadonlySet<Relationship>;
  /** Closes everything: named in a concern, linked to the family, or not in that role by the directory. */
  barred?: 'named-in-concern' | 'own-family' | 'role-not-held';
}>;

/** What is open of a child at a time, to this reader. */
export type Grounds = Readonly<{
  cohorts: ReadonlySet<Cohort>;
  /** Events that open alerts sent to this reader name, with the rules of those alerts. */
  named: ReadonlyMap<EventId, ReadonlySet<string>>;
  /** Supplier and class, as `agency class`, that suppliers wrote for an assessment the reader takes part in. */
  answered: ReadonlySet<string>;
  /** Events that suppliers opened to the reader's role for this purpose, in answer to a request. */
  shared: ReadonlySet<EventId>;
  /** Audiences to which held events were released. */
  released: ReadonlyMap<EventId, ReadonlySet<AgencyId>>;
  /** The reader stated a protection ground that is open. */
  protection: boolean;
  /** The reader broke the glass, and its hours are not over. */
  glass: boolean;
}>;

export const NO_GROUNDS: Grounds = {
  ...{
    cohorts: new Set<Cohort>(),
    named: new Map(),
    answered: new Set<string>(),
    shared: new Set<EventId>(),
    released: new Map(),
  },
  ...{ protection: false, glass: false },
};

/** What is decided on: who supplied it, its class, whether it was released, and which event it is. */
export type Subject = Readonly<{
  type: string;
  agency: AgencyId;
  dataClass: DataClass;
  release: Release;
  eventId?: EventId;
}>;

/** The child's name, as an agency's record gives it; an alert that is open says whom it is about. */
export const NAME = 'identity.name';

/** Never opened by an alert, a protection ground or break-glass: by the supplier and an agreement's own line alone. */
export const RESTRICTED: ReadonlySet<DataClass> = new Set<DataClass>([
  'sexual-health',
  'counselling',
  'immigration',
  'adult-third-party',
  'adoption',
  'allegation',
  'court',
]);
/** Of these neither opens more than that there is something, and whom to ring. */
const SENSITIVE: ReadonlySet<DataClass> = new Set<DataClass>(['mental-health', 'substance-misuse']);

export const AUDIT = 'audit';

type Case = Readonly<{ reader: Reader; grounds: Grounds; subject: Subject; agreement: Agreement }>;
type Opening = Readonly<{ level: Level; rule: string; reason: string }>;

/**
 * May this reader see that? Pure, and shut unless something opens it. `agreement` is the supplier's, in force at the
 * time asked about; without one nothing opens. The table of its cases: decide.unit.spec.ts.
 */
export function decide(
  reader: Reader,
  subject: Subject,
  { grounds, agreement }: Readonly<{ grounds: Grounds; agreement: Agreement | undefined }>,
): Reach {
  const version = agreement ? versionOf(agreement) : 'none';
  const given = agreement && { reader, grounds, subject, agreement };
  const opening = refusalOf(reader, grounds) ?? (given ? openingOf(given) : NO_AGREEMENT);
  return { ...opening, version };
}

/** Why nothing at all of the child is open to the reader; undefined where something may be. */
export function refusalOf(reader: Reader, grounds: Grounds): Opening | undefined {
  if (reader.barred) return shut(reader.barred, BARRED[reader.barred]);
  if (reader.relationships.size > 0 || grounds.glass || grounds.protection) return undefined;
  return shut('no-relationship', 'You have no current relationship with the child in this role');
}

function openingOf(given: Case): Opening {
  const { reader, subject, agreement } = given;
  const isOwn = reader.agency === subject.agency;
  const audits = reader.relationships.has('auditor');
  if (!audits && !agreement.purposes.includes(reader.purpose)) return WRONG_PURPOSE;
  if (isOwn && agreement.own.some((line) => isMeant(line, reader) && line.classes.includes(subject.dataClass))) {
    return open('content', 'own-record', 'Your agency supplied it');
  }
  if (!isReleased(given)) return NOT_RELEASED;
  if (audits) return reader.purpose === AUDIT ? open('content', AUDIT, 'Read for an audit') : AUDIT_ONLY;
  return [byAlert(given), byAnswer(given), ...byCohort(given), byProtection(given), byGlass(given)]
    .filter((one) => one !== undefined)
    .reduce((best, one) => (reaches(best, one.level) ? best : one), NO_GROUND);
}

function isReleased({ reader, grounds, subject: { release, eventId } }: Case): boolean {
  if (release.state === 'open' || release.audience.includes(reader.agency)) return true;
  return eventId !== undefined && (grounds.released.get(eventId)?.has(reader.agency) ?? false);
}

/** An alert opens the events it names and no other, where the supplier agreed to its rule. */
function byAlert({ grounds, subject, agreement }: Case): Opening | undefined {
  const { type, eventId, dataClass } = subject;
  if (type === NAME && grounds.named.size > 0)
    return open('content', 'alert', 'An open alert to you is about the child');
  const rules = eventId === undefined ? undefined : grounds.named.get(eventId);
  if (!rules || RESTRICTED.has(dataClass) || !agreement.rules.some((rule) => rules.has(rule))) return undefined;
  return open('content', 'alert', 'An open alert to you names it');
}

/** What the supplier wrote for an assessment; of what it shared on request, the events that it named alone. */
function byAnswer({ grounds, subject: { agency, dataClass, eventId } }: Case): Opening | undefined {
  if (eventId !== undefined && grounds.shared.has(eventId))
    return open('content', 'supplier-answer', 'The agency that supplied it opened it to your role');
  if (!grounds.answered.has(`${agency} ${dataClass}`)) return undefined;
  return open('content', 'supplier-answer', 'The agency that supplied it opened it to yours');
}

function byCohort({ reader, grounds, subject: { dataClass }, agreement }: Case): Opening[] {
  const cohort = [...grounds.cohorts].find((one) => agreement.cohorts[one]?.includes(dataClass));
  if (cohort === undefined) return [];
  return agreement.readers
    .filter((line) => isMeant(line, reader) && (line.purposes?.includes(reader.purpose) ?? true))
    .flatMap((line) => {
      const level = line.opens[dataClass];
      return level ? [open(level, `${cohort}/${line.relationship}`, `Open to a ${line.reader}: ${WORDS[cohort]}`)] : [];
    });
}

function byProtection({ grounds, subject: { dataClass } }: Case): Opening | undefined {
  if (!grounds.protection || RESTRICTED.has(dataClass)) return undefined;
  return open('status', 'protection-ground', 'You stated a protection ground: ask the agency that supplied it');
}

function byGlass({ grounds, subject: { dataClass } }: Case): Opening | undefined {
  if (!grounds.glass || RESTRICTED.has(dataClass)) return undefined;
  const level = SENSITIVE.has(dataClass) ? 'status' : 'content';
  return open(level, 'break-glass', 'You broke the glass; it is reviewed');
}

export const isMeant = ({ relationship, roles, sectors }: Whom, reader: Reader): boolean =>
  reader.relationships.has(relationship) &&
  (roles?.includes(reader.role) ?? true) &&
  (sectors === undefined || (reader.sector !== undefined && sectors.includes(reader.sector)));

const open = (level: Level, rule: string, reason: string): Opening => ({ level, rule, reason });
const shut = (rule: string, reason: string): Opening => open('nothing', rule, reason);

const NO_AGREEMENT = shut('no-agreement', 'No agreement of the agency that supplied it is in force');
const WRONG_PURPOSE = shut('purpose-not-agreed', 'The agreement does not know that purpose');
const NOT_RELEASED = shut('not-released', 'It has not been released to your agency');
const AUDIT_ONLY = shut('audit-purpose-missing', 'An auditor reads for an audit alone');
const NO_GROUND = shut('no-ground', 'No ground opens it to you');
const BARRED = {
  'named-in-concern': 'An alternative lead holds this',
  'own-family': 'You are linked to the family',
  'role-not-held': 'You do not hold that role there',
} as const;
const WORDS: Readonly<Record<Cohort, string>> = {
  'family-help': 'the family takes family help',
  'child-in-need': 'the child is in need',
  'protection-plan': 'the child has a protection plan',
  'looked-after': 'the child is looked after',
  'ehc-plan': 'the child has an education, health and care plan',
  missing: 'the child is missing',
};
