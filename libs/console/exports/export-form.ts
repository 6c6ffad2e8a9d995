import { EXPORT_FORMATS } from '@tributary/audit';
import { Problem } from '@tributary/kernel';
import { textsOf } from '../page/form-texts';

const FIELDS = ['purpose', 'format', 'asKnownOn', 'from', 'to'] as const;
export type Field = (typeof FIELDS)[number];
export type Given = Readonly<Record<Field, string>>;
export type Fault = Readonly<{ field: Field; text: string }>;

export const NOTHING_GIVEN: Given = { purpose: '', format: '', asKnownOn: '', from: '', to: '' };

/** Purposes that agreements know. */
const PURPOSES: Readonly<Record<string, string>> = {
  'direct-work': 'Work with the child or the family',
  care: 'The child’s care or treatment',
  safeguarding: 'Safeguarding the child',
};
const FORMATS: Readonly<Record<(typeof EXPORT_FORMATS)[number], string>> = {
  pdf: 'PDF, to read or print',
  csv: 'CSV, for a spreadsheet',
};

/** What a form sent. Throws a Problem where somebody made up what a form sends. */
export const givenIn = (form: Readonly<Record<string, unknown>>): Given => textsOf(form, FIELDS);

/** What is missing of a form. */
export function missingIn({ purpose, format }: Given): Fault | undefined {
  if (!(purpose in PURPOSES)) return { field: 'purpose', text: 'Choose what you need it for' };
  return format in FORMATS ? undefined : { field: 'format', text: 'Choose what the file is to be' };
}

const DAY = 'Enter a day that exists, like 2026-03-07';

/** The field that an answer is about; undefined where it is about none. */
export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Problem)) return undefined;
  if (error.code === 'as-known-on-wrong') return { field: 'asKnownOn', text: DAY };
  if (error.code === 'as-known-on-ahead') return { field: 'asKnownOn', text: 'Enter today or a day that has passed' };
  const field = FIELDS.find((one) => one === error.extra['parameter']);
  return error.code === 'query-wrong' && field ? { field, text: error.detail || DAY } : undefined;
}

const choices = (of: Readonly<Record<string, string>>, chosen: string): readonly object[] =>
  Object.entries(of).map(([value, text]) => ({ value, text, checked: value === chosen }));

export const choicesFor = ({ purpose, format }: Given): object => ({
  purposes: choices(PURPOSES, purpose),
  formats: choices(FORMATS, format),
});
