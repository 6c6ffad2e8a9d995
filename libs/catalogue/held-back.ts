import type { RoleCode } from '@tributary/kernel';
import { catalogue, definitionOf } from './catalogue';
import type { HeldBack } from './definition';

/** How events of a type are held back, all of them or some; undefined where none is. */
export function heldBackBy(type: string): HeldBack | undefined {
  const release = definitionOf(type)?.release;
  return release?.state === 'held' ? release : undefined;
}

/** Types whose events wait for a named role, all of them or some. */
export const HELD_TYPES: readonly string[] = catalogue.flatMap(({ type }) => (heldBackBy(type) ? [type] : []));

/** Roles that hold something back until they release it. */
export const HOLDING_ROLES: readonly RoleCode[] = [
  ...new Set(HELD_TYPES.flatMap((type) => heldBackBy(type)?.by ?? [])),
];
