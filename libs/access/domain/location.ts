/** Where a child can be found: a class of its own at the level of fields and words (design/access.md 7). */
export type Hidden = Readonly<{
  /** What names a place or somebody there, and what stands instead; null where a whole value has to go. */
  words: ReadonlyMap<string, string | null>;
  /** Of an event's type, the fields that say where the child is. */
  fieldsOf: (type: string) => readonly string[];
  /** Suppliers whose agreement names the reader's role for these fields. */
  opens: (supplier: string) => boolean;
}>;

/**
 * An answer without any word that says where a child can be found. Every door calls this and nothing else: the fields
 * that event types declare go, and every text loses the ids, names and numbers of places and of the people there.
 */
export function withoutLocation<T>(answer: T, hidden: Hidden | undefined): T {
  if (!hidden) return answer;
  return walk(answer, { hidden, pattern: patternOf([...hidden.words.keys()]) }) as T;
}

type Walk = Readonly<{ hidden: Hidden; pattern: RegExp | undefined }>;
type Fields = Readonly<Record<string, unknown>>;

function walk(value: unknown, by: Walk): unknown {
  if (typeof value === 'string') return textWithout(value, by);
  if (Array.isArray(value)) return value.map((one) => walk(one, by));
  if (value === null || typeof value !== 'object') return value;
  const fields = withoutFields(value as Fields, by.hidden);
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, walk(one, by)]));
}

/** An event as doors show it: its type, who supplied it and what it says. */
function withoutFields(value: Fields, { fieldsOf, opens }: Hidden): Fields {
  const { type, agency, data } = value;
  if (typeof type !== 'string' || data === null || typeof data !== 'object') return value;
  if (typeof agency === 'string' && opens(agency)) return value;
  const sealed = fieldsOf(type);
  return { ...value, data: Object.fromEntries(Object.entries(data).filter(([name]) => !sealed.includes(name))) };
}

function textWithout(text: string, { hidden: { words }, pattern }: Walk): string | null {
  const whole = words.get(text);
  if (whole !== undefined) return whole;
  return pattern ? text.replace(pattern, (word) => words.get(word) ?? SEALED) : text;
}

export const SEALED = 'sealed';
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The longest first: a name may begin with another. Undefined where there is nothing to look for. */
function patternOf(words: readonly string[]): RegExp | undefined {
  const sought = words.filter((word) => word !== '').sort((a, b) => b.length - a.length);
  if (sought.length === 0) return undefined;
  return new RegExp(String.raw`(?<![\w-])(?:${sought.map(escaped).join('|')})(?![\w-])`, 'g');
}
