import { type CodeList, type CodeOf, coded, type Coded } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import { readDate } from './dates';

/** An object of a document; every field is looked at before it is believed. */
export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
export const objectOf = (value: unknown): Json => (isJson(value) ? value : {});
/** A list of objects; a single object counts as a list of one. */
export const objectsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isJson) : isJson(value) ? [value] : [];

/** Trimmed text, or undefined where there is none. Numbers are taken as they are written. */
export function textOf(source: Json, name: string): string | undefined {
  const value = source[name];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}
/** A date; suppliers send some as midnight of the day. */
export const dateOf = (source: Json, name: string): PlainDate | undefined =>
  readDate((textOf(source, name) ?? '').replace(/T00:00:00(\.0+)?Z?$/, ''));
export function booleanOf(source: Json, name: string): boolean | undefined {
  const text = source[name];
  if (typeof text === 'boolean') return text;
  return { true: true, '1': true, false: false, '0': false }[String(textOf(source, name)).toLowerCase()];
}

export function codeOf<L extends CodeList>(source: Json, name: string, list: L): Coded<CodeOf<L>> | undefined {
  const own = textOf(source, name);
  return own === undefined ? undefined : (coded(list, own) as Coded<CodeOf<L>>);
}
export function codesOf<L extends CodeList>(source: Json, name: string, list: L): Coded<CodeOf<L>>[] | undefined {
  const values = source[name];
  if (!Array.isArray(values)) return undefined;
  const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String);
  return texts.filter((text) => text.trim() !== '').map((text) => coded(list, text) as Coded<CodeOf<L>>);
}
/** How many of the named fields say something: they are not read. */
export const unread = (source: Json, ...names: readonly string[]): number =>
  names.filter((name) => {
    const value = source[name];
    return value !== undefined && value !== null && value !== '' && value !== false;
  }).length;
