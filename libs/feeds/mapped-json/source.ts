import type { Source } from '../shared/mapping';

/** The element itself, and what stands around it where it is one of a list inside another. */
export type Around = Readonly<{ own: unknown; outer?: unknown }>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Texts, numbers, true and false by their path: `incident.reference`, `../reference`; empty for anything else. */
export function jsonSource({ own, outer }: Around): Source {
  const valueAt = (path: string): unknown => (path.startsWith('../') ? at(outer, path.slice(3)) : at(own, path));
  return {
    get: (path) => textOf(valueAt(path)),
    has: (path) => {
      const value = valueAt(path);
      return value !== undefined && (value === null || typeof value !== 'object');
    },
  };
}

/** A name with dots in it counts before the path. */
function at(value: unknown, path: string): unknown {
  if (isObject(value) && Object.hasOwn(value, path)) return value[path];
  let inner = value;
  for (const name of path.split('.')) inner = isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  return inner;
}

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
};

/** Members of the element that no column of the mapping names. */
export function unreadIn({ own }: Around, columns: readonly string[]): number {
  if (!isObject(own)) return 0;
  const read = new Set(columns.flatMap((path) => [path, path.split('.')[0] ?? '']));
  return Object.entries(own).filter(([name, value]) => !read.has(name) && value !== null && value !== '').length;
}
