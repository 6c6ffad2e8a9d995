import { type CodeList, coded, definitionOf } from '@tributary/catalogue';
import { isList, tableOf } from './check-value';
import type { MappingDocument } from './document';
import { fieldsOf } from './field-kinds';

/** The list that a field of an event type takes its codes from; undefined for a field without codes. */
export function codesOfField(type: string, field: string): CodeList | undefined {
  const definition = definitionOf(type);
  const kind = definition && fieldsOf(definition).get(field);
  const one = kind?.kind === 'many' ? kind.of : kind;
  return one?.kind === 'code' ? one.list : undefined;
}

type Own = Readonly<{ type: string; field: string; own: string }>;

/** Whether the mapping, or the list itself, knows that code of the sender. */
export function knowsCode({ events, codes: tables = {} }: MappingDocument, { type, field, own }: Own): boolean {
  const list = codesOfField(type, field);
  if (list && coded(list, own).code !== undefined) return true;
  const wanted = own.trim().toUpperCase();
  return events
    .filter((event) => event.type === type)
    .flatMap((event) => {
      const given = event.fields[field] ?? [];
      return isList(given) ? given : [given];
    })
    .some((value) => {
      if (typeof value === 'string' || !('column' in value) || value.codes === undefined) return false;
      const table = tableOf(value.codes, tables) ?? {};
      return Object.keys(table).some((code) => code.trim().toUpperCase() === wanted);
    });
}
