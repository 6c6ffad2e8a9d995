import type { Instant, PlainDate } from '@tributary/kernel';
import { readDate, readInstant } from '../shared/dates';
import { isJson, type Json, objectOf, objectsOf, textOf } from '../shared/json-values';

/** What stands within `name`, with or without the `data` that some APIs put around it. */
export function within(entry: Json, name: string): Json {
  const value = objectOf(entry[name]);
  return isJson(value['data']) ? value['data'] : value;
}

/** A list, with or without the `data` that some APIs put around it. */
export const listWithin = (entry: Json, name: string): readonly Json[] => {
  const value = entry[name];
  return objectsOf(isJson(value) && 'data' in value ? value['data'] : value);
};

/** A time as text, or as `{ "date": "2026-01-12 09:05:00.000000", "timezone": "UTC" }`. */
const written = (entry: Json, name: string): string =>
  textOf(entry, name) ?? textOf(objectOf(entry[name]), 'date') ?? '';

/** A day, or the day of a time. */
export const dayOf = (entry: Json, name: string): PlainDate | undefined =>
  readDate(written(entry, name).replace(/[T ]\d{2}:\d{2}.*$/, ''));

/** When the system noted it, which orders two statements; nothing where it says no offset. */
export function stampOf(entry: Json, name: string): { recordedAt?: Instant; revision?: string } {
  const utc = textOf(objectOf(entry[name]), 'timezone')?.toUpperCase() === 'UTC' ? 'Z' : '';
  const at = readInstant(`${written(entry, name).replace(' ', 'T')}${utc}`);
  return at === undefined ? {} : { recordedAt: at, revision: at };
}

export function numberOf(entry: Json, name: string): number | undefined {
  const text = textOf(entry, name) ?? '';
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}

/** The system's number of the student whom an entry is about. */
export const studentOf = (entry: Json): string | undefined =>
  textOf(entry, 'student_id') ?? textOf(entry, 'student') ?? textOf(within(entry, 'student'), 'id');
