import type { AssessmentPage, CommandKind, Wish } from '@tributary/assessment';
import type { Viewer } from '@tributary/chronology';
import type { DirectoryView, Labels } from '@tributary/directory';
import type { Field, Item, Values } from './form-fields';

/** What a form is made for: the assessment as its reader sees it, and the part of it that it is about. */
export type FormScene = Readonly<{
  page: AssessmentPage;
  view: DirectoryView;
  /** The area's words. */
  labels: Labels;
  viewer: Viewer;
  about: string;
  today: string;
}>;
export type FormPage = Readonly<{
  title: string;
  intro: readonly string[];
  button: string;
  needs: CommandKind;
  fields: readonly Field[];
  wish: (values: Values) => Exclude<Wish, { kind: 'open' }>;
}>;

/** Undefined where a form is about something that is not there. */
export type Forms = Readonly<Record<string, (scene: FormScene) => FormPage | undefined>>;

export const itemsOf = (values: readonly string[], texts: Readonly<Record<string, string>>): readonly Item[] =>
  values.map((value) => ({ value, text: texts[value] ?? value }));
export const one = (values: Values, name: string): string | undefined => values[name]?.[0];
/** Only what was written: an empty field says nothing. */
export const given = (values: Values, ...names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.flatMap((name) => (one(values, name) ? [[name, one(values, name) ?? '']] : [])));

export const day = (name: string, label: string, hint?: string): Field => ({
  ...{ kind: 'day', name, label, hint: hint ?? 'For example, 2026-03-07', wrong: 'Enter a day, like 2026-03-07' },
});
export const ownWords = (name: string, label: string, hint?: string): Field => ({
  ...{ kind: 'words', name, label, wrong: `${label}: write it in your own words` },
  ...(hint ? { hint } : {}),
});
export const maybe = (field: Field): Field => ({ ...field, optional: true });
export const choice = (name: string, label: string, items: readonly Item[], wrong: string): Field => ({
  ...{ kind: 'one', name, label, items, wrong },
});

/** As a sentence begins. */
export function capital(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[0]?.toUpperCase() + text.slice(1)]));
}
