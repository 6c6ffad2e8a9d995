import { Problem } from '@tributary/kernel';
import type { Stated } from '@tributary/matching';

const SINGLE = [
  'givenName',
  'familyName',
  'birthDate',
  'expectedBirthDate',
  'sex',
  'postcode',
  'houseNumber',
  'locality',
  'region',
  'school',
  'nhsNumber',
  'nhsNumberStatus',
  'upn',
  'otherNumber',
] as const;
const LISTED = [
  'formerFamilyNames',
  'formerPostcodes',
  'addressLines',
  'parents',
  'formerNhsNumbers',
  'formerUpns',
] as const;
const FIELDS: readonly string[] = [...SINGLE, ...LISTED];

/** Which column of a file says what. */
export type ColumnMap = Readonly<{
  /** Names a record in what is written; its line where it is left out. */
  id?: string;
  /** Of the agency whose file it is. */
  sector?: string;
  /** For each field its column; lists take several. */
  columns: Readonly<Record<string, readonly string[]>>;
}>;

/** The maps of one or two files. The second file is read by `b`, or like the first where there is none. */
export function columnMaps(text: string): readonly [ColumnMap, ColumnMap] {
  const document = objectIn(text);
  const first = columnMap(document);
  return [first, document['b'] === undefined ? first : columnMap(document['b'])];
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (isObject(document)) return document;
  } catch {
    // Said below.
  }
  throw wrong('It must be one JSON object');
}

function columnMap(document: unknown): ColumnMap {
  if (!isObject(document)) throw wrong('`b` must be an object like the whole');
  const { id, sector, columns } = document;
  if (!isObject(columns) || Object.keys(columns).length === 0)
    throw wrong('`columns` must say which column is which field');
  for (const [name, value] of Object.entries({ id, sector })) {
    if (value !== undefined && typeof value !== 'string') throw wrong(`\`${name}\` must be text`);
  }
  return {
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof sector === 'string' ? { sector } : {}),
    columns: Object.fromEntries(Object.entries(columns).map(([field, value]) => [field, columnsOf(field, value)])),
  };
}

function columnsOf(field: string, value: unknown): readonly string[] {
  if (!FIELDS.includes(field)) throw wrong(`\`${field.slice(0, 40)}\` is no field. There are: ${FIELDS.join(', ')}`);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const columns = list.filter((one) => typeof one === 'string' && one !== '') as string[];
  const most = (LISTED as readonly string[]).includes(field) ? 10 : 1;
  if (columns.length !== list.length || columns.length === 0 || columns.length > most) {
    throw wrong(`\`${field}\` takes ${most === 1 ? 'one column' : `1 to ${most} columns`}, by name`);
  }
  return columns;
}

/** What a row says, by its map. */
export function statedIn(map: ColumnMap, id: string, get: (column: string) => string): Stated {
  const single = SINGLE.flatMap((field) => map.columns[field]?.map((column) => [field, get(column)] as const) ?? []);
  const listed = LISTED.flatMap((field) => {
    const columns = map.columns[field];
    return columns ? [[field, columns.map(get).filter((value) => value !== '')] as const] : [];
  });
  const said = Object.fromEntries<string | readonly string[]>([...single, ...listed]);
  return { id, sector: map.sector, ...said };
}

/** One person as a JSON object with the fields' own names. Other keys are refused, so that none is overlooked. */
export const personIn = (text: string): Stated => ({ ...fieldsIn(text), id: 'asked' });

/** What a person's JSON says, as it stands. */
export function fieldsIn(text: string): Readonly<Record<string, unknown>> {
  const document = objectIn(text);
  for (const [field, value] of Object.entries(document)) {
    if (field !== 'sector' && !FIELDS.includes(field)) throw wrong('A key of the person is no field', 'The person');
    const isList = (LISTED as readonly string[]).includes(field);
    const right = isList
      ? Array.isArray(value) && value.every((one) => typeof one === 'string')
      : typeof value === 'string';
    if (!right) throw wrong(`\`${field}\` must be ${isList ? 'a list of texts' : 'text'}`, 'The person');
  }
  return document;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const wrong = (detail: string, what = 'The column map'): Problem =>
  new Problem('match-map-wrong', 422, `${what} cannot be used`, detail);
