import { type Instant, instantAt, instantOf, londonDate, parsePlainDate, type PlainDate } from '@tributary/kernel';

/** A time as HL7 has it: a day, and the instant where it says the minute. */
export type Stamp = Readonly<{ day: PlainDate; at?: Instant }>;

const TIME = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(?:(\d{2})(?:\.(\d{1,4}))?)?)?([+-]\d{4})?$/;

/**
 * `YYYYMMDD[HHMM[SS[.S…]]][+/-ZZZZ]` (HL7 2.5.1, 2.A.75 TS). A time without an offset is of `zone`, the offset that the
 * message's own time gives, else of the clocks in England (NHS data dictionary; in the hour that comes twice in October
 * the second is meant). Undefined for years and months alone, and for times that do not exist.
 */
export function readStamp(text: string, zone?: string): Stamp | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, year, month, date, hour, minute, second = '00', fraction = '', given] = match;
  const day = parsePlainDate(`${year}-${month}-${date}`);
  if (day === undefined) return undefined;
  if (hour === undefined || minute === undefined) return { day };
  if (hour > '23' || minute > '59' || second > '59') return undefined;
  const millis = Number(second) * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  const offset = given ?? zone;
  if (offset === undefined) return stampAt(Date.parse(instantAt(day, `${hour}:${minute}`)) + millis);
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3));
  const shift = (offset.startsWith('-') ? minutes : -minutes) * 60_000;
  return stampAt(Date.parse(`${day}T${hour}:${minute}:00Z`) + shift + millis);
}

const stampAt = (milliseconds: number): Stamp => {
  const at = instantOf(milliseconds);
  return { day: londonDate(at), at };
};

/** The offset that a time ends in, for the other times of its message. */
export const zoneOf = (text: string): string | undefined => /[+-]\d{4}$/.exec(text)?.[0];
