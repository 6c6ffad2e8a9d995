import {
  AROUND_COLUMNS,
  DATE_FORMS,
  DELIMITERS,
  type MappingDocument,
  type MappingFault,
  RECORD_FORMER,
  RECORD_PERIODS,
  RECORD_TEXTS,
} from './document';
import { ENCODINGS } from '../text';

/** So many of a kind, and characters of a name, no mapping needs. */
const MOST = { entries: 2_000, characters: 200 } as const;
type Check = (value: unknown, where: string) => readonly MappingFault[];

export const wrong = (where: string, what: string, todo: string): MappingFault => ({ where, what, todo });
const below = (where: string, name: string): string => (where === '' ? name : `${where}.${name}`);
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const text: Check = (value, where) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= MOST.characters
    ? []
    : [wrong(where, 'is no text of 1 to 200 characters', 'Write the name as the sender writes it.')];
const flag: Check = (value, where) =>
  typeof value === 'boolean' ? [] : [wrong(where, 'is neither true nor false', 'Write true or false.')];
const oneOf =
  (values: readonly (string | number)[]): Check =>
  (value, where) =>
    values.includes(value as string)
      ? []
      : [wrong(where, 'is none of the words allowed', `Write one of: ${values.map(String).join(', ')}.`)];
const listOf =
  (item: Check, fewest = 1): Check =>
  (value, where) => {
    if (!Array.isArray(value) || value.length < fewest || value.length > MOST.entries) {
      return [wrong(where, 'is no list, or holds too few or too many', `Give a list of ${fewest} to ${MOST.entries}.`)];
    }
    return value.flatMap((one, i) => item(one, `${where}[${i}]`));
  };
const mapOf =
  (item: Check): Check =>
  (value, where) => {
    if (!isMapping(value)) return [wrong(where, 'is no mapping of names to values', 'Write `name: value` lines.')];
    const entries = Object.entries(value);
    if (entries.length > MOST.entries) return [wrong(where, 'holds too many entries', `Give ${MOST.entries} at most.`)];
    return entries.flatMap(([name, one]) => item(one, below(where, name)));
  };

type Parts = Readonly<Record<string, Check>>;
const object =
  (needed: Parts, optional: Parts = {}): Check =>
  (value, where) => {
    if (!isMapping(value)) return [wrong(where, 'is no mapping of names to values', 'Write `name: value` lines.')];
    const known = { ...needed, ...optional };
    return [
      ...Object.keys(needed)
        .filter((name) => value[name] === undefined)
        .map((name) => wrong(below(where, name), 'is missing', 'A mapping needs it.')),
      ...Object.entries(value).flatMap(([name, one]) => {
        const check = Object.hasOwn(known, name) ? known[name] : undefined;
        return check
          ? check(one, below(where, name))
          : [wrong(below(where, name), 'is nothing a mapping knows', `There are: ${Object.keys(known).join(', ')}.`)];
      }),
    ];
  };
/** A text, or what else it may be. */
const textOr =
  (other: Check): Check =>
  (value, where) =>
    (typeof value === 'string' ? text : other)(value, where);

const constant: Check = (value, where) =>
  ['string', 'number', 'boolean'].includes(typeof value) && String(value).length <= MOST.characters
    ? []
    : [wrong(where, 'is no text, number, true or false', 'Write the value as it is to stand in the event.')];
const table = mapOf(text);
const columnOf = object({ column: text }, { codes: textOr(table), default: text });
const value: Check = textOr((given, where) =>
  isMapping(given) && 'constant' in given ? object({ constant })(given, where) : columnOf(given, where),
);
const field: Check = (given, where) => (Array.isArray(given) ? listOf(value) : value)(given, where);
const conditions = listOf(object({ column: text }, { is: listOf(text), not: listOf(text), filled: flag }));
const columns = listOf(text);
const item: Check = (given, where) => (Array.isArray(given) ? columns : object({ name: text, columns }))(given, where);
const texts = (names: readonly string[]): Parts => Object.fromEntries(names.map((name) => [name, text]));

const event = object(
  { type: text, item, fields: mapOf(field) },
  { when: conditions, retract: conditions, occurred: object({}, texts(['on', 'from', 'to', 'at'])) },
);
const aroundIt = object({ relationship: value }, { responsibility: value, livesWith: value, ...texts(AROUND_COLUMNS) });
const formers: Parts = Object.fromEntries(RECORD_FORMER.map((name) => [name, columns]));
const record = object(
  { system: text, localId: columns },
  {
    ...texts([...RECORD_TEXTS, ...RECORD_PERIODS, 'birthDate', 'expectedBirthDate']),
    sex: value,
    parents: columns,
    ...formers,
    around: listOf(aroundIt),
  },
);
const document = object(
  { mapping: oneOf([1]), title: text, format: oneOf(['mapped-csv', 'mapped-json']), record, events: listOf(event) },
  {
    reads: object({}, { delimiter: oneOf(DELIMITERS), encoding: oneOf(ENCODINGS), ...texts(['list', 'each']) }),
    optional: columns,
    dates: listOf(oneOf(DATE_FORMS)),
    times: oneOf(['london']),
    codes: mapOf(table),
    recordedAt: text,
    revision: object({ column: text, as: oneOf(['time', 'date', 'number']) }),
    ignore: conditions,
  },
);

/** The document, where every part is there, known and of its kind; else what is not, with its place. */
export function shapedDocument(given: unknown): MappingDocument | readonly MappingFault[] {
  const faults = document(given, '');
  return faults.length > 0 ? faults : (given as MappingDocument);
}
