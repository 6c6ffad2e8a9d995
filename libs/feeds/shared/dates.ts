import { type Instant, type PlainDate, instantOf, parsePlainDate } from '@tributary/kernel';
import { Fault } from './fault';

const BRITISH = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** `2026-01-31` or `31/01/2026`; undefined for anything else, and for days that do not exist. */
export function readDate(text: string): PlainDate | undefined {
  const british = BRITISH.exec(text);
  if (!british) return parsePlainDate(text);
  return parsePlainDate(`${british[3]}-${british[2]?.padStart(2, '0')}-${british[1]?.padStart(2, '0')}`);
}

/** A date that the record cannot do without; `name` is the field's. */
export function neededDate(text: string | undefined, name: string): PlainDate {
  if (text === undefined || text === '') throw new Fault('value-missing', `${name} is empty.`);
  const date = readDate(text);
  if (date === undefined) throw new Fault('date-unreadable', `${name} is not a date.`);
  return date;
}

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339 with seconds and offset; undefined for anything else. A leap second counts as the second before it. */
export function readInstant(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (!match || parsePlainDate(match[1] ?? '') === undefined) return undefined;
  const at = Date.parse(match[3] === '60' ? text.replace(/:60/, ':59') : text);
  return Number.isNaN(at) ? undefined : instantOf(at);
}
