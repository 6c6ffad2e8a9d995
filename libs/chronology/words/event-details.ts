import { codeListOf, definitionOf } from '@tributary/catalogue';
import { dayInWords, sentence, spoken, timeInWords } from './words';

type Detail = Readonly<{ name: string; value: string }>;
type Codes = Readonly<Record<string, string>>;

/** Who and what an agency's own numbers mean, by the directory. */
export type Numbers = Readonly<{
  schoolAgency(laestab: string): Readonly<{ name: string }> | undefined;
  worker(agency: string, number: string): Readonly<{ name: string }> | undefined;
}>;

/** What an event says, a line a field; a code by what it means, beside the agency's own. */
export function detailsOf(
  { type, data, agency }: Readonly<{ type: string; data?: unknown; agency: string }>,
  numbers: Numbers,
): readonly Detail[] {
  if (data === null || typeof data !== 'object') return [];
  return Object.entries(data)
    .filter(([name]) => name !== 'flags')
    .flatMap(([name, value]) => {
      const words = meantBy(name, value, agency, numbers) ?? wordsOf(value, codesOf(type, name));
      return words === '' ? [] : [{ name: sentence(spoken(name)), value: words }];
    });
}

function meantBy(field: string, value: unknown, agency: string, numbers: Numbers): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (field === 'school') return numbers.schoolAgency(value)?.name;
  return field === 'worker' ? numbers.worker(agency, value)?.name : undefined;
}

/** The code list that the catalogue names for a field, or for each thing in it. */
function codesOf(type: string, field: string): Codes {
  const schema = within(within(definitionOf(type)?.schema, 'properties'), field);
  const id = within(schema, 'x-code-list') ?? within(within(schema, 'items'), 'x-code-list');
  return (typeof id === 'string' && codeListOf(id)?.codes) || {};
}

const within = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function wordsOf(value: unknown, codes: Codes): string {
  if (Array.isArray(value))
    return value
      .map((one) => wordsOf(one, codes))
      .filter(Boolean)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return momentInWords(value);
  return codeInWords(value, codes);
}

/** A day or a time as it is read; any other text as it is. */
function momentInWords(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayInWords(text);
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? timeInWords(text) : text;
}

function codeInWords(value: unknown, codes: Codes): string {
  const own = textOf(within(value, 'own')) ?? '';
  const code = textOf(within(value, 'code'));
  const words = textOf(within(value, 'term')) ?? (code === undefined ? undefined : codes[code]);
  return words === undefined || words === own ? own : `${words} (${own})`;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
