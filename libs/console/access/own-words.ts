import { WORDS } from '@tributary/chronology';
import { Problem } from '@tributary/kernel';

export type Form = Readonly<Record<string, unknown>>;
/** What is wrong, at the field whose id that is. */
export type Fault = Readonly<{ field: string; text: string }>;

/**
 * What somebody wrote in a field, without the space around it; a browser's line end counts as the one that was typed.
 * Throws a Problem where somebody made up what a form sends.
 */
export function wordsIn(form: Form, field: string): string {
  const value = form[field] ?? '';
  if (typeof value !== 'string') throw new Problem('form-wrong', 400, 'This cannot be done', 'Go back and try again.');
  return value.replaceAll('\r\n', '\n').trim();
}

/** What was ticked: boxes come as nothing, one text or several. */
export function listIn(form: Form, field: string): readonly string[] {
  const value = form[field];
  const all: readonly unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return all.filter((one): one is string => typeof one === 'string');
}

/** What is wrong with words that others have to decide by; undefined where they will do. */
export function faultOfWords(words: string, field: string, asked: string): Fault | undefined {
  if (words.length < WORDS.least) return { field, text: `${asked}, in a sentence at least` };
  if (words.length > WORDS.most) return { field, text: 'Write at most 2,000 characters' };
  return undefined;
}

/** For the summary at the top, and each field's own message. */
export const faultFacts = (faults: readonly Fault[]): object => ({
  faults: faults.map(({ field, text }) => ({ text, href: `#${field}` })),
  faultAt: Object.fromEntries(faults.map(({ field, text }) => [field, { text }])),
});

export const titled = (title: string, faults: readonly Fault[]): string =>
  faults.length > 0 ? `Error: ${title}` : title;
