import { EVENT_TABLES, type EventsOrder } from '@tributary/audit';
import { Problem } from '@tributary/kernel';
import { textsOf } from '../page/form-texts';

const FIELDS = ['from', 'to', 'purpose', 'key', 'table'] as const;
export type Field = (typeof FIELDS)[number];
export type Given = Readonly<Record<Field, string>>;
export type Fault = Readonly<{ field: Field; text: string }>;

export const NOTHING_GIVEN: Given = { from: '', to: '', purpose: '', key: '', table: 'rows' };

const TABLES: Readonly<Record<(typeof EVENT_TABLES)[number], string>> = {
  rows: 'A row for each event, the child under a pseudonym',
  counts: 'How many children stand behind each kind of event',
};

export const tablesFor = ({ table }: Given): readonly object[] =>
  Object.entries(TABLES).map(([value, text]) => ({ value, text, checked: value === table }));

/** Throws a Problem where somebody made up what a form sends. */
export const givenIn = (form: Readonly<Record<string, unknown>>): Given => textsOf(form, FIELDS);

export const orderOf = ({ from, to, purpose, key, table }: Given): EventsOrder => ({
  ...{ from, to, purpose, table },
  ...(key === '' ? {} : { key }),
});

export function missingIn({ from, to, purpose, table }: Given): Fault | undefined {
  if (from === '') return { field: 'from', text: 'Enter the first month' };
  if (to === '') return { field: 'to', text: 'Enter the last month' };
  if (purpose === '') return { field: 'purpose', text: 'Enter the purpose: nothing leaves without one' };
  return table in TABLES ? undefined : { field: 'table', text: 'Choose what the file is to hold' };
}

/** The field that an answer is about; undefined where it is about none. */
export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Problem)) return undefined;
  if (error.code === 'period-wrong') return { field: 'from', text: error.detail };
  if (error.code !== 'purpose-missing') return undefined;
  return { field: 'purpose', text: 'Enter the purpose as a code word: small letters, digits and hyphens' };
}
