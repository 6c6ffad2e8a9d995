import { codeListOf, coded } from './codes';
import { CODE_LIST } from './fields';

/** What a schema says of a value, as far as tidying it needs to know; built once per event type. */
export type Shape =
  | Readonly<{ kind: 'value' }>
  | Readonly<{ kind: 'code'; list: string; fields: ReadonlyMap<string, Shape> }>
  | Readonly<{ kind: 'many'; item: Shape }>
  | Readonly<{ kind: 'object'; fields: ReadonlyMap<string, Shape> }>;

const VALUE: Shape = { kind: 'value' };
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

export function shapeOf(schema: unknown): Shape {
  if (!isObject(schema)) return VALUE;
  if (isObject(schema['properties'])) {
    const fields = new Map(Object.entries(schema['properties']).map(([name, inner]) => [name, shapeOf(inner)]));
    const list = schema[CODE_LIST];
    return typeof list === 'string' ? { kind: 'code', list, fields } : { kind: 'object', fields };
  }
  return isObject(schema['items']) ? { kind: 'many', item: shapeOf(schema['items']) } : VALUE;
}

export type Tidied = Readonly<{ value: unknown; dropped: number }>;

/**
 * Leaves out every field that the schema does not declare and counts it, forbidden ones with the rest, and looks up
 * codes: a bare text becomes `{ own, code }`, an agency's code gets its canonical one. Copies only where it changes.
 */
export function tidy(value: unknown, shape: Shape): Tidied {
  switch (shape.kind) {
    case 'value':
      return { value, dropped: 0 };
    case 'many':
      return Array.isArray(value) ? tidyMany(value, shape.item) : { value, dropped: 0 };
    case 'object':
      return isObject(value) ? tidyObject(value, shape.fields) : { value, dropped: 0 };
    case 'code':
      return tidyCode(value, shape);
  }
}

function tidyMany(values: readonly unknown[], item: Shape): Tidied {
  let dropped = 0;
  const kept = values.map((value) => {
    const tidied = tidy(value, item);
    dropped += tidied.dropped;
    return tidied.value;
  });
  return { value: kept, dropped };
}

function tidyObject(value: Record<string, unknown>, fields: ReadonlyMap<string, Shape>): Tidied {
  const kept: Record<string, unknown> = {};
  let dropped = 0;
  for (const name of Object.keys(value)) {
    const shape = fields.get(name);
    const inner = value[name];
    if (shape === undefined) dropped++;
    else if (inner !== undefined && inner !== null) {
      const tidied = tidy(inner, shape);
      kept[name] = tidied.value;
      dropped += tidied.dropped;
    }
  }
  return { value: kept, dropped };
}

function tidyCode(value: unknown, shape: Extract<Shape, { kind: 'code' }>): Tidied {
  const list = codeListOf(shape.list);
  if (list === undefined) return { value, dropped: 0 };
  if (typeof value === 'string') return { value: coded(list, value), dropped: 0 };
  if (!isObject(value)) return { value, dropped: 0 };
  const { value: kept, dropped } = tidyObject(value, shape.fields);
  const { code, own, term } = kept as { code?: unknown; own?: unknown; term?: unknown };
  if (typeof code === 'string' && Object.hasOwn(list.codes, code) && typeof own === 'string') {
    return { value: term === undefined ? { code, own } : { code, own, term }, dropped };
  }
  const text = own ?? code;
  if (typeof text !== 'string') return { value: kept, dropped };
  return { value: coded(list, text, typeof term === 'string' ? term : undefined), dropped };
}
