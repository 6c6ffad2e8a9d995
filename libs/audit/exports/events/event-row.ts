import { codeListOf, definitionOf } from '@tributary/catalogue';
import { londonDate } from '@tributary/kernel';
import type { Line } from '@tributary/chronology';

/** What stands in a row beside its pseudonym; the file's columns in their order. */
export const COLUMNS = ['child', 'month', 'type', 'sector', 'known_after', 'codes'] as const;

export type Kind = Readonly<{ month: string; type: string; sector: string }>;

const DAY = 86_400_000;

/** The month in which it began, its type, and the sector that said it: as coarse as time and place become. */
export const kindOf = ({ statement: { began, type } }: Line, sector: string): Kind => ({
  month: londonDate(began).slice(0, 7),
  type,
  sector,
});

/** How long after it began it came to Tributary, in four bands; nothing finer, for two dates make a child known. */
export function knownAfter({ statement: { began, knownFrom } }: Line): string {
  const days = (Date.parse(knownFrom) - Date.parse(began)) / DAY;
  if (days < 2) return 'under-2-days';
  if (days < 8) return 'under-8-days';
  return days < 29 ? 'under-29-days' : 'later';
}

/**
 * The coded fields of an event, as `field=code`: canonical codes of the catalogue's lists and its own choices, yes and
 * no. Whatever an agency wrote itself (its own code, a text, a number, a date, a reference) is not among them, nor what
 * says where a child is.
 */
export function codesOf(type: string, data: unknown): readonly string[] {
  const definition = definitionOf(type);
  const properties = within(definition?.schema, 'properties');
  const left = new Set(['flags', ...(definition?.location ?? [])]);
  if (!isObject(properties) || !isObject(data)) return [];
  const codes = Object.entries(properties)
    .filter(([field]) => !left.has(field))
    .flatMap(([field, schema]) => valuesOf(schema, data[field]).map((code) => `${field}=${code}`));
  return [...new Set(codes)].sort((a, b) => (a < b ? -1 : 1));
}

/** Looked up in what the catalogue allows: nothing that a sender made up passes. */
function valuesOf(schema: unknown, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesOf(within(schema, 'items'), one));
  if (within(schema, 'type') === 'boolean') return typeof value === 'boolean' ? [value ? 'yes' : 'no'] : [];
  const list = within(schema, 'x-code-list');
  const allowed = typeof list === 'string' ? Object.keys(codeListOf(list)?.codes ?? {}) : within(schema, 'enum');
  const given = typeof list === 'string' ? within(value, 'code') : value;
  return Array.isArray(allowed) && typeof given === 'string' && allowed.includes(given) ? [given] : [];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const within = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
