import { type Instant, londonDate, parsePlainDate, type PlainDate } from '@tributary/kernel';
import { readInstant } from '../dates';
import { Fault } from '../fault';
import { type Fhir, part, text } from './node';

/** The day of a FHIR date or dateTime, in London; undefined where there is none, or an impossible one. */
export function dayIn(node: Fhir, name: string): PlainDate | undefined {
  const value = text(node, name);
  if (value === undefined) return undefined;
  const at = readInstant(value);
  return at === undefined ? parsePlainDate(value) : londonDate(at);
}

/** As it was written: a birth date has no time zone. */
export const birthDayIn = (node: Fhir, name: string): PlainDate | undefined =>
  parsePlainDate(text(node, name)?.slice(0, 10) ?? '');

export const instantIn = (node: Fhir, name: string): Instant | undefined => readInstant(text(node, name) ?? '');

/** It is there and cannot be read: another form, a day that does not exist, an offset no place has. */
export const isUnreadable = (node: Fhir, name: string): boolean =>
  text(node, name) !== undefined && dayIn(node, name) === undefined;

/** Throws where the first of the days that there may be is missing or cannot be read. */
export function neededDay(days: readonly (readonly [node: Fhir, name: string])[], called: string): PlainDate {
  const given = days.find(([node, name]) => text(node, name) !== undefined);
  if (given === undefined) throw new Fault('value-missing', `${called} is missing.`);
  const day = dayIn(...given);
  if (day === undefined) throw new Fault('date-unreadable', `${called} is not a date.`);
  return day;
}

/** Whole numbers are padded, so that 10 comes after 9 where revisions are compared as text. */
const counted = (version: string): string => (/^\d{1,19}$/.test(version) ? version.padStart(19, '0') : version);

/**
 * What orders two statements about one thing: when it was last updated, then the version, then the message's own
 * time. Versions come second because some senders number none or number all of them 1.
 */
export function revisionOf(resource: Fhir, sent?: Instant): Readonly<{ revision?: string; recordedAt?: Instant }> {
  const meta = part(resource, 'meta');
  const updated = instantIn(meta, 'lastUpdated') ?? sent;
  const version = text(meta, 'versionId');
  if (updated === undefined) return version === undefined ? {} : { revision: `0000 ${counted(version)}` };
  const revision = [updated, counted(version ?? '0'), ...(sent === undefined ? [] : [sent])].join(' ');
  return { revision, recordedAt: updated };
}
