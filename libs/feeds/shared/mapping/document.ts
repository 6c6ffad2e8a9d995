import type { Encoding } from '../text';

/**
 * How one feed's own form becomes events: a document, not code. A column of a CSV, or a path of a JSON
 * (`incident.reference`; `../reference` looks in what is around a list of children), is named as the sender names it.
 */
export type MappingDocument = Readonly<{
  /** The form of this document. */
  mapping: 1;
  title: string;
  format: MappedFormatId;
  reads?: Reads;
  /** Columns that a delivery may lack; all others that are named here must be there. */
  optional?: readonly string[];
  /** Forms in which days stand, the first that fits counts. */
  dates?: readonly DateForm[];
  /** What a time without offset means. Without it such a time is refused. */
  times?: 'london';
  /** The sender's codes by the name of a table: own code → canonical one. */
  codes?: Readonly<Record<string, CodeTable>>;
  record: RecordMap;
  /** When the sender recorded it. */
  recordedAt?: string;
  /** What orders two statements about one thing; without it the later delivery holds. */
  revision?: Readonly<{ column: string; as: 'time' | 'date' | 'number' }>;
  /** Rows that say nothing, on purpose. */
  ignore?: readonly Condition[];
  events: readonly EventMap[];
}>;

export type MappedFormatId = 'mapped-csv' | 'mapped-json';
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export type Reads = Readonly<{
  delimiter?: Delimiter;
  encoding?: Encoding;
  /** JSON: the member of the document that lists its elements; else the document is the list, or one element. */
  list?: string;
  /** JSON: the member of an element that lists those it is about, a record each. */
  each?: string;
}>;

export const DATE_FORMS = [
  'yyyy-mm-dd',
  'dd/mm/yyyy',
  'dd-mm-yyyy',
  'dd.mm.yyyy',
  'dd mmm yyyy',
  'yyyymmdd',
  'mm/dd/yyyy',
] as const;
export type DateForm = (typeof DATE_FORMS)[number];

export type CodeTable = Readonly<Record<string, string>>;
/** A column; a column with its codes, or what to take where it is empty; a constant. */
export type ValueMap =
  | string
  | Readonly<{ column: string; codes?: string | CodeTable; default?: string }>
  | Readonly<{ constant: string | number | boolean }>;
export type FieldMap = ValueMap | readonly ValueMap[];

/** All named must hold; texts are compared without regard to case and blanks around them. */
export type Condition = Readonly<{ column: string; is?: readonly string[]; not?: readonly string[]; filled?: boolean }>;

export const RECORD_TEXTS = [
  'givenName',
  'familyName',
  'postcode',
  'nhsNumber',
  'nhsNumberStatus',
  'upn',
  'school',
] as const;
/** Lists of columns, each of something that the person had before. */
export const RECORD_FORMER = ['formerNhsNumbers', 'formerUpns', 'formerFamilyNames', 'formerPostcodes'] as const;
/** Columns of the days, both in it, since and until when the present number is the person's. */
export const RECORD_PERIODS = ['nhsNumberFrom', 'nhsNumberUntil', 'upnFrom', 'upnUntil'] as const;
export type RecordText = (typeof RECORD_TEXTS)[number];
export type RecordMap = Readonly<{
  /** The system that numbers its records, e.g. `housing`. */
  system: string;
  /** The columns that make the agency's own number of its record. */
  localId: readonly string[];
  birthDate?: string;
  /** Of a child not yet born. */
  expectedBirthDate?: string;
  sex?: ValueMap;
  parents?: readonly string[];
  around?: readonly AroundMap[];
}> &
  Readonly<Partial<Record<RecordText | (typeof RECORD_PERIODS)[number], string>>> &
  Readonly<Partial<Record<(typeof RECORD_FORMER)[number], readonly string[]>>>;

/** Columns of somebody around the child that hold a text or a day. */
export const AROUND_COLUMNS = [
  ...(['number', 'givenName', 'familyName', 'staffNumber'] as const),
  ...(['birthDate', 'from', 'until'] as const),
  ...(['household', 'livesWithFrom', 'livesWithUntil'] as const),
] as const;
/** Where a row names somebody around the child, and how they stand to it. */
export type AroundMap = Readonly<{ relationship: ValueMap; responsibility?: ValueMap; livesWith?: ValueMap }> &
  Readonly<Partial<Record<(typeof AROUND_COLUMNS)[number], string>>>;

export type EventMap = Readonly<{
  type: string;
  when?: readonly Condition[];
  /** The columns by which a later row is known to speak of the same thing. */
  item: readonly string[] | Readonly<{ name: string; columns: readonly string[] }>;
  /** When it happened, where the fields do not say. */
  occurred?: Readonly<{ on: string } | { from: string; to?: string } | { at: string }>;
  /** Where all hold, the sender takes it back. */
  retract?: readonly Condition[];
  fields: Readonly<Record<string, FieldMap>>;
}>;

/** What is wrong with a mapping: where in it, what, and what to do. */
export type MappingFault = Readonly<{ where: string; what: string; todo: string }>;
