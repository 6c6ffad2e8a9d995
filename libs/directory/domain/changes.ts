import { canonicalJson } from '@tributary/kernel';
import type { DirectoryDocument } from './document';

/** What another directory would add, take out or say otherwise; which fields, never what stands in them. */
export type Change = Readonly<{
  what: 'authority' | 'agency' | 'team' | 'feed' | 'practitioner';
  id: string;
  change: 'added' | 'removed' | 'changed';
  fields: readonly string[];
}>;

type Part = Readonly<Record<string, unknown>>;

/** All that differs between two directories, in the order of the first, then of the second. Pure. */
export function changesBetween(before: DirectoryDocument, after: DirectoryDocument): readonly Change[] {
  const idOf = (one: Readonly<{ id: string }>): string => one.id;
  return [
    ...changesOf('authority', before.authorities, after.authorities, ({ code }) => code),
    ...changesOf('agency', before.agencies, after.agencies, idOf),
    ...changesOf('team', before.teams ?? [], after.teams ?? [], idOf),
    ...changesOf('feed', before.feeds, after.feeds, idOf),
    ...changesOf('practitioner', before.practitioners, after.practitioners, idOf),
  ];
}

function changesOf<T extends object>(
  what: Change['what'],
  before: readonly T[],
  after: readonly T[],
  idOf: (one: T) => string,
): readonly Change[] {
  const then = new Map(after.map((one) => [idOf(one), one as Part]));
  const known = new Set(before.map(idOf));
  const kept = before.flatMap((one): Change[] => {
    const next = then.get(idOf(one));
    if (!next) return [{ what, id: idOf(one), change: 'removed', fields: [] }];
    const fields = differing(one as Part, next);
    return fields.length > 0 ? [{ what, id: idOf(one), change: 'changed', fields }] : [];
  });
  const added = after.filter((one) => !known.has(idOf(one)));
  return [...kept, ...added.map((one): Change => ({ what, id: idOf(one), change: 'added', fields: [] }))];
}

const differing = (a: Part, b: Part): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => canonicalJson({ v: a[field] ?? null }) !== canonicalJson({ v: b[field] ?? null }))
    .sort();
