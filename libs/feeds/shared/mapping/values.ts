import { coded, type Flag } from '@tributary/catalogue';
import { Fault } from '../fault';
import { isList, tableOf } from './check-value';
import { dayIn, timeIn, USUAL_FORMS } from './days';
import type { CodeTable, FieldMap, MappingDocument, ValueMap } from './document';
import type { FieldKind } from './field-kinds';
import type { Source } from './source';

/** A field's value out of a row; undefined where the row has none. Raises a flag where what stands there is unreadable. */
export type Reading = (source: Source, raise: (flag: Flag) => void) => unknown;
type Single = Exclude<FieldKind, { kind: 'many' }>;
/** Of a text that is not empty; undefined where it cannot be read. */
type Convert = (text: string) => unknown;

/** How the fields of one mapping are read. Built once; nothing of the document is run. */
export class Values {
  constructor(private readonly mapping: MappingDocument) {}

  of(given: FieldMap, kind: FieldKind, needed: boolean): Reading {
    if (kind.kind !== 'many') return isList(given) ? () => undefined : this.single(given, kind, needed);
    const { of } = kind;
    const each = (isList(given) ? given : [given]).map((one) =>
      of.kind === 'many' ? () => undefined : this.single(one, of, false),
    );
    return (source, raise) => {
      const values = each.map((read) => read(source, raise)).filter((value) => value !== undefined);
      return values.length > 0 || needed ? values : undefined;
    };
  }

  private single(given: ValueMap, kind: Single, needed: boolean): Reading {
    if (typeof given === 'object' && 'constant' in given) {
      const value = constantOf(given.constant, kind);
      return () => value;
    }
    const { column, codes, default: otherwise = '' } = typeof given === 'string' ? { column: given } : given;
    const table = codes === undefined ? undefined : tableOf(codes, this.mapping.codes ?? {});
    const convert = this.converter(kind, table);
    return (source, raise) => {
      const text = source.get(column) || otherwise;
      if (text === '') return needed ? missing(column) : undefined;
      const value = convert(text);
      if (value === undefined) return needed ? unreadable(column, kind) : raise(FLAGS[kind.kind]);
      if (isUnmapped(value)) raise('code-unmapped');
      return value;
    };
  }

  private converter(kind: Single, table: CodeTable = {}): Convert {
    const { dates = USUAL_FORMS, times } = this.mapping;
    const own = new Map(Object.entries(table).map(([code, canonical]) => [code.trim().toUpperCase(), canonical]));
    const canonical = (text: string): string | undefined => own.get(text.trim().toUpperCase());
    switch (kind.kind) {
      case 'day':
        return (text) => dayIn(text, dates);
      case 'time':
        return (text) => timeIn(text, dates, times === 'london');
      case 'text':
        return (text) => text;
      case 'number':
        return numberIn;
      case 'yes-no':
        return (text) => YES_NO.get((canonical(text) ?? text).toLowerCase());
      case 'word':
        return (text) => wordIn(canonical(text) ?? text, kind.words);
      case 'code': {
        const aliases = Object.fromEntries(own);
        return (text) => coded(kind.list, text, undefined, aliases);
      }
      default:
        return kind satisfies never;
    }
  }
}

const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'true', '1'].map((word) => [word, true] as const),
  ...['n', 'no', 'false', '0'].map((word) => [word, false] as const),
]);

const numberIn: Convert = (text) => (/^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined);
const wordIn = (text: string, words: readonly string[]): string | undefined =>
  words.find((word) => word.toLowerCase() === text.trim().toLowerCase());

function constantOf(value: string | number | boolean, kind: Single): unknown {
  if (kind.kind === 'code') return coded(kind.list, String(value));
  if (kind.kind === 'number') return Number(value);
  return kind.kind === 'yes-no' ? (YES_NO.get(String(value)) ?? value) : value;
}

const isUnmapped = (value: unknown): boolean =>
  value !== null && typeof value === 'object' && 'unmapped' in value && value.unmapped === true;

const FLAGS: Readonly<Record<Single['kind'], Flag>> = {
  day: 'date-unreadable',
  time: 'date-unreadable',
  number: 'number-unreadable',
  'yes-no': 'yes-no-unreadable',
  word: 'code-unmapped',
  code: 'code-unmapped',
  text: 'stray-text',
};

function missing(column: string): never {
  throw new Fault('value-missing', `${column} is empty.`);
}

function unreadable(column: string, { kind }: Single): never {
  if (kind === 'day') throw new Fault('date-unreadable', `${column} is no day in the forms of the mapping.`);
  if (kind === 'time') throw new Fault('time-without-offset', `${column} is no time in the forms of the mapping.`);
  throw new Fault('value-invalid', `${column} does not have the form that its field asks for.`);
}
