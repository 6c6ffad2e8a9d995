import { Problem } from '@tributary/kernel';
import { parsePlainDate } from '@tributary/kernel';
import { type Fault, type Form, wordsIn } from '../access/own-words';

const MOST = 2_000;

export type Item = Readonly<{ value: string; text: string; hint?: Readonly<{ text: string }>; checked?: boolean }>;
/** One thing that a form asks; `wrong` is said where it is missing or not among what there is to choose. */
export type Field = Readonly<{
  kind: 'words' | 'day' | 'one' | 'choice' | 'many';
  name: string;
  label: string;
  hint?: string;
  items?: readonly Item[];
  optional?: true;
  wrong: string;
}>;
export type Values = Readonly<Record<string, readonly string[]>>;
export type ReadForm = Readonly<{ values: Values; faults: readonly Fault[] }>;

/** What somebody sent, field by field, and what is wrong with it. */
export function readFields(fields: readonly Field[], form: Form): ReadForm {
  const values = Object.fromEntries(fields.map((field) => [field.name, valuesOf(field, form)] as const));
  const faults = fields.flatMap((field) => {
    const text = faultIn(field, values[field.name] ?? []);
    return text === undefined ? [] : [{ field: field.name, text }];
  });
  return { values, faults };
}

function valuesOf({ kind, name }: Field, form: Form): readonly string[] {
  if (kind !== 'many') return [wordsIn(form, name)].filter((one) => one !== '');
  const sent: unknown = form[name] ?? [];
  const all: readonly unknown[] = Array.isArray(sent) ? sent : [sent];
  if (!all.every((one) => typeof one === 'string'))
    throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
  return all;
}

function faultIn({ kind, items, optional, wrong }: Field, values: readonly string[]): string | undefined {
  if (values.length === 0) return optional ? undefined : wrong;
  if (kind === 'day')
    return values.every((one) => parsePlainDate(one)) ? undefined : 'Enter a day that exists, like 2026-03-07';
  if (kind === 'words') return values.every((one) => one.length <= MOST) ? undefined : 'Write at most 2,000 characters';
  return values.every((one) => items?.some(({ value }) => value === one)) ? undefined : wrong;
}

/** The fields with what was typed, as the view lays them out. */
export const laidOut = (fields: readonly Field[], values: Values): readonly object[] =>
  fields.map((field) => {
    const typed = values[field.name];
    const items = field.items?.map((item) => ({ ...item, checked: typed ? typed.includes(item.value) : item.checked }));
    const chosen = items?.map((item) => ({ value: item.value, text: item.text, selected: item.checked }));
    return { ...field, value: typed?.[0] ?? '', ...(items ? { items, chosen } : {}) };
  });
