import { closestCode, closestWord, codeListOf } from '@tributary/catalogue';
import { parsePlainDate } from '@tributary/kernel';
import { readInstant } from '../dates';
import type { CodeTable, FieldMap, MappingFault, ValueMap } from './document';
import type { FieldKind } from './field-kinds';
import { wrong } from './shape';

type Place = Readonly<{ where: string; codes: Readonly<Record<string, CodeTable>> }>;
type Single = Exclude<FieldKind, { kind: 'many' }>;

/** Whether what a mapping gives a field can stand in it. */
export function checkValue(given: FieldMap, kind: FieldKind, place: Place): readonly MappingFault[] {
  if (isList(given)) {
    return kind.kind === 'many'
      ? given.flatMap((one, i) => checkValue(one, kind.of, { ...place, where: `${place.where}[${i}]` }))
      : [wrong(place.where, 'is a list, and the field holds one value', 'Name one column.')];
  }
  if (kind.kind === 'many') return checkValue(given, kind.of, place);
  if (typeof given === 'string') return [];
  if ('constant' in given) return checkConstant(given.constant, kind, place.where);
  const faults = given.codes === undefined ? [] : checkCodes(given.codes, kind, place);
  return given.default === undefined ? faults : [...faults, ...checkDefault(given, kind, place.where)];
}

export const isList = (given: FieldMap): given is readonly ValueMap[] => Array.isArray(given);

/** Codes that the mapping gives a table by name, or on the spot. */
export const tableOf = (codes: string | CodeTable, tables: Place['codes']): CodeTable | undefined =>
  typeof codes !== 'string' ? codes : Object.hasOwn(tables, codes) ? tables[codes] : undefined;

function checkCodes(codes: string | CodeTable, kind: Single, { where, codes: tables }: Place): readonly MappingFault[] {
  const table = tableOf(codes, tables);
  if (!table) return [wrong(`${where}.codes`, 'names no table of this mapping', 'Write the table under `codes`.')];
  const words = wordsOf(kind);
  if (!words) return [wrong(`${where}.codes`, 'is for fields with a list of codes', 'Leave it out.')];
  return Object.entries(table)
    .filter(([, canonical]) => !words.includes(canonical))
    .map(([own, canonical]) =>
      wrong(
        typeof codes === 'string' ? `codes.${codes}.${own}` : `${where}.codes.${own}`,
        `"${canonical}" is none of the codes there are`,
        suggestion(kind, canonical) ?? `There are: ${words.join(', ')}.`,
      ),
    );
}

function wordsOf(kind: Single): readonly string[] | undefined {
  switch (kind.kind) {
    case 'code':
      return Object.keys(kind.list.codes);
    case 'word':
      return kind.words;
    case 'yes-no':
      return ['yes', 'no'];
    default:
      return undefined;
  }
}

function suggestion(kind: Single, canonical: string): string | undefined {
  const close =
    kind.kind === 'code' ? closestCode(kind.list, canonical)?.code : closestWord(wordsOf(kind) ?? [], canonical);
  return close === undefined ? undefined : `Did you mean ${close}?`;
}

const checkDefault = ({ default: text }: Readonly<{ default?: string }>, kind: Single, where: string) =>
  text === undefined ? [] : checkConstant(text, kind, `${where}.default`);

function checkConstant(value: string | number | boolean, kind: Single, where: string): readonly MappingFault[] {
  if (fits(value, kind)) return [];
  return [wrong(where, `is no ${WORDS[kind.kind]}`, suggestion(kind, String(value)) ?? 'Write one that is.')];
}

const WORDS: Readonly<Record<Single['kind'], string>> = {
  day: 'day as 2026-01-31',
  time: 'time as 2026-01-31T09:00:00Z',
  text: 'text',
  number: 'number',
  'yes-no': 'true or false',
  word: 'word of the field',
  code: 'code of its list',
};

function fits(value: string | number | boolean, kind: Single): boolean {
  const text = String(value);
  switch (kind.kind) {
    case 'day':
      return parsePlainDate(text) !== undefined;
    case 'time':
      return readInstant(text) !== undefined;
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'yes-no':
      return typeof value === 'boolean' || ['yes', 'no'].includes(text);
    case 'word':
      return kind.words.includes(text);
    case 'code':
      return Object.hasOwn(codeListOf(kind.list.id)?.codes ?? {}, text);
    case 'text':
      return true;
    default:
      return kind satisfies never;
  }
}
