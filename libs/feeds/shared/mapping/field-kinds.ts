import { CODE_LIST, type CodeList, codeListOf, type EventDefinition } from '@tributary/catalogue';
import { isMapping } from './shape';

/** What a field of an event holds, as far as a mapping has to know. */
export type FieldKind =
  | Readonly<{ kind: 'day' | 'time' | 'text' | 'number' | 'yes-no' }>
  | Readonly<{ kind: 'word'; words: readonly string[] }>
  | Readonly<{ kind: 'code'; list: CodeList }>
  | Readonly<{ kind: 'many'; of: FieldKind }>;

/** The fields of an event type that a mapping can fill; `flags` are the hub's own. */
export function fieldsOf({ schema }: EventDefinition): ReadonlyMap<string, FieldKind> {
  const properties = Object.entries(schema.properties as Readonly<Record<string, unknown>>);
  return new Map(
    properties.flatMap(([name, one]) => {
      const kind = name === 'flags' ? undefined : kindOf(one);
      return kind ? [[name, kind] as const] : [];
    }),
  );
}

function kindOf(schema: unknown): FieldKind | undefined {
  if (!isMapping(schema)) return undefined;
  const list = schema[CODE_LIST];
  if (typeof list === 'string') {
    const codes = codeListOf(list);
    return codes && { kind: 'code', list: codes };
  }
  switch (schema['type']) {
    case 'string':
      return textKind(schema);
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'yes-no' };
    case 'array': {
      const of = kindOf(schema['items']);
      return of && { kind: 'many', of };
    }
    default:
      return undefined;
  }
}

function textKind({ format, enum: words }: Readonly<Record<string, unknown>>): FieldKind {
  if (Array.isArray(words)) return { kind: 'word', words: words.map(String) };
  if (format === 'date') return { kind: 'day' };
  return format === 'date-time' ? { kind: 'time' } : { kind: 'text' };
}
